"""IPL01 a row becomes a response with typed answers, by the names, words or numbers of options;
IPL02 several choices may stand in one column or in one each; IPL03 the answer "None" stays the word
None; IPL04 every row is accounted for, the rejected ones with every reason; IPL05 what was not
asked is told apart from what was left empty; IPL06 a row is known again by its id, else by its file
and place; IPL07 columns that contradict each other are named before anything is read; IPL08 export,
then import, gives the same answers; IPL09 a column may say the wave, as a number;
IPL10 what Qualtrics marks as a preview is left out, and told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.export import render_csv
from survey.exports.workbook import render_xlsx
from survey.imports.matching import OUT, Target, What
from survey.imports.plan import NewResponse, Plan, mapping_problems, without_known
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
from survey.relevance import relevant_items, settled
from tests.survey.exports.tables import BITING, HEAD, OPEN, texts_frame
from tests.survey.imports.tables import csv_of, plan_of
from tests.survey.questionnaires import EN, FR, WORKING_TOGETHER


def answers(heading: list[str], *rows: list[object]) -> list[dict[str, object]]:
    """The answers of rows that are all taken over."""
    plan = plan_of(csv_of(heading, *rows), WORKING_TOGETHER)
    assert plan.rejected == ()
    return [dict(one.answers) for one in plan.taken]


@pytest.mark.parametrize("cell", ["yes", "Yes", " YES ", "Oui", "yes "])
def test_ipl01_an_option_by_name_or_words(cell: str) -> None:
    assert answers(["refers", "role"], [cell, "nurse"])[0] | {"agreed": None} == {
        **{"refers": "yes", "role": "nurse", "agreed": None},
        **{"calls": "few"},
    }


def test_ipl01_an_option_by_its_number() -> None:
    options = (ResponseOption("often", code="2"), ResponseOption("never", code="1"))
    form = Instrument("f", {"": "F"}, (Item("q", ItemKind.SELECT_ONE, options=options),))
    plan = plan_of(csv_of(["q", "x"], ["2", ""], ["1", ""], ["2.0", ""]), form)
    assert [one.answers["q"] for one in plan.taken] == ["often", "never", "often"]


@pytest.mark.parametrize(
    ("name", "cell", "answer"),
    [
        ("referred", "7", 7),
        ("referred", "7.0", 7),
        ("hours", "2,5", 2.5),
        ("hours", "1e-07", 1e-07),
        ("last_night", "2026-02-28", "2026-02-28"),
        ("last_night", "2026-02-28T00:00:00.000Z", "2026-02-28"),
        ("agreed", "TRUE", "OK"),
        ("agreed", "0", None),
        ("role", "0012", "0012"),
        ("role", DONT_KNOW, DONT_KNOW),
        ("referred", PREFER_NOT, PREFER_NOT),
    ],
)
def test_ipl01_typed_answers(name: str, cell: str, answer: object) -> None:
    assert answers(["refers", name], ["yes", cell])[0][name] == answer


@pytest.mark.parametrize(
    "cell",
    [
        *("whom place", "whom;place", "whom, place", "whom|place", "whom\nplace"),
        *("We did not know whom to call; No place was free", "Nous ne savions qui appeler|place"),
        *("We did not know whom to call No place was free",),
    ],
)
def test_ipl02_several_choices_in_one_column(cell: str) -> None:
    row = answers(["refers", "referred", "slowed"], ["yes", "3", cell])[0]
    assert row["slowed"] == ["whom", "place"]


def test_ipl02_words_that_hold_the_separator() -> None:
    options = (ResponseOption("a", {"": "Yes, often"}), ResponseOption("b", {"": "No"}))
    form = Instrument("f", {"": "F"}, (Item("q", ItemKind.SELECT_MULTIPLE, options=options),))
    plan = plan_of(csv_of(["q", "x"], ["Yes, often, No", ""]), form)
    assert plan.taken[0].answers["q"] == ["a", "b"]


@pytest.mark.parametrize(
    ("cells", "answer"),
    [
        (["1", "0", "1"], ["whom", "place"]),
        (["TRUE", "FALSE", ""], ["whom"]),
        (["We did not know whom to call", "", "No place was free"], ["whom", "place"]),
        (["Selected", "Not Selected", "Not Selected"], ["whom"]),
        (["0", "0", "0"], None),
    ],
)
def test_ipl02_several_choices_in_a_column_each(cells: list[object], answer: object) -> None:
    heading = ["refers", "referred", "slowed/whom", "slowed/reply", "slowed/place"]
    assert answers(heading, ["yes", "3", *cells])[0]["slowed"] == answer


def test_ipl03_none_is_a_word() -> None:
    options = (ResponseOption("None", {"": "None"}), ResponseOption("Some", {"": "Some"}))
    form = Instrument(
        "f",
        {"": "F"},
        (Item("q", ItemKind.SELECT_ONE, options=options), Item("why", ItemKind.TEXT)),
    )
    plan = plan_of(
        csv_of(["q", "why"], ["None", "None"], ["Some", "NA"], ["", ""], ["None", "nan"]), form
    )
    assert [dict(one.answers) for one in plan.taken] == [
        *({"q": "None", "why": "None"}, {"q": "Some", "why": "NA"}, {"q": "None", "why": "nan"}),
    ]
    assert [one.row for one in plan.rejected] == [4]


def test_ipl04_every_row_is_accounted_for() -> None:
    rows: list[list[object]] = [
        *(["yes", "3", "", "whom"], ["perhaps", "three", "", ""], ["", "", "", ""]),
        *(["yes", "900", "", ""], ["yes", "3", "30/02/2026", "nobody"], ["no", "", "", ""]),
    ]
    plan = plan_of(csv_of(["refers", "referred", "last_night", "slowed"], *rows), WORKING_TOGETHER)
    assert [one.row for one in plan.taken] == [2, 7]
    reasons = {one.row: one.reasons for one in plan.rejected}
    assert set(reasons) == {3, 4, 5, 6}
    assert reasons[3] == (
        "refers: “perhaps” is none of the options: yes, no.",
        "referred: “three” is not a whole number, such as 12.",
    )
    assert reasons[4] == ("The row is empty.",)
    assert reasons[5] == ("referred: Between 0 and 500, please.",)
    assert [reason.split(":")[0] for reason in reasons[6]] == ["last_night", "slowed"]
    assert plan.n_rows == len(rows)


@pytest.mark.parametrize(
    ("heading", "real", "trial"),
    [
        ("Status", "IP Address", "Survey Preview"),
        ("Status", "0", "1"),
        ("DistributionChannel", "anonymous", "preview"),
    ],
)
def test_ipl10_a_preview_is_no_response(heading: str, real: str, trial: str) -> None:
    names = ["ResponseId", "StartDate", heading, "refers"]
    rows = [["R_1", "2026-03-01", trial, "yes"], ["R_2", "2026-03-01", real, "yes"]]
    plan = plan_of(csv_of(names, *rows), WORKING_TOGETHER)
    assert [one.row for one in plan.taken] == [3]
    assert plan.rejected[0].reasons == ("The row is a preview of the survey; nobody answered it.",)
    of_a_spreadsheet = csv_of(["Status", "refers"], [trial, "yes"])
    assert len(plan_of(of_a_spreadsheet, WORKING_TOGETHER).taken) == 1


def test_ipl05_not_asked_and_left_empty() -> None:
    rows = answers(
        ["refers", "referred", "role"], ["no", "", ""], ["yes", "", ""], ["yes", "2", "x"]
    )
    assert rows[0] == {"refers": "no", "role": None}
    assert rows[1] == {"refers": "yes", "referred": None, "role": None, "calls": "few"}
    assert rows[2]["referred"] == 2


def test_ipl05_an_answer_that_the_skip_logic_hides_stays() -> None:
    assert answers(["refers", "referred"], ["no", "4"])[0]["referred"] == 4


def test_ipl06_the_same_row_has_the_same_id() -> None:
    first = csv_of(["_uuid", "_id", "role"], ["a-1", "7", "nurse"], ["a-0", "8", "nurse"])
    more = csv_of(["_uuid", "_id", "role"], ["a-1", "7", "nurse"], ["a-2", "9", "clerk"])
    plan, later = plan_of(first, WORKING_TOGETHER), plan_of(more, WORKING_TOGETHER)
    assert plan.taken[0].id == later.taken[0].id
    left = without_known(later, [plan.taken[0].id])
    assert [one.row for one in left.taken] == [3]
    assert left.rejected[0].reasons == ("This response is in the study already.",)
    assert left.n_rows == later.n_rows


def test_ipl06_an_id_that_comes_twice_is_one_response() -> None:
    data = csv_of(["who", "role"], ["a", "nurse"], ["a", "clerk"])
    chosen = [Target(What.ID), Target(What.ITEM, "role")]
    plan = plan_of(data, WORKING_TOGETHER, chosen=chosen)
    assert plan.rejected[0].reasons == ("Row 2 is the same response.",)


def test_ipl06_without_an_id_a_row_is_known_by_its_file() -> None:
    data = csv_of(["role", "x"], ["nurse", ""], ["nurse", ""])
    ids = [one.id for one in plan_of(data, WORKING_TOGETHER).taken]
    assert len(set(ids)) == 2
    assert ids == [one.id for one in plan_of(data, WORKING_TOGETHER).taken]


def test_ipl06_the_language_and_the_day() -> None:
    data = csv_of(
        ["ResponseId", "StartDate", "RecordedDate", "UserLanguage", "role"],
        ["R_1", "", "2026-03-01 10:22:33", "FR-CA", "infirmière"],
        ["R_2", "", "", "DE", "nurse"],
    )
    plan = plan_of(data, WORKING_TOGETHER)
    assert [(one.language, one.day) for one in plan.taken] == [(FR, "2026-03-01"), (EN, "")]


def test_ipl09_the_wave_is_a_number() -> None:
    waves: list[list[object]] = [["2", "a"], ["", "b"], ["3.0", "c"], ["spring", "d"], ["0", "e"]]
    plan = plan_of(csv_of(["wave", "role"], *waves), WORKING_TOGETHER)
    assert [one.wave for one in plan.taken] == [2, 0, 3]
    assert [one.reasons for one in plan.rejected] == [
        (f"“{cell}” is no wave. Waves are numbered 1, 2, 3 …",) for cell in ("spring", "0")
    ]


def test_ipl07_columns_that_contradict_each_other() -> None:
    role, whom = Target(What.ITEM, "role"), Target(What.OPTION, "slowed", "whom")
    assert mapping_problems([role, OUT, whom, OUT]) == []
    assert mapping_problems([OUT]) == ["No column is matched with an item. Match at least one."]
    found = mapping_problems([role, role, Target(What.ITEM, "slowed"), whom])
    assert found == [
        "Two columns hold 'role'. Leave one of them out.",
        "'slowed' is matched as a whole and by its options. Leave one of the two out.",
    ]


def frame_of_answers(instrument: Instrument, given: list[dict[str, Any]]) -> pd.DataFrame:
    """What `responses_frame` gives after these answers were submitted."""
    names = [item.name for item in instrument.items if item.kind is not ItemKind.NOTE]
    rows = []
    for number, one in enumerate(given, 1):
        asked = {item.name for item in relevant_items(instrument, one)}
        kept = settled(instrument, one)
        cells = [kept.get(name) if name in asked else NOT_ASKED for name in names]
        rows.append([f"{number:020x}", 1, FR, "2026-03-01", *cells])
    return pd.DataFrame(rows, columns=[*HEAD, *names], dtype=object)


def stored(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The answers of the rows of a table, those that were not asked left out."""
    return [
        {name: cell for name, cell in row.items() if name not in HEAD and cell != NOT_ASKED}
        for row in frame.to_dict("records")
    ]


