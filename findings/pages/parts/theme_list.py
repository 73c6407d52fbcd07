"""All themes, one row each, and what the page says before there is one."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from access.pages.parts.look import beside, empty_state
from findings.model import Theme
from findings.next_steps import count_of
from findings.themes import ThemeSummary, theme_summary


def no_codes() -> None:
    """A theme is made of codes: say so and lead there."""
    if empty_state(
        "A theme needs codes, and there are none yet",
        "Begin a codebook, mark passages with its codes, then come back and group them here.",
        "Open the codebook",
        key="themes.no_codes",
        icon=":material/account_tree:",
    ):
        st.switch_page("coding/pages/codebook.py")


def no_themes(n_codes: int, n_segments: int, may_edit: bool) -> bool:
    """True if the first theme is wanted."""
    return empty_state(
        "No theme yet",
        f"{count_of(n_codes, 'code')} and {count_of(n_segments, 'passage')} are there. Give the "
        "first theme a name and choose the codes that belong together.",
        "New theme" if may_edit else None,
        key="themes.empty",
        icon=":material/category:",
    )


def no_passages(theme: Theme) -> bool:
    """What an empty theme says; True if its codes are to be chosen."""
    if theme.codes:
        if empty_state(
            "Nothing is marked with these codes yet",
            "As soon as a passage carries one of them, it is counted and quoted here.",
            "Open the workbench",
            key="themes.no_segments",
            icon=":material/format_ink_highlighter:",
        ):
            st.switch_page("coding/pages/workbench.py")
        return False
    return empty_state(
        "This theme has no codes yet",
        "Choose the codes that belong together; their passages come with them.",
        "Choose codes",
        key="themes.choose_codes",
        icon=":material/category:",
    )


def draw_themes(
    themes: Sequence[Theme], segments: pd.DataFrame, interviewed: pd.DataFrame, *, askers: bool
) -> None:
    """A row for each theme: what it means, how widely it is held, and the way in."""
    with st.container(gap=None):
        for theme in themes:
            with st.container(
                key=f"todo_{theme.id}", horizontal=True, vertical_alignment="center", gap="medium"
            ):
                summary = theme_summary(theme, segments, interviewed, askers=askers)
                beside(_line(theme, summary))
                if st.button(
                    "Open",
                    key=f"themes.open_{theme.id}",
                    icon=":material/arrow_forward:",
                    icon_position="right",
                ):
                    st.query_params["theme"] = theme.id
                    st.rerun()


def _line(theme: Theme, found: ThemeSummary) -> str:
    counts = (
        f"{count_of(len(theme.codes), 'code')}, {count_of(found.n_segments, 'passage')}, "
        f"{count_of(found.n_participants, 'participant')}, "
        f"{count_of(found.n_organisations, 'organisation')}"
    )
    meaning = f'<span class="tl-why">{escape(theme.meaning)}</span>' if theme.meaning else ""
    return (
        f'<p class="tl-todo"><b>{escape(theme.name)}</b>{meaning}'
        f'<span class="tl-why">{escape(counts)}</span></p>'
    )
