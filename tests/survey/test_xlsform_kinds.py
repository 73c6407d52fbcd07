"""XLK01 times, ranges, rankings and hidden items are read; XLK02 what they cannot be is refused;
XLK03 "or other" is a choice and an item for its words, in the form's languages; XLK04 our own
columns are read; XLK05 a question that shows a result cannot be changed, one that nobody can fill
in is a note; XLK06 a repeat holds items, one level deep; XLK07 all of it is read back equal."""

from __future__ import annotations

import pytest

from survey.model import Instrument, ItemKind
from survey.scales import range_steps
from survey.xlsform import parse_xlsform, render_xlsform
from tests.survey.test_xlsform import CHOICES, left_out, problems, read


def form(kind: str, **cells: str) -> Instrument:
    """One item 'a' of a kind, with these columns."""
    given = {"label": "A", **cells}
    return read(
        f"| survey |\n| | type | name | {' | '.join(given)} |\n"
        f"| | {kind} | a | {' | '.join(given.values())} |\n{CHOICES}"
    )


def refused(kind: str, **cells: str) -> str:
    """The only reason why such an item is refused."""
    given = {"label": "A", **cells}
    (found,) = problems(
        f"| survey |\n| | type | name | {' | '.join(given)} |\n"
        f"| | {kind} | a | {' | '.join(given.values())} |\n{CHOICES}"
    )
    assert (found.sheet, found.row) == ("survey", 3)
    assert found.remedy
    return found.reason


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("time", ItemKind.TIME),
        ("dateTime", ItemKind.DATETIME),
        ("datetime", ItemKind.DATETIME),
        ("range", ItemKind.RANGE),
        ("rank yn", ItemKind.RANK),
        ("hidden", ItemKind.HIDDEN),
    ],
)
def test_xlk01_a_kind_is_read(written: str, kind: ItemKind) -> None:
    assert form(written).item("a").kind is kind


