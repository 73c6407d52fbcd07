"""CNT01 words of interviewers are left out of the library and the workbench until the study counts
them, and the record tells each change; CNT02 the numbers follow who asks, before names are out and
after; CNT03 a passage in which only interviewers speak says so, with its quote, and one in which
anybody else speaks does not; CNT04 an earlier study gets its numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlite_utils import Database

from coding.model import Segment
from coding.segments import is_asked
from interviews.model import Turn
from storage.audit import events_frame
from storage.evidence import list_quotes
from storage.open_answers import list_texts
from storage.segments import save_segment
from storage.segments_frame import segments_frame
from storage.settings import counts_interviewers, set_count_interviewers
from storage.sources import load_source, save_source, sources_frame, update_source
from tests.storage.coded_study import ANN, TEXT, Study, coded_study
from tests.storage.texts import keep_all_names

ASKED, ANSWERED = 4, 13  # words of the interview in `coded_study`


@pytest.fixture
def study(db: Database) -> Study:
    """One question of four words and its answer."""
    return coded_study(db)


def shown(db: Database, source: str) -> list[int]:
    """The words of a text as the library and the workbench list them."""
    frame = sources_frame(db).set_index("id")
    there = [int(frame.loc[source, "n_words"])]
    return there + [text.n_words for text in list_texts(db) if text.id == source]


def test_cnt01_left_out_until_the_study_counts_them(db: Database, study: Study) -> None:
    assert not counts_interviewers(db)
    assert shown(db, study.source) == [ANSWERED, ANSWERED]
    set_count_interviewers(db, ANN, count=True)
    assert shown(db, study.source) == [ASKED + ANSWERED] * 2
    set_count_interviewers(db, ANN, count=True)
    set_count_interviewers(db, ANN, count=False)
    assert shown(db, study.source) == [ANSWERED, ANSWERED]
    told = [act for act in events_frame(db)["act"] if act.startswith("interviewers are")]
    assert sorted(told) == [
        "interviewers are in the counts",
        "interviewers are left out of the counts",
    ]


def test_cnt02_the_words_follow_who_asks(db: Database, vault: Database, study: Study) -> None:
    model = replace(load_source(db, study.source), title="Another", id="")
    saved = save_source(db, vault, model, ANN)
    assert shown(db, saved.id) == [ANSWERED]  # it is not in the workbench yet
    update_source(db, vault, replace(saved, interviewers=frozenset()), ANN)
    assert shown(db, saved.id) == [ASKED + ANSWERED]
    keep_all_names(db, vault, saved.id)
    clean = load_source(db, saved.id)
    assert shown(db, saved.id) == [ASKED + ANSWERED] * 2
    update_source(db, vault, replace(clean, interviewers=frozenset({"P"})), ANN)
    assert shown(db, saved.id) == [ASKED, ASKED]


TURNS = [Turn("I", 3, 20), Turn("P", 24, 40), Turn("I", 44, 60), Turn("I2", 65, 80)]


@pytest.mark.parametrize(
    ("passage", "asks"),
    [
        ((3, 20), True),
        ((0, 22), True),  # with the labels around it
        ((3, 25), False),
        ((24, 40), False),
        ((41, 44), False),  # a label alone is nobody's
        ((39, 50), False),
        ((44, 80), True),  # of two who ask
    ],
)
def test_cnt03_who_speaks_in_a_passage(passage: tuple[int, int], asks: bool) -> None:
    assert is_asked(TURNS, {"I", "I2"}, passage) is asks
    assert not is_asked(TURNS, (), passage)
    assert not is_asked((), {"I"}, passage)


def test_cnt03_passages_and_quotes_say_so(db: Database, study: Study) -> None:
    question = save_segment(db, Segment(study.source, 3, 20, study.warm, ANN)).id
    both = save_segment(db, Segment(study.source, 3, 30, study.warm, ANN)).id
    frame = segments_frame(db).set_index("segment")
    assert frame["asks"].to_dict() == {
        **{question: True, both: False},
        **{one: False for one in frame.index if one not in (question, both)},
    }
    quotes = list_quotes(db, [question, both, study.segment])
    assert [quotes[one].asks for one in (question, both, study.segment)] == [True, False, False]
    assert quotes[question].beside == "Interviewer", "a story never gives a participant its words"
    assert quotes[study.segment].beside != "Interviewer"
    assert quotes[question].text == TEXT[3:20]
    assert quotes[question].said_by == "Interviewer, P01"
    assert quotes[study.segment].said_by == "P01, Nurse"


def test_cnt04_an_earlier_study_gets_its_numbers(db: Database, study: Study) -> None:
    from storage.migrations.counts import m001_words_of_interviewers

    db.executescript("drop view counted_words; alter table source drop column n_words_asked;")
    m001_words_of_interviewers(db)
    assert shown(db, study.source) == [ANSWERED, ANSWERED]
