"""COL01 a lead chooses how answers are collected, and reads that it stays once somebody has begun;
COL02 what cannot be is refused with a sentence, and nothing is changed; COL03 people are invited
from a list, all of them or nobody; COL04 what was typed is text; COL05 deleting the list asks
for a word first; COL06 withdrawals that wait say where they are quoted, and are finished; COL07 a
researcher reads how answers are collected, sees no names and changes nothing; COL08 drafts whose
time is over are gone when the page is opened; COL09 a lead begins the next wave after reading what
it does; everybody reads which one is under way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.model import Role
from access.pages.parts.typed import plain
from storage import intake
from storage.collection import load_collection, save_collection
from storage.database import open_database, open_vault
from storage.invitations import list_invitations, save_invitations
from storage.waves import begin_wave
from survey.collection import Collection, Mode, Quota
from survey.invitations import Person
from tests.pages.opening import open_page
from tests.pages.reading import words_on
from tests.survey.publishing import LEAD, publish
from tests.survey.questionnaires import EN, WORKING_TOGETHER

COLLECT = "survey/pages/collect.py"
NAME = WORKING_TOGETHER.name
RULES, INVITE = f"collect.rules.{NAME}", f"collect.invite.{NAME}"
HOSTILE = "<img src=x onerror=alert(1)> **bold**"


@pytest.fixture
def survey(data_folder: Path) -> Path:
    """A data folder with an open survey."""
    publish(WORKING_TOGETHER)
    return data_folder


def collection() -> Collection:
    with open_database() as db:
        return load_collection(db, NAME)


def invited(*people: Person) -> None:
    """Collect by invitation, and invite these people."""
    with open_database() as db, open_vault() as vault:
        save_collection(db, Collection(NAME, Mode.INVITED), LEAD)
        save_invitations(db, vault, NAME, people, LEAD)


def names() -> list[str]:
    with open_vault() as vault:
        return [one.name for one in list_invitations(vault, NAME)]


def save(at: AppTest) -> AppTest:
    return at.button(key=f"{RULES}.save").click().run()


def test_col01_a_lead_chooses(survey: Path) -> None:
    at = open_page(COLLECT, Role.LEAD, survey)
    at.radio(key=f"{RULES}.mode").set_value(Mode.IDENTIFIED)
    at.number_input(key=f"{RULES}.most").set_value(12)
    at.number_input(key=f"{RULES}.days").set_value(7)
    at.selectbox(key=f"{RULES}.quota.1").set_value(("refers", "yes"))
    at.number_input(key=f"{RULES}.quota.1.most").set_value(3)
    at = save(at)
    assert not at.exception
    assert collection() == Collection(
        NAME, Mode.IDENTIFIED, most=12, draft_days=7, quotas=(Quota("refers", "yes", 3),)
    )
    assert "Identified, with invitations" in words_on(at)
    assert "Nobody can begin after 12 responses" in words_on(at)


def test_col01_it_stays_once_somebody_has_begun(survey: Path) -> None:
    at = open_page(COLLECT, Role.LEAD, survey)
    assert not at.radio(key=f"{RULES}.mode").disabled
    assert "it stays for good" in words_on(at)
    intake.start_draft(WORKING_TOGETHER, EN)
    at = open_page(COLLECT, Role.LEAD, survey)
    assert at.radio(key=f"{RULES}.mode").disabled
    assert "cannot be changed any more" in words_on(at)
    at.number_input(key=f"{RULES}.most").set_value(5)
    save(at)
    assert (collection().mode, collection().most) == (Mode.OPEN, 5)


def test_col02_somebody_began_meanwhile(survey: Path) -> None:
    at = open_page(COLLECT, Role.LEAD, survey)
    intake.start_draft(WORKING_TOGETHER, EN)
    at.radio(key=f"{RULES}.mode").set_value(Mode.IDENTIFIED)
    at = save(at)
    assert "cannot be changed any more" in words_on(at)
    assert collection().mode is Mode.OPEN


def test_col02_days_the_wrong_way_round(survey: Path) -> None:
    at = open_page(COLLECT, Role.LEAD, survey)
    at.date_input(key=f"{RULES}.opens").set_value("2026-12-01")
    at.date_input(key=f"{RULES}.closes").set_value("2026-11-01")
    at = save(at)
    assert "before it opens" in at.error[0].value
    assert collection() == Collection(NAME)


def test_col03_people_are_invited_from_a_list(survey: Path) -> None:
    invited()
    at = open_page(COLLECT, Role.LEAD, survey)
    at.text_area(key=f"{INVITE}.text").set_value("Ada, ada@example.org, en\nBo, fr")
    at = at.button(key=f"{INVITE}.save").click().run()
    assert not at.exception
    assert names() == ["Ada", "Bo"]
    assert "<dt>Invited</dt><dd>2</dd>" in words_on(at)
    assert f'href="/survey/invitations/{NAME}/letters.zip"' in words_on(at)


@pytest.mark.parametrize(("typed", "why"), [("Ada\nBo, not@address", "Line 2"), ("  ", "nobody")])
def test_col03_all_of_the_list_or_nobody(typed: str, why: str, survey: Path) -> None:
    invited()
    at = open_page(COLLECT, Role.LEAD, survey)
    at.text_area(key=f"{INVITE}.text").set_value(typed)
    at = at.button(key=f"{INVITE}.save").click().run()
    assert why in at.error[0].value
    assert names() == []


def test_col04_what_was_typed_is_text(survey: Path) -> None:
    invited(Person(HOSTILE, "ada@example.org"))
    told = words_on(open_page(COLLECT, Role.LEAD, survey))
    assert "&lt;img src=x onerror=alert(1)&gt; **bold**" in told
    assert "<img" not in told


def test_col05_deleting_the_list_asks_first(survey: Path) -> None:
    invited(Person("Ada", "ada@example.org"))
    at = open_page(COLLECT, Role.LEAD, survey)
    at = at.button(key=f"collect.forget.{NAME}").click().run()
    assert at.text_input(key=f"collect.forgetting.{NAME}.typed").label == "Type delete to go on"
    assert "Invited: 1. Names, e-mail addresses and invitations are deleted for good." in words_on(
        at
    )
    assert names() == ["Ada"]


def test_col06_withdrawals_that_wait(survey: Path) -> None:
    draft = intake.start_draft(WORKING_TOGETHER, EN)
    intake.submit(draft.id, {})
    with open_database() as db:
        db.execute(
            "insert into withdrawal (receipt_hash, instrument, version, asked_on, response)"
            " values ('a hash', ?, 1, '2026-11-22', ?)",
            [NAME, draft.id],
        )
    at = open_page(COLLECT, Role.LEAD, survey)
    assert "Answers to be taken back" in words_on(at)
    at = at.button(key="collect.finish").click().run()
    assert not at.exception
    assert "Answers to be taken back" not in words_on(at)
    assert "<dt>Taken back</dt><dd>1</dd>" in words_on(at)


def test_col07_a_researcher_reads_and_changes_nothing(survey: Path) -> None:
    invited(Person("Ada", "ada@example.org"))
    at = open_page(COLLECT, Role.RESEARCHER, survey)
    assert "Anonymous, with invitations" in words_on(at)
    assert "Ada" not in words_on(at)
    assert not [
        one for one in at.button if str(one.key).startswith(("collect.rules", "collect.inv"))
    ]


def test_col08_drafts_whose_time_is_over_are_gone(survey: Path) -> None:
    intake.start_draft(WORKING_TOGETHER, EN)
    with open_database() as db:
        db.execute("update response set updated_at = '2020-01-01'")
    assert "<dt>Under way</dt><dd>0</dd>" in words_on(open_page(COLLECT, Role.LEAD, survey))
    with open_database() as db:
        assert db.execute("select count(*) from response").fetchone() == (0,)


def test_col09_a_lead_begins_the_next_wave(survey: Path) -> None:
    at = open_page(COLLECT, Role.LEAD, survey)
    assert not [one for one in at.button if one.label == "Begin the next wave"]
    intake.submit(intake.start_draft(WORKING_TOGETHER, EN).id, {})
    at = open_page(COLLECT, Role.LEAD, survey)
    at = at.button(key=f"collect.wave.{NAME}").click().run()
    assert not at.exception
    assert "What is sent from now on counts as wave 2" in words_on(at)
    assert at.button(key=f"collect.wave.{NAME}.beginning.go").label == "Begin wave 2"
    assert collection().wave == 1


def test_col09_a_researcher_reads_it(survey: Path) -> None:
    intake.submit(intake.start_draft(WORKING_TOGETHER, EN).id, {})
    with open_database() as db, open_vault() as vault:
        begin_wave(db, vault, NAME, LEAD)
    intake.submit(intake.start_draft(WORKING_TOGETHER, EN).id, {})
    at = open_page(COLLECT, Role.RESEARCHER, survey)
    assert "Wave 2 is under way, with 1 response so far" in words_on(at)
    assert not [one for one in at.button if one.label == "Begin the next wave"]


@pytest.mark.parametrize(
    ("act", "title"), [("close", "Close “{}”?"), ("wave", "Begin wave 2 of “{}”?")]
)
def test_col04_a_title_is_text_in_a_question(act: str, title: str, data_folder: Path) -> None:
    hostile = replace(WORKING_TOGETHER, title={EN: HOSTILE})
    token = publish(hostile)
    intake.submit(intake.start_draft(hostile, EN).id, {})
    at = open_page(COLLECT, Role.LEAD, data_folder)
    key = f"collect.{token}.close" if act == "close" else f"collect.wave.{NAME}"
    at = at.button(key=key).click().run()
    assert title.format(plain(HOSTILE)) in dialog_titles(at)


def dialog_titles(at: AppTest) -> list[str]:
    """The titles of the dialogs that are open."""
    blocks = [node for node in at._tree if getattr(node, "type", "") == "dialog"]
    return [block.proto.dialog.title for block in blocks]
