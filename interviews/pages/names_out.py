"""Page: names are found, decided on, and out of a text before anyone codes it."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import empty_state, page_header, stay_awake
from access.pages.parts.session import guard
from access.pages.parts.typed import plain
from interviews.listing import NAMES_WORDS
from interviews.pages.names_marker import names_marker
from storage.database import open_database
from storage.sources import sources_frame

PURPOSE = "Decide what could identify a person before anyone codes the text."
LIBRARY = "interviews/pages/library.py"

account = guard(Act.TAKE_NAMES_OUT)
stay_awake()
with open_database() as db:
    frame = sources_frame(db)
page_header("Names out", PURPOSE, key="names")
if frame.empty:
    if empty_state(
        "No text to take names out of",
        "Import a transcript in the library. It waits here until two people have read it.",
        "Open the library",
        key="names.empty",
        icon=":material/library_books:",
    ):
        st.switch_page(LIBRARY)
    st.stop()
titles = dict(zip(frame["id"], frame["title"], strict=True))
states = dict(zip(frame["id"], frame["names"], strict=True))
waiting = [id for id in titles if states[id] != "confirmed"]
ids = [*waiting, *(id for id in titles if id not in waiting)]
wanted = st.query_params.get("source", "")
chosen = st.selectbox(
    "Text",
    ids,
    ids.index(wanted) if wanted in ids else 0,
    format_func=lambda id: f"{titles[id]} ({NAMES_WORDS[states[id]]})",
    key=f"names.source.{wanted}",
)
st.query_params["source"] = chosen
st.caption(plain(f"{len(waiting)} of {len(ids)} texts wait."))
names_marker(chosen, key="names.marker")
