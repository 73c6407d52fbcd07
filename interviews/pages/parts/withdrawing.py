"""A participant withdraws: how far, what exactly happens, and doing it after a confirmation."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from access.model import Account, Act
from access.pages.parts.look import confirm, note, page_header, section
from access.pages.parts.typed import plain
from access.permissions import may
from interviews.consent import Withdrawal
from interviews.consent_words import LEVELS
from interviews.errors import WithdrawnError
from interviews.model import Participant
from interviews.pages.parts.places import go
from interviews.withdrawing import in_short, in_words
from storage.database import open_database, open_vault, today
from storage.participant_withdrawals import preview_withdrawal, withdraw_participant


def draw_withdrawal(person: Participant, account: Account) -> None:
    """Choose a level, read what follows from it, and confirm."""
    page_header(
        f"{person.id} withdraws",
        "Nobody has to say why. You see exactly what happens before anything is changed.",
        key="consent.withdraw",
        secondary="Cancel",
    )
    if st.session_state["consent.withdraw.secondary"]:
        go(participant=person.id)
    left, right = st.columns(2, gap="large")
    with left:
        section("How far", "each includes those before it")
        level = _draw_level(account)
        day = st.date_input(
            "They said so on",
            date.fromisoformat(today()),
            key="consent.withdrawn_on",
            format="YYYY-MM-DD",
            max_value=date.fromisoformat(today()),
        )
    with right:
        section("What happens", "nothing is changed before you confirm")
        with open_database() as db, open_vault() as vault:
            found = preview_withdrawal(db, vault, person.id, level)
        told = in_words(found)
        st.html(_listed(told))
        if st.button(
            f"Withdraw: {level}", key="consent.withdraw_go", icon=":material/undo:", type="primary"
        ):
            is_all = level is Withdrawal.EVERYTHING
            confirm(
                f"{person.id} withdraws: {level}?",
                [*in_short(found), *(["This cannot be undone."] if is_all else [])],
                f"Withdraw: {level}",
                lambda: _withdraw(person, level, day, account),
                key="consent.withdrawing",
                danger=True,
                type_this=person.id if is_all else "",
            )


def _draw_level(account: Account) -> Withdrawal:
    levels = [
        level
        for level in Withdrawal
        if level is not Withdrawal.EVERYTHING or may(account.role, Act.ERASE_PARTICIPANT)
    ]
    chosen = st.radio(
        "Level",
        levels,
        format_func=lambda level: str(level).capitalize(),
        captions=[LEVELS[level] for level in levels],
        key="consent.level",
        label_visibility="collapsed",
    )
    if len(levels) < len(Withdrawal):
        note("A lead of the study can delete everything.")
    return Withdrawal(chosen or Withdrawal.CONTACT)


def _listed(told: list[str]) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in told)
    return f'<ul class="tl-happens">{lines}</ul>'


def _withdraw(person: Participant, level: Withdrawal, day: date, account: Account) -> None:
    try:
        with open_database() as db, open_vault() as vault:
            withdraw_participant(db, vault, person.id, level, day.isoformat(), account.id)
    except (WithdrawnError, ValueError) as refused:
        st.error(plain(str(refused)))
        st.stop()
    st.toast("The withdrawal is recorded", icon=":material/check:")
    st.query_params.from_dict({"participant": person.id})
