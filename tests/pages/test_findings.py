"""FPG01 an empty board offers the first finding; FPG02 the board shows every finding with its
evidence counted; FPG03 one finding opens with quotes that lead back and its survey table, and a
piece can be taken out; FPG04 what is missing is listed and the step is closed; FPG05 the author
cannot accept, somebody else can; FPG06 what people typed is text; FPG07 a quote that changed or is
no longer coded is marked; FPG08 where a survey has several waves, the table to add asks which; with
one it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from access.model import Account, Role
from findings.model import Finding, FindingState
from findings.reference import reference
from storage.database import open_database
from storage.findings import save_finding, set_finding_state
from storage.segments import delete_segment
from tests.pages.opening import new_account, open_page
from tests.pages.reading import words_on
from tests.storage.coded_study import ANN, QUOTE, Study, answer, coded_study, ready_finding

FINDINGS = "findings/pages/findings.py"
HOSTILE = "<b>bold</b> [link](http://x) ![i](http://x/y.png) **strong**"


@pytest.fixture
def study(data_folder: Path) -> Study:
    with open_database() as db:
        found = coded_study(db)
        answer(db, found, ["friend"] * 14 + ["desk"] * 6)
        return found


@pytest.fixture
def author(data_folder: Path) -> Account:
    return new_account(Role.RESEARCHER, data_folder)


@pytest.fixture
def finding(study: Study, author: Account) -> Finding:
    with open_database() as db:
        return save_finding(db, replace(ready_finding(study), author=author.id), author.id)


def test_fpg01_an_empty_board_offers_the_first_finding(data_folder: Path) -> None:
    at = open_page(FINDINGS, Role.RESEARCHER, data_folder)
    assert "No finding yet" in words_on(at)
    assert [button.label for button in at.button] == ["New finding"]


def test_fpg02_the_board_counts_the_evidence(finding: Finding, data_folder: Path) -> None:
    shown = words_on(open_page(FINDINGS, Role.LEAD, data_folder))
    assert "Calls go to people, not to agencies" in shown
    assert "2 for" in shown
    assert "Draft<span>1</span>" in shown


def test_fpg03_a_finding_opens_with_its_evidence(
    study: Study, finding: Finding, data_folder: Path
) -> None:
    at = open_page(FINDINGS, Role.LEAD, data_folder, {"finding": finding.id})
    shown = words_on(at)
    assert QUOTE in shown
    assert f'href="/findings/trace/{reference(study.segment)}"' in shown
    assert "14 (70%)" in shown
    assert "Moderate confidence" in shown
    assert "It is likely that" in shown


def test_fpg04_what_is_missing_is_listed(study: Study, data_folder: Path) -> None:
    with open_database() as db:
        bare = save_finding(db, replace(ready_finding(study), evidence=()), ANN)
    at = open_page(FINDINGS, Role.LEAD, data_folder, {"finding": bare.id})
    assert "Nothing supports it yet" in words_on(at)
    assert at.button(key="findings.in_review").disabled


def test_fpg05_only_a_second_person_accepts(
    finding: Finding, author: Account, data_folder: Path
) -> None:
    with open_database() as db:
        set_finding_state(db, finding.id, FindingState.IN_REVIEW, author.id)
    query = {"finding": finding.id}
    own = open_page(FINDINGS, Role.RESEARCHER, data_folder, query, account=author)
    assert own.button(key="findings.accepted").disabled
    assert "A second person reads and accepts it" in words_on(own)
    other = open_page(FINDINGS, Role.LEAD, data_folder, query)
    assert not other.button(key="findings.accepted").disabled


def test_fpg06_what_people_typed_is_text(study: Study, data_folder: Path) -> None:
    nasty = replace(ready_finding(study), headline=HOSTILE, statement=HOSTILE)
    with open_database() as db:
        kept = save_finding(db, nasty, ANN)
    at = open_page(FINDINGS, Role.LEAD, data_folder, {"finding": kept.id})
    html = " ".join(block.proto.body for block in at.get("html"))
    assert "<b>bold</b>" not in html
    card = at.button(key=f"findings.card_open_{kept.id}").label
    assert "](http" not in card
    assert "**strong**" not in card


def test_fpg07_a_quote_that_does_not_hold_is_marked(
    study: Study, finding: Finding, data_folder: Path
) -> None:
    with open_database() as db:
        delete_segment(db, study.segment, ANN)
    shown = words_on(open_page(FINDINGS, Role.LEAD, data_folder, {"finding": finding.id}))
    assert "no longer coded" in shown


def test_fpg03_evidence_can_be_taken_out(finding: Finding, data_folder: Path) -> None:
    at = open_page(FINDINGS, Role.LEAD, data_folder, {"finding": finding.id})
    at.button(key=f"findings.out_{finding.evidence[0].id}").click().run()
    assert not at.exception
    assert QUOTE not in words_on(at)


def test_fpg08_the_wave_of_a_table_is_chosen(
    study: Study, finding: Finding, data_folder: Path
) -> None:
    query = {"finding": finding.id}
    at = open_page(FINDINGS, Role.LEAD, data_folder, query)
    at.button(key="findings.add_table").click().run()
    assert not at.exception
    assert [box.key for box in at.selectbox] == ["findings.table_instrument", "findings.table_item"]
    with open_database() as db:
        answer(db, study, ["friend"] * 9 + ["desk"] * 6, wave=2)
    at = open_page(FINDINGS, Role.LEAD, data_folder, query)
    at.button(key="findings.add_table").click().run()
    wave = at.selectbox(key="findings.table_wave")
    assert wave.options == ["All waves together", "Wave 1", "Wave 2"]
    assert "n = 35 people who were asked. Counted: waves 1 and 2 together." in words_on(at)
