"""The table of answers by group: numbers, with their shares of each group or of each answer."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from access.pages.parts.look import Column, Html, suppressed, suppressed_note, table
from survey.cross_tab import TOTAL, CrossTab, column_shares, number_at, row_shares
from survey.results import percent


def draw_shares(
    tab: CrossTab, words: Mapping[str, str], labels: Mapping[str, str], title: str, by: str
) -> None:
    """The whole table; shares are of each group unless somebody wants those of each answer.

    Args:
        words: of the answers by name.
        labels: of the groups by name, and of all respondents.
        title: what is asked by what.
        by: what the groups are groups of.
    """
    whose = st.segmented_control(
        "Shares in the table",
        ["of each group", "of each answer"],
        default="of each group",
        required=True,
        key="results.shares",
    )
    shares = row_shares(tab) if whose == "of each group" else column_shares(tab)
    head = [
        Column(by, "24%"),
        *(Column(words[name], f"{66 / len(tab.options):.1f}%", right=True) for name in tab.options),
        Column("Asked" if tab.several else "Answered", "10%", right=True),
    ]
    body = [
        [labels[group], *(_cell(tab, shares, group, name) for name in tab.options), _n(tab, group)]
        for group in (TOTAL, *tab.groups)
    ]
    table(head, body, f"{title}: number, and share {whose}")
    if tab.counts.isna().any(axis=None):
        suppressed_note()


def _cell(tab: CrossTab, shares: pd.DataFrame, group: str, name: str) -> Html:
    n = tab.n(group, name)
    if n is None:
        return suppressed()
    return Html(f"{n}<small>{percent(number_at(shares, group, name))}</small>")


def _n(tab: CrossTab, group: str) -> Html:
    n = tab.n(group)
    if n is None:
        return suppressed()
    weighted = number_at(tab.weighted, group, TOTAL)
    own = "" if weighted == n else f"<small>weighted {weighted:,.1f}</small>"
    return Html(f"{n}{own}")
