"""Draw the results of items: a chart, what it stands on, and its numbers in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from access.pages.parts.charts import diverging, figure, inks, named_bars, step_colours
from access.pages.parts.look import Column, note, section, table
from survey.asked import is_given
from survey.classes import date_bars, hour_bars, number_bars
from survey.headlines import agreement_told, most_chosen
from survey.likert import agreement
from survey.model import Item, ItemKind
from survey.pages.parts.results_figures import draw_numbers, draw_ranking, draw_recommendation
from survey.results import (
    Bar,
    Results,
    alt_text,
    bars,
    base_of,
    beside_scale,
    given,
    percent,
    steps,
    title_of,
)
from survey.runs import title_of_scale
from survey.scales import is_scale
from survey.summary import NUMBERS, option_names
from survey.written import count_words, told_words


def draw_run(items: Sequence[Item], results: Results, *, alone: bool = False) -> None:
    """Items that belong together: statements of one scale in one chart, else a single item.

    Args:
        alone: True if nothing else is on the page; then the title says what was found, and every
            open answer is shown.
    """
    first = items[0]
    if is_scale(first):
        draw_scale(items, results, alone=alone)
    elif first.kind is ItemKind.RANK:
        draw_ranking(first, results)
    elif option_names(first) and _is_listed(first):
        _draw_bars(first, bars(results, first), results, alone=alone)
        draw_recommendation(first, results)
    elif first.kind is ItemKind.TEXT:
        draw_texts(first, results, most=None if alone else 3)
    else:
        _draw_values(first, results, alone=alone)
    if first.kind in NUMBERS:
        draw_numbers(first, results)


def draw_texts(item: Item, results: Results, most: int | None = None) -> None:
    """Open answers as a list, each with its response and its length; at most `most` of them."""
    answered = _answered(results, item)
    section(title_of(item, results.instrument), f"Open question. {base_of(results, item).told}")
    if not answered:
        note("Nobody has written anything here yet.")
        return
    shown = answered[:most]
    st.html(
        '<ul class="tl-open">'
        + "".join(
            f"<li><p>{escape(text)}</p><div><span>{escape(who)}</span>"
            f"<span>{count_words(text)} words</span></div></li>"
            for who, text in shown
        )
        + "</ul>"
    )
    told = told_words([text for _, text in answered])
    more = f"{len(shown)} of {len(answered)} answers. “One question” lists them all. "
    note((more if len(shown) < len(answered) else "") + told)


def draw_scale(items: Sequence[Item], results: Results, *, alone: bool = False) -> None:
    """Statements of one scale as bars around its middle, with their counts."""
    instrument = results.instrument
    parts = steps(results, items)
    bases = [base_of(results, item) for item in items]
    n = len(parts) // len(items)
    title, options = title_of_scale(items, instrument), [step.option for step in parts[:n]]
    alike = {base.asked for base in bases} == {bases[0].asked}
    own = bases[0] if len(items) == 1 else replace(bases[0], missing=0, dont_know=0, prefer_not=0)
    told = own.told if alike else "The bases are in the table"
    rows = [(step.statement, step.option, step.at, step.share) for step in parts]
    data = pd.DataFrame(rows, columns=["group", "option", "step", "share"])
    if len(items) == 1:  # the heading says it already
        data["group"] = "All who were asked"
    found = agreement([step.weighted for step in parts]) if alone else None
    over = agreement_told(found, options) if found else title
    under = f"{title}. {told}" if found else told
    figure(diverging(data), over, under, alt_text(title, parts, bases[0]))
    draw_key(options)
    head = [
        Column("Statement", "29%"),
        *(Column(option, f"{55 // n}%", right=True) for option in options),
    ]
    body = [
        [title_of(item, instrument)]
        + [f"{step.n} ({percent(step.share)})" for step in parts[at * n : at * n + n]]
        + [str(base.asked - base.answered), str(base.asked)]
        for at, (item, base) in enumerate(zip(items, bases, strict=True))
    ]
    tail = [Column(name, "8%", right=True) for name in ("No answer", "Asked")]
    table([*head, *tail], body, f"{title}: number and share of those who were asked")
    for item in items:
        if told := beside_scale(results, item):
            note(f"{title_of(item, instrument)} Outside the scale: {told}.")


def draw_key(options: Sequence[str]) -> None:
    """Which colour of a diverging bar is which step."""
    marks = "".join(
        f'<span><i style="background:{fill}"></i>{escape(option)}</span>'
        for (fill, _), option in zip(step_colours(inks(), len(options)), options, strict=True)
    )
    st.html(f'<div class="tl-key">{marks}</div>')


def _is_listed(item: Item) -> bool:
    """Whether every answer has a bar of its own; a long range is put into classes."""
    return item.kind is not ItemKind.RANGE or len(option_names(item)) <= 11


def _draw_bars(item: Item, rows: Sequence[Bar], results: Results, *, alone: bool = False) -> None:
    title, base = title_of(item, results.instrument), base_of(results, item)
    several = "Several answers possible. " if item.kind is ItemKind.SELECT_MULTIPLE else ""
    if not base.asked or not rows:
        section(title, several + base.told)
        return
    found = most_chosen(rows) if alone and option_names(item) else ""
    under = f"{title} {several}{base.told}" if found else several + base.told
    top = base.weighted if rows[0].weighted is not None else None
    weighted = top is not None
    data = pd.DataFrame(
        [(bar.label, bar.weighted if weighted else bar.n, bar.told) for bar in rows],
        columns=["a", "n", "told"],
    )
    chart = named_bars(data, "a", "n", "told", top=base.asked if top is None else top)
    figure(chart, found or title, under, alt_text(title, rows, base))
    with st.container(key=f"narrow_{item.name}"):
        table(
            _columns(weighted),
            [_row(bar, weighted) for bar in rows],
            f"{title}: number, and share of those who were asked",
        )


def _columns(weighted: bool) -> list[Column]:
    own = [Column("Weighted", "18%", right=True)] if weighted else []
    return [
        Column("Answer", "46%" if weighted else "60%"),
        Column("Number", "18%", right=True),
        *own,
        Column("Share", "18%", right=True),
    ]


def _row(bar: Bar, weighted: bool) -> list[str]:
    own = [f"{bar.weighted:,.1f}"] if weighted else []
    return [bar.label, str(bar.n), *own, percent(bar.share)]


def _draw_values(item: Item, results: Results, *, alone: bool) -> None:
    values, base = given(results, item), base_of(results, item)
    if item.kind in {ItemKind.DATE, ItemKind.DATETIME}:
        found = date_bars([str(day)[:10] for day in values], base.asked)
    elif item.kind is ItemKind.TIME:
        found = hour_bars([str(time) for time in values], base.asked)
    else:
        numbers = [float(str(value)) for value in values]
        found = number_bars(numbers, base.asked) if numbers else []
    _draw_bars(item, found, results, alone=alone)


def _answered(results: Results, item: Item) -> list[tuple[str, str]]:
    """Who wrote what, the newest first; a respondent has a number and nothing else."""
    cells = results.cells.get(item.name, ())
    in_repeat = results.instrument.repeat_of(item) is not None
    who = "Answer" if in_repeat else "Response"
    numbers = range(1, len(cells) + 1) if in_repeat else results.numbers
    kept = [
        (f"{who} {number}", str(cell))
        for number, cell in zip(numbers, cells, strict=True)
        if is_given(cell)
    ]
    return kept[::-1]
