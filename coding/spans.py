"""Stretches of a text as sorted, disjoint intervals, and what can be worked out with them.

A stretch is (start, end), half-open, in code points. Nothing here goes character by character: the
work grows with the number of stretches, not with the length of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

Span = tuple[int, int]
Spans = tuple[Span, ...]


def union(spans: Iterable[Span]) -> Spans:
    """Everything that lies in any of them; what overlaps or touches becomes one stretch."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def intersection(one: Spans, other: Spans) -> Spans:
    """What lies in both."""
    found: list[Span] = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < end:
            found.append((start, end))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def difference(one: Spans, other: Spans) -> Spans:
    """What lies in the first and not in the second."""
    found: list[Span] = []
    j = 0
    for start, end in one:
        while j < len(other) and other[j][1] <= start:
            j += 1
        k, at = j, start
        while k < len(other) and other[k][0] < end:
            if at < other[k][0]:
                found.append((at, other[k][0]))
            at = max(at, other[k][1])
            k += 1
        if at < end:
            found.append((at, end))
    return tuple(found)


def length(spans: Iterable[Span]) -> int:
    """How many characters lie in disjoint stretches."""
    return sum(end - start for start, end in spans)


def overlaps(span: Span, others: Spans) -> bool:
    """True if a stretch shares a character with one of the others."""
    at = bisect_right(others, span[0], key=lambda other: other[1])
    return at < len(others) and others[at][0] < span[1]


def lies_within(span: Span, others: Spans) -> bool:
    """True if a stretch lies wholly inside one of the others."""
    at = bisect_right(others, span[0], key=lambda other: other[1])
    return at < len(others) and others[at][0] <= span[0] and span[1] <= others[at][1]


def is_near(span: Span, others: Sequence[Span], distance: int) -> bool:
    """True if no more than `distance` lies between a stretch and one of the others.

    Args:
        others: sorted by their ends; they may share borders, as stretches counted in turns do.
    """
    at = bisect_left(others, span[0] - distance, key=lambda other: other[1])
    return at < len(others) and others[at][0] <= span[1] + distance


def held(units: Spans, spans: Spans) -> set[int]:
    """The numbers of the units that share a character with any stretch; units are in order."""
    found: set[int] = set()
    for start, end in spans:
        first = bisect_right(units, start, key=lambda unit: unit[1])
        last = bisect_left(units, end, key=lambda unit: unit[0])
        found.update(range(first, last))
    return found
