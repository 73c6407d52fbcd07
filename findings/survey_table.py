"""The table of one survey item as it may be printed: small counts are hidden first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from survey.disclosure import THRESHOLD, suppress_counts
from survey.model import Instrument, ItemKind, words

if TYPE_CHECKING:
    import pandas as pd

COUNTED = frozenset({ItemKind.SELECT_ONE, ItemKind.SELECT_MULTIPLE})
NO_ANSWER = "No answer"


@dataclass(frozen=True)
class SurveyItem:
    """A question that can be evidence, with the words of its questionnaire."""

    instrument: str
    item: str
    title: str  # of the questionnaire
    label: str
    waves: tuple[int, ...] = ()  # those in which somebody has answered the questionnaire


@dataclass(frozen=True)
class TableRow:
    """One option: `n` people and their `share` (0–1) of those who were asked; None is hidden."""

    label: str
    n: int | None
    share: float | None


@dataclass(frozen=True)
class SurveyTable:
    """Counts of one item; its last row may be those who were asked and gave no answer."""

    instrument: str
    item: str
    question: str
    rows: tuple[TableRow, ...]
    n_asked: int
    several: bool = False  # several answers possible: shares do not add up
    waves: tuple[int, ...] = ()  # those counted; none are named while the survey has only one

    @property
    def too_few(self) -> bool:
        """True if nothing is printed: few answered, or it would tell of a few elsewhere."""
        return not self.rows

    @property
    def n_hidden(self) -> int:
        """How many rows are hidden."""
        return sum(row.n is None for row in self.rows)

    @property
    def base(self) -> str:
        """Who the shares are taken from, in words."""
        counted = f" Counted: {_waves_in_words(self.waves)}." if self.waves else ""
        if self.too_few:
            return (
                f"Nothing is shown: fewer than {THRESHOLD} people answered, or beside another "
                f"table it would give back a small number.{counted}"
            )
        several = " Several answers were possible." if self.several else ""
        return f"n = {self.n_asked} people who were asked.{several}{counted}"


def _waves_in_words(waves: Sequence[int]) -> str:
    """Wave 2 only; waves 1, 2 and 3 together."""
    *first, last = map(str, waves)
    return f"waves {', '.join(first)} and {last} together" if first else f"wave {last} only"


def survey_table(
    instrument: str,
    item: str,
    question: str,
    counts: Sequence[tuple[str, int]],
    n_asked: int,
    n_missing: int,
    *,
    several: bool = False,
) -> SurveyTable:
    """The printable table.

    Args:
        counts: label and number of people, in the order of the questionnaire.
        n_asked: those to whom the item was shown: the base of every share.
        n_missing: those of them who gave no answer; a row of its own if there are any, because
            the total is known and a hidden number must not follow from it.
        several: True for an item with several answers, whose counts do not add up to a total.
    """
    silent = [(NO_ANSWER, n_missing)] if n_missing else []
    cells = [*counts, *silent]
    shown = suppress_counts([n for _, n in cells], asked=n_asked if several else None)
    rows = tuple(
        TableRow(label, n, None if n is None else n / n_asked)
        for (label, _), n in zip(cells, shown, strict=True)
    )
    enough = n_asked - n_missing >= THRESHOLD
    return SurveyTable(
        instrument, item, question, rows if enough else (), n_asked if enough else 0, several
    )


def emptied(table: SurveyTable) -> SurveyTable:
    """The table with nothing printed."""
    return replace(table, rows=(), n_asked=0)


def table_of(summary: pd.DataFrame, instrument: Instrument, item: str) -> SurveyTable | None:
    """The table of an item from `survey.summary.summarise`; None if it has no such item."""
    found = next((one for one in instrument.items if one.name == item), None)
    rows = summary[summary["item"] == item]
    if found is None or found.kind not in COUNTED or rows.empty:
        return None
    language = instrument.default_language
    labels = {one.name: words(one.label, language) or one.name for one in found.options}
    return survey_table(
        instrument.name,
        item,
        words(found.label, language) or item,
        [
            (labels.get(str(option), str(option)), int(n))
            for option, n in zip(rows["option"], rows["n"], strict=True)
        ],
        n_asked=int(rows["base"].iloc[0]),
        n_missing=int(rows["missing"].iloc[0]),
        several=found.kind is ItemKind.SELECT_MULTIPLE,
    )
