"""The whole address of something in this app, as this reader's browser reaches it."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st


def whole_address(path: str) -> str:
    """The path with the scheme and host under which this page was opened."""
    here = urlsplit(str(st.context.url or ""))
    return f"{here.scheme}://{here.netloc}{path}" if here.netloc else path
