"""The text marker: shows a source with its coded passages; codes are applied and removed in it.

Text comes from `/api/coding/sources/<id>` and acts go to `/api/coding/sources/<id>/acts`, so that
Streamlit carries ids only and a coded passage never waits for a script.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from access.pages.parts.component import script

# One ES module: the parts share their names, and the last one exports the component.
_PARTS = (
    *("turn", "draw_turn", "selection", "caret", "sheet", "outbox", "desk", "view"),
    *("palette", "codebook_panel", "passage_panel", "memo_note", "hand"),
    *("acts", "answers", "keys", "input", "text_marker"),
)
# The last one says what is different in a narrow window.
_STYLES = ("text_marker", "bar", "codebook_panel", "palette", "narrow")


def _file(name: str) -> Path:
    return Path(__file__).with_name(name)


_component = st.components.v2.component(
    "throughline_text_marker",
    html=_file("text_marker.html").read_text("utf-8"),
    css="\n".join(_file(f"{style}.css").read_text("utf-8") for style in _STYLES),
    js=script(*(_file(f"{part}.js") for part in _PARTS)),
    isolate_styles=False,  # the code colours and tokens are variables of the page
)


def text_marker(source: str, *, account: str, segment: str = "", key: str) -> None:
    """Draw the source for this coder; `segment` is scrolled to and marked.

    The page runs again a moment after something was coded, so that its counts are right.
    """
    _component(
        key=key,
        data={"source": source, "account": account, "segment": segment},
        on_coded_change=_run_again,
    )


def _run_again() -> None:
    """A registered callback is what makes the component's trigger run the page again."""
