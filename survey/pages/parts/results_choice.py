"""Pick out some of the responses, and how much each of them counts."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from access.pages.parts.look import note
from access.pages.parts.typed import plain
from survey.groups import Grouping
from survey.model import Instrument, ItemKind
from survey.results import title_of
from survey.weights import Weights, matching_weights, told_weights, weights_of

_NONE = ""
_KNOWN = "@known "  # before the key of a grouping whose shares in the whole are known
_WEIGHING = {ItemKind.INTEGER, ItemKind.DECIMAL, ItemKind.CALCULATE, ItemKind.HIDDEN}


def choose_responses(name: str, choice: Sequence[Grouping]) -> dict[str, list[str]]:
    """The answers that a response must have given: key of a grouping to names of its groups."""
    by_key = {one.key: one for one in choice}
    chosen = st.multiselect(
        "Only responses by",
        list(by_key),
        format_func=lambda key: by_key[key].label,
        key=f"results.filter.{name}",
        placeholder="Everybody",
    )
    return {key: _choose_groups(name, by_key[key]) for key in chosen}


def _choose_groups(name: str, grouping: Grouping) -> list[str]:
    return st.multiselect(
        plain(grouping.label),
        list(grouping.labels),
        format_func=lambda group: grouping.labels[group],
        key=f"results.filter.{name}.{grouping.key}",
        placeholder="Any answer",
    )


def choose_weights(
    name: str, frame: pd.DataFrame, instrument: Instrument, choice: Sequence[Grouping]
) -> Weights | None:
    """The weight of every response, None if all count alike."""
    by_item = {
        item.name: found
        for item in instrument.items
        if item.kind in _WEIGHING and item.name in frame
        for found in [weights_of(frame[item.name].tolist())]
        if found.n
    }
    known = {f"{_KNOWN}{one.key}": one for one in choice if not one.key.startswith("@")}
    titles = {_NONE: "Every response alike"}
    titles |= {key: f"By the number in “{_title(instrument, key)}”" for key in by_item}
    titles |= {key: f"By known shares of “{one.label}”" for key, one in known.items()}
    chosen = st.selectbox(
        "How much responses count",
        list(titles),
        format_func=lambda key: titles[key],
        key=f"results.weight.{name}",
        help="Weights make up for groups that answered more often than others.",
    )
    if chosen in known:
        return _choose_shares(name, known[chosen])
    return by_item.get(chosen)


def _choose_shares(name: str, grouping: Grouping) -> Weights | None:
    note("Percent of all who could have answered. They begin with the shares of who did answer.")
    n = len([cell for cell in grouping.cells if cell is not None])
    shares = {
        group: st.number_input(
            plain(label),
            min_value=0.0,
            max_value=100.0,
            value=round(100 * sum(cell == group for cell in grouping.cells) / n, 1),
            step=0.1,
            format="%.1f",
            key=f"results.share.{name}.{grouping.key}.{group}",
        )
        for group, label in grouping.labels.items()
    }
    if not any(shares.values()):
        st.error("All shares are 0. Give at least one group a share above 0.")
        return None
    return matching_weights(grouping.cells, shares)


def choose_comparison(name: str, choice: Sequence[Grouping], question: str) -> Grouping | None:
    """By which groups a question is compared; None for nobody apart."""
    by_key = {one.key: one for one in choice if one.key != question}
    chosen = st.selectbox(
        "Compare by",
        [_NONE, *by_key],
        format_func=lambda key: by_key[key].label if key else "Nothing",
        key=f"results.by.{name}",
        width=280,
    )
    return by_key.get(chosen)


def choose_hiding(may_see_all: bool) -> bool:
    """Whether small numbers are hidden; always, for who may not read single answers."""
    return not may_see_all or st.toggle(
        "Hide small numbers",
        value=True,
        key="results.hide",
        help="A table by group can show who a few people are. Leave it on for what others see.",
    )


def draw_choice(told: str, weights: Weights | None, n: int, of: int) -> None:
    """Over the results: which responses they are of, and how they are weighted."""
    if told:
        note(f"Only {n} of {of} responses. {told}.")
    if weights:
        note(told_weights(weights))


def _title(instrument: Instrument, name: str) -> str:
    return title_of(instrument.item(name), instrument)
