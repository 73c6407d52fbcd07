"""Close a survey's link or open it again, after asking."""

from __future__ import annotations

import streamlit as st

from access.pages.parts.look import confirm
from access.pages.parts.typed import plain
from storage.database import open_database
from storage.instruments import LinkRow, close_link, reopen_link


def draw_acts(link: LinkRow, title: str, drafts: int, actor: str) -> None:
    """Close or open the link, after asking."""
    key = f"collect.{link.token}"
    if link.closed_at and st.button("Open again", key=f"{key}.open", icon=":material/lock_open:"):
        confirm(
            f"Open “{plain(title)}” again?",
            ["The same link takes answers again.", "Who had begun can go on."],
            "Open again",
            lambda: _switch(link.token, actor, closed=False),
            key=f"{key}.opening",
        )
    if not link.closed_at and st.button(
        "Close this survey", key=f"{key}.close", icon=":material/lock:"
    ):
        confirm(
            f"Close “{plain(title)}”?",
            [
                "Nobody can begin or go on under this link; they read that it is not open.",
                f"{drafts} under way cannot be sent until you open it again.",
                "What was sent stays.",
            ],
            "Close the survey",
            lambda: _switch(link.token, actor, closed=True),
            key=f"{key}.closing",
        )


def _switch(token: str, actor: str, *, closed: bool) -> None:
    """Close or open the link."""
    with open_database() as db:
        (close_link if closed else reopen_link)(db, token, actor)