def same(plan: Plan, frame: pd.DataFrame) -> None:
    assert plan.rejected == ()
    assert [dict(one.answers) for one in plan.taken] == stored(frame)
    assert [one.id for one in plan.taken] == list(frame["response"])
    assert all(_alike(one) for one in plan.taken)


def _alike(one: NewResponse) -> bool:
    return one.language == FR and one.day == "2026-03-01"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "agreed": st.just("OK"),
        "role": TEXTS | st.sampled_from([DONT_KNOW, "None", "=1+1", "'x", "NA"]),
        "refers": st.sampled_from(["yes", "no", PREFER_NOT]),
        "referred": st.integers(0, 500) | st.just(DONT_KNOW),
        "slowed": st.lists(st.sampled_from(["whom", "reply", "place"]), min_size=1, unique=True),
        "hear_back": st.sampled_from("12345"),
        "last_night": st.dates(dt.date(1800, 1, 1)).map(dt.date.isoformat),
        "hours": st.decimals(-(10**9), 10**9, places=5).map(float),  # what a person can type
        "change": TEXTS,
    },
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ANSWERS, min_size=1, max_size=4))
def test_ipl08_any_answers_come_back_from_every_table(given: list[dict[str, Any]]) -> None:
    frame = frame_of_answers(WORKING_TOGETHER, given)
    same(plan_of(render_csv(frame), WORKING_TOGETHER), frame)
    for labels in (False, True):
        book = render_xlsx(WORKING_TOGETHER, frame, FR, labels=labels)
        same(plan_of(book, WORKING_TOGETHER, "a.xlsx"), frame)


