"""Open answers on the Names out page: those without any suggestion are settled in one act."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from access.model import Account
from access.pages.parts.look import confirm, note, section
from interviews.identity import NamesState
from interviews.speakers import counted
from storage.database import open_database, open_vault
from storage.names_in_bulk import confirm_answers, list_clean_answers, sign_off_answers
from storage.sources import load_unredacted


def draw_answers(answers: pd.DataFrame, account: Account) -> None:
    """How many wait, and the two acts for all of them."""
    with open_database() as db, open_vault() as vault:
        clean = list_clean_answers(db, vault)
    signed = int((answers["names"] == NamesState.SIGNED_OFF).sum())
    if not clean and not signed:
        return
    section("All at once", f"{len(clean)} without a suggestion, {signed} signed off")
    with st.container(horizontal=True):
        if st.button(
            f"Sign off {counted(len(clean), 'answer')} without a suggestion",
            key="names.clean",
            disabled=not clean,
        ):
            _ask_to_sign_off(account)
        if st.button(
            f"Confirm {counted(signed, 'answer')} signed off by others",
            key="names.confirm_answers",
            disabled=not signed,
        ):
            _confirm(account)
    note("Answers in which something was found are decided one by one.")
    _draw_to_read(list(answers["id"][answers["id"].isin(clean)]))


def _draw_to_read(ids: Sequence[str]) -> None:
    """The answers that would be signed off, for whoever glances over them first."""
    if not ids:
        return
    with open_database() as db, open_vault() as vault:
        texts = [load_unredacted(db, vault, id).text for id in ids]
    with st.expander("Read them"):
        st.dataframe(pd.DataFrame({"Answer": texts}), hide_index=True, placeholder="")


def _ask_to_sign_off(account: Account) -> None:
    confirm(
        "Sign these answers off together?",
        [
            "No tool has found a name in them. Somebody may be named all the same: "
            "glance over them in the list below first.",
            "Then a second person confirms them.",
        ],
        "Sign them off",
        lambda: _sign_off(account),
        key="names.clean_confirm",
    )


def _confirm(account: Account) -> None:
    with open_database() as db, open_vault() as vault:
        n = confirm_answers(db, vault, account.id)
    st.toast(f"{counted(n, 'answer')} can be coded now", icon=":material/check:")
    st.rerun()


def _sign_off(account: Account) -> None:
    with open_database() as db, open_vault() as vault:
        n = sign_off_answers(db, vault, account.id)
    st.toast(f"{counted(n, 'answer')} signed off", icon=":material/check:")
