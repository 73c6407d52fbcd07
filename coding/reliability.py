"""Reliability data: what each coder said of each unit, and the sums that agreement rests on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from coding.errors import ReliabilityError

Level = Literal["nominal", "ordinal", "interval", "ratio"]
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio")
Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class ReliabilityData:
    """Coders × units, with values as their places in `values`.

    `marks` is -1 where a coder did not judge a unit. A column stands for as many equal units as its
    weight says.
    """

    values: tuple[object, ...]
    marks: Whole  # (coders, units)
    weights: Floats  # (units,)


@dataclass(frozen=True)
class Tally:
    """Sums over units; a unit counts for the first two and the last if two coders judged it."""

    agreed: Floats  # share of the pairs of coders that agree
    paired: Floats  # units judged twice or more
    rated: Floats  # units judged at all
    shares: Floats  # (values,): share of each value among a unit's coders
    pairs: Floats  # (values, values): Krippendorff's coincidences
    table: Floats | None  # (values, values): first coder × second; with two coders only


def reliability_data(
    data: npt.ArrayLike | Sequence[Sequence[object]], weights: npt.ArrayLike | None = None
) -> ReliabilityData:
    """Read coders × units: numbers or labels, with NaN or None where a coder did not judge.

    Args:
        weights: how many equal units each column stands for; 1 unless said otherwise.

    Raises:
        ReliabilityError: the rows are not of one length, or a weight is negative or missing.
    """
    table = _table(data)
    n_units = table.shape[1]
    heavy = np.ones(n_units) if weights is None else np.asarray(weights, dtype=np.float64)
    if heavy.shape != (n_units,) or not np.all(heavy >= 0):
        raise ReliabilityError(
            f"There are {n_units} units, so {n_units} weights of 0 or more are needed."
        )
    if table.dtype != object:
        return _of_numbers(table, heavy)
    seen = {value for value in table.flat if not _is_missing(value)}
    values = tuple(sorted(seen, key=_order))
    place = {value: at for at, value in enumerate(values)}
    marks = [[-1 if _is_missing(v) else place[v] for v in row] for row in table]
    return ReliabilityData(values, np.array(marks, np.int64).reshape(table.shape), heavy)


def tally(data: ReliabilityData) -> Tally:
    """The sums of all units, each as often as its weight says."""
    counts, judged = _counts(data)
    twice, once = judged >= 2, judged >= 1
    per_coder = np.where(once, 1 / np.maximum(judged, 1), 0)
    per_pair = np.where(twice, per_coder / np.maximum(judged - 1, 1), 0)
    weights = data.weights
    return Tally(
        agreed=np.asarray(weights @ ((counts * (counts - 1)).sum(axis=1) * per_pair)),
        paired=np.asarray(weights @ twice.astype(np.float64)),
        rated=np.asarray(weights @ once.astype(np.float64)),
        shares=np.asarray((weights * per_coder) @ counts),
        pairs=_coincidences(counts, judged, weights),
        table=_table_of_two(data) if len(data.marks) == 2 else None,
    )


def group_pairs(data: ReliabilityData, groups: Whole, n_groups: int) -> Floats:
    """Krippendorff's coincidences of each group of units: (groups, values, values)."""
    counts, judged = _counts(data)
    per_pair = np.where(judged >= 2, data.weights / np.maximum(judged - 1, 1), 0)
    n_values = len(data.values)
    found = np.zeros((n_groups, n_values, n_values))
    for c in range(n_values):
        for k in range(n_values):
            each = counts[:, c] * (counts[:, k] - (c == k)) * per_pair
            found[:, c, k] = np.bincount(groups, each, minlength=n_groups)
    return found


def _counts(data: ReliabilityData) -> tuple[Floats, Floats]:
    """How many coders gave a unit each value (units, values), and any value at all (units,)."""
    counts = np.zeros((data.marks.shape[1], len(data.values)))
    for at in range(len(data.values)):
        counts[:, at] = (data.marks == at).sum(axis=0)
    return counts, counts.sum(axis=1)


def _coincidences(counts: Floats, judged: Floats, weights: Floats) -> Floats:
    per_pair = np.where(judged >= 2, weights / np.maximum(judged - 1, 1), 0)
    heavy = counts * per_pair[:, None]
    return np.asarray(counts.T @ heavy - np.diag(heavy.sum(axis=0)))


def _table_of_two(data: ReliabilityData) -> Floats:
    first, second = data.marks
    both = (first >= 0) & (second >= 0)
    n = len(data.values)
    place = first[both] * n + second[both]
    found = np.bincount(place, data.weights[both], minlength=n * n)
    return found.reshape(n, n).astype(np.float64)


def _table(data: npt.ArrayLike | Sequence[Sequence[object]]) -> npt.NDArray[np.generic]:
    try:
        table = np.asarray(data)
        if table.dtype.kind not in "biuf":
            table = np.asarray(data, dtype=object)
    except ValueError as error:
        raise ReliabilityError(_SHAPE) from error
    if table.ndim != 2:
        raise ReliabilityError(_SHAPE)
    return table


_SHAPE = (
    "Reliability data is a table with one row for each coder and one column for each unit. "
    "Give every coder as many values as there are units, None or NaN for what was not judged."
)


def _of_numbers(table: npt.NDArray[np.generic], heavy: Floats) -> ReliabilityData:
    numbers = table.astype(np.float64)
    missing = np.isnan(numbers)
    values, places = np.unique(numbers[~missing], return_inverse=True)
    marks = np.full(numbers.shape, -1, np.int64)
    marks[~missing] = places
    return ReliabilityData(tuple(values.tolist()), marks, heavy)


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, float | np.floating) and math.isnan(value))


def _order(value: object) -> tuple[bool, float, str]:
    """Numbers by size, then everything else by its letters."""
    if isinstance(value, int | float | np.number):
        return (False, float(value), "")
    return (True, 0.0, str(value))
