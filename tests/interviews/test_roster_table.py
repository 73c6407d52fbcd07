"""ROS01 rows read back as they were shown; ROS02 who is known stays the same person with the same
stand-in; ROS03 every row that cannot be read is named; ROS04 a CSV file with commas or semicolons
is read, anything else refused in words."""

from __future__ import annotations

import pytest

from interviews.errors import RosterError
from interviews.identity import Entity, Kind
from interviews.roster_table import read_csv, read_rows, roster_rows

MARIE = Entity("1", Kind.PERSON, ("Marie Roe", "Mimi"), "[Person A]", True, "P01")


def test_ros01_read_back() -> None:
    assert read_rows(roster_rows([MARIE]), [MARIE]) == [MARIE]
    assert read_rows([{"name": "", "kind": None}], []) == []


def test_ros02_who_is_known_stays() -> None:
    rows = [{"name": "M. Roe", "kind": "participant", "also called": "MIMI; Mimi"}]
    (found,) = read_rows(rows, [MARIE])
    assert (found.id, found.pseudonym, found.kind) == ("1", "[Person A]", Kind.PERSON)
    assert found.names == ("M. Roe", "MIMI", "Mimi")


def test_ros03_every_problem_is_named() -> None:
    rows = [
        {"name": "…", "also called": "x"},
        {"name": "Ann", "kind": "spaceship"},
        {"name": "Bob"},
        {"name": "BOB"},
    ]
    with pytest.raises(RosterError) as refused:
        read_rows(rows, [])
    assert [problem[:6] for problem in refused.value.problems] == ["Row 1:", "Row 2:", "Row 4:"]


@pytest.mark.parametrize("data", ["name,kind\nAnn,person\n", "\ufeffName;Kind\nAnn;person\n"])
def test_ros04_csv(data: str) -> None:
    (found,) = read_rows(read_csv(data.encode()), [])
    assert (found.names, found.kind) == (("Ann",), Kind.PERSON)


@pytest.mark.parametrize("data", [b"", b"who\nAnn\n", b"\xff\xfe\x00"])
def test_ros04_no_roster(data: bytes) -> None:
    with pytest.raises(RosterError):
        read_csv(data)
