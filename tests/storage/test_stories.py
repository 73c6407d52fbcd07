"""SST01 a story is read back with its findings in order; SST02 the public sees accepted findings
only; SST03 a release keeps the very file under the next number with its sha256, and never
changes; SST04 a story that a check stops is not released and nothing is kept; SST05 the reach
counts interviewed organisations, interviews and sent responses; SST06 the record names number
and fingerprint; SST07 the file holds the exact words that were marked; SST08 a second edition
after few more answers is a notice in the check list; SST09 a name that the vault knows stops the
release and says where it stands."""

from __future__ import annotations

import hashlib
import html
import json
import sqlite3
from dataclasses import replace

import pytest
from sqlite_utils import Database

from findings.errors import StoryError
from findings.model import FindingState, Story
from findings.reference import reference
from findings.release import Outcome
from findings.story import Reach
from interviews.identity import Entity, Kind
from storage.audit import events_frame
from storage.findings import save_finding, set_finding_state
from storage.names_key import save_roster
from storage.settings import save_setting
from storage.stories import (
    list_releases,
    load_reach,
    load_release,
    load_release_checks,
    load_story,
    load_story_view,
    release_story,
    save_story,
)
from tests.storage.coded_study import ANN, BOB, QUOTE, Study, answer, coded_study, ready_finding


@pytest.fixture
def study(db: Database) -> Study:
    found = coded_study(db)
    answer(db, found, ["friend"] * 14 + ["desk"] * 6)
    return found


@pytest.fixture
def story(db: Database, study: Study) -> Story:
    finding = save_finding(db, ready_finding(study), ANN)
    set_finding_state(db, finding.id, FindingState.IN_REVIEW, ANN)
    set_finding_state(db, finding.id, FindingState.ACCEPTED, BOB)
    draft = save_finding(db, ready_finding(study), ANN)
    save_setting(db, "study_name", "Working together")
    return save_story(db, Story("", "Doors", "We asked.", "", (finding.id, draft.id)), ANN)


def without_draft(db: Database, story: Story) -> Story:
    return save_story(db, Story(story.id, "Doors", "We asked.", "", story.findings[:1]), ANN)


def test_sst01_a_story_is_read_back(db: Database, story: Story) -> None:
    assert load_story(db) == load_story(db, story.id) == story
    turned = Story(story.id, "Doors", "", "", tuple(reversed(story.findings)), "Mind this.")
    save_story(db, turned, ANN)
    assert load_story(db) == turned
    assert load_story(db, "gone") is None


def test_sst02_the_public_sees_accepted_findings_only(db: Database, story: Story) -> None:
    view = load_story_view(db, story)
    assert (len(story.findings), len(view.findings)) == (2, 1)
    assert view.study == "Working together"
    assert view.support[0][0] == "911"


def test_sst03_a_release_is_kept_and_never_changes(
    db: Database, vault: Database, story: Story
) -> None:
    first = release_story(db, vault, without_draft(db, story).id, ANN)
    second = release_story(db, vault, story.id, ANN)
    assert (first.number, second.number) == (1, 2)
    assert first.sha256 == hashlib.sha256(first.html.encode()).hexdigest()
    assert list_releases(db) == [second, first]
    assert load_release(db, 1) == first
    assert load_release(db, 3) is None
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        db.execute("update release set html = ''")


def test_sst04_a_story_that_is_stopped_is_not_released(
    db: Database, vault: Database, story: Story
) -> None:
    with pytest.raises(StoryError, match="is draft"):
        release_story(db, vault, story.id, ANN)
    with pytest.raises(StoryError, match="not there"):
        release_story(db, vault, "gone", ANN)
    assert list_releases(db) == []


def test_sst04_names_that_are_still_in_a_source_are_told(
    db: Database, vault: Database, story: Story
) -> None:
    db.execute("update source set names = 'from before', names_removed = 0")
    checks = load_release_checks(db, vault, without_draft(db, story))
    (notice,) = [check for check in checks if check.outcome is Outcome.NOTICE]
    assert "P01 On Tuesdays" in notice.detail


def test_sst05_the_reach_is_counted(db: Database, story: Story) -> None:
    assert load_reach(db) == Reach(1, 1, 20)


def test_sst06_the_record_names_number_and_fingerprint(
    db: Database, vault: Database, story: Story
) -> None:
    release = release_story(db, vault, without_draft(db, story).id, ANN)
    last = events_frame(db, 1).iloc[0]
    assert last["act"] == "released the story"
    told = {"number": 1, "sha256": release.sha256, "responses": {"calls": 20}}
    assert json.loads(last["detail"]) == told


def test_sst07_the_file_holds_the_exact_words(
    db: Database, vault: Database, study: Study, story: Story
) -> None:
    release = release_story(db, vault, without_draft(db, story).id, ANN)
    assert f"“{QUOTE}”" in html.unescape(release.html)
    assert reference(study.segment) in release.html
    assert "From an interview" in release.html
    for told in ("Health services", "Nurse", "Lakeshore"):
        assert told not in release.html
    assert '<td class="number">14</td>' in release.html


def test_sst08_few_answers_between_two_editions(
    db: Database, vault: Database, study: Study, story: Story
) -> None:
    chosen = without_draft(db, story)
    release_story(db, vault, chosen.id, ANN)
    assert load_release_checks(db, vault, chosen)[-1].outcome is Outcome.PASS
    answer(db, study, ["desk"] * 2)
    told = load_release_checks(db, vault, chosen)[-1]
    assert told.outcome is Outcome.NOTICE
    assert "2 between edition 1 and this one" in told.detail
    answer(db, study, ["desk"] * 3)
    assert load_release_checks(db, vault, chosen)[-1].outcome is Outcome.PASS


def test_sst09_a_name_that_the_vault_knows_stops_the_release(
    db: Database, vault: Database, story: Story
) -> None:
    chosen = without_draft(db, story)
    save_roster(vault, [Entity("", Kind.PERSON, ("Ada Roe",))])
    said = replace(chosen, lead="We asked Ada, and others.")
    save_story(db, said, ANN)
    check = load_release_checks(db, vault, said)[-2]
    assert check.outcome is Outcome.STOP
    assert "The opening, character 10: “Ada”" in check.detail
    with pytest.raises(StoryError, match="No name that the vault knows"):
        release_story(db, vault, said.id, ANN)
    save_roster(vault, [])
    assert load_release_checks(db, vault, said)[-2].outcome is Outcome.PASS
