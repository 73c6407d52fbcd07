"""The questionnaires that are published, and which of them a page is about."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from storage.database import open_database
from storage.instruments import list_instruments


def published_titles() -> dict[str, str]:
    """The title of each published questionnaire by its name, in the words of its newest version."""
    with open_database() as db:
        rows = list_instruments(db)
    return {row.name: row.shown_title for row in reversed(rows) if row.published_at}


def choose_published(titles: Mapping[str, str], *, key: str) -> str:
    """The name of the chosen one; nothing is asked where there is one alone."""
    if len(titles) == 1:
        return next(iter(titles))
    return st.selectbox(
        "Questionnaire", list(titles), format_func=titles.__getitem__, key=key, width=380
    )
