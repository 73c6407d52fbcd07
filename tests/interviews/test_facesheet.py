"""FAC01 every row of the file is accounted for, with its number and what becomes of it; FAC02 known
columns are found in any case, every other one is an attribute, a new one gets a type that fits;
FAC03 an empty cell leaves what is known; FAC04 a row is not taken without a label, with a name for
a label, twice, of somebody who has withdrawn, or with a value that does not fit; FAC05 a file with
a column twice, without a name, or alone has no rows; FAC06 nothing is invented: rows that change
nothing are said to be so."""

from __future__ import annotations

from interviews.attributes import AttributeKind, AttributeType
from interviews.facesheet import Outcome, plan_facesheet
from interviews.model import Organisation, Participant

HOUSE = Organisation("h", "Harbour House", "Shelter")
YEARS = AttributeType("Years", AttributeKind.NUMBER)
KNOWN = [
    Participant("P01", "h", "Nurse", {"Years": "9"}),
    Participant("P02", withdrawn_on="2026-01-01"),
]
FILE = [
    ["Label", "organization", "ROLE", "years", "Since", "Note"],
    ["p01", "harbour house", "", "9.0", "", ""],
    ["P01", "", "", "", "", ""],
    ["P03", "New  Clinic", "Lawyer", "4", "2024-05-01", "=1+1"],
    ["", "", "", "", "", ""],
    ["", "New Clinic", "", "", "", ""],
    ["Jane Roe", "", "", "1", "", ""],
    ["P02", "", "", "1", "", ""],
    ["P04", "", "", "many", "", ""],
]


def test_fac01_every_row_is_accounted_for() -> None:
    plan = plan_facesheet(FILE, KNOWN, [HOUSE], [YEARS])
    assert [(one.n, one.outcome) for one in plan.rows] == [
        (2, Outcome.SAME),
        (3, Outcome.REFUSED),
        (4, Outcome.NEW),
        (5, Outcome.EMPTY),
        (6, Outcome.REFUSED),
        (7, Outcome.REFUSED),
        (8, Outcome.REFUSED),
        (9, Outcome.REFUSED),
    ]
    assert len(plan.rows) == len(FILE) - 1


def test_fac02_columns() -> None:
    plan = plan_facesheet(FILE, KNOWN, [HOUSE], [YEARS])
    assert plan.new_types == (
        AttributeType("Since", AttributeKind.DATE),
        AttributeType("Note"),
    )
    (new,) = plan.taken
    assert new == Participant(
        "P03", "New Clinic", "Lawyer", {"Years": "4", "Since": "2024-05-01", "Note": "=1+1"}
    )


def test_fac03_an_empty_cell_leaves_what_is_known() -> None:
    cells = [["x", "Role", "Years"], ["P01", "Advocate", ""]]
    (row,) = plan_facesheet(cells, KNOWN, [HOUSE], [YEARS]).rows
    assert row.outcome is Outcome.CHANGED
    assert row.participant == Participant("P01", "Harbour House", "Advocate", {"Years": "9"})


def test_fac04_why_a_row_is_not_taken() -> None:
    why = {one.n: one.why for one in plan_facesheet(FILE, KNOWN, [HOUSE], [YEARS]).rows}
    assert "row 2 already" in why[3]
    assert "first column is empty" in why[6]
    assert "never use a name" in why[7]
    assert "has withdrawn everything" in why[8]
    assert why[9] == "Years: 'many' is not a number, such as 12 or 3.5."


def test_fac05_files_that_cannot_be_read() -> None:
    for cells, told in (
        ([["Label"], ["P01"]], "one column only"),
        ([["Label", "Role", "role"], ["P01", "a", "b"]], "'role' is there twice"),
        ([["Label", "", "Role"], ["P01", "a", "b"]], "Column 2 has no name"),
        ([], "one column only"),
    ):
        plan = plan_facesheet(cells, KNOWN, [HOUSE], [YEARS])
        assert plan.rows == ()
        assert told in " ".join(plan.problems)


def test_fac06_what_changes_nothing_is_not_written() -> None:
    cells = [["x", "Organisation", "Role", "Years"], ["P01", "Harbour House", "Nurse", "9"]]
    plan = plan_facesheet(cells, KNOWN, [HOUSE], [YEARS])
    assert (plan.rows[0].outcome, plan.taken) == (Outcome.SAME, [])
