"""The results of one item in words and rows that a chart or a table can draw."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from survey.asked import asked, count_standing, is_given
from survey.model import Instrument, Item, ItemKind, words
from survey.scales import apart, is_header, rising
from survey.summary import count_options

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Results:
    """The answers to one questionnaire, counted: what a page of results is drawn from.

    `frame` has one row per response, `cells` one list per item (`survey.asked.asked`); `summary`
    counts people, `weighted` (the same table) sums of `weights`, if there are any. `standing` says
    who was asked.
    """

    instrument: Instrument
    frame: pd.DataFrame
    cells: Mapping[str, Sequence[object]]
    summary: pd.DataFrame
    standing: pd.DataFrame
    weights: tuple[float, ...] | None = None
    weighted: pd.DataFrame | None = None

    @property
    def numbers(self) -> list[int]:
        """The number of each response, counted from 1 in all of them, also where some are left."""
        return [int(at) + 1 for at in self.frame.index]


@dataclass(frozen=True)
class Bar:
    """One answer and how many people gave it; `share` is of those who were asked.

    With weights `weighted` is the sum of theirs, and the share is taken from it.
    """

    label: str
    n: int
    share: float
    weighted: float | None = None

    @property
    def told(self) -> str:
        """As it stands at the end of a bar: 12 (34 %)."""
        return f"{self.n} ({percent(self.share)})"


@dataclass(frozen=True)
class Step:
    """One part of a diverging bar; `at` counts the steps from 0, the negative pole."""

    statement: str
    option: str
    at: int
    n: int
    share: float
    weighted: float  # the sum of the weights; n without


@dataclass(frozen=True)
class Base:
    """Of whom the shares are: those who were asked, out of all who responded.

    `missing` left it empty; those who said that they do not know, or prefer not to answer, are
    counted apart. With weights `weighted` is the sum of the weights of those who were asked.
    """

    asked: int
    missing: int
    responses: int
    dont_know: int = 0
    prefer_not: int = 0
    weighted: float | None = None
    times: bool = False  # in a repeat: times that it was asked, not people

    @property
    def answered(self) -> int:
        """Who gave an answer to the question."""
        return self.asked - self.missing - self.dont_know - self.prefer_not

    @property
    def told(self) -> str:
        """The base in words, beside the heading of a chart."""
        if self.times:
            without = self._without()
            return f"Base: {self.asked} times asked" + (f"; {without}" if without else "")
        if not self.asked:
            return f"nobody was asked, of {self.responses} who responded"
        whole = self.asked == self.responses
        who = f"all {self.asked}" if whole else f"{self.asked} of {self.responses} who were asked"
        weighted = "" if self.weighted is None else f" (weighted {self.weighted:,.1f})"
        without = self._without()
        return f"Base: {who}{weighted}" + (f"; {without}" if without else "")

    def _without(self) -> str:
        """Those of them who gave no answer."""
        parts = [
            (self.missing, "left it empty"),
            (self.dont_know, "said they do not know"),
            (self.prefer_not, "preferred not to answer"),
        ]
        told = [f"{n} of them {what}" for n, what in parts if n]
        return ", ".join(told)


def picked(
    frame: pd.DataFrame, keep: Sequence[bool] | None, weights: Sequence[float] | None
) -> tuple[pd.DataFrame, list[float] | None]:
    """The responses that are kept and have a weight, with their weights; they keep their index."""
    if keep is None and weights is None:
        return frame, None
    kept = [True] * len(frame) if keep is None else keep
    own = [1.0] * len(frame) if weights is None else weights
    mask = [stays and weight > 0 for stays, weight in zip(kept, own, strict=True)]
    left = [weight for weight, stays in zip(own, mask, strict=True) if stays]
    return frame[mask], None if weights is None else left


def results_of(
    frame: pd.DataFrame, instrument: Instrument, weights: Sequence[float] | None = None
) -> Results:
    """Count the answers; the frame is that of `survey.summary.summarise`, one weight per row."""
    cells = asked(frame, instrument)
    return Results(
        instrument,
        frame,
        cells,
        count_options(cells, instrument),
        count_standing(cells),
        None if weights is None else tuple(weights),
        None if weights is None else count_options(cells, instrument, weights),
    )


def figures(number: float) -> str:
    """A mean or an extreme with at most one decimal."""
    return f"{number:,.1f}".removesuffix(".0")


def percent(share: float) -> str:
    """A share as people write it; a dash where there is none."""
    return "–" if math.isnan(share) else f"{share:.0%}"


def signed(number: float, decimals: int = 0) -> str:
    """A number that may be negative, with a true minus; above 0 with a plus."""
    told = f"{abs(number):.{decimals}f}"
    sign = "" if float(told) == 0 else "+" if number > 0 else "−"
    return sign + told


def asked_items(instrument: Instrument) -> list[Item]:
    """The items that have results: everything that is answered or calculated by the respondent."""
    return [
        item
        for item in instrument.items
        if item.is_answered and item.kind != ItemKind.ACKNOWLEDGE and not is_header(item)
    ]


def title_of(item: Item, instrument: Instrument) -> str:
    """The question on one line; where it quotes another answer, dots stand for it."""
    label = words(item.label, instrument.default_language) or item.name
    return " ".join(re.sub(r"\$\{[^{}]*\}", "…", label).split())


def option_label(item: Item, name: str, instrument: Instrument) -> str:
    """The words of an option; its name if it has none."""
    option = item.option(name)
    label = words(option.label, instrument.default_language) if option else ""
    return label or name or "Answered"


def base_of(results: Results, item: Item) -> Base:
    """Of whom the shares of an item are."""
    rows = results.standing[results.standing["item"] == item.name]
    if rows.empty:
        return Base(0, 0, len(results.frame))
    one = {name: int(rows[name].iloc[0]) for name in rows.columns if name != "item"}
    return Base(
        one["eligible"],
        one["empty"],
        one["responses"],
        one["dont_know"],
        one["prefer_not"],
        _weighted_base(results, item),
        results.instrument.repeat_of(item) is not None,
    )


def _weighted_base(results: Results, item: Item) -> float | None:
    if results.weighted is None:
        return None
    rows = results.weighted[results.weighted["item"] == item.name]
    return None if rows.empty else float(rows["base"].iloc[0])


def counts(results: Results, item: Item) -> list[tuple[str, float]]:
    """The names of an item's options and how many gave each, weighted if there are weights."""
    of = results.summary if results.weighted is None else results.weighted
    rows = of[of["item"] == item.name]
    return [(str(name), float(n)) for name, n in zip(rows["option"], rows["n"], strict=True)]


