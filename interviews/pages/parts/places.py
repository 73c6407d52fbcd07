"""Where the library can be: the list, the import, one source; the address says which."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st


def go(**query: str) -> NoReturn:
    """Show another part of the library; without a query the list."""
    st.query_params.from_dict(query)
    st.rerun()
