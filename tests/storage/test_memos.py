"""MEM01 a memo of every kind is kept with what it is about, or with nothing; MEM02 only its author
changes or removes it; MEM03 undo and redo reach each of these, from the memos and from the text;
MEM04 the same act counts once; MEM05 what cannot be kept is refused; MEM06 a blind round hides
others' memos in its texts; MEM07 memos are found by words in any capitals and accents, and by kind;
MEM08 the record has ids only; MEM09 a memo goes with its passage, text or participant, and leaves
no word in the steps; MEM10 a merged code takes its memos along;
MEM11 words that are blanked for somebody who withdrew are blanked in memos and in their steps."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from coding.errors import MemoError
from coding.memos import LONGEST, MEMOS, Memo, MemoKind, found
from coding.rounds import Assignment, Round
from findings.model import Theme
from storage.audit import chain_problems, events_frame
from storage.codebook_acts import merge_codes
from storage.coding_steps import redo, undo
from storage.erasure import blank_words
from storage.memos import delete_memo, list_memos, memo_subjects, memos_since, save_memo
from storage.rounds import open_round
from storage.themes import delete_theme, save_theme
from tests.storage.coded_study import ANN, BOB, QUOTE, Study, coded_study


@pytest.fixture
def study(db: Database) -> Study:
    return coded_study(db)


def texts(db: Database, viewer: str = ANN) -> list[str]:
    return [memo.text for memo in list_memos(db, viewer)]


def write(db: Database, kind: MemoKind, subject: str = "", text: str = "A thought.") -> Memo:
    return save_memo(db, Memo(kind, text, subject), ANN)


def test_mem01_every_kind(db: Database, study: Study) -> None:
    theme = save_theme(db, Theme("", "Calls"), ANN)
    subjects = {
        MemoKind.CODE: (study.warm, "Warm handover"),
        MemoKind.SEGMENT: (study.segment, f"“{QUOTE}” (Warm handover, P01 On Tuesdays)"),
        MemoKind.SOURCE: (study.source, "P01 On Tuesdays"),
        MemoKind.PARTICIPANT: ("P01", "P01"),
        MemoKind.THEME: (theme.id, "Calls"),
        MemoKind.METHOD: ("", ""),
        MemoKind.REFLEXIVE: ("", ""),
    }
    assert set(subjects) == set(MemoKind)
    for kind, (subject, words) in subjects.items():
        memo = write(db, kind, subject)
        assert (memo.kind, memo.subject, memo.written_by) == (kind, subject, ANN)
        assert memo_subjects(db, ANN)[memo.id] == words
    delete_theme(db, theme.id, ANN)
    assert len(list_memos(db, BOB)) == len(subjects)


def test_mem02_only_the_author(db: Database, study: Study) -> None:
    memo = write(db, MemoKind.CODE, study.warm)
    with pytest.raises(MemoError, match="Somebody else"):
        save_memo(db, Memo(MemoKind.CODE, "Mine now", study.warm, memo.id), BOB)
    with pytest.raises(MemoError, match="Somebody else"):
        delete_memo(db, memo.id, BOB)
    save_memo(db, Memo(MemoKind.CODE, "Better words", study.warm, memo.id), ANN)
    assert texts(db, BOB) == ["Better words"]
    delete_memo(db, memo.id, ANN)
    assert texts(db) == []
    with pytest.raises(MemoError, match="removed"):
        save_memo(db, Memo(MemoKind.CODE, "Again", study.warm, memo.id), ANN)


@pytest.mark.parametrize("place", ["memos", "text"])
def test_mem03_undo_and_redo(db: Database, study: Study, place: str) -> None:
    where = MEMOS if place == "memos" else study.source
    memo = write(db, MemoKind.SEGMENT, study.segment, "One")
    save_memo(db, Memo(MemoKind.SEGMENT, "Two", study.segment, memo.id), ANN)
    delete_memo(db, memo.id, ANN)
    for expected in (["Two"], ["One"], []):
        undo(db, ANN, where)
        assert texts(db) == expected
    for expected in (["One"], ["Two"], []):
        redo(db, ANN, where)
        assert texts(db) == expected
    assert chain_problems(db) == []
    ((last, gone),) = memos_since(db, study.source, -1, ANN)
    assert (last.id, gone) == (memo.id, True)


def test_mem04_the_same_act_counts_once(db: Database, study: Study) -> None:
    for text in ("First", "Second"):
        save_memo(db, Memo(MemoKind.CODE, text, study.warm, "m1"), ANN, "act1")
    assert texts(db) == ["First"]
    for _ in range(2):
        delete_memo(db, "m1", ANN, "act2")
    assert texts(db) == []


def test_mem05_refused(db: Database, study: Study) -> None:
    for memo in (
        Memo(MemoKind.METHOD, " \n"),
        Memo(MemoKind.METHOD, "x" * (LONGEST + 1)),
        Memo(MemoKind.CODE, "About what?"),
        Memo(MemoKind.CODE, "x", "gone"),
        Memo(MemoKind.SEGMENT, "x", "gone"),
    ):
        with pytest.raises(MemoError):
            save_memo(db, memo, ANN)
    with pytest.raises(MemoError, match="gone"):
        delete_memo(db, "gone", ANN)
    assert texts(db) == []


def test_mem06_blind(db: Database, study: Study) -> None:
    write(db, MemoKind.SEGMENT, study.segment)
    write(db, MemoKind.METHOD)
    sides = (Assignment(study.source, ANN), Assignment(study.source, BOB))
    open_round(db, Round("One", sides), ANN)
    assert (len(list_memos(db, ANN)), len(list_memos(db, BOB))) == (2, 1)
    assert len(memo_subjects(db, BOB)) == 1
    assert memos_since(db, study.source, -1, BOB) == []


def test_mem07_found_by_words() -> None:
    memos = [
        Memo(MemoKind.CODE, "Décision\nlate", id="1"),
        Memo(MemoKind.METHOD, "We chose the decision tree", id="2"),
    ]
    about = {"1": "Waiting"}
    assert [memo.id for memo in found(memos, "DECISION", about)] == ["1", "2"]
    assert [memo.id for memo in found(memos, "late waiting", about)] == ["1"]
    assert [memo.id for memo in found(memos, "", about, MemoKind.METHOD)] == ["2"]
    assert memos[0].title == "Décision"
    assert len(Memo(MemoKind.METHOD, "x" * 100).title) == 80


def test_mem08_ids_only(db: Database, study: Study) -> None:
    write(db, MemoKind.SEGMENT, study.segment, "Her sister again")
    told = events_frame(db).to_csv()
    assert "memo written" in told
    assert "sister" not in told


@pytest.mark.parametrize(
    ("kind", "gone"),
    [
        (MemoKind.SEGMENT, "delete from segment where id = '{segment}'"),
        (MemoKind.SOURCE, "delete from source where id = '{source}'"),
    ],
)
def test_mem09_it_goes_with_what_it_is_about(
    db: Database, study: Study, kind: MemoKind, gone: str
) -> None:
    subject = study.segment if kind is MemoKind.SEGMENT else study.source
    memo = write(db, kind, subject, "Her sister again")
    save_memo(db, Memo(kind, "Her sister, her brother", subject, memo.id), ANN)
    if kind is MemoKind.SOURCE:
        db.execute("delete from segment")
    db.execute(gone.format(segment=study.segment, source=study.source))
    left = [row for row in db.query("select * from coding_change") if "sister" in str(row)]
    assert (list(db.query("select * from memo")), left) == ([], [])


def test_mem10_a_merged_code(db: Database, study: Study) -> None:
    memo = write(db, MemoKind.CODE, study.warm)
    merge_codes(db, study.warm, study.waiting, ANN)
    assert memo_subjects(db, ANN)[memo.id] == "Waiting"


def test_mem11_blanked(db: Database, study: Study) -> None:
    memo = write(db, MemoKind.METHOD, text="She said: nobody else ever calls me back. Why?")
    save_memo(db, Memo(MemoKind.METHOD, "Nobody else ever calls me back!", id=memo.id), ANN)
    blank_words(db, frozenset([("nobody", "else", "ever", "calls", "me", "back")]))
    assert "calls" not in texts(db)[0]
    assert not [row for row in db.query("select * from coding_change") if "ever calls" in str(row)]
    undo(db, ANN, MEMOS)
    assert texts(db)[0].endswith("Why?")
