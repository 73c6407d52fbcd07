"""SUR01 what a lead sets is what every page of respondents gets; SUR02 each change is one event
without numbers or names; SUR03 a study without lines is refused; SUR04 the sample says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from storage import intake
from storage.audit import events_frame
from storage.database import open_database
from storage.settings import save_setting
from storage.surroundings import load_away, load_support_lines, save_away, save_support_lines
from survey.leaving import WEATHER
from survey.support import ALBERTA, SupportLine

OWN = SupportLine("403-555-0100", {"en": "Our desk", "fr": "Notre bureau"})
NEWS = {"en": "https://news.example.org/", "fr": "https://nouvelles.example.org/"}


def test_sur01_what_is_set_is_what_pages_get(data_folder: Path) -> None:
    assert intake.load_surroundings().support == ALBERTA
    assert intake.load_surroundings().away == WEATHER
    with open_database() as db:
        save_support_lines(db, [OWN], "a-lead")
        save_away(db, NEWS, "a-lead")
        assert (load_support_lines(db), load_away(db)) == ((OWN,), NEWS)
    around = intake.load_surroundings()
    assert (around.support, around.away, around.sample) == ((OWN,), NEWS, False)


def test_sur02_each_change_is_one_event(db: Database) -> None:
    save_support_lines(db, [OWN], "a-lead")
    save_away(db, NEWS, "a-lead")
    events = events_frame(db)
    assert set(events["act"]) == {"changed the support lines", "changed where leaving goes"}
    assert OWN.number not in " ".join(map(str, events["detail"]))


def test_sur03_a_study_without_lines_is_refused(db: Database) -> None:
    with pytest.raises(ValueError, match="Keep at least one"):
        save_support_lines(db, [], "a-lead")
    assert load_support_lines(db) == ALBERTA


def test_sur04_the_sample_says_that_it_is(data_folder: Path) -> None:
    with open_database() as db:
        save_setting(db, "sample", "yes")
    assert intake.load_surroundings().sample