STEPS = {"start": "0", "end": "10", "step": "5"}
ABC = tuple(ResponseOption(name, {"": label}) for name, label in ("aA", "bB", "cC"))
EVERY_KIND = Instrument(
    "kinds",
    {"": "Every kind"},
    (
        Item("at", ItemKind.TIME),
        Item("moment", ItemKind.DATETIME),
        Item("scale", ItemKind.RANGE, parameters=STEPS),
        Item("order", ItemKind.RANK, options=ABC),
        Item("which", ItemKind.SELECT_ONE, options=ABC, other="c"),
        Item("which_other", ItemKind.TEXT, relevance="${which} = 'c'"),
        Item("tag", ItemKind.HIDDEN),
        Item("twice", ItemKind.CALCULATE, calculation="${scale} * 2"),
    ),
)
EVERY_ANSWER: dict[str, Any] = {
    **{"at": "09:30", "moment": "2026-02-28T14:05", "scale": 5, "order": ["c", "a"]},
    **{"which": "c", "which_other": "None", "tag": "wave-2"},
}


@pytest.mark.parametrize("labels", [False, True])
def test_ipl08_answers_of_every_kind_come_back(labels: bool) -> None:
    frame = frame_of_answers(EVERY_KIND, [EVERY_ANSWER, {}, {"scale": 0, "order": DONT_KNOW}])
    for data, name in (
        (render_csv(frame), "a.csv"),
        (render_xlsx(EVERY_KIND, frame, labels=labels), "a.xlsx"),
    ):
        plan = plan_of(data, EVERY_KIND, name)
        assert plan.rejected == ()
        assert [dict(one.answers) for one in plan.taken] == stored(frame)


