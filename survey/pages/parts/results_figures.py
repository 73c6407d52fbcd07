"""Draw the figures that sum up a question: numbers, rankings, recommendations."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from access.pages.parts.charts import figure, named_bars
from access.pages.parts.look import Column, note, section, table
from survey.model import Item
from survey.ranking import Ranked, ranking
from survey.recommendation import is_recommendation, recommendation
from survey.results import (
    Results,
    base_of,
    counts,
    figures,
    option_label,
    percent,
    signed,
    title_of,
)
from survey.summary import count_numbers

_RANKED = [
    Column("Option", "40%"),
    Column("Mean place", "20%", right=True),
    Column("Put first", "20%", right=True),
    Column("Points", "20%", right=True),
]

_WEIGHTED = " Mean, median and quartiles are weighted; the bars count people."


def draw_numbers(item: Item, results: Results) -> None:
    """Mean, median, quartiles and extremes in one line; nothing if nobody answered."""
    table_of = count_numbers(results.cells, results.instrument, results.weights)
    own = table_of[table_of["item"] == item.name]
    if own.empty or not float(own["n"].iloc[0]):
        return
    one = {name: float(own[name].iloc[0]) for name in own.columns if name != "item"}
    told = f"Mean {figures(one['mean'])}, median {figures(one['median'])}"
    if not math.isnan(one["deviation"]):
        told += f", standard deviation {figures(one['deviation'])}"
    note(
        f"{told}. Half of the answers lie from {figures(one['lower_quartile'])} to "
        f"{figures(one['upper_quartile'])}; the lowest is {figures(one['minimum'])}, the highest "
        f"{figures(one['maximum'])}." + (_WEIGHTED if results.weights else "")
    )


def draw_recommendation(item: Item, results: Results) -> None:
    """The net promoter score under a question from 0 to 10 that asks for it."""
    if not is_recommendation(item):
        return
    found = recommendation(counts(results, item))
    if found:
        note(
            f"Net promoter score {signed(found.score)}: {percent(found.promoters)} answered 9 or "
            f"10, {percent(found.detractors)} 0 to 6, {percent(found.passives)} 7 or 8. "
            "It can lie between −100 and +100."
        )


def draw_ranking(item: Item, results: Results) -> None:
    """The options of a ranking by their points, with mean place and first choices."""
    title, base = title_of(item, results.instrument), base_of(results, item)
    found = _ranking(item, results)
    if not base.answered:
        section(title, base.told)
        return
    rows = [(_label(item, one, results), one.borda, f"{one.borda:.2f}") for one in found]
    chart = named_bars(pd.DataFrame(rows, columns=["a", "n", "told"]), "a", "n", "told", top=1)
    words = "; ".join(f"{label}: {told} points" for label, _, told in rows)
    under = f"Put in order by {base.answered}. {base.told}"
    figure(chart, title, under, f"Bars for “{title}”. {words}. The table below has the numbers.")
    body = [
        [
            _label(item, one, results),
            "–" if math.isnan(one.mean_rank) else f"{one.mean_rank:.1f}",
            f"{figures(one.first)} ({percent(one.first_share)})",
            f"{one.borda:.2f}",
        ]
        for one in found
    ]
    with st.container(key=f"narrow_{item.name}"):
        table(_RANKED, body, f"{title}: mean place, first choices and points")
    note(
        "Points (Borda): 1 if everybody put it first, 0 if everybody put it last; options without "
        "a place share what is left. The mean place is of those who gave it one."
    )


def _ranking(item: Item, results: Results) -> list[Ranked]:
    cells = results.cells.get(item.name, ())
    places = [cell if isinstance(cell, list) else [] for cell in cells]
    in_repeat = results.instrument.repeat_of(item) is not None
    weights = None if in_repeat else results.weights
    return ranking(places, [option.name for option in item.options], weights)


def _label(item: Item, one: Ranked, results: Results) -> str:
    return option_label(item, one.option, results.instrument)
