"""Draw what agreement scales come to: their figures, and whether statements measure one thing."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from access.pages.parts.look import Column, note, section, table
from survey.headlines import quoted
from survey.likert import agreement, scores
from survey.model import Item
from survey.pages.parts.results import draw_scale
from survey.reliability import Reliability, reliability
from survey.results import Results, percent, signed, steps, title_of
from survey.runs import title_of_scale
from survey.scales import rising


def draw_scales(runs: Sequence[Sequence[Item]], results: Results) -> None:
    """Every set of statements with one scale: its bars, its figures, its reliability."""
    for run in runs:
        draw_scale(run, results)
        _draw_figures(run, results)
        once = [item for item in run if results.instrument.repeat_of(item) is None]
        if len(once) > 1:
            _draw_reliability(once, results)


def _draw_figures(items: Sequence[Item], results: Results) -> None:
    parts = steps(results, items)
    n_steps = len(parts) // len(items)
    names = ("Chose a step", "Top two", "Middle", "Bottom two", "Net", "Mean", "Median")
    head = [Column("Statement", "30%"), *(Column(name, "10%", right=True) for name in names)]
    body: list[list[str]] = []
    for at, item in enumerate(items):
        own = parts[at * n_steps : (at + 1) * n_steps]
        found = agreement([step.weighted for step in own])
        n = str(sum(step.n for step in own))
        told = ["–"] * 6
        if found:
            shares = [percent(share) for share in (found.top, found.neutral, found.bottom)]
            told = [*shares, signed(100 * found.net), f"{found.mean:.2f}", f"{found.median:g}"]
        body.append([title_of(item, results.instrument), n, *told])
    title = title_of_scale(items, results.instrument)
    table(head, body, f"{title}: figures of those who chose a step of the scale")
    first, last = parts[0].option, parts[n_steps - 1].option
    note(
        f"Of those who chose a step; 1 is “{first}”, {n_steps} is “{last}”. Net is top two less "
        "bottom two, in percentage points."
    )


def _draw_reliability(items: Sequence[Item], results: Results) -> None:
    labels = {item.name: title_of(item, results.instrument) for item in items}
    section("Do these statements measure one thing?", f"{len(items)} statements")
    reverse = st.multiselect(
        "Worded the other way round",
        list(labels),
        format_func=lambda name: labels[name],
        key=f"results.reverse.{results.instrument.name}.{items[0].name}",
        placeholder="None of them",
    )
    names = {item.name: [step.name for step in rising(item, results.instrument)] for item in items}
    columns = {name: scores(results.cells[name], own) for name, own in names.items()}
    found = reliability(pd.DataFrame(columns), reverse, 1, len(names[items[0].name]))
    note(_told(found))
    if math.isnan(found.alpha):
        return
    head = [
        Column("Statement", "52%"),
        *(Column(name, "16%", right=True) for name in ("Mean", "With the rest", "Alpha without")),
    ]
    body = [
        [
            labels[part.item] + (" (turned round)" if part.item in reverse else ""),
            *(_figure(value) for value in (part.mean, part.with_rest, part.alpha_without)),
        ]
        for part in found.parts
    ]
    table(head, body, "Each statement, its correlation with the rest, and alpha without it")
    against = [labels[part.item] for part in found.parts if part.with_rest < 0]
    if against:
        note(
            f"Runs against the rest: {', '.join(map(quoted, against))}. If it is worded the other "
            "way round, say so above; if it is not, it measures something else."
        )


def _told(found: Reliability) -> str:
    left = f" {found.left_out} who left out a statement do not count." if found.left_out else ""
    if math.isnan(found.alpha):
        return f"Cronbach’s alpha cannot be worked out from {found.n} full sets of answers.{left}"
    return (
        f"Cronbach’s alpha {_figure(found.alpha)}, from {found.n} who answered every "
        f"statement.{left} "
        "By custom 0.7 and more is enough to compare groups by the mean of the statements; "
        "below that, read them one by one. More statements alone raise it."
    )


def _figure(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}".replace("-", "−")
