"""The names marker: a text with its names, and beside it what is left to decide.

The text comes from `/api/names/sources/<id>` and decisions go there too: Streamlit, whose messages
may be kept by browsers, carries the id of the source only.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from access.pages.parts.component import script

# One ES module: the parts share their names, and the last one exports the component.
_PARTS = ("draw_text", "draw_names", "chosen_words", "names_marker")


def _read(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


_component = st.components.v2.component(
    "throughline_names_marker",
    html=_read("names_marker.html"),
    css=_read("names_marker.css"),
    js=script(*(Path(__file__).with_name(f"{part}.js") for part in _PARTS)),
    isolate_styles=False,  # the tokens are variables of the page
)


def names_marker(source: str, *, key: str) -> None:
    """Draw the source; the page runs again when it was signed off, confirmed or sent back."""
    _component(key=key, data={"source": source}, on_moved_change=_run_again)


def _run_again() -> None:
    """A registered callback is what makes the component's trigger run the page again."""
