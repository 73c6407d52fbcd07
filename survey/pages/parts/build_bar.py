"""The bar over the builder: which questionnaire is built, how it stands, undo and redo."""

from __future__ import annotations

import streamlit as st

from access.pages.parts.look import beside, state
from storage.instruments import InstrumentRow
from survey.pages.parts.desk import Desk, redo, undo


def draw_bar(desk: Desk, rows: list[InstrumentRow]) -> None:
    """Which questionnaire, how it stands, undo and redo."""
    names = list(dict.fromkeys(row.name for row in rows))
    titles = {row.name: row.shown_title for row in reversed(rows)}
    with st.container(horizontal=True, vertical_alignment="bottom", key="build_bar"):
        name = st.selectbox(
            "Questionnaire",
            names,
            names.index(desk.row.name),
            format_func=titles.__getitem__,
            key=f"build.name.{desk.row.name}",
            width=300,
        )
        version = desk.row.version
        if desk.row.published_at:
            told = f"{state(f'version {version} published', 'done')} a change begins the next one"
        else:
            told = f"{state(f'draft of version {version}')} every change is saved"
        beside(f'<p class="tl-note">{told}</p>')
        past, future = desk.history.past, desk.history.future
        if st.button(
            *("Undo", "build.undo", f"Take back: {past[-1].act}" if past else None),
            icon=":material/undo:",
            disabled=not past,
        ):
            undo(desk)
        if st.button(
            *("Redo", "build.redo", f"Do again: {future[-1].act}" if future else None),
            icon=":material/redo:",
            disabled=not future,
        ):
            redo(desk)
    if name != desk.row.name:
        st.query_params.from_dict({"name": name})
        st.rerun()
