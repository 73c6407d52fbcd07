"""HOM01 an empty study is told where to begin; HOM02 the counts are those of the database; HOM03 a
step is offered only to who may take it; HOM04 a broken record is said at once."""

from __future__ import annotations

from pathlib import Path

from access.model import Role
from findings.model import FindingState
from storage.database import open_database
from storage.findings import save_finding, set_finding_state
from tests.pages.opening import new_account, open_page
from tests.pages.reading import words_on
from tests.storage.coded_study import ANN, coded_study, ready_finding

HOME = "findings/pages/home.py"


def test_hom01_an_empty_study_is_told_where_to_begin(data_folder: Path) -> None:
    shown = words_on(open_page(HOME, Role.LEAD, data_folder))
    assert "A good place to begin" in shown
    assert "Write a questionnaire" in shown
    assert "Bring in the first transcript" in shown


def test_hom02_the_counts_are_those_of_the_database(data_folder: Path) -> None:
    with open_database() as db:
        study = coded_study(db)
        finding = save_finding(db, ready_finding(study), ANN)
        set_finding_state(db, finding.id, FindingState.IN_REVIEW, ANN)
    shown = words_on(open_page(HOME, Role.RESEARCHER, data_folder))
    assert "<b>1</b><span>coded by two or more</span>" in shown
    assert "<b>0</b><span>not coded yet</span>" in shown
    assert "1 interview, 1 organisation" in shown
    assert "Read 1 finding in review" in shown
    assert "Hand out the link of the survey" in shown


def test_hom03_who_wrote_a_finding_is_not_asked_to_accept_it(data_folder: Path) -> None:
    account = new_account(Role.LEAD, data_folder)
    with open_database() as db:
        study = coded_study(db)
        finding = save_finding(db, ready_finding(study), ANN)
        db.execute("update finding set author = ?", [account.id])
        set_finding_state(db, finding.id, FindingState.IN_REVIEW, account.id)
    shown = words_on(open_page(HOME, Role.LEAD, data_folder, account=account))
    assert "in review" not in shown.split("Findings by state")[0]


def test_hom03_a_researcher_is_not_asked_to_publish(data_folder: Path) -> None:
    with open_database() as db:
        coded_study(db)
        db.execute("update instrument set published_at = ''")
    assert "Publish 1" in words_on(open_page(HOME, Role.LEAD, data_folder))
    assert "Publish 1" not in words_on(open_page(HOME, Role.RESEARCHER, data_folder))


def test_hom04_a_broken_record_is_said_at_once(data_folder: Path) -> None:
    with open_database() as db:
        coded_study(db)
        db.execute("drop trigger event_never_changes")
        db.execute("update event set subject = 'other' where n = 1")
    shown = words_on(open_page(HOME, Role.LEAD, data_folder))
    assert "broken" in shown
    assert "Event 1 was changed" in shown
