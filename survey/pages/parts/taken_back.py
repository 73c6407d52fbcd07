"""Answers that respondents want back and that a finding or theme still quotes."""

from __future__ import annotations

import streamlit as st

from access.model import Account, Act
from access.pages.parts.look import Column, note, section, table
from access.permissions import may
from storage.database import open_database
from storage.withdrawals import finish_withdrawals, list_waiting


def draw_waiting(account: Account) -> None:
    """What waits and where it is quoted; nothing is drawn while nothing waits."""
    with open_database() as db:
        waiting = list_waiting(db)
    if n := st.session_state.pop("collect.taken_back", 0):
        st.toast(f"Deleted: {n}.", icon=":material/check:")
    if not waiting:
        return
    section("Answers to be taken back", f"{len(waiting)} waiting")
    columns = [Column("Survey", "30%"), Column("Asked on", "20%"), Column("Still quoted in", "50%")]
    rows = [
        [one.instrument, one.asked_on, "; ".join(one.quoted_in) or "nothing any more"]
        for one in waiting
    ]
    table(columns, rows, "Withdrawals that wait for a quote to be taken out")
    note(
        "The respondents were promised that everything goes. Take the quotes out of these findings "
        "and themes; a story that was published keeps what it said."
    )
    if may(account.role, Act.PUBLISH_SURVEY) and st.button(
        "Delete what is quoted no more", key="collect.finish", icon=":material/delete:"
    ):
        with open_database() as db:
            n = finish_withdrawals(db, account.id)
        if n:
            st.session_state["collect.taken_back"] = n
            st.rerun()
        st.warning("All of them are still quoted. Take the quotes out first.")
