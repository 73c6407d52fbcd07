"""TAB01 two codes come together as often as a query for both finds, in any unit, for any marks;
TAB02 for any marks the table of codes with codes is symmetric, and no cell is more than its row's
code; TAB03 codes by attribute and by participant count what the query of that group finds; TAB04 a
share is of the places of the row's code; TAB05 coverage is the union of all that is marked over all
that is said, with or without interviewers; TAB06 what is not known has a column of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.corpus import Only
from coding.model import Segment
from coding.queries import run_query
from coding.query_model import All, Coded, Query, Where
from coding.tables import (
    Cell,
    attribute_groups,
    by_groups,
    co_occurrence,
    frequencies,
    participant_groups,
)
from tests.coding.test_queries import MARKED, MARKS, ONE, TWO, corpus, mark

CODES = ("a", "b", "c")


@given(MARKS, st.sampled_from(Where))
def test_tab01_as_a_query_finds(marks: list[Segment], where: Where) -> None:
    there = corpus(*marks)
    table = co_occurrence(there, CODES, where, Only())
    for one, other in (("a", "b"), ("a", "a"), ("b", "c")):
        hits = run_query(there, Query(All((Coded(one), Coded(other))), where))
        assert table.cell(one, other) == Cell(len(hits), len({hit.source for hit in hits}))


@given(MARKS, st.sampled_from(Where))
def test_tab02_symmetric(marks: list[Segment], where: Where) -> None:
    table = co_occurrence(corpus(*marks), CODES, where, Only())
    for one in CODES:
        for other in CODES:
            assert table.cell(one, other) == table.cell(other, one)
            if where is not Where.PASSAGE:  # one long stretch may hold several of the other
                assert table.cell(one, other).n <= table.cell(one, one).n


def test_tab03_groups_as_a_query_finds() -> None:
    for groups in (attribute_groups(MARKED, "region", Only()), participant_groups(MARKED, Only())):
        table = by_groups(MARKED, CODES, groups)
        for name, only in groups.items():
            for code in CODES:
                assert table.cell(code, name).n == len(
                    run_query(MARKED, Query(Coded(code), only=only))
                )
    table = by_groups(MARKED, CODES, participant_groups(MARKED, Only()))
    assert table.columns == ("P1", "P2")
    assert (table.cell("a", "P1"), table.cell("b", "P2")) == (Cell(3, 2), Cell(1, 1))
    assert list(participant_groups(MARKED, Only(participants=("P2",)))) == ["P2"]


def test_tab04_shares() -> None:
    table = co_occurrence(MARKED, CODES, Where.TURN, Only())
    assert (table.share("a", "b"), table.share("c", "a")) == (0.5, 0.0)
    assert co_occurrence(corpus(), CODES, Where.TURN, Only()).share("a", "b") is None


def test_tab05_coverage() -> None:
    a, _, c = frequencies(MARKED, CODES, Only())
    assert (a.n_marks, a.n_places, a.n_sources, a.n_characters) == (3, 3, 2, 8 + 13 + 13)
    assert a.share == pytest.approx(34 / (len(ONE) + len(TWO)))
    assert c.n_characters == 16
    twice = corpus(mark("a", 10, 18), mark("a", 12, 18, coder="bob"))
    (only,) = frequencies(twice, ("a",), Only(askers=False, sources=("one",)))
    assert (only.n_marks, only.n_places, only.n_characters) == (2, 1, 8)
    assert only.share == pytest.approx(8 / (23 + 16))
    (nothing,) = frequencies(twice, ("a",), Only(sources=("none",)))
    assert nothing.share is None


def test_tab06_not_known() -> None:
    groups = attribute_groups(MARKED, "region", Only())
    assert list(groups) == ["North", "not known"]
    table = by_groups(MARKED, CODES, groups)
    assert table.cell("b", "not known").n == 1
