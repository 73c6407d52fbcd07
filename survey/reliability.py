"""Whether statements measure one thing: Cronbach's alpha, and what it is without each of them."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Part:
    """One statement of a scale.

    `with_rest` is its correlation with the sum of the others, −1 to 1; `alpha_without` is alpha of
    the others. NaN where it cannot be calculated (`alpha_without` needs three statements).
    """

    item: str
    mean: float
    with_rest: float
    alpha_without: float


@dataclass(frozen=True)
class Reliability:
    """`alpha` of a scale over `n` respondents who answered all of it; NaN if undefined."""

    alpha: float
    n: int
    left_out: int  # respondents who left out at least one statement
    parts: tuple[Part, ...]


def reliability(
    scores: pd.DataFrame, reverse: Collection[str] = (), lowest: float = 1, highest: float = 5
) -> Reliability:
    """Cronbach's alpha of a scale and of the scale without each statement.

    Args:
        scores: one row per respondent, one column of numbers per statement; NaN where there is no
            answer. Rows with a NaN are left out (complete cases) and counted.
        reverse: columns worded the other way round; a score x becomes lowest + highest − x.
        lowest, highest: the ends of the scale.

    alpha = k / (k − 1) · (1 − sum of the variances of the statements / variance of their sum), with
    k statements and sample variances. It is NaN with fewer than two statements, fewer than two
    respondents, or if all have the same sum. It can be negative.

    Source: Cronbach, L. J. (1951), Coefficient Alpha and the Internal Structure of Tests,
    Psychometrika 16; correlation with the rest: Nunnally and Bernstein (1994), Psychometric Theory.
    """
    complete = scores.dropna().astype("float64")
    turned = complete.assign(
        **{name: lowest + highest - complete[name] for name in scores.columns if name in reverse}
    )
    parts = tuple(_part(turned, str(name)) for name in scores.columns)
    return Reliability(_alpha(turned), len(turned), len(scores) - len(turned), parts)


def _part(scores: pd.DataFrame, name: str) -> Part:
    rest = scores.drop(columns=name)
    with_rest = _correlation(scores[name], rest.sum(axis=1)) if rest.shape[1] else math.nan
    return Part(name, float(scores[name].mean()), with_rest, _alpha(rest))


def _alpha(scores: pd.DataFrame) -> float:
    k = scores.shape[1]
    if k < 2 or len(scores) < 2:
        return math.nan
    whole = float(scores.sum(axis=1).var())
    return k / (k - 1) * (1 - float(scores.var().sum()) / whole) if whole else math.nan


def _correlation(one: pd.Series, other: pd.Series) -> float:
    """Pearson's; NaN if either does not vary."""
    if len(one) < 2 or not one.std() or not other.std():
        return math.nan
    return float(one.corr(other))
