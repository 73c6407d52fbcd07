"""SPG01 a lead begins the story, a researcher reads it; SPG02 only accepted findings can be added,
and they are moved and taken out; SPG03 the words are saved together; SPG04 the check list says what
stops the release, and the button is closed until nothing does; SPG05 releases are listed with their
fingerprint; SPG06 a reference is followed, a wrong one answered in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from access.model import Role
from findings.model import Finding, FindingState, Story
from findings.reference import reference
from storage.database import open_database, open_vault
from storage.findings import save_finding, set_finding_state
from storage.stories import load_story, release_story, save_story
from tests.pages.opening import open_page
from tests.pages.reading import words_on
from tests.storage.coded_study import ANN, BOB, QUOTE, Study, coded_study, ready_finding

STORY = "findings/pages/story.py"


@pytest.fixture
def study(data_folder: Path) -> Study:
    with open_database() as db:
        return coded_study(db)


@pytest.fixture
def accepted(study: Study) -> list[Finding]:
    with open_database() as db:
        found = [save_finding(db, ready_finding(study), ANN) for _ in range(3)]
        for one in found[:2]:
            set_finding_state(db, one.id, FindingState.IN_REVIEW, ANN)
            set_finding_state(db, one.id, FindingState.ACCEPTED, BOB)
        return found[:2]


def stored() -> Story:
    with open_database() as db:
        found = load_story(db)
    assert found is not None
    return found


def test_spg01_a_lead_begins_the_story(data_folder: Path) -> None:
    at = open_page(STORY, Role.LEAD, data_folder)
    at.button(key="story.begin.action").click().run()
    assert not at.exception
    assert stored().findings == ()
    assert "Untitled story" in words_on(at)


def test_spg01_a_researcher_reads_it(accepted: list[Finding], data_folder: Path) -> None:
    empty = open_page(STORY, Role.RESEARCHER, data_folder)
    assert "A lead of the study begins it" in words_on(empty)
    with open_database() as db:
        save_story(db, Story("", "Doors"), ANN)
    at = open_page(STORY, Role.RESEARCHER, data_folder)
    assert not at.exception
    assert [one.key for one in at.text_input] == ["story.reference"]
    assert not [one for one in at.button if "Release" in one.label]


def test_spg02_findings_are_added_moved_and_taken_out(
    accepted: list[Finding], data_folder: Path
) -> None:
    with open_database() as db:
        save_story(db, Story("", "Doors"), ANN)
    at = open_page(STORY, Role.LEAD, data_folder)
    assert len([one for one in at.button if one.label == "Add"]) == 2
    first, second = (one.id for one in accepted)
    at.button(key=f"story.add_{first}").click().run()
    at.button(key=f"story.add_{second}").click().run()
    assert stored().findings == (first, second)
    at.button(key=f"story.up_{second}").click().run()
    assert stored().findings == (second, first)
    at.button(key=f"story.down_{second}").click().run()
    assert stored().findings == (first, second)
    at.button(key=f"story.out_{first}").click().run()
    assert stored().findings == (second,)
    assert not at.exception


def test_spg03_the_words_are_saved_together(accepted: list[Finding], data_folder: Path) -> None:
    with open_database() as db:
        save_story(db, Story("", "", findings=(accepted[0].id,)), ANN)
    at = open_page(STORY, Role.LEAD, data_folder)
    at.text_input(key="story.title").input("Doors")
    at.text_area(key="story.lead").input("We asked.")
    at.button(key="story.save").click().run()
    assert not at.exception
    assert (stored().title, stored().lead) == ("Doors", "We asked.")
    assert stored().findings == (accepted[0].id,)


def test_spg04_the_button_is_closed_until_nothing_stops_it(
    accepted: list[Finding], data_folder: Path
) -> None:
    with open_database() as db:
        story = save_story(db, Story("", "Doors"), ANN)
    at = open_page(STORY, Role.LEAD, data_folder)
    assert at.button(key="story.primary").disabled
    assert "No finding is chosen yet" in words_on(at)
    with open_database() as db:
        db.execute("update source set names = 'from before', names_removed = 0")
        save_story(db, Story(story.id, "Doors", "We asked.", "", (accepted[0].id,)), ANN)
    ready = open_page(STORY, Role.LEAD, data_folder)
    assert not ready.button(key="story.primary").disabled
    assert "P01 On Tuesdays" in words_on(ready)  # names are still in that source


def test_spg05_releases_are_listed(accepted: list[Finding], data_folder: Path) -> None:
    with open_database() as db, open_vault() as vault:
        story = save_story(db, Story("", "Doors", "We asked.", "", (accepted[0].id,)), ANN)
        release = release_story(db, vault, story.id, ANN)
    shown = words_on(open_page(STORY, Role.LEAD, data_folder))
    assert release.sha256[:8] in shown
    assert 'href="/findings/releases/1.html"' in shown
    assert "Release edition 2" in shown


def test_spg06_a_reference_is_followed(
    study: Study, accepted: list[Finding], data_folder: Path
) -> None:
    with open_database() as db:
        save_story(db, Story("", "Doors"), ANN)
    at = open_page(STORY, Role.LEAD, data_folder)
    at.text_input(key="story.reference").input("Q-000000").run()
    assert "No quote in this study has this reference" in words_on(at)
    at.text_input(key="story.reference").input(reference(study.segment).lower()).run()
    assert QUOTE in words_on(at)
    assert at.button(key="story.follow").label == "Open in its text"
