"""IMA01 a column is matched by the name of its item, with or without groups before it; IMA02 or by
its words in any language; IMA03 single options are matched in the ways that Kobo, ODK, LimeSurvey,
Qualtrics, SurveyMonkey and REDCap write them; IMA04 nothing is matched twice, and the whole item
goes before its options; IMA05 what is known of a response is found by the names of each program;
IMA06 what is not recognised is left out, not guessed."""

from __future__ import annotations

import json

import pytest

from survey.imports.layout import Tool
from survey.imports.matching import OUT, Target, What, suggest, targets
from survey.model import Instrument, Item, ItemKind, ResponseOption
from tests.survey.imports.tables import csv_of, plan_of, table_of
from tests.survey.questionnaires import WORKING_TOGETHER


def matched(*names: str, below: tuple[str, ...] = ()) -> list[Target]:
    rows = [names, below] if below else [names]
    table = table_of(csv_of(*rows, ["1"] * len(names)), n_headings=len(rows))
    return suggest(table, WORKING_TOGETHER)


def item(name: str) -> Target:
    return Target(What.ITEM, name)


def option(name: str) -> Target:
    return Target(What.OPTION, "slowed", name)


@pytest.mark.parametrize(
    "heading",
    [
        *("refers", "work/refers", "work-refers", "work.refers", "REFERS", "work:refers"),
        *("Do you refer people to a partner?", "do you refer  people to a Partner?"),
        *("Dirigez-vous des personnes ailleurs?", "Do you refer people … [refers]"),
        *("refers. Do you refer people?", "Do you refer people to a partner? - Selected Choice"),
    ],
)
def test_ima01_ima02_names_and_words(heading: str) -> None:
    assert matched(heading, "unrelated")[0] == item("refers")


def test_ima01_limesurvey_drops_the_underscore() -> None:
    assert matched("hearback", "knowwhom") == [item("hear_back"), item("know_whom")]


@pytest.mark.parametrize(
    "heading",
    [
        *("slowed/whom", "work/slowed/whom", "work-slowed/whom", "slowed[whom]", "slowed_whom"),
        *("slowed.whom", "What slowed the last one? [We did not know whom to call]"),
        *("What slowed the last one? - We did not know whom to call",),
        *("slowed/Nous ne savions qui appeler",),
        *("slowed[whom]. What slowed the last one? [We did not know whom to call]",),
        *("slowed___whom", "What slowed the last one? (choice=We did not know whom to call)"),
    ],
)
def test_ima03_single_options(heading: str) -> None:
    assert matched(heading, "unrelated")[0] == option("whom")


def test_ima03_the_rows_under_the_names_tell_too() -> None:
    below = ("What slowed the last one? - Nobody replied", "Something else")
    assert matched("Q5_1", "Q9", below=below) == [option("reply"), OUT]


def test_ima03_what_was_specified_goes_to_its_own_item() -> None:
    options = (ResponseOption("a"), ResponseOption("z", {"": "Something else"}))
    form = Instrument(
        "f",
        {"": "F"},
        (
            Item("q", ItemKind.SELECT_ONE, options=options, other="z"),
            Item("q_other", ItemKind.TEXT),
        ),
    )
    data = csv_of(["q", "q[other]"], ["-oth-", "None of these"], ["a", ""])
    assert suggest(table_of(data), form) == [item("q"), item("q_other")]
    assert plan_of(data, form).taken[0].answers == {"q": "z", "q_other": "None of these"}


def test_ima03_a_question_may_stand_once_above_its_options() -> None:
    data = csv_of(
        ["Respondent ID", "Do you refer people to a partner?", "What slowed the last one?", ""],
        ["", "Response", "We did not know whom to call", "Nobody replied"],
        ["11", "", "We did not know whom to call", "Nobody replied"],
        ["12", "", "", "Nobody replied"],
    )
    table = table_of(data)
    assert suggest(table, WORKING_TOGETHER)[1:] == [
        item("refers"),
        option("whom"),
        option("reply"),
    ]
    assert [len(table.rows), table.first_row] == [2, 3]


def test_ima03_two_rows_of_headings_of_qualtrics() -> None:
    data = csv_of(
        ["ResponseId", "Q1"],
        ["Response ID", "Do you refer people to a partner?"],
        ["R_1", "Yes"],
    )
    assert suggest(table_of(data), WORKING_TOGETHER) == [Target(What.ID), item("refers")]


def test_ima04_nothing_twice_and_the_whole_first() -> None:
    assert matched("role", "work/role") == [item("role"), OUT]
    assert matched("slowed/whom", "slowed", "slowed/reply") == [OUT, item("slowed"), OUT]


@pytest.mark.parametrize(
    ("tool", "names"),
    [
        (Tool.OWN, ["response", "submitted_at", "language", "version"]),
        (Tool.KOBO, ["_uuid", "_submission_time", "x", "_id"]),
        (Tool.ODK, ["KEY", "SubmissionDate", "x", "meta-instanceID"]),
        (Tool.LIMESURVEY, ["id", "submitdate", "startlanguage", "lastpage"]),
        (Tool.LIMESURVEY, ["Response ID", "Date submitted", "Start language", "Last page"]),
        (Tool.QUALTRICS, ["ResponseId", "RecordedDate", "UserLanguage", "StartDate"]),
        (Tool.OTHER, ["Respondent ID", "End Date", "Language", "Minutes"]),
    ],
)
def test_ima05_what_is_known_of_a_response(tool: Tool, names: list[str]) -> None:
    table = table_of(csv_of([*names, "role"], ["1"] * 5))
    assert table.tool is tool
    found = dict(zip(names, suggest(table, WORKING_TOGETHER), strict=False))
    assert found[names[0]] == Target(What.ID)
    assert found[names[1]] == Target(What.DAY)
    assert found[names[2]] == (OUT if names[2] == "x" else Target(What.LANGUAGE))
    assert found[names[3]] in (OUT, Target(What.ID))


def test_ima05_an_id_tells_rows_apart() -> None:
    data = csv_of(["Respondent ID", "id", "role"], ["1.18E+11", "1", "a"], ["1.18E+11", "2", "b"])
    assert suggest(table_of(data), WORKING_TOGETHER)[:2] == [OUT, Target(What.ID)]


def test_ima05_the_three_heading_rows_of_qualtrics() -> None:
    heads = [
        ["StartDate", "ResponseId", "Q1", "Q2_1"],
        [
            "Start Date",
            "Response ID",
            "What do you do?",
            "What slowed the last one? - Nobody replied",
        ],
        [json.dumps({"ImportId": name}) for name in ("startDate", "_recordId", "QID1", "QID2")],
    ]
    table = table_of(csv_of(*heads, ["2026-03-01", "R_1", "None", "1"]))
    assert table.first_row == 4
    assert table.rows == (("2026-03-01", "R_1", "None", "1"),)
    assert suggest(table, WORKING_TOGETHER)[1:] == [
        *(Target(What.ID), item("role"), option("reply"))
    ]


def test_ima06_what_is_not_recognised_is_left_out() -> None:
    assert matched("roles", "something else", "refers2") == [OUT, OUT, OUT]


def test_ima06_every_item_can_be_chosen() -> None:
    names = {one.item for one in targets(WORKING_TOGETHER) if one.what is What.ITEM}
    assert "slowed" in names
    assert "about" not in names
    assert option("place") in targets(WORKING_TOGETHER)
