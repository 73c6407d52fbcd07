"""How far coders agree: the coefficients, each with its formula's source.

All take coders × units (numbers or labels; NaN or None where a coder did not judge a unit) and give
None where the coefficient is undefined, never 1 or 0 in its place: nobody judged the same unit, or
there was no variation, so that chance alone would give full agreement.

`weights` says how many equal units a column stands for, so that a long stretch of text is one
column instead of a million characters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from coding.errors import ReliabilityError
from coding.reliability import (
    LEVELS,
    Floats,
    Level,
    ReliabilityData,
    Tally,
    reliability_data,
    tally,
)
from coding.unitizing import UnitizingAlpha as UnitizingAlpha  # promised under this name
from coding.unitizing import unitizing_alpha as unitizing_alpha

Data = npt.ArrayLike | Sequence[Sequence[object]]
_NOTHING = 1e-12  # an expected disagreement below this is none: there is no variation


class Measure(StrEnum):
    """The coefficients, by the name a screen gives them."""

    PERCENT = "Percent agreement"
    KAPPA = "Cohen’s kappa"
    FLEISS = "Fleiss’ kappa"
    AC1 = "Gwet’s AC1"
    ALPHA = "Krippendorff’s alpha"


def percent_agreement(data: Data, *, weights: npt.ArrayLike | None = None) -> float | None:
    """The share (0–1) of the pairs of coders that agree, averaged over the units judged twice."""
    return _coefficient(Measure.PERCENT, reliability_data(data, weights))


def cohen_kappa(data: Data, *, weights: npt.ArrayLike | None = None) -> float | None:
    """Agreement of two coders beyond chance, each with a habit of their own; None for more coders.

    Units that only one of them judged are left out.

    Source: Cohen, J. (1960). A coefficient of agreement for nominal scales.
    """
    return _coefficient(Measure.KAPPA, reliability_data(data, weights))


def fleiss_kappa(data: Data, *, weights: npt.ArrayLike | None = None) -> float | None:
    """Agreement of any number of coders beyond chance, with one habit for all (Scott's pi for two).

    Source: Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters; with missing
    values as in Gwet, K. L. (2014). Handbook of Inter-Rater Reliability.
    """
    return _coefficient(Measure.FLEISS, reliability_data(data, weights))


def gwet_ac1(data: Data, *, weights: npt.ArrayLike | None = None) -> float | None:
    """Agreement beyond chance that stays steady where nearly all units get the same value.

    Source: Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence
    of high agreement.
    """
    return _coefficient(Measure.AC1, reliability_data(data, weights))


def bennett_s(
    data: Data, *, n_values: int | None = None, weights: npt.ArrayLike | None = None
) -> float | None:
    """Agreement beyond what chance gives if all values are equally likely.

    Args:
        n_values: how many values there were to choose from; those that occur if not said.

    Source: Bennett, E. M., Alpert, R., Goldstein, A. C. (1954). Communications through
    limited-response questioning.
    """
    read = reliability_data(data, weights)
    sums = tally(read)
    by_chance = 1 / max(n_values or len(read.values), 1)
    return _number(_one_minus(_disagreeing(sums), np.asarray(1 - by_chance)))


def krippendorff_alpha(
    data: Data, level: Level = "nominal", *, weights: npt.ArrayLike | None = None
) -> float | None:
    """Krippendorff's alpha: 1 is perfect agreement, 0 what chance would give; can be negative.

    Args:
        level: level of measurement, which sets how far apart two values are.

    Raises:
        ReliabilityError: the level is unknown, or asks for numbers and the values are none.

    Source: Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability.
    """
    return _coefficient(Measure.ALPHA, reliability_data(data, weights), level)


def disagreement(
    measure: Measure, sums: Tally, values: Sequence[object], level: Level = "nominal"
) -> tuple[float, float]:
    """Observed disagreement and what chance would give; NaN where there is none to speak of.

    Those of several codes can be added before `beyond_chance`: that is agreement overall.
    """
    if measure is Measure.ALPHA:
        observed, expected = _of_alpha(sums.pairs, values, level)
    else:
        observed, expected = _PARTS[measure](sums)
    return float(observed), float(expected)


def beyond_chance(observed: float, expected: float) -> float | None:
    """1 - observed / expected; None where nothing, or nobody knows what, is expected."""
    return _number(_one_minus(np.asarray(observed), np.asarray(expected)))


def alphas(pairs: Floats, values: Sequence[object], level: Level = "nominal") -> Floats:
    """Alpha of each of many tables of coincidences (…, values, values); NaN where undefined."""
    return _one_minus(*_of_alpha(pairs, values, level))


def alphas_together(pairs: Floats, values: Sequence[object]) -> Floats:
    """Alpha of all codes together, of each of many tables (…, codes, values, values)."""
    observed, expected = _of_alpha(pairs, values, "nominal")
    return _one_minus(np.nansum(observed, axis=-1), np.nansum(expected, axis=-1))


def _coefficient(measure: Measure, data: ReliabilityData, level: Level = "nominal") -> float | None:
    return beyond_chance(*disagreement(measure, tally(data), data.values, level))


def _number(value: Floats) -> float | None:
    return None if np.isnan(value) else float(value)


def _one_minus(observed: Floats, expected: Floats) -> Floats:
    """1 - observed / expected; NaN where nothing is expected."""
    defined = expected > _NOTHING
    ratio = np.divide(observed, expected, out=np.full_like(expected, np.nan), where=defined)
    return np.asarray(1 - ratio)


def _share(part: Floats, whole: Floats) -> Floats:
    found = np.full_like(np.asarray(part, dtype=np.float64), np.nan)
    return np.divide(part, whole, out=found, where=np.asarray(whole) > 0)


def _disagreeing(sums: Tally) -> Floats:
    return np.asarray(1 - _share(sums.agreed, sums.paired))


def _of_percent(sums: Tally) -> tuple[Floats, Floats]:
    observed = _disagreeing(sums)
    return observed, np.ones_like(observed)


def _of_kappa(sums: Tally) -> tuple[Floats, Floats]:
    if sums.table is None:
        nothing = np.full_like(np.asarray(sums.paired), np.nan)
        return nothing, nothing
    n = sums.table.sum(axis=(-2, -1))
    agreed = np.trace(sums.table, axis1=-2, axis2=-1)
    by_chance = (sums.table.sum(axis=-1) * sums.table.sum(axis=-2)).sum(axis=-1)
    return np.asarray(1 - _share(agreed, n)), np.asarray(1 - _share(by_chance, n * n))


def _of_fleiss(sums: Tally) -> tuple[Floats, Floats]:
    shares = _share(sums.shares, np.broadcast_to(sums.rated[..., None], sums.shares.shape))
    return _disagreeing(sums), np.asarray(1 - (shares**2).sum(axis=-1))


def _of_ac1(sums: Tally) -> tuple[Floats, Floats]:
    shares = _share(sums.shares, np.broadcast_to(sums.rated[..., None], sums.shares.shape))
    spread = (shares * (1 - shares)).sum(axis=-1)
    n_values = shares.shape[-1]
    expected = np.asarray(1 - spread / max(n_values - 1, 1))
    return _disagreeing(sums), np.where(spread > _NOTHING, expected, np.nan)


_PARTS: dict[Measure, Callable[[Tally], tuple[Floats, Floats]]] = {
    Measure.PERCENT: _of_percent,
    Measure.KAPPA: _of_kappa,
    Measure.FLEISS: _of_fleiss,
    Measure.AC1: _of_ac1,
}


def _of_alpha(pairs: Floats, values: Sequence[object], level: Level) -> tuple[Floats, Floats]:
    differences = _differences(pairs, values, level)
    each = pairs.sum(axis=-1)
    n = np.asarray(each.sum(axis=-1))
    observed = (pairs * differences).sum(axis=(-2, -1))
    expected = (each[..., :, None] * each[..., None, :] * differences).sum(axis=(-2, -1))
    return _share(observed, n), _share(expected, n * (n - 1))


def _differences(pairs: Floats, values: Sequence[object], level: Level) -> Floats:
    """How far apart two values are, squared: (…, values, values)."""
    if level not in LEVELS:
        raise ReliabilityError(f"There is no level '{level}'. Choose one of {', '.join(LEVELS)}.")
    if level == "nominal":
        return np.asarray(1 - np.eye(len(values)))
    at = _numbers(values, level)
    if level == "ordinal":
        each = pairs.sum(axis=-1)
        at = each.cumsum(axis=-1) - each / 2  # the middle of the ranks that a value takes
    apart = at[..., :, None] - at[..., None, :]
    if level == "ratio":
        together = at[:, None] + at[None, :]
        apart = np.divide(apart, together, out=np.zeros_like(apart), where=together > 0)
    return np.asarray(apart**2)


def _numbers(values: Sequence[object], level: Level) -> Floats:
    for value in values:
        if not isinstance(value, int | float | np.number):
            raise ReliabilityError(
                f"Level '{level}' needs numbers, and '{value}' is none. "
                "Give each step its number, or choose the level 'nominal'."
            )
    numbers = np.array(values, dtype=np.float64)
    if level == "ratio" and (numbers < 0).any():
        raise ReliabilityError("Level 'ratio' needs numbers of 0 or more.")
    return numbers
