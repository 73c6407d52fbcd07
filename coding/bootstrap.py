"""How far alpha could lie from what it is: the interval from drawing the units again and again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from coding.agreement import alphas, alphas_together
from coding.reliability import Floats, Level, ReliabilityData, group_pairs

RESAMPLES = 1000
Interval = tuple[float, float] | None
_AT_ONCE = 1_000_000  # cells of the table of draws that is in memory at one time
_MOST_UNDEFINED = 0.05  # of the resamples; with more, the interval would speak of the rest only


def alpha_interval(
    data: ReliabilityData,
    level: Level = "nominal",
    *,
    seed: int,
    share: float = 0.95,
    resamples: int = RESAMPLES,
) -> Interval:
    """The interval that holds this share of the alphas of resampled units.

    None if alpha has no variation to rest on in more than 5 % of the resamples: too few passages.

    Args:
        seed: the same seed gives the same interval.
    """
    n_units = len(data.weights)
    one_each = ReliabilityData(data.values, data.marks, np.ones(n_units))
    pairs = group_pairs(one_each, np.arange(n_units), n_units)
    rng = np.random.default_rng(seed)
    found = _resampled(pairs[:, None], data.weights, rng, data.values, level, resamples)
    return _interval(found[:, 0], share)


def alpha_intervals(
    many: Sequence[ReliabilityData],
    groups: Sequence[npt.NDArray[np.int64]],
    *,
    seed: int,
    share: float = 0.95,
    resamples: int = RESAMPLES,
) -> tuple[list[Interval], Interval]:
    """The intervals of several codes and of all together, from the same draws of groups.

    Characters of one turn belong together: drawn one by one they would make an interval far too
    narrow. What is drawn are the groups that hold a unit at all; those in which nobody applied any
    of the codes, often most of them, are taken to be of average length.

    Args:
        many: one for each code, with the values "not applied" and "applied", in this order.
        groups: for each code the number of the group of each of its units, from 0.
    """
    if not many:
        return [], None
    n_groups = max((int(each.max()) + 1 for each in groups if len(each)), default=0)
    pairs = np.stack(
        [group_pairs(one, each, n_groups) for one, each in zip(many, groups, strict=True)], axis=1
    )
    there = np.zeros(n_groups)
    for each in groups:
        there[each] = 1
    pairs, often = _without_silence(pairs[there > 0])
    rng = np.random.default_rng(seed)
    found = _resampled(pairs, often, rng, many[0].values, "nominal", resamples)
    *of_codes, together = (_interval(column, share) for column in found.T)
    return of_codes, together


def _without_silence(pairs: Floats) -> tuple[Floats, Floats]:
    """One row for all groups that have the first value only, and how often each row counts."""
    beside = pairs.copy()
    beside[:, :, 0, 0] = 0
    silent = ~beside.any(axis=(1, 2, 3))
    often = np.ones(int((~silent).sum()))
    if not silent.any():
        return pairs, often
    mean = pairs[silent].mean(axis=0, keepdims=True)
    return np.concatenate([pairs[~silent], mean]), np.append(often, silent.sum())


def _resampled(
    pairs: Floats,
    often: Floats,
    rng: np.random.Generator,
    values: Sequence[object],
    level: Level,
    resamples: int,
) -> Floats:
    """Alphas (resamples, codes + 1) of coincidences (groups, codes, values, values).

    The last column is that of all codes together. `often` says how often each group is there; as
    many as there are in all are drawn each time.
    """
    n_groups, n_codes, n_values, _ = pairs.shape
    size = round(float(often.sum()))
    if size == 0:
        return np.full((resamples, n_codes + 1), np.nan)
    flat, chances = pairs.reshape(n_groups, -1), often / often.sum()
    found = []
    for n in _batches(resamples, n_groups):
        times = rng.multinomial(size, chances, size=n).astype(np.float64)
        sums = (times @ flat).reshape(n, n_codes, n_values, n_values)
        together = alphas_together(sums, values)[:, None]
        found.append(np.concatenate([alphas(sums, values, level), together], axis=1))
    return np.concatenate(found)


def _interval(found: Floats, share: float) -> Interval:
    defined = found[~np.isnan(found)]
    if len(defined) < (1 - _MOST_UNDEFINED) * len(found):
        return None
    low, high = np.quantile(defined, [(1 - share) / 2, (1 + share) / 2])
    return float(low), float(high)


def _batches(resamples: int, width: int) -> list[int]:
    most = max(1, min(resamples, _AT_ONCE // max(width, 1)))
    full, rest = divmod(resamples, most)
    return [most] * full + ([rest] if rest else [])
