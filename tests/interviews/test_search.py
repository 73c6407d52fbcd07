"""SEA01 words must all stand in one turn; SEA02 quotes, a star, OR, a minus and ~ say what they say
in the help; SEA03 only words to leave out is refused in words; SEA04 any typed text is a query that
the index takes; SEA05 what was found is told in code points; SEA06 a stretch is cut between words
and holds the first words found."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.search import CLOSES, OPENS, cut_around, found_spans, read_query

TURNS = {
    1: "They waited for housing in the shelter.",
    2: "A warm handover, and then the handover was cold.",
    3: "Trust takes time; the police were waiting.",
    4: "L'école était fermée 😀 toute la journée.",
}


@pytest.fixture(scope="module")
def index() -> sqlite3.Connection:
    """The same kind of index as the study has."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "create virtual table t using fts5 (words,"
        " tokenize = 'porter unicode61 remove_diacritics 2')"
    )
    connection.executemany("insert into t (rowid, words) values (?, ?)", TURNS.items())
    return connection


def matching(index: sqlite3.Connection, typed: str) -> list[int]:
    """The turns that a typed text finds."""
    match = read_query(typed).match
    if not match:
        return []
    rows = index.execute("select rowid from t where t match ? order by rowid", [match])
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    ("rule", "typed", "turns"),
    [
        ("SEA01", "wait", [1, 3]),
        ("SEA01", "wait housing", [1]),
        ("SEA01", "ecole", [4]),
        ("SEA02", '"warm handover"', [2]),
        ("SEA02", '"handover warm"', []),
        ("SEA02", "hous*", [1]),
        ("SEA02", "housing OR trust", [1, 3]),
        ("SEA02", "wait -police", [1]),
        ("SEA02", 'wait -"trust takes"', [1]),
        ("SEA02", "warm ~2 cold", []),
        ("SEA02", "warm ~6 cold", [2]),
        ("SEA02", "warm ~ cold", [2]),
        ("SEA02", "warm ~6 cold ~1 handover", [2]),
        ("SEA02", "warm ~6 cold ~0 handover", []),
        ("SEA02", "trust time OR housing", [3]),
        ("SEA02", 'an "open quote', []),
    ],
)
def test_what_is_typed_finds(
    rule: str, typed: str, turns: list[int], index: sqlite3.Connection
) -> None:
    assert matching(index, typed) == turns, rule


def test_sea03_only_words_to_leave_out_is_refused() -> None:
    assert read_query("-police").match == ""
    assert "what to look for" in read_query("-police").problem
    assert read_query("  ") == read_query("?!")


@given(st.text(st.sampled_from("ab é\"'*~-()^:+.OR NEAR\x00\n{}1") | st.characters(), max_size=30))
def test_sea04_any_text_is_a_query(index: sqlite3.Connection, typed: str) -> None:
    assert all(turn in TURNS for turn in matching(index, typed))


def test_sea05_spans_count_code_points(index: sqlite3.Connection) -> None:
    row = index.execute(
        "select highlight(t, 0, ?, ?) from t where t match ?",
        [OPENS, CLOSES, read_query("journee").match],
    ).fetchone()
    ((start, end),) = found_spans(row[0])
    assert TURNS[4][start:end] == "journée"


@given(
    st.lists(st.sampled_from(["word", "a", "longer", "😀"]), min_size=1, max_size=120), st.data()
)
def test_sea06_a_stretch_holds_what_was_found(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    n = data.draw(st.integers(0, len(words) - 1))
    at = len(" ".join(words[:n])) + bool(n)
    start, end = cut_around(text, [(at, at + len(words[n]))], 60)
    assert start <= at
    assert at + len(words[n]) <= end
    assert set(text[start:end].split()) <= set(words)
