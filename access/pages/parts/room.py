"""How a room begins: it leads on while it is empty, or asks which of its views to show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NoReturn

import streamlit as st

from access.pages.parts.look import empty_state


def nothing_here(
    title: str, why: str, action: str | None, leads_to: str, *, key: str, icon: str
) -> NoReturn:
    """End the page with an empty state whose act opens the page where things begin.

    Args:
        action: None where this person may not open that page.
        leads_to: file of the page, such as "interviews/pages/library.py".
    """
    if empty_state(title, why, action, key=key, icon=icon):
        st.switch_page(leads_to)
    st.stop()


def choose_view(
    views: Iterable[str], *, key: str, first: str = "", words: Callable[[str], str] = str
) -> str:
    """The view that is shown, of those that the room has; always one.

    Args:
        first: where the room opens; the first of them if it is not said.
        words: how a view is called on the screen.
    """
    offered = list(views)
    opens = first or offered[0]
    chosen = st.segmented_control(
        "Show",
        offered,
        format_func=words,
        default=None if key in st.session_state else opens,
        required=True,
        key=key,
        label_visibility="collapsed",
    )
    return chosen or opens
