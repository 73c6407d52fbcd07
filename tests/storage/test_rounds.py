"""RND01 a round is stored with its texts, coders and codes, and listed newest first; RND02 what
cannot be a round is refused in words; RND03 while a blind round is open nobody sees what others
marked in its texts, lead or not: not as changes, passages, counts, lists or events; RND04 when it
closes, everybody sees everything, and open screens load the text anew; RND05 a round that is not
blind hides nothing; RND06 a coder finishes texts, and takes one up again; RND07 in a training
round each coder sees the own agreement with the reference, as figures, once all texts are finished;
RND08 the coding of a round is compared by who judged which text; RND09 without a round, texts that
two people marked are compared; RND10 a text that goes takes its part of a round along; RND11 any
order of marking, opening and closing hides just what it has to hide."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from coding.agreement_units import Unit
from coding.compared import report_of
from coding.errors import RoundError
from coding.model import Code, Segment
from coding.rounds import AGREED, Assignment, Round, assigned
from storage.audit import chain_problems, events_frame
from storage.codebook import count_segments, delete_code, save_code
from storage.coding_steps import undo
from storage.database import MEMORY, open_database
from storage.open_answers import list_texts
from storage.rounds import (
    close_round,
    finish_text,
    hidden_in,
    list_rounds,
    load_round,
    open_round,
    own_rounds,
    reference_agreement,
    round_coding,
    shared_coding,
)
from storage.segments import changes_since, save_segment
from storage.segments_frame import segments_frame
from storage.sources import delete_source, sources_frame
from storage.standing import load_standing
from tests.storage.texts import put_source

TEXT = "We wait for weeks. Nobody calls. Then somebody comes, and nobody knows who sent her."
ANN, BOB, LEAD = "ann", "bob", "lead"


@pytest.fixture
def text(db: Database) -> str:
    """A text, and the codes "waiting" and "calls"."""
    save_code(db, Code("waiting", "Waiting"), LEAD)
    save_code(db, Code("calls", "Calls", colour=2), LEAD)
    return put_source(db, TEXT)


def mark(db: Database, source: str, coder: str, start: int, end: int, code: str = "waiting") -> str:
    return save_segment(db, Segment(source, start, end, code, coder)).id


def blind(*sources: str, reference: str = "", hide: bool = True) -> Round:
    coders = (BOB,) if reference else (ANN, BOB)
    return assigned(Round("One", (), blind=hide, reference=reference), sources, coders)


def seen(db: Database, source: str, viewer: str, since: int = -1) -> set[str]:
    return {c.segment.coder for c in changes_since(db, source, since, viewer).changes}


def test_rnd01_stored_and_listed(db: Database, text: str) -> None:
    first = open_round(db, blind(text), LEAD)
    second = open_round(db, Round("Two", first.assignments, frozenset({"calls"}), blind=False), ANN)
    assert load_round(db, second.id) == second
    assert [one.name for one in list_rounds(db)] == ["Two", "One"]
    assert [one.name for one in own_rounds(db, text, ANN)] == ["One", "Two"]
    assert own_rounds(db, text, LEAD) == []
    assert second.coders == (ANN, BOB)


@pytest.mark.parametrize(
    ("round", "words"),
    [
        (Round(" ", (Assignment("s", ANN),)), "needs a name"),
        (Round("One", ()), "no text or no coder"),
        (Round("One", (Assignment("s", ANN),)), "has one coder"),
        (Round("One", (Assignment("s", ANN), Assignment("s", BOB))), "no longer in the study"),
        (Round("One", (Assignment("s", ANN),), reference=BOB, blind=False), "is blind"),
        (
            Round("One", (Assignment("s", ANN), Assignment("s", BOB)), reference=BOB),
            "has coded already",
        ),
    ],
)
def test_rnd02_refused_in_words(db: Database, round: Round, words: str) -> None:
    with pytest.raises(RoundError, match=words):
        open_round(db, round, LEAD)
    assert list_rounds(db) == []


def test_rnd02_a_reference_has_coded_every_text(db: Database, text: str) -> None:
    with pytest.raises(RoundError, match="marked nothing in 1 of these"):
        open_round(db, blind(text, reference=ANN), LEAD)


def test_rnd03_nobody_sees_what_others_mark(db: Database, text: str) -> None:
    mark(db, text, ANN, 0, 17)
    round = open_round(db, blind(text), LEAD)
    mark(db, text, ANN, 19, 31, "calls")
    mark(db, text, BOB, 0, 18)
    for viewer, own in ((ANN, {ANN}), (BOB, {BOB}), (LEAD, set()), ("", set())):
        n = {ANN: 2, BOB: 1}.get(viewer, 0)
        assert seen(db, text, viewer) == own
        assert set(segments_frame(db, viewer)["coder"]) == own
        assert count_segments(db, viewer).total() == n
        assert [(one.n_segments, one.n_coders) for one in list_texts(db, viewer)] == [
            (n, min(n, 1))
        ]
        with pytest.raises(RoundError, match="blind until it is closed"):
            round_coding(db, round.id)
    assert sources_frame(db)["n_segments"].tolist() == [0]
    standing = load_standing(db, LEAD)
    assert (standing.n_segments, standing.n_uncoded) == (0, 1)
    assert shared_coding(db).sources == ()


def test_rnd03_tombstones_and_undo_tell_nothing(db: Database, text: str) -> None:
    open_round(db, blind(text), LEAD)
    since = changes_since(db, text, -1, BOB).revision
    mark(db, text, ANN, 0, 17)
    undo(db, ANN, text)
    mark(db, text, BOB, 19, 31)
    assert seen(db, text, BOB, since) == {BOB}


def test_rnd03_the_record_keeps_the_secret(db: Database, text: str) -> None:
    mark(db, text, ANN, 0, 17)
    round = open_round(db, blind(text), LEAD)
    undo(db, ANN, text)
    events = events_frame(db, reader=LEAD)
    coding = events[events["act"].str.contains("code applied")]
    assert set(coding["subject"]) == {""}
    assert not coding["detail"].str.contains("start|waiting|" + text).any()
    own = events_frame(db, reader=ANN)
    assert own["detail"].str.contains("start").any(), "one's own acts are no secret"
    close_round(db, round.id, LEAD)
    assert events_frame(db, reader=LEAD)["detail"].str.contains("start").any()
    assert chain_problems(db) == []


def test_rnd03_an_earlier_round_does_not_tell_either(db: Database, text: str) -> None:
    other = put_source(db, TEXT, title="P08")
    first = open_round(db, blind(text, other), LEAD)
    for source in (text, other):
        mark(db, source, ANN, 0, 17)
        mark(db, source, BOB, 0, 17)
    close_round(db, first.id, LEAD)
    second = open_round(db, blind(text), LEAD)
    mark(db, text, ANN, 19, 31, "calls")
    found = round_coding(db, first.id)
    assert [source.id for source in found.sources] == [other]
    assert {one.source for one in found.segments} == {other}
    close_round(db, second.id, LEAD)
    assert len(round_coding(db, first.id).sources) == 2


def test_rnd04_closing_shows_everything(db: Database, text: str) -> None:
    mark(db, text, ANN, 0, 17)
    before = changes_since(db, text, -1, BOB).revision
    round = open_round(db, blind(text), LEAD)
    opened = changes_since(db, text, before, BOB)
    assert (opened.full, opened.changes) == (True, ()), "what was shown disappears"
    mark(db, text, ANN, 19, 31, "calls")
    assert not changes_since(db, text, opened.revision, BOB).full
    close_round(db, round.id, LEAD)
    closed = changes_since(db, text, opened.revision, BOB)
    assert closed.full
    assert {c.segment.coder for c in closed.changes} == {ANN}
    assert len(segments_frame(db)) == 2
    assert not hidden_in(db, text)
    close_round(db, round.id, LEAD)
    acts = events_frame(db)["act"].tolist()
    assert acts.count("closed a round of coding") == 1


def test_rnd05_not_blind_hides_nothing(db: Database, text: str) -> None:
    open_round(db, blind(text, hide=False), LEAD)
    mark(db, text, ANN, 0, 17)
    assert seen(db, text, BOB) == {ANN}
    assert len(segments_frame(db)) == 1


def test_rnd06_finished_and_taken_up_again(db: Database, text: str) -> None:
    other = put_source(db, TEXT, title="P08")
    round = open_round(db, blind(text, other), LEAD)
    finish_text(db, round.id, text, ANN)
    assert load_round(db, round.id).progress() == {ANN: (1, 2), BOB: (0, 2)}
    assert not load_round(db, round.id).is_finished_by(ANN)
    finish_text(db, round.id, other, ANN)
    assert load_round(db, round.id).is_finished_by(ANN)
    finish_text(db, round.id, other, ANN, done=False)
    assert load_round(db, round.id).progress()[ANN] == (1, 2)
    with pytest.raises(RoundError, match="for others"):
        finish_text(db, round.id, text, LEAD)
    close_round(db, round.id, LEAD)
    with pytest.raises(RoundError, match="is closed"):
        finish_text(db, round.id, text, BOB)


def test_rnd06_texts_are_dealt_out_in_turn() -> None:
    dealt = assigned(Round("One", ()), ("s", "t", "u"), (ANN, BOB, LEAD), per_text=2)
    assert [len([a for a in dealt.assignments if a.coder == c]) for c in (ANN, BOB, LEAD)] == [
        2
    ] * 3
    assert len(set(dealt.assignments)) == 6


def test_rnd07_training_against_a_reference(db: Database, text: str) -> None:
    mark(db, text, ANN, 0, 17)
    round = open_round(db, blind(text, reference=ANN), LEAD)
    assert round.coders == (ANN, BOB)
    mark(db, text, BOB, 0, 17)
    with pytest.raises(RoundError, match="Finish all your texts"):
        reference_agreement(db, round.id, BOB, Unit.CHARACTER, uncoded=True)
    finish_text(db, round.id, text, BOB)
    found = reference_agreement(db, round.id, BOB, Unit.CHARACTER, uncoded=True)
    assert found.overall.alpha == pytest.approx(1)
    assert seen(db, text, BOB) == {BOB}, "the figures show, the reference does not"
    plain = open_round(db, blind(text), LEAD)
    with pytest.raises(RoundError, match="no reference"):
        reference_agreement(db, plain.id, BOB, Unit.TURN, uncoded=True)


def test_rnd08_the_coding_of_a_round(db: Database, text: str) -> None:
    other, third = (put_source(db, TEXT, title=title) for title in ("P08", "P09"))
    round = open_round(db, blind(text, other, third), LEAD)
    for source in (text, other):
        mark(db, source, ANN, 0, 17)
    mark(db, text, BOB, 0, 17)
    mark(db, text, "stranger", 0, 17)
    mark(db, text, AGREED, 0, 17)
    finish_text(db, round.id, other, BOB)
    close_round(db, round.id, LEAD)
    found = round_coding(db, round.id)
    assert found.judges == {text: frozenset({ANN, BOB}), other: frozenset({ANN, BOB})}
    assert {one.coder for one in found.segments} == {ANN, BOB}
    report = report_of(found, Unit.CHARACTER, uncoded=True, resamples=0)
    assert (report.n_texts, report.n_units) == (2, 2 * len(TEXT))
    assert {code.id for code in found.codes} == {"waiting", "calls"}


def test_rnd08_only_the_codes_of_the_round(db: Database, text: str) -> None:
    assignments = (Assignment(text, ANN), Assignment(text, BOB))
    round = open_round(db, Round("One", assignments, frozenset({"calls"}), blind=False), LEAD)
    for coder in (ANN, BOB):
        mark(db, text, coder, 0, 17)
        mark(db, text, coder, 19, 31, "calls")
    found = round_coding(db, round.id)
    assert [code.id for code in found.codes] == ["calls"]
    assert {one.code for one in found.segments} == {"calls"}
    delete_code(db, "calls", LEAD)
    assert round_coding(db, round.id).codes == (), "a removed code is compared no more"


def test_rnd09_texts_that_two_people_marked(db: Database, text: str) -> None:
    other = put_source(db, TEXT, title="P08")
    mark(db, text, ANN, 0, 17)
    mark(db, text, BOB, 0, 18)
    mark(db, other, ANN, 0, 17)
    mark(db, other, AGREED, 0, 17)
    found = shared_coding(db)
    assert [source.id for source in found.sources] == [text]
    assert {one.coder for one in found.segments} == {ANN, BOB}


def test_rnd09_not_while_names_are_taken_out_again(db: Database, text: str) -> None:
    for coder in (ANN, BOB):
        mark(db, text, coder, 0, 17)
    db.execute("update source set names = 'in review' where id = ?", [text])
    assert shared_coding(db).sources == ()


def test_rnd10_a_text_that_goes(db: Database, text: str) -> None:
    round = open_round(db, blind(text), LEAD)
    delete_source(db, text, LEAD)
    assert load_round(db, round.id).sources == ()
    assert list(db.query("pragma foreign_key_check")) == []


Acts = list[tuple[str, str]]


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.sampled_from(["mark", "open", "close"]), st.sampled_from([ANN, BOB])),
        max_size=12,
    )
)
def test_rnd11_any_order_hides_just_what_it_has_to(acts: Acts) -> None:
    with open_database(MEMORY) as db:
        save_code(db, Code("waiting", "Waiting"), LEAD)
        text = put_source(db, TEXT)
        open_rounds: list[str] = []
        shown: dict[str, dict[str, str]] = {ANN: {}, BOB: {}}
        known = {ANN: -1, BOB: -1}
        made: dict[str, str] = {}
        for n, (act, coder) in zip(itertools.count(), acts, strict=False):
            if act == "mark":
                made[mark(db, text, coder, n, n + 3)] = coder
            elif act == "open":
                open_rounds.append(open_round(db, blind(text), LEAD).id)
            elif open_rounds:
                close_round(db, open_rounds.pop(), LEAD)
            for viewer, screen in shown.items():
                news = changes_since(db, text, known[viewer], viewer)
                known[viewer] = news.revision
                if news.full:
                    screen.clear()
                screen |= {c.segment.id: c.segment.coder for c in news.changes}
                may_see = {s: c for s, c in made.items() if c == viewer or not open_rounds}
                assert screen == may_see
