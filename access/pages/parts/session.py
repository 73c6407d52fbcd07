"""Who is signed in, asked again on every run, and the refusal for who may not."""

from __future__ import annotations

import streamlit as st

from access.model import Account, Act
from access.pages.parts.look import page_header
from access.permissions import may
from storage.database import open_vault
from storage.sessions import load_session


def current_account() -> Account | None:
    """The account of this browser's session, read from the vault; None for a visitor.

    The gate puts the key of the session into a header that nobody outside can send; Streamlit
    copies it into st.user when the browser connects. An open page of an ended session gets None.
    """
    key = st.user.get("session")
    if not key:
        return None
    with open_vault() as vault:
        session = load_session(vault, str(key))
    return session.account if session and not session.one_time else None


def guard(act: Act) -> Account:
    """The first line of a page: the account, if it may do this; else a refusal in words, and stop.

    The page for visitors ("Answer a survey") needs no account and asks `current_account()` instead.
    """
    account = current_account()
    if account is None:
        signed_out()
        st.stop()
    if not may(account.role, act):
        page_header(
            "This page is not open to you",
            f"It is for people who may {act}. You are signed in as {account.role}; "
            "ask a lead of the study if you need it.",
            key="refused",
        )
        _way_on("/", "Go to Home")
        st.stop()
    return account


def signed_out() -> None:
    """What an open page shows when its session has ended."""
    page_header(
        "You are signed out",
        "Your session has ended, here or in another window. What was saved is safe.",
        key="signed_out",
    )
    _way_on("/sign-in", "Sign in again")


def _way_on(address: str, words: str) -> None:
    st.html(f'<a class="tl-button" href="{address}" target="_self">{words}</a>')
