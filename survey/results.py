"""The results of one item in words and rows that a chart or a table can draw."""

from __future__ import annotations

import math
import re
from calendar import month_name
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.model import NOT_ASKED, Instrument, Item, ItemKind, words
from survey.reading import is_blank
from survey.scales import apart, is_header, is_scale, rising

if TYPE_CHECKING:
    import pandas as pd

MOST_VALUES = 10  # different numbers that are listed one by one; more are put into classes
N_CLASSES = 6
_WIDTHS = (1, 2, 2.5, 5)  # of classes, times a power of ten


@dataclass(frozen=True)
class Bar:
    """One answer and how many gave it; `share` is of those who were asked."""

    label: str
    n: int
    share: float

    @property
    def told(self) -> str:
        """As it stands at the end of a bar: 12 (34 %)."""
        return f"{self.n} ({percent(self.share)})"


@dataclass(frozen=True)
class Step:
    """One part of a diverging bar; `at` runs from 0, the negative pole, to 4."""

    statement: str
    option: str
    at: int
    n: int
    share: float


@dataclass(frozen=True)
class Base:
    """Of whom the shares are: those who were asked, out of all who responded."""

    asked: int
    missing: int
    responses: int

    @property
    def told(self) -> str:
        """The base in words, beside the heading of a chart."""
        if not self.asked:
            return f"nobody was asked, of {self.responses} who responded"
        whole = self.asked == self.responses
        who = f"all {self.asked}" if whole else f"{self.asked} of {self.responses}"
        empty = f"; {self.missing} of them left it empty" if self.missing else ""
        return f"Base: {who} who were asked{empty}" if not whole else f"Base: {who}{empty}"


def figures(number: float) -> str:
    """A mean or an extreme with at most one decimal."""
    return f"{number:,.1f}".removesuffix(".0")


def percent(share: float) -> str:
    """A share as people write it; a dash where there is none."""
    return "–" if math.isnan(share) else f"{share:.0%}"


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


def base_of(summary: pd.DataFrame, item: Item, responses: int) -> Base:
    """The base of an item.

    Args:
        summary: as from `summarise`.
        responses: how many have responded in all.
    """
    rows = summary[summary["item"] == item.name]
    if rows.empty:
        return Base(0, 0, responses)
    return Base(int(rows["base"].iloc[0]), int(rows["missing"].iloc[0]), responses)


def bars(summary: pd.DataFrame, item: Item, instrument: Instrument) -> list[Bar]:
    """One bar per option; where several may be chosen, the most frequent first."""
    rows = summary[summary["item"] == item.name]
    found = [
        Bar(_option(item, str(option), instrument), int(n), float(share))
        for option, n, share in zip(rows["option"], rows["n"], rows["share"], strict=True)
    ]
    if item.kind is ItemKind.SELECT_MULTIPLE:
        found.sort(key=lambda bar: -bar.n)
    return found


def steps(summary: pd.DataFrame, items: Sequence[Item], instrument: Instrument) -> list[Step]:
    """The parts of diverging bars, one bar per statement, from the negative pole to the other."""
    found: list[Step] = []
    for item in items:
        counted = {bar.label: bar for bar in bars(summary, item, instrument)}
        for at, option in enumerate(rising(item, instrument)):
            bar = counted[_option(item, option.name, instrument)]
            share = 0.0 if math.isnan(bar.share) else bar.share
            found.append(Step(title_of(item, instrument), bar.label, at, bar.n, share))
    return found


def outside(summary: pd.DataFrame, item: Item, instrument: Instrument) -> list[Bar]:
    """The answers to a scale that are no step of it, such as "Don't know"."""
    labels = {_option(item, option.name, instrument) for option in apart(item)}
    return [bar for bar in bars(summary, item, instrument) if bar.label in labels and bar.n]


def runs(items: Sequence[Item]) -> list[list[Item]]:
    """The items in order; statements that follow each other with one scale stand together."""
    found: list[list[Item]] = []
    for item in items:
        last = found[-1][-1] if found else None
        if last and is_scale(last) and is_scale(item) and last.options == item.options:
            found[-1].append(item)
        else:
            found.append([item])
    return found


def title_of_scale(items: Sequence[Item], instrument: Instrument) -> str:
    """What stands over statements of one scale: their group's words, if they have one group."""
    if len(items) == 1:
        return title_of(items[0], instrument)
    names = {item.group for item in items}
    group = instrument.group(items[0].group) if len(names) == 1 and items[0].group else None
    own = words(group.label, instrument.default_language) if group else ""
    return own or "How far people agree"


def rows_of(together: Sequence[list[Item]]) -> list[list[list[Item]]]:
    """The runs as they stand on the page: scales take a whole row, others stand two by two."""
    found: list[list[list[Item]]] = []
    for run in together:
        row = found[-1] if found else []
        if is_scale(run[0]) or not row or len(row) == 2 or is_scale(row[0][0]):
            found.append([run])
        else:
            row.append(run)
    return found


def given(frame: pd.DataFrame, item: Item) -> list[object]:
    """What was answered to an item, without the blanks and those who were not asked."""
    if item.name not in frame:
        return []
    cells = list(frame[item.name])
    return [cell for cell in cells if not is_blank(cell) and cell != NOT_ASKED]


def number_bars(values: Sequence[float], asked: int) -> list[Bar]:
    """How often each number was given; many different ones in at most seven classes."""
    if len(set(values)) <= MOST_VALUES:
        counted = Counter(values)
        return [
            Bar(f"{value:g}", counted[value], counted[value] / asked) for value in sorted(counted)
        ]
    low, width = min(values), _class_width(min(values), max(values))
    first = math.floor(low / width)
    classes = Counter(math.floor(value / width) for value in values)
    return [
        Bar(
            f"{at * width:g} to under {(at + 1) * width:g}",
            classes[at],
            classes[at] / asked,
        )
        for at in range(first, max(classes) + 1)
    ]


def date_bars(days: Sequence[str], asked: int) -> list[Bar]:
    """How many dates fall into each month, empty ones too; into each year if that is too many."""
    if not days:
        return []
    months = Counter(int(day[:4]) * 12 + int(day[5:7]) - 1 for day in days)
    first, last = min(months), max(months)
    if last - first < 12:
        return [
            Bar(f"{month_name[at % 12 + 1]} {at // 12}", months[at], months[at] / asked)
            for at in range(first, last + 1)
        ]
    years = Counter(day[:4] for day in days)
    return [Bar(year, n, n / asked) for year, n in sorted(years.items())]


def alt_text(title: str, rows: Sequence[Bar | Step], base: Base) -> str:
    """A chart in words, for who cannot see it."""
    told = [
        f"{row.label}: {row.told}"
        if isinstance(row, Bar)
        else f"{row.statement}, {row.option}: {row.n} ({percent(row.share)})"
        for row in rows
    ]
    return f"Bars for “{title}”. {'; '.join(told)}. {base.told}. The table below has the numbers."


def _option(item: Item, name: str, instrument: Instrument) -> str:
    option = item.option(name)
    label = words(option.label, instrument.default_language) if option else ""
    return label or name or "Answered"


def _class_width(low: float, high: float) -> float:
    """The smallest round width that covers the range in at most N_CLASSES steps."""
    rough = (high - low) / N_CLASSES
    power = 10.0 ** math.floor(math.log10(rough))
    return next((factor * power for factor in _WIDTHS if factor * power >= rough), 10 * power)
