"""One text on the Names out page: what is suggested, what was decided, and its sign-off."""

from __future__ import annotations

from html import escape

import streamlit as st

from access.model import Account
from access.pages.parts.look import beside, needs_review, note, section
from access.pages.parts.typed import plain
from interviews.deciding import Decision, Name, Verdict
from interviews.errors import NamesError
from interviews.identity import NamesState
from interviews.speakers import counted
from storage.database import open_database, open_vault
from storage.names_out import confirm, decide, load_review, reopen, send_back, sign_off


def draw_desk(id: str, account: Account) -> None:
    """The names of a source and the acts that its state allows."""
    with open_database() as db, open_vault() as vault:
        source, found = load_review(db, vault, id)
    open_to_decide = source.names in (NamesState.IMPORTED, NamesState.IN_REVIEW)
    section("Names", f"{found.n_open} left to decide")
    for n, name in enumerate(found.names):
        _draw_name(id, n, name, account, decidable=open_to_decide)
    refused = st.session_state.pop("names.refused", "")
    if refused:
        st.error(plain(refused))
    with st.container(key="signoff", horizontal=True, vertical_alignment="center"):
        left = "Nothing left to decide"
        beside(needs_review(f"{found.n_open} left to decide") if found.n_open else left)
        if open_to_decide:
            if st.button("Sign off", key="names.sign", type="primary", disabled=found.n_open > 0):
                _act(lambda db, vault: sign_off(db, vault, id, account.id))
        elif source.names is NamesState.SIGNED_OFF:
            if st.button("Send back", key="names.back"):
                _act(lambda db, vault: send_back(db, id, account.id))
            if st.button("Confirm as second reader", key="names.confirm", type="primary"):
                _act(lambda db, vault: confirm(db, vault, id, account.id))
        elif st.button("Take names out once more", key="names.reopen"):
            _act(lambda db, vault: reopen(db, vault, id, account.id))
    note("Then a second person reads it once more. Only signed-off text can be coded.")


def _draw_name(id: str, n: int, name: Name, account: Account, *, decidable: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"sug_{n}"):
        told = name.stand_in or ("kept" if name.verdict is Verdict.KEEP else "to decide")
        places = counted(name.n, "time") if name.n else "as a speaker"
        beside(
            f'<p class="tl-sug"><b>{escape(name.words)}</b><br><span class="to">{escape(told)}'
            f'</span><span class="k">{name.kind}, {places}</span></p>'
        )
        if decidable:
            for label, verdict in (("Replace", Verdict.REPLACE), ("Keep", Verdict.KEEP)):
                if st.button(label, key=f"names.{verdict}.{n}"):
                    wanted = Decision(name.words, verdict, name.kind, source=id)
                    _act(lambda db, vault, wanted=wanted: decide(db, vault, id, wanted, account.id))


def _act(act) -> None:  # type: ignore[no-untyped-def]
    try:
        with open_database() as db, open_vault() as vault:
            act(db, vault)
    except NamesError as refused:
        st.session_state["names.refused"] = str(refused)
    st.rerun()
