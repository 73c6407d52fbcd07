"""CNS01 an event comes back as it was recorded, with who and when; CNS02 the database itself
refuses a change, and a deletion; CNS03 nothing is recorded for the future, or for who has withdrawn
everything; CNS04 only a withdrawal of everything marks a participant, and for good; CNS05 the
record holds ids, no words of the form; CNS06 what is in force is known for everybody, also on
another day."""

from __future__ import annotations

import sqlite3

import pytest
from sqlite_utils import Database

from interviews.consent import (
    Agreement,
    Attribution,
    ConsentEvent,
    Documented,
    Holder,
    Quotes,
    Review,
    Reviewer,
    Withdrawal,
)
from interviews.errors import WithdrawnError
from interviews.model import Participant
from storage.audit import chain_problems, events_frame
from storage.consent import consent_of_all, list_consent, save_consent
from storage.people import list_participants, save_participant

FULL = Agreement(
    form="Form of 2026",
    documented=Documented.RECORDED,
    interview=True,
    recording=True,
    research=True,
    quotes=Quotes.AFTER_REVIEW,
    attribution=Attribution.ROLE_AND_ORGANISATION,
    survey_link=True,
    future_use=True,
    holder=Holder("A Nation", "its stories"),
    until="2030-01-01",
    informed=frozenset({"purpose", "use"}),
)
SAID = [FULL, Review("s1", Reviewer.COMMUNITY, agreed=False), Withdrawal.CONTACT]


@pytest.fixture
def people(db: Database) -> Database:
    for label in ("P01", "P02"):
        save_participant(db, Participant(label), "a1")
    return db


@pytest.mark.parametrize("said", SAID, ids=lambda said: type(said).__name__)
def test_cns01_an_event_comes_back(people: Database, said: Agreement | Withdrawal | Review) -> None:
    kept = save_consent(people, ConsentEvent("P01", "2026-02-03", said), "a1")
    assert list_consent(people) == list_consent(people, "P01") == [kept]
    assert (kept.said, kept.recorded_by, kept.n) == (said, "a1", 1)
    assert kept.recorded_at
    assert list_consent(people, "P02") == []


@pytest.mark.parametrize("act", ["update consent_event set day = ''", "delete from consent_event"])
def test_cns02_consent_is_only_added_to(people: Database, act: str) -> None:
    save_consent(people, ConsentEvent("P01", "2026-02-03", FULL), "a1")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        people.execute(act)


def test_cns03_nothing_for_the_future(people: Database) -> None:
    with pytest.raises(ValueError, match="yet to come"):
        save_consent(people, ConsentEvent("P01", "2999-01-01", FULL), "a1")


def test_cns03_nothing_after_everything(people: Database) -> None:
    save_consent(people, ConsentEvent("P01", "2026-02-03", Withdrawal.EVERYTHING), "a1")
    people.execute("update participant set withdrawn_on = '2026-02-03' where id = 'P01'")
    with pytest.raises(WithdrawnError, match="new label"):
        save_consent(people, ConsentEvent("P01", "2026-02-04", FULL), "a1")
    with pytest.raises(WithdrawnError):
        save_participant(people, Participant("P01", role="Nurse"), "a1")
    with pytest.raises(sqlite3.IntegrityError, match="withdrawn everything"):
        people.execute(
            "insert into consent_event (participant, day, kind, said, recorded_by, recorded_at)"
            " values ('P01', '2026-02-04', 'review', '{}', 'a1', 'now')"
        )
    assert [one.withdrawn_on for one in list_participants(people)] == ["2026-02-03", ""]


def test_cns04_a_participant_is_marked_by_an_event_alone(people: Database) -> None:
    mark = "update participant set withdrawn_on = ? where id = 'P01'"
    with pytest.raises(sqlite3.IntegrityError, match="by a consent event"):
        people.execute(mark, ["2026-02-03"])
    save_consent(people, ConsentEvent("P01", "2026-02-03", Withdrawal.EVERYTHING), "a1")
    people.execute(mark, ["2026-02-03"])
    with pytest.raises(sqlite3.IntegrityError, match="for good"):
        people.execute(mark, [""])
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        people.execute("delete from consent_event")  # the withdrawal is the stub


def test_cns05_the_record_holds_ids(people: Database) -> None:
    save_consent(people, ConsentEvent("P01", "2026-02-03", FULL), "a1")
    last = events_frame(people, 1).iloc[0]
    assert (last["act"], last["subject"]) == ("recorded consent: agreement", "P01")
    assert "Nation" not in last["detail"]
    assert chain_problems(people) == []


def test_cns06_in_force_for_everybody(people: Database) -> None:
    save_consent(people, ConsentEvent("P01", "2026-02-03", FULL), "a1")
    assert consent_of_all(people)["P01"].agreement == FULL
    assert consent_of_all(people)["P02"].agreement is None
    assert consent_of_all(people, "2026-02-02")["P01"].agreement is None
