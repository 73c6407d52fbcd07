"""FST01 a finding is read back with its evidence in order; FST02 a new finding is a draft whatever
it says; FST03 who wrote or last changed it cannot accept it, in the rules nor in the database;
FST04 a change to an accepted finding brings it back to review and the record says so; FST05 a
quote is read from its source in code points and verified; FST06 evidence whose passage was removed
says so; FST07 a reference leads to its quote, however it is typed; FST08 a survey table is made
from the responses; FST09 a failed step changes nothing; FST10 two changes at once are both kept;
FST11 a survey table counts the wave that was chosen; to change it is to change the finding."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from sqlite_utils import Database

from findings.errors import FindingError
from findings.model import EvidenceRole, Finding, FindingState
from findings.reference import reference
from storage.audit import events_frame
from storage.codebook import delete_code
from storage.evidence import list_quotes, list_survey_items, list_survey_tables, load_quote
from storage.findings import (
    change_finding,
    list_findings,
    load_finding,
    save_finding,
    set_finding_state,
)
from storage.segments import delete_segment
from tests.storage.coded_study import ANN, BOB, QUOTE, Study, answer, coded_study, ready_finding


@pytest.fixture
def study(db: Database) -> Study:
    return coded_study(db)


@pytest.fixture
def finding(db: Database, study: Study) -> Finding:
    return save_finding(db, ready_finding(study), ANN)


@pytest.fixture
def accepted(db: Database, finding: Finding) -> Finding:
    set_finding_state(db, finding.id, FindingState.IN_REVIEW, ANN)
    return set_finding_state(db, finding.id, FindingState.ACCEPTED, BOB)


def test_fst01_a_finding_is_read_back(db: Database, finding: Finding) -> None:
    assert list_findings(db) == [finding]
    assert all(piece.id for piece in finding.evidence)
    turned = tuple(reversed(finding.evidence))
    changed = save_finding(db, replace(finding, evidence=turned), BOB)
    assert load_finding(db, finding.id) == changed
    assert changed.evidence == turned
    assert changed.author == ANN


def test_fst02_a_new_finding_is_a_draft(db: Database, study: Study) -> None:
    bold = replace(ready_finding(study), state=FindingState.ACCEPTED, accepted_by=BOB)
    kept = save_finding(db, bold, ANN)
    assert (kept.state, kept.accepted_by) == (FindingState.DRAFT, "")


def test_fst03_the_author_cannot_accept(db: Database, finding: Finding) -> None:
    set_finding_state(db, finding.id, FindingState.IN_REVIEW, ANN)
    with pytest.raises(FindingError, match="second person"):
        set_finding_state(db, finding.id, FindingState.ACCEPTED, ANN)
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("update finding set accepted_by = author where id = ?", [finding.id])
    changed = save_finding(db, replace(finding, statement="They call a friend."), BOB)
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("update finding set accepted_by = changed_by where id = ?", [finding.id])
    with pytest.raises(FindingError, match="second person"):
        set_finding_state(db, changed.id, FindingState.ACCEPTED, BOB)


def test_fst04_a_change_brings_an_accepted_finding_back(db: Database, accepted: Finding) -> None:
    assert (accepted.state, accepted.accepted_by) == (FindingState.ACCEPTED, BOB)
    again = save_finding(db, replace(accepted, statement="They call a friend."), ANN)
    assert (again.state, again.accepted_by) == (FindingState.IN_REVIEW, "")
    assert load_finding(db, accepted.id) == again
    last = events_frame(db, 1).iloc[0]
    assert (last["act"], last["subject"]) == ("changed a finding", accepted.id)
    assert '"in review"' in last["detail"]
    assert "friend" not in last["detail"]


def test_fst05_a_quote_is_read_from_its_source_and_verified(db: Database, study: Study) -> None:
    quote = list_quotes(db, [study.segment, "gone"])[study.segment]
    assert (quote.text, quote.intact, quote.still_coded) == (QUOTE, True, True)
    assert (quote.participant, quote.role, quote.organisation) == ("P01", "Nurse", "Lakeshore")
    assert quote.beside == "", "fewer than three are nurses, or work in health services"
    assert quote.n_coders == 2
    assert quote.names_removed is True


def test_fst05_changed_words_are_noticed(db: Database, study: Study) -> None:
    db.execute("drop trigger source_text_stays")
    db.execute("update source set text = replace(text, 'Tuesdays', 'Thursday')")
    assert not list_quotes(db, [study.segment])[study.segment].intact


def test_fst06_a_removed_passage_says_so(db: Database, study: Study, finding: Finding) -> None:
    delete_segment(db, study.segment, ANN)
    assert not list_quotes(db, [study.segment])[study.segment].still_coded
    delete_code(db, study.warm, ANN)
    assert not list_quotes(db, [study.again])[study.again].still_coded
    assert load_finding(db, finding.id) == finding  # nothing is dropped silently


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower"])
def test_fst07_a_reference_leads_to_its_quote(db: Database, study: Study, typed: str) -> None:
    mark = reference(study.segment)
    written = mark.lower() if typed == "lower" else typed.format(mark)
    found = load_quote(db, written)
    assert found is not None
    assert (found.segment, found.source) == (study.segment, study.source)


@pytest.mark.parametrize("typed", ["", "Q-000000", "'; drop table segment; --"])
def test_fst07_an_unknown_reference_leads_nowhere(db: Database, study: Study, typed: str) -> None:
    assert load_quote(db, typed) is None


def test_fst08_a_survey_table_is_made_from_the_responses(db: Database, study: Study) -> None:
    answer(db, study, ["friend"] * 14 + ["desk"] * 6)
    (item,) = list_survey_items(db)
    assert (item.instrument, item.item, item.label) == ("calls", "who", "Whom do you call?")
    tables = list_survey_tables(db, [("calls", "who", 0), ("calls", "gone", 0), ("gone", "who", 0)])
    assert list(tables) == [("calls", "who", 0)]
    rows = tables["calls", "who", 0].rows
    assert [(row.label, row.n) for row in rows] == [("Somebody I know", 14), ("The front desk", 6)]


def test_fst09_a_failed_step_changes_nothing(db: Database, finding: Finding) -> None:
    n = len(events_frame(db))
    with pytest.raises(FindingError):
        set_finding_state(db, finding.id, FindingState.ACCEPTED, BOB)
    with pytest.raises(FindingError, match="not there"):
        set_finding_state(db, "gone", FindingState.IN_REVIEW, BOB)
    assert load_finding(db, finding.id) == finding
    assert len(events_frame(db)) == n


def test_fst01_roles_are_kept(db: Database, study: Study) -> None:
    ready = ready_finding(study)
    against = replace(ready.evidence[0], role=EvidenceRole.CONTRADICTS)
    kept = save_finding(db, replace(ready, evidence=(*ready.evidence, against)), ANN)
    assert [piece.role for piece in kept.evidence] == ["supports", "supports", "contradicts"]


def test_fst10_two_changes_at_once_are_both_kept(db: Database, finding: Finding) -> None:
    change_finding(db, finding.id, lambda now: replace(now, headline="Other words"), BOB)
    kept = change_finding(db, finding.id, lambda now: replace(now, evidence=()), ANN)
    assert (kept.headline, kept.evidence) == ("Other words", ())
    with pytest.raises(FindingError, match="not there"):
        change_finding(db, "gone", lambda now: now, ANN)


def test_fst11_a_survey_table_counts_its_wave(db: Database, study: Study) -> None:
    answer(db, study, ["friend"] * 14 + ["desk"] * 6)
    answer(db, study, ["friend"] * 7 + ["desk"] * 8, wave=2)
    (item,) = list_survey_items(db)
    assert item.waves == (1, 2)
    counts = {
        wave: [row.n for row in list_survey_tables(db, [table])[table].rows]
        for wave in (0, 1, 2)
        for table in [("calls", "who", wave)]
    }
    assert counts == {0: [21, 14], 1: [14, 6], 2: [7, 8]}


def test_fst11_to_change_the_wave_is_to_change_the_finding(db: Database, accepted: Finding) -> None:
    quote, table = accepted.evidence
    moved = save_finding(db, replace(accepted, evidence=(quote, replace(table, wave=2))), ANN)
    assert moved.state is FindingState.IN_REVIEW
    assert load_finding(db, accepted.id) == moved
