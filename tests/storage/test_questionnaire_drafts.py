"""QDR01 a draft changes in its place; QDR02 a published version stays, the change begins the next
one; QDR03 a change to what somebody else has changed is refused and nothing is lost; QDR04 every
change is one event, and none is written where nothing changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlite_utils import Database

from storage.instruments import (
    list_instruments,
    load_instrument,
    publish_instrument,
    save_instrument,
)
from storage.questionnaire_drafts import DraftChangedError, change_draft
from tests.survey.questionnaires import PLAIN

RENAMED = replace(PLAIN, title={"": "Other words"})


def events(db: Database) -> int:
    return int(
        db.execute("select count(*) from event where act = 'edited a questionnaire'").fetchone()[0]
    )


def test_qdr01_a_draft_changes_in_its_place(db: Database) -> None:
    before = save_instrument(db, PLAIN, "a1")
    after = change_draft(db, before, RENAMED, "a1", "changed the title")
    assert [(row.version, row.title) for row in list_instruments(db)] == [(1, {"": "Other words"})]
    assert load_instrument(db, "plain") == after


def test_qdr02_a_published_version_stays(db: Database) -> None:
    before = save_instrument(db, PLAIN, "a1")
    publish_instrument(db, "plain", 1, "a1")
    after = change_draft(db, before, RENAMED, "a1", "changed the title")
    assert after.version == 2
    assert load_instrument(db, "plain", 1) == before
    again = change_draft(db, after, replace(after, title={"": "Third"}), "a1", "title")
    assert again.version == 2


@pytest.mark.parametrize("publish", [False, True])
def test_qdr03_what_somebody_else_changed_is_not_overwritten(db: Database, publish: bool) -> None:
    before = save_instrument(db, PLAIN, "a1")
    theirs = change_draft(db, before, RENAMED, "a2", "changed the title")
    if publish:
        publish_instrument(db, "plain", 1, "a2")
    with pytest.raises(DraftChangedError, match="make it again"):
        change_draft(db, before, replace(PLAIN, title={"": "Mine"}), "a1", "changed the title")
    assert load_instrument(db, "plain") == theirs


def test_qdr03_what_is_not_there_is_not_changed(db: Database) -> None:
    with pytest.raises(DraftChangedError):
        change_draft(db, PLAIN, RENAMED, "a1", "changed the title")


def test_qdr04_every_change_is_one_event(db: Database) -> None:
    before = save_instrument(db, PLAIN, "a1")
    after = change_draft(db, before, RENAMED, "a1", "changed the title")
    assert change_draft(db, after, after, "a1", "nothing") == after
    assert events(db) == 1
