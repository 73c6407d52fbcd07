"""WAV01 a response counts in the wave in which it is sent, also if it was begun before; WAV02 a
lead begins the next wave once somebody has answered, and the record tells it; WAV03 limits are of
the wave under way; WAV04 who was invited may answer once in each wave: who has answered gets a new
address, who has not keeps theirs, and letters go to everybody; WAV05 an identified person has one
response in each wave, and their number joins them; WAV06 a browser that sent answers in an earlier
wave can answer in the one under way; WAV07 the table of answers says the wave; WAV08 of imported
rows the file says the wave, else it is the one under way."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from storage import intake
from storage.audit import chain_problems, events_frame
from storage.collection import load_collection, save_collection
from storage.database import open_database, open_vault
from storage.door import full_quota, is_full, open_door, submit_invited
from storage.imports import save_import
from storage.invitations import list_invitations, save_invitations
from storage.responses import count_waves, responses_frame
from storage.waves import begin_wave
from survey.collection import Collection, CollectionError, Mode, Quota, waves_told
from survey.imports.plan import NewResponse, Plan
from survey.invitations import Invitation, Person
from survey.web.routes import routes
from survey.web.visit import draft_id
from tests.coding.asking import ask
from tests.survey.publishing import LEAD, publish
from tests.survey.questionnaires import EN, WORKING_TOGETHER

NAME = WORKING_TOGETHER.name
ADA, BEN = Person("Ada", "ada@example.org"), Person("Ben", "ben@example.org")


@pytest.fixture
def link(data_folder: Path) -> str:
    """The link of a published questionnaire."""
    return publish(WORKING_TOGETHER)


def send(id: str = "", **answers: object) -> None:
    """One response, begun and sent."""
    intake.submit(intake.start_draft(WORKING_TOGETHER, EN, id).id, answers)


def next_wave() -> int:
    with open_database() as db, open_vault() as vault:
        return begin_wave(db, vault, NAME, LEAD)


def waves() -> dict[int, int]:
    with open_database() as db:
        return count_waves(db, NAME)


def collect(**rules: object) -> Collection:
    """Keep rules of collection; as they then hold."""
    with open_database() as db:
        save_collection(db, replace(load_collection(db, NAME), **rules), LEAD)
        return load_collection(db, NAME)


def invite(mode: Mode) -> list[Invitation]:
    """Two invited people, by name."""
    publish(WORKING_TOGETHER)
    collect(mode=mode)
    with open_database() as db, open_vault() as vault:
        save_invitations(db, vault, NAME, [ADA, BEN], LEAD)
    return invited()


def invited() -> list[Invitation]:
    with open_vault() as vault:
        return list_invitations(vault, NAME)


def answer(invitation: Invitation, cookie: str) -> str | None:
    """Answer under an invitation; the receipt."""
    door = open_door(invitation.token)
    assert door is not None
    draft = intake.start_draft(door.instrument, EN, draft_id(cookie), door.named)
    return submit_invited(invitation.token, cookie, draft.id)


def test_wav01_a_response_counts_where_it_is_sent(link: str) -> None:
    send()
    begun_before = intake.start_draft(WORKING_TOGETHER, EN)
    assert next_wave() == 2
    send()
    intake.submit(begun_before.id, {})
    assert waves() == {1: 1, 2: 2}
    intake.submit(begun_before.id, {})  # a second click
    assert waves() == {1: 1, 2: 2}


def test_wav02_a_wave_follows_answers(link: str) -> None:
    with pytest.raises(CollectionError, match="Nobody has answered in wave 1"):
        next_wave()
    send()
    next_wave()
    with pytest.raises(CollectionError, match="Nobody has answered in wave 2"):
        next_wave()
    with open_database() as db:
        assert load_collection(db, NAME).wave == 2
        assert "began a wave" in set(events_frame(db)["act"])
        assert chain_problems(db) == []


def test_wav02_a_change_of_the_rules_keeps_the_wave(link: str) -> None:
    send()
    next_wave()
    assert collect(most=9, wave=1).wave == 2


def test_wav02_told_from_the_second_on() -> None:
    assert waves_told(1, {1: 4}) == ""
    told = "Wave 3 is under way, with 0 responses so far; 4 in wave 1, 2 in wave 2."
    assert waves_told(3, {1: 4, 2: 2}) == told


def test_wav03_limits_are_of_the_wave(link: str) -> None:
    quota = Quota("refers", "yes", 1)
    rules = collect(most=1, quotas=(quota,))
    send(refers="yes", agreed="OK")
    assert is_full(rules)
    assert full_quota(rules, {"refers": "yes"}) == quota
    next_wave()
    with open_database() as db:
        now = load_collection(db, NAME)
    assert not is_full(now)
    assert full_quota(now, {"refers": "yes"}) is None


@pytest.mark.parametrize("mode", [Mode.INVITED, Mode.IDENTIFIED])
def test_wav04_once_in_each_wave(mode: Mode, data_folder: Path) -> None:
    ada, ben = invite(mode)
    assert answer(ada, "one")
    assert answer(ada, "two") is None
    next_wave()
    again, kept = invited()
    assert open_door(ada.token) is None
    assert (again.id, again.token == ada.token, kept.token) == (ada.id, False, ben.token)
    assert not any(one.used or one.sent for one in (again, kept))
    assert answer(again, "three")
    assert answer(again, "four") is None
    assert answer(kept, "five")
    assert waves() == {1: 1, 2: 2}


def test_wav05_one_response_of_a_person_in_each_wave(data_folder: Path) -> None:
    ada, _ = invite(Mode.IDENTIFIED)
    answer(ada, "one")
    next_wave()
    answer(invited()[0], "two")
    with open_database() as db:
        rows = db.execute("select wave, invitation from response order by wave").fetchall()
        assert rows == [(1, ada.id), (2, ada.id)]
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            db.execute("update response set wave = 1")


def test_wav06_a_browser_that_answered_before(link: str) -> None:
    cookie = {"cookie": "draft=a-secret"}
    send(draft_id("a-secret"))
    receipt = ask(f"/s/{link}", None, headers=cookie, mounted=routes).body
    next_wave()
    first_page = ask(f"/s/{link}", None, headers=cookie, mounted=routes).body
    assert (b'".consent"' in receipt, b'".consent"' in first_page) == (False, True)


def test_wav07_the_table_says_the_wave(link: str) -> None:
    send()
    next_wave()
    send()
    with open_database() as db:
        assert sorted(responses_frame(db, NAME)["wave"]) == [1, 2]


def test_wav08_imported_rows(link: str) -> None:
    send()
    next_wave()
    rows = tuple(NewResponse(n, f"{n:020}", {"role": "nurse"}, EN, "", n) for n in (0, 1))
    with open_database() as db:
        save_import(db, WORKING_TOGETHER, Plan(rows, ()), "a file", LEAD)
    assert waves() == {1: 2, 2: 1}
