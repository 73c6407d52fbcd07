"""Agreement as a table: every coefficient for each code and for all codes together, and why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isnan

import numpy as np

from coding.agreement import Measure, beyond_chance, disagreement
from coding.agreement_units import ComparedText, Comparison, Judged, Unit
from coding.bootstrap import RESAMPLES, Interval, alpha_intervals
from coding.model import Segment
from coding.reliability import ReliabilityData, tally
from coding.unitizing import UnitizingAlpha, unitizing_alpha

TENTATIVE, RELIABLE = 0.667, 0.8  # Krippendorff's bounds: tentative conclusions; conclusions
Parts = Mapping[Measure, tuple[float, float]]  # observed and expected disagreement
_TOO_FEW = "too few passages for an interval"
SEED = 20260301  # of the intervals: the same coding always shows the same interval


class Reading(StrEnum):
    """What an alpha allows, in words."""

    RELIABLE = "can carry a conclusion"
    TENTATIVE = "with caution"
    LOW = "talk it over"


@dataclass(frozen=True)
class Figures:
    """How far coders agree about one code; a coefficient is None where it is undefined."""

    code: str  # Code.id; "" for all codes together
    n_passages: int  # of all coders
    n_applied: int  # units in which at least one coder applied it
    n_differ: int  # of these, units in which not all did who judged them
    measures: Mapping[Measure, float | None]
    interval: Interval  # of alpha, 95 %
    unitizing: float | None
    reason: str = ""  # why alpha is undefined, or has no interval

    @property
    def alpha(self) -> float | None:
        """Krippendorff's alpha of the units, which every screen shows first."""
        return self.measures[Measure.ALPHA]

    @property
    def reading(self) -> Reading | None:
        """What the alpha allows, by the two digits that a screen shows; None without one."""
        if self.alpha is None:
            return None
        shown = round(self.alpha, 2)
        if shown >= RELIABLE:
            return Reading.RELIABLE
        return Reading.TENTATIVE if shown >= round(TENTATIVE, 2) else Reading.LOW


@dataclass(frozen=True)
class AgreementReport:
    """The table, and what it rests on."""

    unit: Unit
    uncoded: bool  # whether text that nobody coded counts
    coders: tuple[str, ...]
    n_texts: int
    n_units: int
    rows: tuple[Figures, ...]  # the lowest alpha last, undefined ones at the end
    overall: Figures


def agreement_report(
    texts: Sequence[ComparedText],
    segments: Iterable[Segment],
    coders: Sequence[str],
    codes: Sequence[str],
    *,
    unit: Unit,
    uncoded: bool,
    resamples: int = RESAMPLES,
) -> AgreementReport:
    """Compare coders code by code, on texts that at least two of them were to code.

    Overall: the disagreements of all codes together, divided by what chance would give for each.
    """
    shared = [text for text in texts if len(text.coders.intersection(coders)) > 1]
    wanted = set(codes)
    mine = [one for one in segments if one.code in wanted]
    compared = Comparison(shared, mine, coders, unit=unit, uncoded=uncoded, grouped=resamples > 0)
    judged = [compared.judged(code) for code in codes]
    intervals, interval = _intervals(judged, resamples)
    borders = _borders(shared, mine, coders, codes)
    parts = [_parts(each.data) for each in judged]
    rows = [
        _figures(compared, code, judged[n].data, parts[n], intervals[n], borders.per_code.get(code))
        for n, code in enumerate(codes)
    ]
    n_units = max((round(float(each.data.weights.sum())) for each in judged), default=0)
    return AgreementReport(
        unit,
        uncoded,
        tuple(coders),
        len(shared),
        n_units,
        tuple(sorted(rows, key=lambda row: (row.alpha is None, -(row.alpha or 0)))),
        _overall(parts, rows, interval, borders.overall),
    )


def _intervals(judged: Sequence[Judged], resamples: int) -> tuple[Sequence[Interval], Interval]:
    if not resamples:
        return [None] * len(judged), None
    groups = [
        np.arange(len(each.data.weights)) if each.groups is None else each.groups for each in judged
    ]
    return alpha_intervals([each.data for each in judged], groups, seed=SEED, resamples=resamples)


def _borders(
    texts: Sequence[ComparedText],
    segments: Sequence[Segment],
    coders: Sequence[str],
    codes: Sequence[str],
) -> UnitizingAlpha:
    """Alpha on the spans themselves, over the texts that all of these coders were to code."""
    lengths = {text.source: text.length for text in texts if text.coders.issuperset(coders)}
    inside = [one for one in segments if one.source in lengths and one.coder in set(coders)]
    return unitizing_alpha(inside, lengths, coders=coders, codes=codes)


def _figures(
    compared: Comparison,
    code: str,
    data: ReliabilityData,
    parts: Parts,
    interval: Interval,
    unitizing: float | None,
) -> Figures:
    measures = {measure: beyond_chance(*parts[measure]) for measure in Measure}
    yes, no = (data.marks == 1).any(axis=0), (data.marks == 0).any(axis=0)
    n_passages = compared.n_passages(code)
    defined = measures[Measure.ALPHA] is not None
    reason = "" if defined else _reason(compared, n_passages, data)
    if defined and interval is None:
        reason = _TOO_FEW
    return Figures(
        code,
        n_passages,
        round(float(data.weights[yes].sum())),
        round(float(data.weights[yes & no].sum())),
        measures,
        interval if defined else None,
        unitizing,
        reason,
    )


def _reason(compared: Comparison, n_passages: int, data: ReliabilityData) -> str:
    if not len(data.weights) or len(compared.coders) < 2:
        return "no text was coded by two people"
    if not n_passages:
        return "nobody used this code"
    return "every unit has this code, so agreement cannot be told from chance"


def _parts(data: ReliabilityData) -> Parts:
    sums = tally(data)
    return {measure: disagreement(measure, sums, data.values) for measure in Measure}


def _overall(
    parts: Sequence[Parts], rows: Sequence[Figures], interval: Interval, unitizing: float | None
) -> Figures:
    """All codes that somebody used, their disagreements added up."""
    used = [each for each, row in zip(parts, rows, strict=True) if row.n_passages]
    measures = {measure: _together([each[measure] for each in used]) for measure in Measure}
    return Figures(
        "",
        sum(row.n_passages for row in rows),
        sum(row.n_applied for row in rows),
        sum(row.n_differ for row in rows),
        measures,
        interval,
        unitizing,
        _reason_overall(measures[Measure.ALPHA], interval),
    )


def _reason_overall(alpha: float | None, interval: Interval) -> str:
    if alpha is None:
        return "there is nothing to compare"
    return "" if interval else _TOO_FEW


def _together(parts: Sequence[tuple[float, float]]) -> float | None:
    known = [part for part in parts if not (isnan(part[0]) or isnan(part[1]))]
    return beyond_chance(
        sum((part[0] for part in known), 0.0), sum((part[1] for part in known), 0.0)
    )
