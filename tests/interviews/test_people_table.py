"""PTB01 a participant is a row, each attribute a column of its type; PTB02 what was not edited is
not changed; PTB03 edited cells come back in one spelling; PTB04 a value that does not fit is
refused with whose it is; PTB05 any participants come back as they were."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.attributes import AttributeKind, AttributeType, tidied
from interviews.model import Organisation, Participant
from interviews.people_table import changed_people, people_frame

HOUSES = [Organisation("h", "Harbour House"), Organisation("r", "River Clinic")]
TYPES = [
    AttributeType("Years", AttributeKind.NUMBER),
    AttributeType("Since", AttributeKind.DATE),
    AttributeType("Rural", AttributeKind.YES_NO),
    AttributeType("Area", AttributeKind.CHOICE, ("North", "South")),
    AttributeType("Note"),
]
PEOPLE = [
    Participant("P01", "h", "Nurse", {"Years": "9", "Since": "2020-01-02", "Rural": "yes"}),
    Participant("P02"),
]


def test_ptb01_a_row_each() -> None:
    frame = people_frame(PEOPLE, HOUSES, TYPES)
    assert list(frame.columns) == [
        *("Participant", "Organisation", "Role"),
        *("Years", "Since", "Rural", "Area", "Note"),
    ]
    first = frame.iloc[0]
    assert (first["Organisation"], first["Years"]) == ("Harbour House", 9.0)
    assert first["Since"] == date(2020, 1, 2)


def test_ptb02_ptb03_edited_cells() -> None:
    frame = people_frame(PEOPLE, HOUSES, TYPES)
    assert changed_people(frame, PEOPLE, HOUSES, TYPES) == []
    frame.loc[1, "Organisation"] = "River Clinic"
    frame.loc[1, "Area"] = "north"
    frame.loc[1, "Note"] = " =1+1 "
    assert changed_people(frame, PEOPLE, HOUSES, TYPES) == [
        Participant("P02", "r", "", {"Area": "North", "Note": "=1+1"})
    ]


def test_ptb03_a_cell_that_was_emptied() -> None:
    frame = people_frame(PEOPLE, HOUSES, TYPES)
    frame.loc[0, "Years"] = None
    frame.loc[0, "Organisation"] = None
    (changed,) = changed_people(frame, PEOPLE, HOUSES, TYPES)
    assert (changed.organisation, "Years" in changed.attributes) == ("", False)


def test_ptb04_whose_value_does_not_fit() -> None:
    frame = people_frame(PEOPLE, HOUSES, TYPES)
    frame.loc[1, "Area"] = "East"
    with pytest.raises(ValueError, match="P02, Area: 'East' is not one of North, South"):
        changed_people(frame, PEOPLE, HOUSES, TYPES)


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "Years": st.decimals(-999, 9999, places=2).map(str),
        "Since": st.dates(date(1900, 1, 1)).map(str),
        "Rural": st.sampled_from(["yes", "no"]),
        "Note": st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=9),
    },
)


@given(st.lists(VALUES, max_size=4))
def test_ptb05_any_participants_come_back(values: list[dict[str, str]]) -> None:
    people = [
        Participant(f"P{n}", "h", "Nurse", tidied(TYPES, one)) for n, one in enumerate(values)
    ]
    frame = people_frame(people, HOUSES, TYPES)
    assert changed_people(frame, people, HOUSES, TYPES) == []
