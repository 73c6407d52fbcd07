"""Small numbers are protected (T7): counts under five are hidden, and what gives them back."""

from __future__ import annotations

from collections.abc import Sequence

THRESHOLD = 5


def suppress_counts(
    counts: Sequence[int], threshold: int = THRESHOLD, *, total_known: bool = True
) -> list[int | None]:
    """The counts of one question with None where a number is not printed.

    Primary: every count under the threshold, 0 as well. Complementary, if the total of all counts
    is known to the reader: more counts are hidden, the smallest first, until at least two are
    hidden and together they reach the threshold; then no hidden one follows from the others.
    Nothing is hidden if every count reaches the threshold.
    """
    hidden = {place for place, n in enumerate(counts) if n < threshold}
    rest = sorted(set(range(len(counts))) - hidden, key=lambda place: (counts[place], place))
    if total_known and hidden:
        while rest and (len(hidden) < 2 or sum(counts[place] for place in hidden) < threshold):
            hidden.add(rest.pop(0))
    return [None if place in hidden else n for place, n in enumerate(counts)]
