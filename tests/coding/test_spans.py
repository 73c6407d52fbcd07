"""SPA01 union joins what overlaps or touches; SPA02 intersection, difference and length agree with
sets of characters, for any spans; SPA03 overlap, within and near agree with their definitions, for
any spans; SPA04 a unit is held if it shares a character, for any units."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coding.spans import (
    Span,
    Spans,
    difference,
    held,
    intersection,
    is_near,
    length,
    lies_within,
    overlaps,
    union,
)

EDGES = st.integers(0, 30)
SOME = st.lists(st.tuples(EDGES, EDGES).filter(lambda one: one[0] < one[1]), max_size=6)


def characters(spans: list[Span] | Spans) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def test_spa01_union() -> None:
    assert union([(5, 9), (0, 3), (3, 5), (12, 14), (7, 8)]) == ((0, 9), (12, 14))
    assert union([(4, 4)]) == ()


@given(SOME, SOME)
def test_spa02_like_sets_of_characters(some: list[Span], more: list[Span]) -> None:
    one, other = union(some), union(more)
    assert characters(one) == characters(some)
    assert characters(intersection(one, other)) == characters(some) & characters(more)
    assert characters(difference(one, other)) == characters(some) - characters(more)
    assert length(one) == len(characters(some))
    assert intersection(one, other) == intersection(other, one)


@given(SOME, SOME, st.integers(0, 5))
def test_spa03_as_defined(some: list[Span], more: list[Span], distance: int) -> None:
    others = union(more)
    for start, end in union(some):
        span = (start, end)
        gaps = [max(0, first - end, start - last) for first, last in others]
        assert overlaps(span, others) == bool(characters([span]) & characters(others))
        assert lies_within(span, others) == (characters([span]) <= characters(others))
        assert is_near(span, others, distance) == any(gap <= distance for gap in gaps)
        assert overlaps(span, others) >= lies_within(span, others)
        assert is_near(span, others, 0) >= overlaps(span, others)


@given(SOME, SOME)
def test_spa04_held_units(cells: list[Span], some: list[Span]) -> None:
    units, spans = union(cells), union(some)
    wanted = {n for n, unit in enumerate(units) if characters([unit]) & characters(spans)}
    assert held(units, spans) == wanted
