"""The ten questions of `tests.bench.load` as a plain Streamlit script: widgets, one insert at the
end. What most people would write, to compare with; nothing of ours is in it."""

from __future__ import annotations

import json
import os
import sqlite3
import uuid

import streamlit as st

OPTIONS = ["often", "sometimes", "never"]
PAGES = [("one", "one", "many", "text"), ("one", "number", "text", "one"), ("many", "text")]


def ask(kind: str, name: str) -> object:
    """One question with Streamlit's own widget."""
    if kind == "one":
        return st.radio(f"Question {name}?", OPTIONS, key=name)
    if kind == "many":
        return st.multiselect(f"Question {name}?", OPTIONS, key=name)
    if kind == "number":
        return st.number_input(f"Question {name}?", key=name)
    return st.text_area(f"Question {name}?", key=name)


page = st.session_state.setdefault("page", 0)
answers = st.session_state.setdefault("answers", {})
if page < len(PAGES):
    st.title(f"Part {page + 1}")
    answers |= {f"q{page}_{n}": ask(kind, f"q{page}_{n}") for n, kind in enumerate(PAGES[page])}
    if st.button("Next", key=f"next{page}"):
        st.session_state["page"] = page + 1
        if page + 1 == len(PAGES):
            with sqlite3.connect(os.environ["BARE_SURVEY_FILE"], timeout=30) as connection:
                connection.execute("pragma synchronous = full")
                connection.execute("create table if not exists response (id, answers)")
                row = [uuid.uuid4().hex, json.dumps(answers)]
                connection.execute("insert into response values (?, ?)", row)
            connection.close()
        st.rerun()
else:
    st.title("Thank you")
