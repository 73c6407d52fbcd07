"""Page: who works in this study, and what they may do."""

from __future__ import annotations

from html import escape

import streamlit as st

from access.errors import AccessError
from access.model import Account, Act, Role
from access.pages.parts.account_dialogs import ask_change, ask_invitation
from access.pages.parts.look import beside, confirm, note, page_header, section, state, stay_awake
from access.pages.parts.session import guard
from access.pages.parts.typed import plain
from access.roster import counted, only_lead
from storage.accounts import close_account, list_accounts
from storage.audit import record
from storage.database import open_database, open_vault

KINDS = {Role.LEAD: "info", Role.RESEARCHER: "plain"}

me = guard(Act.MANAGE_PEOPLE)
stay_awake()


def close(account: Account) -> None:
    """Close the account; what cannot be done is said on the page."""
    try:
        with open_database() as db, open_vault() as vault:
            close_account(vault, account.id)
            record(db, me.id, "closed an account", account.id)
    except AccessError as error:
        st.session_state["people.problem"] = str(error)


def draw_account(account: Account, is_only_lead: bool) -> None:
    """One row: who, where, what they may do, and the acts."""
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"person_{account.id}", gap="small"
    ):
        said = " · ".join(filter(None, (account.email, account.organisation)))
        kind = KINDS[account.role]
        mark = state("closed", "stop") if account.closed_at else state(account.role, kind)
        you = " (you)" if account.id == me.id else ""
        beside(
            f'<p class="tl-person"><b>{escape(account.name)}{you}</b> {mark}'
            f"<span>{escape(said)}</span></p>"
        )
        if account.closed_at:
            return
        if st.button("Change", key=f"people.change.{account.id}"):
            ask_change(me, account, is_only_lead)
        if st.button("Close", key=f"people.close.{account.id}", disabled=is_only_lead):
            confirm(
                f"Close the account of {plain(account.name)}?",
                [
                    "They are signed out everywhere at once and cannot sign in again.",
                    "What they did stays, with their name.",
                ],
                "Close the account",
                lambda: close(account),
                key="people.closing",
                danger=True,
            )


with open_vault() as vault:
    accounts = list_accounts(vault)
lead = only_lead(accounts)

if page_header(
    "People",
    "Who works in this study, and what they may do.",
    "Invite somebody",
    key="people",
    icon=":material/person_add:",
):
    ask_invitation(me)
problem = st.session_state.pop("people.problem", "")
if problem:
    st.error(plain(problem))
section("Accounts", counted(accounts))
for one in accounts:
    draw_account(one, one.id == lead)
note("Respondents need no account: they answer by the link they were given.")
