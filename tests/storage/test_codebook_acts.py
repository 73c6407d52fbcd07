"""CBA01 a code moves under another one and between siblings; CBA02 merging keeps every passage of
both codes, and identical spans by one coder are not doubled; CBA03 merging any coding keeps the
number of coded characters of each coder; CBA04 what stood under a merged code, themes and rounds
follow; CBA05 a split gives the chosen passages to the new codes and leaves the others; CBA06 a
retired code keeps its passages and receives no new ones; CBA07 each of these is undone at once and
done again, exactly; CBA08 what cannot be done is refused and changes nothing; CBA09 a quoted
passage is never the one that is dropped; CBA10 the record says it in ids only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from coding.codebook import depths
from coding.errors import CodebookError, SegmentError
from coding.model import Code, Segment
from coding.rounds import Assignment, Round
from coding.steps import CODEBOOK
from findings.model import Theme
from storage.audit import chain_problems, events_frame
from storage.codebook import list_codes, list_removed_codes, save_code
from storage.codebook_acts import merge_codes, place_code, retire_code, split_code
from storage.coding_steps import redo, undo
from storage.database import MEMORY, open_database
from storage.rounds import load_round, open_round
from storage.segments import list_segments, save_segment
from storage.themes import list_themes, save_theme
from tests.storage.texts import put_source

TEXT = "They call a number, nobody answers, and the family waits for weeks until somebody calls."


@pytest.fixture
def source(db: Database) -> str:
    """A text, and the codes a, b, c and d (d under b)."""
    for code in (Code("a", "A"), Code("b", "B"), Code("c", "C"), Code("d", "D", parent="b")):
        save_code(db, code, "lea")
    return put_source(db, TEXT)


def mark(db: Database, source: str, id: str, code: str, start: int = 0, coder: str = "ana") -> None:
    save_segment(db, Segment(source, start, start + 8, code, coder, id))


def codes_of(db: Database, source: str) -> dict[str, str]:
    return {segment.id: segment.code for segment in list_segments(db, source)}


def characters(segments: Iterable[Segment], coder: str) -> set[int]:
    """The positions that this coder has coded with any code."""
    return {at for one in segments if one.coder == coder for at in range(one.start, one.end)}


def everything(db: Database) -> list[tuple[object, ...]]:
    """All codes and passages as they are, without counters that only grow."""
    rows = db.execute(
        "select id, name, parent, position, removed_at != '', retired_at, merged_into from code"
        " union all select id, code, source, start, removed_at != '', definition_n, coder"
        " from segment order by 1"
    )
    return list(rows.fetchall())


def test_cba01_a_code_moves(db: Database, source: str) -> None:
    place_code(db, "c", "", "a", "ana")
    assert [code.id for code in list_codes(db)] == ["c", "a", "b", "d"]
    place_code(db, "c", "b", "", "ana")
    assert [code.id for code in list_codes(db)] == ["a", "b", "d", "c"]
    assert depths(list_codes(db))["c"] == 1
    place_code(db, "d", "", "", "ana")
    assert [code.id for code in list_codes(db)] == ["a", "b", "c", "d"]


def test_cba02_merging_keeps_the_passages(db: Database, source: str) -> None:
    mark(db, source, "a1", "a")
    mark(db, source, "b1", "b")  # the same words by the same coder
    mark(db, source, "b2", "b", coder="ben")
    mark(db, source, "b3", "b", start=20)
    found = merge_codes(db, "b", "a", "lea", "They mean the same.")
    assert (found.n_moved, found.n_doubled) == (2, 1)
    assert codes_of(db, source) == {"a1": "a", "b2": "a", "b3": "a"}
    assert [code.id for code in list_codes(db)] == ["a", "d", "c"]
    assert list_removed_codes(db) == []


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 40), st.integers(1, 30), st.sampled_from("abc"), st.sampled_from("xy")
        ),
        max_size=12,
    )
)
def test_cba03_merging_keeps_the_coded_characters(
    marked: list[tuple[int, int, str, str]],
) -> None:
    with open_database(MEMORY) as db:
        for code in "abc":
            save_code(db, Code(code, code.upper()), "lea")
        text = put_source(db, TEXT)
        for start, length, code, coder in marked:
            if TEXT[start : start + length].strip():
                save_segment(db, Segment(text, start, start + length, code, coder))
        before, was = list_segments(db, text), everything(db)
        merge_codes(db, "b", "a", "lea")
        after = list_segments(db, text)
        for coder in "xy":
            assert characters(after, coder) == characters(before, coder)
            for these in ("ab", "c"):
                assert characters((s for s in after if s.code in these), coder) == characters(
                    (s for s in before if s.code in these), coder
                )
        spans = [(s.start, s.end, s.coder) for s in after if s.code == "a"]
        old = [(s.start, s.end, s.coder) for s in before if s.code == "a"]
        assert len(set(spans)) == len(
            {*old, *((s.start, s.end, s.coder) for s in before if s.code == "b")}
        )
        undo(db, "lea", CODEBOOK)
        assert everything(db) == was


def test_cba04_children_themes_and_rounds_follow(db: Database, source: str) -> None:
    theme = save_theme(db, Theme("", "Time", codes=("b", "c")), "lea")
    sides = (Assignment(source, "ana"), Assignment(source, "ben"))
    this = open_round(db, Round("One", sides, codes=frozenset("b"), blind=False), "lea")
    merge_codes(db, "b", "a", "lea")
    assert list_themes(db)[0].codes == ("a", "c")
    assert load_round(db, this.id).codes == frozenset("a")
    assert {code.id: code.parent for code in list_codes(db)}["d"] == "a"
    merge_codes(db, "a", "d", "lea")  # the one that stays stands under the one that goes
    assert {code.id: code.parent for code in list_codes(db)} == {"c": "", "d": ""}
    assert set(list_themes(db)[0].codes) == {"c", "d"}
    undo(db, "lea", CODEBOOK)
    undo(db, "lea", CODEBOOK)
    assert list_themes(db) == [theme]


def test_cba05_a_split_divides_the_passages(db: Database, source: str) -> None:
    for n in range(3):
        mark(db, source, f"s{n}", "b", start=10 * n, coder=("ana", "ben", "ana")[n])
    parts = [Code("early", "Early", parent="b"), Code("late", "Late")]
    split_code(db, "b", parts, {"s0": "early", "s1": "late"}, "lea", "Two things in one.")
    assert codes_of(db, source) == {"s0": "early", "s1": "late", "s2": "b"}
    assert {code.name for code in list_codes(db)} == {"A", "B", "C", "D", "Early", "Late"}


def test_cba06_a_retired_code_receives_nothing_new(db: Database, source: str) -> None:
    mark(db, source, "s", "a")
    retire_code(db, "a", "lea", "Too wide.")
    assert next(one for one in list_codes(db) if one.id == "a").is_retired
    assert codes_of(db, source) == {"s": "a"}
    with pytest.raises(SegmentError, match="retired"):
        mark(db, source, "t", "a", 20)
    retire_code(db, "a", "lea", retired=False)
    mark(db, source, "t", "a", 20)


@pytest.mark.parametrize(
    "act",
    [
        lambda db: place_code(db, "c", "b", "d", "lea"),
        lambda db: merge_codes(db, "b", "a", "lea"),
        lambda db: split_code(db, "b", [Code("n", "New", parent="b")], {"b1": "n"}, "lea"),
        lambda db: retire_code(db, "b", "lea"),
    ],
    ids=["moved", "merged", "split", "retired"],
)
def test_cba07_each_is_one_step(db: Database, source: str, act: Callable[[Database], None]) -> None:
    mark(db, source, "a1", "a")
    mark(db, source, "b1", "b")
    mark(db, source, "b2", "b", 30, "ben")
    before = everything(db)
    act(db)
    after = everything(db)
    assert after != before
    undone = undo(db, "lea", CODEBOOK)
    assert undone is not None
    assert not undone.why_not
    there = [row for row in everything(db) if row[0] != "n"]
    assert [row[:2] + row[4:] for row in there] == [row[:2] + row[4:] for row in before]
    redo(db, "lea", CODEBOOK)
    assert [row[:2] for row in everything(db)] == [row[:2] for row in after]
    assert chain_problems(db) == []


def test_cba07_a_new_code_in_use_is_not_undone(db: Database, source: str) -> None:
    mark(db, source, "b1", "b")
    split_code(db, "b", [Code("n", "New")], {"b1": "n"}, "lea")
    mark(db, source, "other", "n", 30, "ben")
    undone = undo(db, "lea", CODEBOOK)
    assert undone is not None
    assert "by now" in undone.why_not
    assert codes_of(db, source) == {"b1": "n", "other": "n"}


def test_cba08_what_cannot_be_is_refused(db: Database, source: str) -> None:
    mark(db, source, "s", "a")
    before = everything(db)
    for wrong in (
        lambda: place_code(db, "b", "d", "", "lea"),
        lambda: place_code(db, "b", "b", "", "lea"),
        lambda: place_code(db, "gone", "", "", "lea"),
        lambda: merge_codes(db, "a", "a", "lea"),
        lambda: merge_codes(db, "a", "gone", "lea"),
        lambda: split_code(db, "a", [], {}, "lea"),
        lambda: split_code(db, "a", [Code("n", "B")], {"s": "n"}, "lea"),
        lambda: split_code(db, "b", [Code("n", "New")], {"s": "n"}, "lea"),
    ):
        with pytest.raises(CodebookError):
            wrong()
    assert everything(db) == before


def test_cba09_the_quoted_one_stays(db: Database, source: str) -> None:
    mark(db, source, "a1", "a")
    mark(db, source, "b1", "b")
    db.execute("insert into theme (id, name) values ('t', 'T')")
    db.execute("insert into theme_quote values ('t', 'b1', 0)")
    merge_codes(db, "b", "a", "lea")
    assert codes_of(db, source) == {"b1": "a"}
    assert list_themes(db)[0].quotes == ("b1",)


def test_cba10_the_record_has_ids_only(db: Database, source: str) -> None:
    save_code(db, replace(list_codes(db)[0], name="Secret name"), "lea", why="A reason in words")
    merge_codes(db, "a", "b", "lea", "Another reason")
    told = events_frame(db).to_csv()
    assert "codes merged" in told
    assert not any(words in told for words in ("Secret name", "reason"))
