"""TPG01 without codes the page leads to the codebook, without themes it offers one; TPG02 a theme
shows its passages, people and words; TPG03 choosing a suggested quote saves it, taking it out too;
TPG04 a theme without codes or passages says what to do; TPG05 a passage whose words changed is an
error that names the segment; TPG06 an address of a theme that is gone shows the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from access.model import Role
from coding.model import Segment
from findings.model import Theme
from storage.database import open_database
from storage.segments import save_segment
from storage.themes import list_themes, save_theme
from tests.pages.opening import open_page
from tests.pages.reading import words_on
from tests.storage.coded_study import ANN, QUOTE, TEXT, Study, coded_study

THEMES = "findings/pages/themes.py"


@pytest.fixture
def study(data_folder: Path) -> Study:
    with open_database() as db:
        return coded_study(db)


def new_theme(study: Study, *codes: str) -> Theme:
    with open_database() as db:
        return save_theme(db, Theme("", "Handing over", "Between two.", codes), ANN)


def test_tpg01_without_codes_it_leads_to_the_codebook(data_folder: Path) -> None:
    at = open_page(THEMES, Role.LEAD, data_folder)
    assert "there are none yet" in words_on(at)
    assert [button.label for button in at.button] == ["Open the codebook"]


def test_tpg01_without_themes_it_offers_one(study: Study, data_folder: Path) -> None:
    at = open_page(THEMES, Role.LEAD, data_folder)
    assert "2 codes and 2 passages are there" in words_on(at)
    assert [button.label for button in at.button] == ["New theme"]


def test_tpg02_a_theme_shows_passages_people_and_words(study: Study, data_folder: Path) -> None:
    theme = new_theme(study, study.warm)
    shown = words_on(open_page(THEMES, Role.RESEARCHER, data_folder, {"theme": theme.id}))
    assert "2 passages by 2 coders, from 1 participant of 1 organisation" in shown
    assert "1 of 1" in shown
    assert "Lakeshore" in shown
    assert "P01" in shown
    assert "tuesdays" in shown  # the table beside the cloud


def test_tpg03_a_suggested_quote_is_chosen_and_taken_out(study: Study, data_folder: Path) -> None:
    end = TEXT.index("nobody") - 5
    with open_database() as db:
        start = TEXT.index("I call")
        long = save_segment(db, Segment(study.source, start, end, study.warm, ANN))
    theme = new_theme(study, study.warm)
    at = open_page(THEMES, Role.LEAD, data_folder, {"theme": theme.id})
    at.button(key=f"themes.add_{long.id}").click().run()
    with open_database() as db:
        assert list_themes(db)[0].quotes == (long.id,)
    at.button(key=f"themes.close_{long.id}").click().run()
    with open_database() as db:
        assert list_themes(db)[0].quotes == ()
    assert not at.exception


@pytest.mark.parametrize("code", ["none", "waiting"])
def test_tpg04_an_empty_theme_says_what_to_do(study: Study, data_folder: Path, code: str) -> None:
    theme = new_theme(study, study.waiting) if code == "waiting" else new_theme(study)
    at = open_page(THEMES, Role.LEAD, data_folder, {"theme": theme.id})
    told = "Nothing is marked" if code == "waiting" else "no codes yet"
    assert told in words_on(at)
    assert not at.exception


def test_tpg05_changed_words_are_an_error(study: Study, data_folder: Path) -> None:
    with open_database() as db:
        db.execute("drop trigger source_text_stays")
        db.execute("update source set text = replace(text, 'Tuesdays', 'Thursday')")
    at = open_page(THEMES, Role.LEAD, data_folder)
    assert not at.exception
    assert len(at.error) == 1


def test_tpg06_a_theme_that_is_gone_shows_the_list(study: Study, data_folder: Path) -> None:
    new_theme(study, study.warm)
    shown = words_on(open_page(THEMES, Role.LEAD, data_folder, {"theme": "gone"}))
    assert "Handing over" in shown
    assert QUOTE not in shown
