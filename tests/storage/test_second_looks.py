"""SLK01 a passage coded before its code's meaning changed wants another look; SLK02 not if only the
wording changed, or if there was no definition before; SLK03 kept or recoded, it is ticked off;
SLK04 undo brings it back to the list, and undoing the change of meaning empties it; SLK05 each
coder ticks off the own passages, and what is agreed; SLK06 a blind round hides those of others;
SLK07 a merge neither asks for a look nor ticks one off; SLK08 both parts of a passage that
is cut still want it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlite_utils import Database

from coding.errors import SegmentError
from coding.model import Code, Segment
from coding.rounds import AGREED, Assignment, Round
from coding.second_looks import by_code, of_coder
from coding.steps import CODEBOOK
from storage.codebook import list_codes, save_code
from storage.codebook_acts import merge_codes
from storage.coding_steps import undo
from storage.cutting import cut_segment
from storage.rounds import open_round
from storage.second_looks import give_other_code, keep_code, list_second_looks
from storage.segments import list_segments, save_segment
from tests.storage.texts import put_source

TEXT = "They call a number, nobody answers, and the family waits."


@pytest.fixture
def source(db: Database) -> str:
    """A text with two passages of 'a', by Ana and by Ben."""
    save_code(db, Code("a", "A", "Waiting."), "lea")
    save_code(db, Code("b", "B", "Calling."), "lea")
    source = put_source(db, TEXT)
    for n, coder in enumerate(("ana", "ben")):
        save_segment(db, Segment(source, 10 * n, 10 * n + 8, "a", coder, coder))
    return source


def redefine(db: Database, definition: str, code: str = "a", **how: bool) -> None:
    known = next(one for one in list_codes(db) if one.id == code)
    save_code(db, replace(known, definition=definition), "lea", **how)


def waiting(db: Database, viewer: str = "ana") -> list[str]:
    return [look.segment for look in list_second_looks(db, viewer)]


def test_slk01_older_than_the_meaning(db: Database, source: str) -> None:
    assert waiting(db) == []
    redefine(db, "Waiting for days.")
    save_segment(db, Segment(source, 30, 40, "a", "ana", "after"))
    looks = list_second_looks(db, "ana")
    assert [(look.segment, look.words, look.source_title) for look in looks] == [
        ("ana", "They cal", "P07"),
        ("ben", "a number", "P07"),
    ]
    assert looks[0].changed_at
    assert [one.segment for one in of_coder(looks, ["ben"])] == ["ben"]
    assert list(by_code(looks)) == ["a"]


def test_slk02_wording_and_first_definitions_do_not_count(db: Database, source: str) -> None:
    redefine(db, "Waiting, then.", look_again=False)
    assert waiting(db) == []
    save_code(db, Code("c", "C"), "lea")
    save_segment(db, Segment(source, 30, 40, "c", "ana"))
    redefine(db, "Now it has one.", "c")
    assert waiting(db) == []
    known = next(one for one in list_codes(db) if one.id == "c")
    save_code(db, replace(known, example="“We waited.”", colour=5), "lea")
    assert waiting(db) == []
    save_code(db, replace(known, use_not="Not for calls."), "lea")
    assert len(waiting(db)) == 1


def test_slk03_kept_or_recoded(db: Database, source: str) -> None:
    redefine(db, "Waiting for days.")
    assert keep_code(db, ["ana"], "ana") == 1
    give_other_code(db, "ben", "b", "ben")
    assert waiting(db) == []
    assert {one.id: one.code for one in list_segments(db, source)} == {"ana": "a", "ben": "b"}
    redefine(db, "Waiting for weeks.")
    assert waiting(db) == ["ana"]


def test_slk04_undone(db: Database, source: str) -> None:
    redefine(db, "Waiting for days.")
    keep_code(db, ["ana"], "ana")
    give_other_code(db, "ben", "b", "ben")
    undo(db, "ana", CODEBOOK)
    undo(db, "ben", CODEBOOK)
    assert waiting(db) == ["ana", "ben"]
    keep_code(db, ["ana"], "ana")
    undo(db, "lea", CODEBOOK)
    assert waiting(db) == []
    redefine(db, "Something else again.")
    assert waiting(db) == ["ana", "ben"]


def test_slk05_the_own_and_the_agreed(db: Database, source: str) -> None:
    save_segment(db, Segment(source, 30, 40, "a", AGREED, "agreed"))
    redefine(db, "Waiting for days.")
    with pytest.raises(SegmentError, match="somebody else"):
        keep_code(db, ["ana", "ben"], "ana")
    assert waiting(db) == ["ana", "ben", "agreed"]
    keep_code(db, ["ana", "agreed"], "ana")
    assert waiting(db) == ["ben"]


def test_slk06_blind(db: Database, source: str) -> None:
    redefine(db, "Waiting for days.")
    open_round(db, Round("One", (Assignment(source, "ana"), Assignment(source, "ben"))), "lea")
    assert waiting(db) == ["ana"]
    assert waiting(db, "lea") == []


def test_slk07_merging(db: Database, source: str) -> None:
    redefine(db, "Calling twice.", "b")
    merge_codes(db, "a", "b", "lea")
    assert waiting(db) == []
    undo(db, "lea", CODEBOOK)
    redefine(db, "Waiting for days.")
    merge_codes(db, "a", "b", "lea")
    assert waiting(db) == ["ana", "ben"]


def test_slk08_cutting(db: Database, source: str) -> None:
    redefine(db, "Waiting for days.")
    cut_segment(db, "ana", 4, "ana", "second")
    assert waiting(db) == ["ana", "second", "ben"]