@pytest.mark.parametrize("labels", [False, True])
def test_ipl08_texts_that_bite_come_back(labels: bool) -> None:
    frame = texts_frame([text for text in BITING if text])
    texts = [text for text in BITING if text]
    plan = plan_of(render_csv(frame), OPEN)
    assert [one.answers["q1"] for one in plan.taken] == texts
    plan = plan_of(render_xlsx(OPEN, frame, labels=labels), OPEN, "a.xlsx")
    assert [one.answers["q1"] for one in plan.taken] == texts


def test_ipl08_a_repeat_comes_back_from_the_workbook() -> None:
    form = Instrument(
        "partners",
        {"": "Partners"},
        (
            Item("kind", ItemKind.TEXT, group="partner"),
            Item("n", ItemKind.INTEGER, group="partner"),
        ),
        (Group("partner", repeat=True),),
    )
    frame = pd.DataFrame(
        [["0" * 20, 1, "", "2026-03-01", [{"kind": "=school", "n": 2}, {"kind": "None"}]]],
        columns=[*HEAD, "partner"],
        dtype=object,
    )
    plan = plan_of(render_xlsx(form, frame), form, "a.xlsx")
    assert plan.taken[0].answers == {"partner": frame["partner"][0]}
    assert plan_of(render_csv(frame), form).taken[0].answers == {"partner": frame["partner"][0]}
