"""Draw the results of items: a chart, what it stands on, and its numbers in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from access.pages.parts.charts import diverging, figure, inks, named_bars
from access.pages.parts.look import Column, note, section, table
from survey.model import Instrument, Item, ItemKind
from survey.results import (
    Bar,
    Base,
    alt_text,
    bars,
    base_of,
    date_bars,
    figures,
    given,
    number_bars,
    outside,
    percent,
    steps,
    title_of,
    title_of_scale,
)
from survey.scales import is_scale
from survey.summary import summarise_numbers

_COUNTED = [
    Column("Answer", "60%"),
    Column("Number", "20%", right=True),
    Column("Share", "20%", right=True),
]


def draw_run(
    items: Sequence[Item], summary: pd.DataFrame, frame: pd.DataFrame, instrument: Instrument
) -> None:
    """Items that belong together: statements of one scale in one chart, else a single item."""
    first = items[0]
    if is_scale(first):
        _draw_scale(items, summary, len(frame), instrument)
    elif first.options:
        rows = bars(summary, first, instrument)
        _draw_bars(first, rows, base_of(summary, first, len(frame)), instrument)
    elif first.kind is ItemKind.TEXT:
        draw_texts(first, frame, base_of(summary, first, len(frame)), instrument, most=3)
    else:
        _draw_values(first, frame, base_of(summary, first, len(frame)), instrument)


def draw_texts(
    item: Item, frame: pd.DataFrame, base: Base, instrument: Instrument, most: int | None = None
) -> None:
    """Open answers as a list, each with its response; at most `most` of them."""
    answered = _answered(frame, item)
    section(title_of(item, instrument), f"Open question. {base.told}")
    if not answered:
        note("Nobody has written anything here yet.")
        return
    shown = answered[:most]
    st.html(
        '<ul class="tl-open">'
        + "".join(
            f"<li><p>{escape(text)}</p><div><span>{escape(who)}</span></div></li>"
            for who, text in shown
        )
        + "</ul>"
    )
    if len(shown) < len(answered):
        note(f"{len(shown)} of {len(answered)} answers. “One question” lists them all.")


def _draw_scale(
    items: Sequence[Item], summary: pd.DataFrame, responses: int, instrument: Instrument
) -> None:
    parts = steps(summary, items, instrument)
    bases = [base_of(summary, item, responses) for item in items]
    title = title_of_scale(items, instrument)
    alike = {base.asked for base in bases} == {bases[0].asked}
    told = replace(bases[0], missing=0).told if alike else "The bases are in the table"
    rows = [(step.statement, step.option, step.at, step.share) for step in parts]
    data = pd.DataFrame(rows, columns=["group", "option", "step", "share"])
    if len(items) == 1:  # the heading says it already
        data["group"] = "All who were asked"
    figure(diverging(data), title, told, alt_text(title, parts, bases[0]))
    options = [step.option for step in parts[:5]]
    st.html(f'<div class="tl-key">{_key(options)}</div>')
    head = [Column("Statement", "29%"), *(Column(option, "11%", right=True) for option in options)]
    body = [
        [title_of(item, instrument)]
        + [f"{step.n} ({percent(step.share)})" for step in parts[at * 5 : at * 5 + 5]]
        + [str(base.missing), str(base.asked)]
        for at, (item, base) in enumerate(zip(items, bases, strict=True))
    ]
    tail = [Column(name, "8%", right=True) for name in ("Left empty", "Asked")]
    table([*head, *tail], body, f"{title}: number and share of those who were asked")
    for item in items:
        others = [f"{bar.label} {bar.told}" for bar in outside(summary, item, instrument)]
        if others:
            note(f"{title_of(item, instrument)} Outside the scale: {', '.join(others)}.")


def _key(options: Sequence[str]) -> str:
    return "".join(
        f'<span><i style="background:{colour}"></i>{escape(option)}</span>'
        for colour, option in zip(inks().steps, options, strict=True)
    )


def _draw_bars(item: Item, rows: Sequence[Bar], base: Base, instrument: Instrument) -> None:
    title = title_of(item, instrument)
    several = "Several answers possible. " if item.kind is ItemKind.SELECT_MULTIPLE else ""
    if not base.asked or not rows:
        section(title, several + base.told)
        return
    data = pd.DataFrame([(bar.label, bar.n, bar.told) for bar in rows], columns=["a", "n", "told"])
    chart = named_bars(data, "a", "n", "told", top=base.asked)
    figure(chart, title, several + base.told, alt_text(title, rows, base))
    body = [[bar.label, str(bar.n), percent(bar.share)] for bar in rows]
    with st.container(key=f"narrow_{item.name}"):
        table(_COUNTED, body, f"{title}: number, and share of those who were asked")


def _draw_values(item: Item, frame: pd.DataFrame, base: Base, instrument: Instrument) -> None:
    values = given(frame, item)
    if item.kind is ItemKind.DATE:
        _draw_bars(item, date_bars([str(day) for day in values], base.asked), base, instrument)
        return
    numbers = [float(str(value)) for value in values]
    _draw_bars(item, number_bars(numbers, base.asked) if numbers else [], base, instrument)
    if numbers:
        summary = summarise_numbers(frame, instrument)
        own = summary[summary["item"] == item.name]
        names = ("mean", "median", "minimum", "maximum")
        told = [f"{name} {figures(float(own[name].iloc[0]))}" for name in names]
        note(", ".join(told).capitalize() + ".")


def _answered(frame: pd.DataFrame, item: Item) -> list[tuple[str, str]]:
    """Who wrote what, the newest first; a respondent has a number and nothing else."""
    kept = [(f"Response {n}", given(frame.iloc[[n - 1]], item)) for n in range(1, len(frame) + 1)]
    return [(who, str(texts[0])) for who, texts in reversed(kept) if texts]
