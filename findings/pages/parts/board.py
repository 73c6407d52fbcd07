"""The findings board: four columns by state, one card for each finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from access.pages.parts.typed import plain
from findings.board import evidence_counts, rests_on_one
from findings.model import Finding, FindingState, Quote


def draw_board(findings: Sequence[Finding], quotes: Mapping[str, Quote], opened: str) -> None:
    """Every finding as a card that opens it; the open one is marked."""
    for column, state in zip(st.columns(4, gap="small"), FindingState, strict=True):
        here = [one for one in findings if one.state is state]
        with column, st.container(gap="xsmall"):
            name = escape(state.capitalize())
            st.html(f'<h2 class="tl-col">{name}<span>{len(here)}</span></h2>')
            with st.container(gap="xsmall"):
                for finding in here:
                    _card(finding, quotes, finding.id == opened)


def _card(finding: Finding, quotes: Mapping[str, Quote], is_open: bool) -> None:
    told = evidence_counts(finding)
    if rests_on_one(finding, quotes):
        told += " · :orange[one organisation]"
    look = "card_open" if is_open else "card"
    st.button(
        f"{plain(finding.headline)}  \n:small[{told}]",
        key=f"findings.{look}_{finding.id}",
        width="stretch",
        on_click=open_finding,
        args=(finding.id,),
    )


def open_finding(finding: str) -> None:
    """Show this finding below the board; the address keeps it."""
    st.query_params["finding"] = finding
