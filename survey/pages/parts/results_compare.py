"""Draw the answers to a question side by side for groups of respondents."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from itertools import compress
from typing import Any

import pandas as pd
import streamlit as st

from access.pages.parts.charts import GLYPHS, diverging, dots, figure, glyph_colours, named_bars
from access.pages.parts.look import Column, note, section, suppressed, suppressed_note, table
from survey.asked import LISTS, is_given
from survey.cross_tab import (
    TOTAL,
    CrossTab,
    association_of,
    cross_tab,
    number_at,
    protected,
    row_shares,
)
from survey.disclosure import THRESHOLD, suppress_counts
from survey.groups import Grouping, together
from survey.headlines import compared, ends, one_of, quoted
from survey.merging import MergedTab, merged_tab, n_open
from survey.model import Item, ItemKind
from survey.pages.parts.results import draw_key, draw_run
from survey.pages.parts.results_shares import draw_shares
from survey.results import Results, figures, option_label, percent, title_of
from survey.scales import is_scale, rising
from survey.summary import CHOSEN, NUMBERS, count_numbers, names_in

EVERYBODY = "All respondents"


def draw_comparison(item: Item, results: Results, by: Grouping, *, hide: bool) -> None:
    """The question by group: a picture, a table, and whether the two hang together.

    Args:
        by: the groups, with one cell for every response in `results`.
        hide: True if small numbers are hidden; small groups then stand together.
    """
    if hide and results.instrument.repeat_of(item) is None:
        given = [is_given(cell) for cell in results.cells.get(item.name, by.cells)]
        by = together(by, given, THRESHOLD)
    if results.instrument.repeat_of(item) is not None:
        note("Asked several times of one person, so it cannot be compared by group.")
        draw_run([item], results, alone=True)
    elif item.kind in NUMBERS:
        _draw_numbers(item, results, by, hide=hide)
    elif item.kind in CHOSEN and item.kind is not ItemKind.RANK:
        _draw_choices(item, results, by, hide=hide)
    else:
        note("Only questions with options or numbers can be compared by group.")
        draw_run([item], results, alone=True)


def _draw_choices(item: Item, results: Results, by: Grouping, *, hide: bool) -> None:
    cells, several = results.cells[item.name], item.kind in LISTS
    options = names_in(item, cells)
    tab = cross_tab(
        by.cells, cells, list(by.labels), options, several=several, weights=results.weights
    )
    words = {name: option_label(item, name, results.instrument) for name in options}
    steps = [one.name for one in rising(item, results.instrument)] if is_scale(item) else []
    high, merged = steps[-2:], None
    if hide:
        tab = protected(tab)
        merged = _merged(tab, steps, item, results, by)
    if merged:
        tab, steps, high = merged.tab, merged.tab.options, merged.tab.options[-1:]
        words = {
            name: one_of([words[step] for step in part])
            for name, part in zip(steps, merged.parts, strict=True)
        }
    if not tab.groups:
        note("Nobody who answered this question stands in one of the groups.")
        return
    labels = {**by.labels, TOTAL: EVERYBODY}
    _draw_picture(item, results, tab, words, labels, steps, high)
    if merged:
        note(
            "Neighbouring steps are counted together, because so few people chose single ones that "
            "their numbers are hidden. Answers outside the scale are left out."
        )
    draw_shares(tab, words, labels, f"{title_of(item, results.instrument)} by {by.label}", by.label)
    _tell(tab)


def _merged(
    tab: CrossTab, steps: Sequence[str], item: Item, results: Results, by: Grouping
) -> MergedTab | None:
    """The table of merged steps where that of single ones draws few groups, and it draws more."""
    if not steps or 2 * n_open(tab) >= len(tab.groups):
        return None
    cells = results.cells[item.name]
    found = merged_tab(by.cells, cells, list(by.labels), steps, results.weights)
    return found if n_open(found.tab) > n_open(tab) else None


def _draw_picture(
    item: Item,
    results: Results,
    tab: CrossTab,
    words: dict[str, str],
    labels: dict[str, str],
    steps: list[str],
    high: list[str],
) -> None:
    """The groups of which nothing is hidden; a title that says what they show.

    Args:
        steps: the columns that are a scale, rising; none if the question is no scale. `high` are
            those that the title speaks of.
    """
    drawn = [group for group in tab.groups if tab.is_open(group)]
    title = title_of(item, results.instrument)
    absent = [labels[group] for group in tab.groups if group not in drawn]
    if not drawn:
        section(title, _base(tab))
        note(
            "No picture: some numbers of every group are hidden. Compare by something with fewer, "
            "larger groups."
        )
        return
    if steps:
        answer, told = high, ends([words[name] for name in high])
        chart = _bars(tab, steps, words, labels)
    else:
        answer = [max(tab.options, key=lambda name: tab.n(TOTAL, name) or 0)]
        told = quoted(words[answer[0]])
        drawn, top = drawn[: len(GLYPHS)], _top(tab, drawn[: len(GLYPHS)])
        chart = _marks(tab, drawn, words, labels, top)
    found = compared(tab, answer, labels, told) or title
    figure(chart, found, f"{title} {_base(tab)}", f"{found}. The table below has the numbers.")
    if steps:
        draw_key([words[name] for name in steps])
    else:
        _draw_glyphs([labels[group] for group in drawn], top)
    if absent:
        note(f"Not drawn, because some of their numbers are hidden: {', '.join(absent)}.")
    elif len(drawn) < len(tab.groups):
        note(f"The picture has the first {len(drawn)} groups; the table has all.")


def _base(tab: CrossTab) -> str:
    n, who = tab.n(TOTAL), "were asked" if tab.several else "answered"
    few = "a few" if tab.left_out is None else tab.left_out
    left = f"; {few} responses do not" if few else ""
    return f"Base: {'few' if n is None else n} who {who} and stand in a group{left}"


def _bars(tab: CrossTab, steps: list[str], words: dict[str, str], labels: dict[str, str]) -> Any:
    """Diverging bars, everybody first."""
    shares = row_shares(tab)
    rows = [
        (labels[group], words[name], at, number_at(shares, group, name))
        for group in [TOTAL, *tab.groups]
        if tab.is_open(group)
        for at, name in enumerate(steps)
    ]
    return diverging(pd.DataFrame(rows, columns=["group", "option", "step", "share"]))


def _marks(
    tab: CrossTab, drawn: list[str], words: dict[str, str], labels: dict[str, str], top: float
) -> Any:
    shares = row_shares(tab)
    rows = [
        (words[name], labels[group], place, number_at(shares, group, name), _of_all(tab, name))
        for name in tab.options
        for place, group in enumerate(drawn)
    ]
    return dots(pd.DataFrame(rows, columns=["name", "group", "place", "share", "all"]), top)


def _of_all(tab: CrossTab, name: str) -> str:
    hidden = tab.n(TOTAL, name) is None or tab.n(TOTAL) is None
    return "" if hidden else f"all {percent(number_at(row_shares(tab), TOTAL, name))}"


def _top(tab: CrossTab, drawn: list[str]) -> float:
    """The end of the lines: a quarter, a half or the whole, as far as the shares reach."""
    shares = row_shares(tab).loc[drawn, tab.options].to_numpy()
    return next(end for end in (0.25, 0.5, 1.0) if float(shares.max()) <= end)


def _draw_glyphs(groups: Sequence[str], top: float) -> None:
    marks = "".join(
        f'<span><b style="color:{colour}">{glyph}</b> {escape(group)}</span>'
        for glyph, colour, group in zip(GLYPHS, glyph_colours(), groups, strict=False)
    )
    line = f"<span>The line runs from 0 to {percent(top)}.</span>"
    st.html(f'<div class="tl-key tl-glyphs">{marks}{line}</div>')


def _tell(tab: CrossTab) -> None:
    """Whether the two questions hang together, in words."""
    found = association_of(tab)
    if math.isnan(found.v):
        note(f"No measure of how the two hang together: {found.why_not}.")
        return
    told = f"Cramér’s V {found.v:.2f} (0 is no connection, 1 a complete one). "
    if found.p is None:
        note(f"{told}Chi-square is not given: {found.why_not}.")
        return
    weighted = not tab.weighted.astype(float).equals(tab.counts.astype(float))
    chance = "less than 0.001" if found.p < 0.001 else f"{found.p:.3f}"
    note(
        f"{told}Chi-square {found.statistic:.2f} with {found.degrees} degrees of freedom: if the "
        f"two had nothing to do with each other, differences as large as these would come up "
        f"with probability {chance}." + (" Both count people, without weights." if weighted else "")
    )


def _draw_numbers(item: Item, results: Results, by: Grouping, *, hide: bool) -> None:
    rows: list[tuple[str, int, float, float, float, float]] = []
    for name, label in by.labels.items():
        mask = [cell == name for cell in by.cells]
        own = None if results.weights is None else list(compress(results.weights, mask))
        cells = {item.name: list(compress(results.cells[item.name], mask))}
        group = count_numbers(cells, results.instrument)
        weighted = count_numbers(cells, results.instrument, own)
        n = int(group.loc[group["item"] == item.name, "n"].iloc[0])
        one = weighted[weighted["item"] == item.name].iloc[0]
        quartiles = (float(one["lower_quartile"]), float(one["upper_quartile"]))
        rows.append((label, n, float(one["mean"]), float(one["median"]), *quartiles))
    told = suppress_counts([row[1] for row in rows]) if hide else [row[1] for row in rows]
    open_ = [row for row, n in zip(rows, told, strict=True) if n]
    title = title_of(item, results.instrument)
    if open_:
        data = pd.DataFrame(
            [(label, mean, figures(mean)) for label, _, mean, *_ in open_],
            columns=["a", "n", "told"],
        )
        low, high = min(open_, key=lambda row: row[2]), max(open_, key=lambda row: row[2])
        found = f"Mean from {figures(low[2])} ({low[0]}) to {figures(high[2])} ({high[0]})"
        chart = named_bars(data, "a", "n", "told", top=max(high[2], 1e-9))
        base = f"{title} Base: {sum(row[1] for row in open_)} who answered"
        figure(chart, found, base, f"Bars of means. {found}. The table below has the numbers.")
    head = [
        Column(by.label, "40%"),
        *(Column(name, "12%", right=True) for name in ("Answered", "Mean", "Median")),
        Column("Middle half", "24%", right=True),
    ]
    body = [
        [row[0], *([suppressed(), "", "", ""] if n is None else [str(n), *_told(row)])]
        for row, n in zip(rows, told, strict=True)
    ]
    table(head, body, f"{title} by {by.label}: number, mean, median and quartiles")
    if None in told:
        suppressed_note()


def _told(row: tuple[str, int, float, float, float, float]) -> list[str]:
    if not row[1]:
        return ["–", "–", "–"]
    return [figures(row[2]), figures(row[3]), f"{figures(row[4])} to {figures(row[5])}"]
