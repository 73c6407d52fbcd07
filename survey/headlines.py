"""What a chart shows, in one sentence: the title that stands over it."""

from __future__ import annotations

from collections.abc import Sequence

from survey.cross_tab import CrossTab, number_at, row_shares
from survey.disclosure import THRESHOLD
from survey.likert import Agreement
from survey.results import Bar, percent

_MOST_WORDS = 60  # characters of an answer that are quoted


def most_chosen(bars: Sequence[Bar]) -> str:
    """Which answer was given most, or which two or three were; "" if there is none."""
    most = max((_size(bar) for bar in bars), default=0)
    first = [bar for bar in bars if _size(bar) == most]
    if not most or len(first) > 3:
        return ""
    named = _listed([quoted(bar.label) for bar in first])
    if len(first) == 1:
        return f"Most frequent answer: {named} ({percent(first[0].share)})"
    return f"Most frequent answers: {named} ({percent(first[0].share)} each)"


def agreement_told(figures: Agreement, options: Sequence[str]) -> str:
    """How many chose the two steps at either end, of those who chose a step.

    Args:
        options: the words of the steps, from the negative pole to the positive one.
    """
    return (
        f"{percent(figures.top)} {ends(options[-2:])}, "
        f"{percent(figures.bottom)} {ends(options[:2][::-1])}"
    )


def ends(options: Sequence[str]) -> str:
    """Two steps in words: “Agree” or “Strongly agree”."""
    return " or ".join(quoted(option) for option in options)


def one_of(options: Sequence[str]) -> str:
    """Steps that are counted together, in words: Disagree, Neutral or Agree."""
    *first, last = options
    return f"{', '.join(first)} or {last}" if first else last


def compared(tab: CrossTab, column: Sequence[str], labels: dict[str, str], answer: str) -> str:
    """From which group to which the share of an answer runs; "" if there are not two groups.

    Args:
        tab: shown to the reader as it is; hidden counts are NaN in `tab.counts`, and a group with
            one among the columns is passed over.
        column: names of the columns that make up the answer.
        labels: words of the groups. answer: words of the answer.

    Groups of fewer people than THRESHOLD are passed over too: they say little about a share.
    """
    shares = row_shares(tab)
    open_ = {
        name: sum(number_at(shares, name, one) for one in column)
        for name in tab.groups
        if (tab.n(name) or 0) >= THRESHOLD and all(tab.n(name, one) is not None for one in column)
    }
    if len(open_) < 2:
        return ""
    low, high = min(open_, key=lambda name: open_[name]), max(open_, key=lambda name: open_[name])
    if percent(open_[low]) == percent(open_[high]):
        return f"{answer}: {percent(open_[low])} in every group"
    return (
        f"{answer}: from {percent(open_[low])} ({labels[low]}) "
        f"to {percent(open_[high])} ({labels[high]})"
    )


def quoted(words: str) -> str:
    """An answer between quotation marks, cut where it is long."""
    short = words if len(words) <= _MOST_WORDS else f"{words[: _MOST_WORDS - 1].rstrip()}…"
    return f"“{short}”"


def _size(bar: Bar) -> float:
    return bar.n if bar.weighted is None else bar.weighted


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]
