"""TST01 a theme is read back with its codes and quotes in order; TST02 saving again replaces it;
TST03 removed codes and passages are left out and come back with undo; TST04 deleting a theme leaves
codes, passages and findings; TST05 the words left out are ours until somebody changes them, to none
as well; TST06 every act is in the record, without words of participants."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlite_utils import Database

from findings.model import Theme
from interviews.words import USUAL
from storage.audit import chain_problems, events_frame
from storage.codebook import delete_code, restore_code
from storage.coding_steps import undo
from storage.findings import load_finding, save_finding
from storage.segments import delete_segment
from storage.themes import (
    delete_theme,
    list_stop_words,
    list_themes,
    save_stop_words,
    save_theme,
)
from tests.storage.coded_study import ANN, BOB, QUOTE, Study, coded_study, ready_finding


@pytest.fixture
def study(db: Database) -> Study:
    return coded_study(db)


@pytest.fixture
def theme(db: Database, study: Study) -> Theme:
    codes, quotes = (study.warm, study.waiting), (study.again, study.segment)
    return save_theme(db, Theme("", "Handing over", "Between two.", codes, quotes), ANN)


def test_tst01_a_theme_is_read_back(db: Database, theme: Theme) -> None:
    (found,) = list_themes(db)
    assert set(found.codes) == set(theme.codes)
    assert replace(found, codes=theme.codes) == theme


def test_tst02_saving_again_replaces(db: Database, theme: Theme) -> None:
    other = save_theme(db, Theme("", "Another"), ANN)
    save_theme(db, replace(theme, name="Warm", codes=(), quotes=theme.quotes[:1]), ANN)
    first, second = list_themes(db)
    assert (first.name, first.codes, first.quotes) == ("Warm", (), theme.quotes[:1])
    assert second == other


def test_tst03_what_is_removed_is_left_out_and_comes_back(
    db: Database, study: Study, theme: Theme
) -> None:
    delete_segment(db, study.again, BOB)
    assert list_themes(db)[0].quotes == (study.segment,)
    undo(db, BOB, study.source)
    assert list_themes(db)[0].quotes == theme.quotes
    delete_code(db, study.warm, ANN)
    assert (list_themes(db)[0].codes, list_themes(db)[0].quotes) == ((study.waiting,), ())
    restore_code(db, study.warm, ANN)
    assert list_themes(db)[0].quotes == theme.quotes


def test_tst04_deleting_a_theme_leaves_its_findings(
    db: Database, study: Study, theme: Theme
) -> None:
    finding = save_finding(db, replace(ready_finding(study), theme=theme.id), ANN)
    delete_theme(db, theme.id, ANN)
    assert list_themes(db) == []
    kept = load_finding(db, finding.id)
    assert kept is not None
    assert kept.theme == ""


def test_tst05_the_list_of_words_is_ours_until_it_is_changed(db: Database) -> None:
    assert list_stop_words(db) == USUAL
    save_stop_words(db, ["Phone", " line ", ""], ANN)
    assert list_stop_words(db) == {"phone", "line"}
    save_stop_words(db, [], ANN)
    assert list_stop_words(db) == frozenset()


def test_tst06_every_act_is_in_the_record(db: Database, theme: Theme) -> None:
    save_theme(db, replace(theme, name="Warm"), ANN)
    save_stop_words(db, ["phone"], ANN)
    delete_theme(db, theme.id, ANN)
    events = events_frame(db, 4)
    assert list(events["act"]) == [
        "deleted a theme",
        "changed the words left out of word clouds",
        "changed a theme",
        "made a theme",
    ]
    assert QUOTE not in " ".join(events["detail"])
    assert chain_problems(db) == []