def bars(results: Results, item: Item) -> list[Bar]:
    """One bar per option; where several may be chosen, the most frequent first."""
    rows = results.summary[results.summary["item"] == item.name]
    found = [
        Bar(option_label(item, str(option), results.instrument), int(n), float(share))
        for option, n, share in zip(rows["option"], rows["n"], rows["share"], strict=True)
    ]
    if results.weighted is not None and results.instrument.repeat_of(item) is None:
        own = results.weighted[results.weighted["item"] == item.name]
        found = [
            replace(bar, share=float(share), weighted=float(n))
            for bar, n, share in zip(found, own["n"], own["share"], strict=True)
        ]
    if item.kind is ItemKind.SELECT_MULTIPLE:
        found.sort(key=lambda bar: -bar.n if bar.weighted is None else -bar.weighted)
    return found


def steps(results: Results, items: Sequence[Item]) -> list[Step]:
    """The parts of diverging bars, one bar per statement, from the negative pole to the other."""
    instrument = results.instrument
    found: list[Step] = []
    for item in items:
        counted = {bar.label: bar for bar in bars(results, item)}
        for at, option in enumerate(rising(item, instrument)):
            bar = counted[option_label(item, option.name, instrument)]
            share = 0.0 if math.isnan(bar.share) else bar.share
            own = bar.n if bar.weighted is None else bar.weighted
            found.append(Step(title_of(item, instrument), bar.label, at, bar.n, share, own))
    return found


def outside(results: Results, item: Item) -> list[Bar]:
    """The answers to a scale that are no step of it, such as "Don't know"."""
    labels = {option_label(item, option.name, results.instrument) for option in apart(item)}
    return [bar for bar in bars(results, item) if bar.label in labels and bar.n]


def beside_scale(results: Results, item: Item) -> str:
    """The answers to a scale that are no step of it, one kind after the other; "" if none are."""
    base = base_of(results, item)
    said = ((base.dont_know, "said they do not know"), (base.prefer_not, "preferred not to answer"))
    told = [f"{bar.label} {bar.told}" for bar in outside(results, item)]
    return ", ".join([*told, *(f"{n} {what}" for n, what in said if n)])


def given(results: Results, item: Item) -> list[object]:
    """What was answered to an item, without the blanks and those who were not asked."""
    return [cell for cell in results.cells.get(item.name, ()) if is_given(cell)]


def alt_text(title: str, rows: Sequence[Bar | Step], base: Base) -> str:
    """A chart in words, for who cannot see it."""
    told = [
        f"{row.label}: {row.told}"
        if isinstance(row, Bar)
        else f"{row.statement}, {row.option}: {row.n} ({percent(row.share)})"
        for row in rows
    ]
    return f"Bars for “{title}”. {'; '.join(told)}. {base.told}. The table below has the numbers."
