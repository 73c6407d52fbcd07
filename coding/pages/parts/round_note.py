"""In the workbench: the round in which a text is read, and that one has finished it."""

from __future__ import annotations

import streamlit as st

from access.model import Account
from access.pages.parts.typed import plain
from storage.database import open_database
from storage.rounds import finish_text, hidden_in, own_rounds


def draw_round_note(source: str, account: Account) -> None:
    """One line for each open round in which this text is for this coder, with its tick.

    Somebody else reads only that the text is part of a blind round.
    """
    with open_database() as db:
        mine = own_rounds(db, source, account.id)
        hidden = hidden_in(db, source)
    if hidden and not mine:
        st.caption("A blind round is open on this text: what its coders mark is hidden from you.")
    for round in mine:
        done = any(
            one.done_at
            for one in round.assignments
            if (one.source, one.coder) == (source, account.id)
        )
        words = ", blind: you see your own codes only" if round.blind else ""
        ticked = st.checkbox(
            f"I have finished this text ({plain(round.name)}{words})",
            value=done,
            key=f"workbench.done.{round.id}.{source}",
        )
        if ticked != done:
            with open_database() as db:
                finish_text(db, round.id, source, account.id, done=ticked)
            st.rerun()
