"""VAR01 every item is a variable with its label, several choices one per option; VAR02 a cell keeps
apart an answer, what was left empty and each reason; VAR03 an option has the author's code, else
the number it is named by, else a free one, and never that of another; VAR04 a repeat stands side by
side; VAR05 an answer that is not of its kind makes a text, nothing is dropped."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from survey.exports.option_codes import option_codes
from survey.exports.variables import Content, Variable, variables
from survey.model import (
    DONT_KNOW,
    NOT_ASKED,
    PREFER_NOT,
    Group,
    Instrument,
    Item,
    ItemKind,
    ResponseOption,
)
from tests.survey.exports.tables import frame_of
from tests.survey.questionnaires import EN, FR, WORKING_TOGETHER

ROWS: list[dict[str, object]] = [
    {"agreed": "OK", "refers": "yes", "referred": 3, "slowed": ["whom", "place"], "hear_back": "4"},
    {"agreed": "OK", "refers": "no", "referred": NOT_ASKED, "slowed": NOT_ASKED},
    {"agreed": "OK", "refers": DONT_KNOW, "referred": PREFER_NOT, "hours": 1.5, "calls": "few"},
]


def made(rows: list[dict[str, object]], language: str = EN) -> dict[str, Variable]:
    found = variables(WORKING_TOGETHER, frame_of(WORKING_TOGETHER, rows), language)
    return {variable.name: variable for variable in found}


def test_var01_every_item_has_its_variables() -> None:
    found = made(ROWS)
    assert [name for name in found if name.startswith("slowed")] == [
        *("slowed_whom", "slowed_reply", "slowed_place")
    ]
    assert found["slowed_whom"].label.startswith("We did not know whom to call – What slowed")
    assert "about" not in found
    assert made(ROWS, FR)["refers"].codes == {1.0: "Oui", 2.0: "Non"}
    assert made(ROWS, FR)["refers"].label == "Dirigez-vous des personnes ailleurs?"


def test_var02_a_cell_says_why_there_is_no_answer() -> None:
    found = made(ROWS)
    assert list(found["refers"].cells) == [1.0, 2.0, DONT_KNOW]
    assert list(found["referred"].cells) == [3.0, NOT_ASKED, PREFER_NOT]
    assert list(found["slowed_place"].cells) == [1.0, NOT_ASKED, None]
    assert list(found["slowed_reply"].cells) == [0.0, NOT_ASKED, None]
    assert found["referred"].reasons == [PREFER_NOT, NOT_ASKED]


def item(*options: ResponseOption) -> Item:
    return Item("a", ItemKind.SELECT_ONE, options=options)


def test_var03_codes_of_the_author_go_first() -> None:
    own = item(ResponseOption("x"), ResponseOption("y", code="1"), ResponseOption("z", code="7"))
    assert option_codes(own) == {"x": 2.0, "y": 1.0, "z": 7.0}
    assert option_codes(item(*map(ResponseOption, ["0", "2", "5"]))) == {"0": 0, "2": 2, "5": 5}
    assert option_codes(item(*map(ResponseOption, ["yes", "2"])), ["old"]) == {
        **{"yes": 1.0, "2": 2.0},
        "old": 3.0,
    }


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=3), st.sampled_from(["", "1", "2", "-1", "x"])),
        unique_by=lambda pair: pair[0],
    )
)
def test_var03_any_options_have_codes_of_their_own(pairs: list[tuple[str, str]]) -> None:
    codes = option_codes(item(*(ResponseOption(name, code=code) for name, code in pairs)), ["new"])
    assert len(set(codes.values())) == len(codes)
    assert set(codes) == {*(name for name, _ in pairs), "new"}


def test_var04_a_repeat_stands_side_by_side() -> None:
    partners = Instrument(
        "partners",
        {"": "Partners"},
        (
            Item("kind", ItemKind.TEXT, {"": "Which kind?"}, group="partner"),
            Item("years", ItemKind.INTEGER, {"": "Years?"}, group="partner"),
        ),
        (Group("partner", repeat=True),),
    )
    frame = frame_of(partners, [{}, {}]).drop(columns=["kind", "years"])
    frame["partner"] = [[{"kind": "school", "years": 2}, {"kind": "clinic"}], [{"years": 5}]]
    found = {variable.name: variable for variable in variables(partners, frame)}
    assert [name for name in found if name not in frame] == [
        *("kind_1", "years_1", "kind_2", "years_2")
    ]
    assert list(found["kind_2"].cells) == ["clinic", NOT_ASKED]
    assert list(found["years_1"].cells) == [2.0, 5.0]
    assert list(found["years_2"].cells) == [None, NOT_ASKED]


def test_var05_what_is_not_of_its_kind_makes_a_text() -> None:
    found = made([{"hours": 1.5, "last_night": "2026-02-30"}, {"hours": "three"}])
    assert found["hours"].content is Content.TEXT
    assert list(found["hours"].cells) == ["1.5", "three"]
    assert found["last_night"].content is Content.TEXT
    assert made([{"last_night": "2026-02-28"}])["last_night"].content is Content.DATE
