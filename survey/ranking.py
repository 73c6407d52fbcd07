"""What many rankings of the same options come to: mean rank, first choices, Borda's points."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Ranked:
    """One option over all rankings.

    `n` ranked it; `mean_rank` is their mean place, 1 the first, NaN if nobody ranked it.
    `first` put it first; `first_share` is of all who ranked anything. `borda` is the mean of its
    points over them all, from 0 (always last) to 1 (always first).
    """

    option: str
    n: float
    mean_rank: float
    first: float
    first_share: float
    borda: float


def ranking(
    rankings: Sequence[Sequence[str]],
    options: Sequence[str],
    weights: Sequence[float] | None = None,
) -> list[Ranked]:
    """Every option, the one with most points first, ties in the order of the questionnaire.

    Args:
        rankings: one per respondent, option names, the first place first; options that got no
            place are left out. Empty ones do not count.
        options: all names that could be ranked, in order.
        weights: one per ranking.

    With k options the first gets k − 1 points, the next k − 2, the last 0. Options without a place
    share the points that are left equally, so every respondent gives the same sum and an unfinished
    ranking neither helps nor harms what it leaves out. Points are divided by k − 1.

    Source: de Borda, J.-C. (1781), Mémoire sur les élections au scrutin; for unfinished rankings
    the average score of Narodytska, N. and Walsh, T. (2014), The Computational Impact of Partial
    Votes on Strategic Voting.
    """
    own = [1.0] * len(rankings) if weights is None else list(weights)
    voters = [
        ([name for name in places if name in options], weight)
        for places, weight in zip(rankings, own, strict=True)
    ]
    voters = [(places, weight) for places, weight in voters if places]
    found = [_ranked(option, voters, len(options)) for option in options]
    return sorted(found, key=lambda one: -one.borda if one.borda == one.borda else 1.0)


def _ranked(option: str, voters: Sequence[tuple[list[str], float]], k: int) -> Ranked:
    total = sum(weight for _, weight in voters)
    placed = [(places.index(option) + 1, weight) for places, weight in voters if option in places]
    n = sum(weight for _, weight in placed)
    first = sum(weight for place, weight in placed if place == 1)
    points = sum(_points(option, places, k) * weight for places, weight in voters)
    return Ranked(
        option,
        n,
        sum(place * weight for place, weight in placed) / n if n else math.nan,
        first,
        first / total if total else math.nan,
        points / total if total else math.nan,
    )


def _points(option: str, places: Sequence[str], k: int) -> float:
    """Between 0 and 1; a single option has nothing to be compared with and gets 1."""
    if k < 2:
        return 1.0
    if option in places:
        return (k - 1 - places.index(option)) / (k - 1)
    return (k - len(places) - 1) / 2 / (k - 1)
