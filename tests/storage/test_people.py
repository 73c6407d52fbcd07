"""PPL01 organisations and participants come back as saved, changed by saving again; PPL02 a name
twice, or none, is refused; PPL03 attributes are replaced as a whole; PPL04 the record holds ids;
PPL05 a form stores what is new or changed in it, and never makes one person of two."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from sqlite_utils import Database

from interviews.describing import Described
from interviews.errors import ParticipantTakenError
from interviews.model import Organisation, Participant, Source, Turn
from storage.audit import events_frame
from storage.people import (
    list_organisations,
    list_participants,
    save_organisation,
    save_participant,
    save_people,
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


TALK = Source("talk", "Hi", (Turn("P1", 0, 2),))
TYPED = Described("talk", "P01", "Harbour House", "Nurse", "Region: north", frozenset(), "")


def test_ppl05_a_form_stores_new_people_once(db: Database) -> None:
    new = replace(TYPED, is_new_participant=True)
    source = save_people(db, TALK, new, "a1")
    (house,) = list_organisations(db)
    assert (source.participant, source.organisation) == ("P01", house.id)
    assert list_participants(db) == [Participant("P01", house.id, "Nurse", {"Region": "north"})]
    n_events = len(events_frame(db))
    assert save_people(db, TALK, TYPED, "a1") == source
    assert len(events_frame(db)) == n_events, "nothing changed, so nothing is recorded"


def test_ppl05_two_people_are_never_made_one(db: Database) -> None:
    save_participant(db, Participant("P01", role="Advocate"), "a1")
    with pytest.raises(ParticipantTakenError, match="next free label"):
        save_people(db, TALK, replace(TYPED, is_new_participant=True), "a2")
    assert list_participants(db) == [Participant("P01", role="Advocate")]
    assert list_organisations(db) == []
