"""The dialogs of the People page: invite somebody, change an account."""

from __future__ import annotations

from html import escape

import streamlit as st

from access.errors import AccessError
from access.model import Account, Role
from access.pages.parts.look import note
from access.pages.parts.typed import plain
from access.roster import ROLES
from storage.accounts import invite, renew_passphrase, set_role
from storage.audit import record
from storage.database import open_database, open_vault

DONE = "people.done"


@st.dialog("Invite somebody", on_dismiss="rerun")
def ask_invitation(me: Account) -> None:
    """Make an account; its passphrase stands where the form was."""
    _close_if_done()
    place = st.empty()
    with place.form("people.invitation", border=False):
        name = st.text_input("Name", key="people.name", max_chars=200)
        email = st.text_input("E-mail", key="people.email", max_chars=200)
        organisation = st.text_input(
            "Organisation", key="people.organisation", max_chars=200, placeholder="May be empty"
        )
        role = st.radio(
            "Role", [Role.RESEARCHER, Role.LEAD], key="people.role", format_func=ROLES.__getitem__
        )
        sent = st.form_submit_button("Make the account", type="primary")
    if not sent:
        return
    try:
        with open_database() as db, open_vault() as vault:
            account, passphrase = invite(vault, name, email, role, organisation)
            record(db, me.id, "made an account", account.id, {"role": role})
    except AccessError as error:
        st.error(plain(str(error)))
        return
    place.html(f"<p>The account of <b>{escape(account.name)}</b> is made.</p>")
    _show_once(passphrase)


@st.dialog("Change an account", on_dismiss="rerun")
def ask_change(me: Account, account: Account, is_only_lead: bool) -> None:
    """Another role, or a new passphrase for somebody who forgot theirs."""
    _close_if_done()
    st.html(f"<p><b>{escape(account.name)}</b><br>{escape(account.email)}</p>")
    role = st.radio(
        "Role",
        list(ROLES),
        index=list(ROLES).index(account.role),
        key=f"people.role.{account.id}",
        format_func=ROLES.__getitem__,
        disabled=is_only_lead,
    )
    if is_only_lead:
        note("The only lead. Make somebody else lead first.")
    if st.button("Save the role", key="people.save_role", disabled=role is account.role):
        try:
            with open_database() as db, open_vault() as vault:
                set_role(vault, account.id, role)
                record(db, me.id, "changed a role", account.id, {"role": role})
        except AccessError as error:
            st.error(plain(str(error)))
            return
        st.rerun()
    if account.id != me.id and st.button("Give a new passphrase", key="people.renew"):
        with open_database() as db, open_vault() as vault:
            passphrase = renew_passphrase(vault, account.id)
            record(db, me.id, "gave a new passphrase", account.id)
        _show_once(passphrase)


def _show_once(passphrase: str) -> None:
    """A one-time passphrase to hand over."""
    st.code(passphrase, language=None)
    note(
        "Shown once: hand it over in person or by telephone. It lets in for seven days, until "
        "they choose their own."
    )
    st.button("Done", key=DONE, type="primary")


def _close_if_done() -> None:
    # The button stands below a form that is not sent any more when it is chosen.
    if st.session_state.get(DONE):
        st.rerun()
