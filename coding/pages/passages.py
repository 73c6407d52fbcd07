"""Page: find passages in every text, look at them in context, and code them together."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import page_header, stay_awake
from access.pages.parts.room import choose_view, nothing_here
from access.pages.parts.session import guard
from coding.pages.parts.passages_like import draw_like, draw_suggested
from coding.pages.parts.passages_query import draw_query
from coding.pages.parts.passages_search import draw_search
from coding.pages.parts.passages_shelf import open_shelf
from coding.steps import PASSAGES
from storage.coding_steps import next_undo, undo
from storage.database import open_database

VIEWS = {
    "search": "Search and code",
    "like": "More like this",
    "suggested": "Suggested codes",
    "query": "Queries",
}

account = guard(Act.CODE)
stay_awake()
shelf = open_shelf(account.id)
with open_database() as db:
    last = next_undo(db, account.id, PASSAGES)
if page_header(
    "Passages",
    "Find passages in every text, look at each in its context, and code them together.",
    key="passages",
    secondary="Undo the last coding" if last else None,
):
    st.stop()
if last and st.session_state["passages.secondary"]:
    with open_database() as db:
        undone = undo(db, account.id, PASSAGES)
    if undone and undone.why_not:
        st.session_state["passages.refused"] = undone.why_not
    st.toast("Undone: passages coded together", icon=":material/undo:")
    st.rerun()
if not shelf.turns:
    nothing_here(
        "There is no text to look through yet",
        "A text can be searched once it is imported and its names are taken out.",
        "Open the library",
        "interviews/pages/library.py",
        key="passages.empty",
        icon=":material/library_books:",
    )
view = choose_view(VIEWS, key="passages.view", words=VIEWS.__getitem__)
if view == "like":
    draw_like(shelf, account)
elif view == "suggested":
    draw_suggested(shelf, account)
elif view == "query":
    draw_query(account)
else:
    draw_search(shelf, account)
