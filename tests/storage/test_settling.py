"""DEC01 a decision is kept, and its passages are coded by "agreed"; the coders' own stay as they
were; DEC02 deciding again takes the decision before back; DEC03 a decision is undone and redone
with its passages, also by taking it back; DEC04 what all marked alike is taken over at once, once;
DEC05 what was said about a difference is kept and found again, also with other borders; DEC06
nothing is settled in a text that a blind round hides; DEC07 "agreed" is nobody's coding: it does
not count as a coder and is not compared; DEC08 every act is an event, and the record holds; DEC09
any sequence of decisions, undone as often, leaves the coding as it was; DEC10 a text that goes
takes what was settled and said about it along."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from coding.differences import Decision, Difference, Remark, Ruling, differences, settled
from coding.errors import RoundError, SegmentError
from coding.model import Code, Segment
from coding.rounds import AGREED, Round, assigned
from storage.audit import chain_problems, events_frame
from storage.codebook import save_code
from storage.coding_steps import redo, undo
from storage.database import MEMORY, open_database
from storage.open_answers import list_texts
from storage.rounds import close_round, open_round, shared_coding
from storage.segments import delete_segment, list_segments, save_segment
from storage.settling import (
    SETTLING,
    add_remark,
    decide,
    list_decisions,
    list_remarks,
    reopen,
    take_over_alike,
)
from storage.sources import delete_source
from storage.verification import study_problems
from tests.storage.texts import put_source

TEXT = "We wait for weeks. Nobody calls. Then somebody comes, and nobody knows who sent her."
ANN, BOB, LEAD = "ann", "bob", "lead"


def coded(db: Database) -> str:
    """A text in which two coders differ twice and agree once; its id."""
    for code in ("waiting", "calls"):
        save_code(db, Code(code, code.title()), LEAD)
    text = put_source(db, TEXT)
    for coder, code, start, end in [
        *((ANN, "waiting", 0, 17), (BOB, "waiting", 0, 31), (ANN, "calls", 33, 52)),
        *((ANN, "calls", 54, 83), (BOB, "calls", 54, 83)),
    ]:
        save_segment(db, Segment(text, start, end, code, coder))
    return text


@pytest.fixture
def text(db: Database) -> str:
    return coded(db)


def largest(db: Database) -> Difference:
    return differences(shared_coding(db))[0]


def ruled(difference: Difference, ruling: Ruling, taken: str = "") -> Decision:
    return Decision(*difference.key, ruling, taken)


def by(db: Database, text: str, coder: str) -> list[tuple[str, int, int]]:
    return [(s.code, s.start, s.end) for s in list_segments(db, text) if s.coder == coder]


def test_dec01_kept_and_coded_by_agreed(db: Database, text: str) -> None:
    own = [by(db, text, coder) for coder in (ANN, BOB)]
    one = largest(db)
    assert (one.code, one.size) == ("calls", 19)
    made = decide(db, ruled(one, Ruling.TAKE, ANN), settled(one, Ruling.TAKE, ANN), LEAD)
    assert by(db, text, AGREED) == [("calls", 33, 52)]
    assert [by(db, text, coder) for coder in (ANN, BOB)] == own
    assert list_decisions(db, "") == [made]
    assert (made.decided_by, made.key) == (LEAD, one.key)


def test_dec01_another_code_and_passage(db: Database, text: str) -> None:
    one = largest(db)
    decide(db, ruled(one, Ruling.NEW), ((40, 52),), LEAD, code="waiting")
    assert by(db, text, AGREED) == [("waiting", 40, 52)]
    with pytest.raises(SegmentError, match="does not lie"):
        decide(db, ruled(one, Ruling.NEW), ((40, 500),), LEAD)
    assert by(db, text, AGREED) == [("waiting", 40, 52)], "all of it or nothing"


def test_dec02_deciding_again(db: Database, text: str) -> None:
    one = largest(db)
    for ruling in (Ruling.BOTH, Ruling.NEITHER):
        decide(db, ruled(one, ruling), settled(one, ruling), LEAD)
    assert by(db, text, AGREED) == []
    assert [found.ruling for found in list_decisions(db, "")] == [Ruling.NEITHER]


def test_dec03_undone_redone_and_taken_back(db: Database, text: str) -> None:
    one = largest(db)
    made = decide(db, ruled(one, Ruling.BOTH), settled(one, Ruling.BOTH), LEAD)
    undo(db, LEAD, SETTLING)
    assert (by(db, text, AGREED), list_decisions(db, "")) == ([], [])
    redo(db, LEAD, SETTLING)
    assert (len(by(db, text, AGREED)), len(list_decisions(db, ""))) == (1, 1)
    reopen(db, made.id, ANN)
    assert (by(db, text, AGREED), list_decisions(db, "")) == ([], [])
    reopen(db, made.id, ANN)
    undo(db, ANN, SETTLING)
    assert (len(by(db, text, AGREED)), len(list_decisions(db, ""))) == (1, 1)


def test_dec04_what_all_marked_alike(db: Database, text: str) -> None:
    assert take_over_alike(db, shared_coding(db), LEAD) == 1
    assert take_over_alike(db, shared_coding(db), LEAD) == 0
    assert by(db, text, AGREED) == [("calls", 54, 83)]
    undo(db, LEAD, SETTLING)
    assert by(db, text, AGREED) == []


def test_dec05_what_was_said(db: Database, text: str) -> None:
    one = largest(db)
    add_remark(db, Remark(*one.key, words=" Calls are about the phone. "), ANN)
    add_remark(db, Remark(one.source, one.code, 40, 60, "And visits?"), BOB)
    found = list_remarks(db, *one.key)
    assert [(said.author, said.words) for said in found] == [
        (ANN, "Calls are about the phone."),
        (BOB, "And visits?"),
    ]
    assert list_remarks(db, one.source, "waiting", 0, 80) == []
    with pytest.raises(RoundError, match="a few words"):
        add_remark(db, Remark(*one.key, words=" "), ANN)
    assert not events_frame(db)["detail"].str.contains("phone").any()


def test_dec06_nothing_while_a_blind_round_hides_it(db: Database, text: str) -> None:
    one, both = largest(db), shared_coding(db)
    round = open_round(db, assigned(Round("One", ()), (text,), (ANN, BOB)), LEAD)
    acts = (
        lambda: decide(db, ruled(one, Ruling.BOTH), settled(one, Ruling.BOTH), LEAD),
        lambda: add_remark(db, Remark(*one.key, words="Why?"), ANN),
        lambda: take_over_alike(db, both, LEAD),
    )
    for act in acts:
        with pytest.raises(RoundError, match="blind round"):
            act()
    close_round(db, round.id, LEAD)
    acts[0]()
    assert len(by(db, text, AGREED)) == 1


def test_dec07_agreed_is_nobody(db: Database, text: str) -> None:
    before, n = list_texts(db)[0], len(shared_coding(db).segments)
    one = largest(db)
    decide(db, ruled(one, Ruling.BOTH), settled(one, Ruling.BOTH), LEAD)
    after = list_texts(db)[0]
    assert (after.n_coders, after.n_segments) == (before.n_coders, before.n_segments)
    assert len(shared_coding(db).segments) == n
    assert largest(db) == one


def test_dec08_every_act_is_an_event(db: Database, text: str) -> None:
    one = largest(db)
    made = decide(db, ruled(one, Ruling.BOTH), settled(one, Ruling.BOTH), LEAD)
    add_remark(db, Remark(*one.key, words="Why?"), ANN)
    reopen(db, made.id, ANN)
    take_over_alike(db, shared_coding(db), LEAD)
    acts = set(events_frame(db)["act"])
    assert acts >= {
        *("settled a difference", "wrote about a difference", "took a decision back"),
        *("took over what all coders marked alike", "code applied", "code removed"),
    }
    assert chain_problems(db) == []


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(Ruling)), max_size=6))
def test_dec09_undone_as_often_as_done(rulings: list[tuple[int, Ruling]]) -> None:
    with open_database(MEMORY) as db:
        text = coded(db)
        found = differences(shared_coding(db))
        before = list_segments(db, text)
        for at, ruling in rulings:
            one = found[at]
            decide(db, ruled(one, ruling, ANN), settled(one, ruling, ANN), LEAD)
        for _ in rulings:
            undo(db, LEAD, SETTLING)
        assert list_segments(db, text) == before
        assert list_decisions(db, "") == []


def test_dec10_a_text_that_goes(db: Database, text: str) -> None:
    one = largest(db)
    decide(db, ruled(one, Ruling.BOTH), settled(one, Ruling.BOTH), LEAD)
    add_remark(db, Remark(*one.key, words="Why?"), ANN)
    for segment in list_segments(db, text):
        delete_segment(db, segment.id, segment.coder)
    delete_source(db, text, LEAD)
    left = [db.table(name).count for name in ("decision", "discussion", "segment")]
    assert left == [0, 0, 0]
    assert study_problems(db) == []
