"""SST01 a story is read back with its findings in order; SST02 the public sees accepted findings
only; SST03 a release keeps the very file under the next number with its sha256, and never
changes; SST04 a story that a check stops is not released and nothing is kept; SST05 the reach
counts interviewed organisations, interviews and sent responses; SST06 the record names number
and fingerprint; SST07 the file holds the exact words that were marked; SST08 a second edition
after few more answers is a notice in the check list; SST09 a name that the vault knows stops the
release and says where it stands; SST10 a story says which waves its tables count."""

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
from findings.story import Reach, render_html
from interviews.identity import Entity, Kind
from storage.audit import events_frame, record
from storage.findings import load_finding, save_finding, set_finding_state
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
    told = {"number": 1, "sha256": release.sha256, "counted": [["calls", 0, [[1, 20]]]]}
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


def test_sst08_an_edition_that_wrote_down_a_total_only(
    db: Database, vault: Database, study: Study, story: Story
) -> None:
    record(db, ANN, "released the story", story.id, {"number": 1, "responses": {"calls": 18}})
    told = load_release_checks(db, vault, without_draft(db, story))[-1]
    assert "2 between edition 1 and this one (calls)" in told.detail


def test_sst10_the_story_says_which_waves_are_counted(
    db: Database, vault: Database, study: Study, story: Story
) -> None:
    answer(db, study, ["friend"] * 9 + ["desk"] * 6, wave=2)
    chosen = without_draft(db, story)
    assert "Counted: waves 1 and 2 together." in render_html(load_story_view(db, chosen))
    told = load_finding(db, chosen.findings[0])
    assert told is not None
    pieces = tuple(replace(one, wave=2) if one.item else one for one in told.evidence)
    save_finding(db, replace(told, evidence=pieces), ANN)
    set_finding_state(db, told.id, FindingState.ACCEPTED, BOB)
    shown = render_html(load_story_view(db, chosen))
    assert "n = 15 people who were asked. Counted: wave 2 only." in shown
    assert '<td class="number">9</td>' in shown
    release_story(db, vault, chosen.id, ANN)
    detail = json.loads(events_frame(db, 1).iloc[0]["detail"])
    assert detail["counted"] == [["calls", 2, [[2, 15]]]]


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
