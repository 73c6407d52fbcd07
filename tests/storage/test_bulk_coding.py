"""BLK01 all ticked passages get the code, or none; BLK02 one undo takes all of it back, in every
text, and redo does it again; BLK03 what has the code already is left and counted apart."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from coding.errors import SegmentError
from coding.steps import PASSAGES
from storage.bulk_coding import code_passages
from storage.coding_steps import redo, undo
from storage.segments import list_segments
from tests.storage.coded_study import ANN, BOB, QUOTE, TEXT, coded_study

START = TEXT.index(QUOTE)


def spans(db: Database, source: str, coder: str) -> list[tuple[int, int]]:
    """What a coder has marked in a source."""
    return [(one.start, one.end) for one in list_segments(db, source) if one.coder == coder]


def test_blk01_all_or_none(db: Database) -> None:
    study = coded_study(db)
    before = spans(db, study.source, BOB)
    with pytest.raises(SegmentError):
        code_passages(db, [(study.source, 3, 8), (study.source, 5, 9_999)], study.waiting, BOB)
    assert spans(db, study.source, BOB) == before
    assert code_passages(db, [(study.source, 3, 8), (study.source, 9, 12)], study.waiting, BOB) == 2
    assert spans(db, study.source, BOB) == sorted([*before, (3, 8), (9, 12)])


def test_blk02_one_undo(db: Database) -> None:
    study = coded_study(db)
    before = spans(db, study.source, BOB)
    code_passages(db, [(study.source, 3, 8), (study.source, 9, 12)], study.waiting, BOB)
    undone = undo(db, BOB, PASSAGES)
    assert undone is not None
    assert undone.why_not == ""
    assert spans(db, study.source, BOB) == before
    assert undo(db, BOB, PASSAGES) is None, "what was coded in the text is no step of this place"
    redo(db, BOB, PASSAGES)
    assert len(spans(db, study.source, BOB)) == len(before) + 2


def test_blk03_what_has_it_already(db: Database) -> None:
    study = coded_study(db)
    inside = (study.source, START + 4, START + 10)
    assert code_passages(db, [inside, inside], study.warm, ANN) == 0
    assert code_passages(db, [inside, inside], study.waiting, ANN) == 1
