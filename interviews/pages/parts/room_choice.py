"""Whose words, in which language, with or without interviewers: the choice above two views."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from interviews.concordance import Said
from interviews.model import Participant
from interviews.selection import choices, words_by
from interviews.words import Language


def draw_choice(
    turns: pd.DataFrame, participants: Sequence[Participant], *, key: str
) -> tuple[list[Said], Language, str]:
    """What the chosen people said, the language of its word forms, and whose it is in words."""
    offered = choices(turns, participants)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        whose = st.selectbox(
            "Whose words",
            offered,
            format_func=lambda one: one.words,
            key=f"{key}.whose",
            width=320,
        )
        language = st.selectbox(
            "Language",
            [one.value for one in Language],
            key=f"{key}.language",
            help="Whose word forms are taken together: wait, waits and waited.",
            width=150,
        )
        askers = st.checkbox("Interviewers too", key=f"{key}.askers")
    return words_by(turns, whose, askers=askers), Language(language), whose.words