@pytest.mark.parametrize(
    ("parameters", "steps"),
    [
        ("", (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
        ("start=0 end=4 step=2", (0, 2, 4)),
        ("start = 0; end=1, step=0.25", (0.0, 0.25, 0.5, 0.75, 1.0)),
        ("start=3 end=1 step=-1", (3, 2, 1)),
    ],
)
def test_xlk01_a_range_is_a_row_of_numbers(parameters: str, steps: tuple[float, ...]) -> None:
    assert range_steps(form("range", parameters=parameters).item("a")) == steps


@pytest.mark.parametrize(
    ("kind", "parameters", "reason"),
    [
        ("range", "start=0 end=10 step=3", "cannot be gone through in steps of 3"),
        ("range", "start=5 end=1", "cannot be gone through"),
        ("range", "start=0 end=1000", "more than 201 choices"),
        ("range", "start=low", "has no numbers"),
        ("range", "big", "cannot be read"),
        ("range", "colour=red", "'colour' is not supported"),
        ("select_one yn", "randomize=perhaps", "neither true nor false"),
        ("select_one yn", "randomize=true seed=${b}", "which is no number"),
        ("select_one yn", "rows=3", "'rows' is not supported"),
    ],
)
def test_xlk02_parameters_that_cannot_be_are_refused(
    kind: str, parameters: str, reason: str
) -> None:
    assert reason in refused(kind, parameters=parameters)


def test_xlk02_a_range_starts_at_one_of_its_numbers() -> None:
    assert form("range", default="3").item("a").default == "3"
    assert "is not an answer" in refused("range", default="11")


def test_xlk03_or_other_adds_a_choice_and_an_item() -> None:
    found = form("select_multiple yn or_other", relevant="true()")
    asked, words = found.items
    assert (asked.other, asked.list_name) == ("other", "yn_or_other")
    assert [option.name for option in asked.options] == ["yes", "no", "other"]
    assert (words.name, words.kind) == ("a_other", ItemKind.TEXT)
    assert words.relevance == "selected(${a}, 'other')"
    assert words.label == {"": "Please specify"}


def test_xlk03_the_added_words_are_in_the_languages_of_the_form() -> None:
    found = read(
        """
        | survey |
        | | type | name | label::English (en) | label::Français (fr) | label::Cree (cr) |
        | | select_one yn or specify other | a | A | A | A |
        | | select_one yn | b | B | B | B |
        | choices |
        | | list_name | name | label::English (en) | label::Français (fr) | label::Cree (cr) |
        | | yn | yes | Yes | Oui | Ehe |
        """
    )
    assert found.item("a").options[-1].label == {"English (en)": "Other", "Français (fr)": "Autre"}
    assert found.item("a_other").label["Français (fr)"] == "Veuillez préciser"
    assert [option.name for option in found.item("b").options] == ["yes"]
    assert parse_xlsform(render_xlsform(found), "again.xlsx") == found


def test_xlk03_other_names_a_choice_and_its_words_have_an_item() -> None:
    assert "no choice of the item" in refused("select_one yn", other="maybe")
    assert "no text item 'a_other'" in refused("select_one yn", other="no")


def test_xlk04_our_own_columns_are_read() -> None:
    item = form(
        "text",
        sensitive="yes",
        pii="TRUE",
        content_note="Hard",
        codebook_theme="Trust",
        guidance_hint="Think",
    ).item("a")
    assert (item.sensitive, item.pii, item.codebook_theme) == (True, True, "Trust")
    assert (item.content_note, item.guidance_hint) == ({"": "Hard"}, {"": "Think"})
    assert "neither yes nor no" in refused("text", sensitive="a little")


def test_xlk04_codes_are_whole_numbers_else_something_for_filters() -> None:
    text = "| survey |\n| | type | name | label |\n| | select_one yn | a | A |\n" + CHOICES
    numbers = text.replace("| label |\n|  | yn", "| label | code |\n|  | yn", 1)
    numbers = numbers.replace("| Yes |", "| Yes | 1 |").replace("| No  |", "| No | 0 |")
    options = read(numbers).item("a").options
    assert [(option.code, option.attributes) for option in options] == [("1", {}), ("0", {})]
    equal = read(numbers.replace("| 0 |", "| 1 |")).item("a").options
    assert [option.attributes for option in equal] == [{"code": "1"}, {"code": "1"}]
    words = read(numbers.replace("| 0 |", "| none |")).item("a").options
    assert [option.attributes for option in words] == [{"code": "1"}, {"code": "none"}]


def test_xlk05_a_result_is_shown_and_cannot_be_changed() -> None:
    assert form("integer", calculation="1 + 1", read_only="yes").item("a").calculation == "1 + 1"
    assert "can be changed" in refused("integer", calculation="1 + 1")
    assert "default that cannot be changed" in refused("text", default="x", read_only="yes")


def test_xlk05_a_question_that_nobody_can_fill_in_is_a_note() -> None:
    assert form("text", read_only="yes").item("a").kind is ItemKind.NOTE
    assert form("text", read_only="no").item("a").kind is ItemKind.TEXT
    text = "| survey |\n| | type | name | label | read_only |\n| | text | a | A | yes |\n"
    assert [left.why for left in left_out(text)] == ["it cannot be answered, so it is a note"]


REPEAT = """| survey |
| | type | name | label | hint | repeat_count | relevant | default |
| | integer | n | How many? | | | | |
| | begin repeat | person | Person | One each | ${n} | ${n} > 0 | |
| | text | role | Role | | | | |
| | end repeat | | | | | | |
"""


def test_xlk06_a_repeat_holds_items() -> None:
    found = read(REPEAT)
    group = found.group("person")
    assert (group.repeat, group.count, group.hint) == (True, "${n}", {"": "One each"})
    assert found.repeat_of(found.item("role")) == group
    assert found.repeat_of(found.item("n")) is None


def test_xlk06_only_one_level_and_no_defaults() -> None:
    inner = "| | begin repeat | pet | Pet |\n| | text | name_ | N |\n| | end repeat | | |\n"
    (found,) = problems(REPEAT.replace("| | end repeat", f"{inner}| | end repeat", 1))
    assert "inside another repeat" in found.reason
    (found,) = problems(REPEAT.replace("| Role | | | | |", "| Role | | | | x |"))
    assert "default inside a repeat" in found.reason
    drawn = "| Role | | | | |\n| | calculate | id_ | | | | | | once(uuid()) |"
    headed = REPEAT.replace("| default |", "| default | calculation |")
    (found,) = problems(headed.replace("| Role | | | | |", drawn))
    assert "by chance" in found.reason
    (found,) = problems(REPEAT.replace("| ${n} |", "| ${m} |"))
    assert "repeat_count mentions 'm'" in found.reason


def test_xlk07_what_is_read_is_written_and_read_back_equal() -> None:
    whole = REPEAT.replace(
        "| | end repeat",
        """| | select_one yn or_other | joint | Joint? | | | | |
| | rank yn | best | Best? | | | | |
| | end repeat""",
        1,
    )
    found = read(whole + CHOICES)
    assert parse_xlsform(render_xlsform(found), "again.xlsx") == found
