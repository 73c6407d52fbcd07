"""PPL01 organisations and participants come back as saved, changed by saving again; PPL02 a name
twice, or none, is refused; PPL03 attributes are replaced as a whole; PPL04 the record holds ids."""

from __future__ import annotations

import sqlite3

import pytest
from sqlite_utils import Database

from interviews.model import Organisation, Participant
from storage.audit import events_frame
from storage.people import (
    list_organisations,
    list_participants,
    save_organisation,
    save_participant,
)


def test_ppl01_organisations_are_listed_by_name(db: Database) -> None:
    river = save_organisation(db, Organisation("", "River Clinic", "health"), "a1")
    house = save_organisation(db, Organisation("", " Harbour  House "), "a1")
    assert house.name == "Harbour House"
    assert list_organisations(db) == [house, river]
    renamed = save_organisation(db, Organisation(river.id, "River Health"), "a1")
    assert list_organisations(db) == [house, renamed]


def test_ppl01_participants_come_back(db: Database) -> None:
    house = save_organisation(db, Organisation("", "Harbour House"), "a1")
    first = Participant("P01", house.id, "Advocate", {"Region": "north", "Years": "10"})
    save_participant(db, first, "a1")
    save_participant(db, Participant("P02"), "a1")
    assert list_participants(db) == [first, Participant("P02")]


@pytest.mark.parametrize("name", ["harbour house", "Harbour House ", ""])
def test_ppl02_a_name_twice_or_none_is_refused(db: Database, name: str) -> None:
    save_organisation(db, Organisation("", "Harbour House"), "a1")
    with pytest.raises(ValueError, match=r"already|needs a name"):
        save_organisation(db, Organisation("", name), "a1")


def test_ppl02_a_participant_needs_a_label_and_a_known_organisation(db: Database) -> None:
    with pytest.raises(ValueError, match="P07"):
        save_participant(db, Participant(" "), "a1")
    with pytest.raises(sqlite3.IntegrityError):
        save_participant(db, Participant("P01", "nobody"), "a1")
    assert list_participants(db) == []


def test_ppl03_attributes_are_replaced_as_a_whole(db: Database) -> None:
    save_participant(db, Participant("P01", attributes={"Region": "north"}), "a1")
    save_participant(db, Participant("P01", attributes={"Years": "10"}), "a1")
    assert list_participants(db)[0].attributes == {"Years": "10"}


def test_ppl04_the_record_holds_ids(db: Database) -> None:
    house = save_organisation(db, Organisation("", "Harbour House"), "a1")
    save_participant(db, Participant("P01", attributes={"Region": "north"}), "a1")
    events = events_frame(db)
    assert list(events.subject) == ["P01", house.id]
    assert "Harbour" not in "".join(events.detail)
    assert "north" not in "".join(events.detail)
