"""Attributes that Streamlit's own markup leaves out, added in the browser by a component."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_component = st.components.v2.component(
    "throughline_mended",
    js=Path(__file__).with_name("mended.js").read_text("utf-8"),
    isolate_styles=False,
)


def mend_markup() -> None:
    """Name the upload fields and mark the link of the open page, now and after each run."""
    _component(key="mended", data={})
