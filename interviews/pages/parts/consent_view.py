"""One participant's consent: what is in force, quotes that wait, and what was said when."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from access.model import Account, Act
from access.pages.parts.look import (
    Column,
    Html,
    needs_review,
    note,
    page_header,
    quote,
    section,
    state,
    table,
)
from access.permissions import may
from interviews.consent import Agreement, Consent, ConsentEvent, Review, Reviewer
from interviews.consent_words import asks, in_long, in_short, kind_of, quotes_words
from interviews.listing import day_words
from interviews.model import Participant
from interviews.pages.parts.places import go
from storage.accounts import names_of
from storage.consent import list_consent, save_consent
from storage.database import open_database, open_vault, today
from storage.quoting import list_to_review


def draw_participant(
    person: Participant, organisation: str, consent: Consent, account: Account
) -> None:
    """Everything about the consent of one participant, with the acts that this account may do."""
    may_record = may(account.role, Act.RECORD_CONSENT) and not person.withdrawn_on
    with open_database() as db:
        events = list_consent(db, person.id)
        waiting = list_to_review(db, person.id)
    about = " · ".join(filter(None, ("Consent", person.role, organisation)))
    if page_header(
        person.id,
        about,
        "Record consent" if may_record else None,
        key="consent.person",
        icon=":material/handshake:",
        secondary="All participants",
    ):
        go(participant=person.id, view="agreement")
    if st.session_state["consent.person.secondary"]:
        go()
    left, right = st.columns([1.35, 1], gap="large")
    with left:
        _draw_force(consent, person)
        _draw_waiting(person, waiting, account, may_record)
    with right:
        _draw_history(events)
        if may_record:
            section("They withdraw")
            note("From no more contact to everything; what follows is shown before it is done.")
            if st.button("Record a withdrawal", key="consent.withdraw_ask", icon=":material/undo:"):
                go(participant=person.id, view="withdraw")


def _draw_force(consent: Consent, person: Participant) -> None:
    section("In force", f"today, {day_words(today())}")
    mark = state(in_short(consent), kind_of(consent))
    st.html(f'<p class="tl-marks">{mark}</p>')
    if person.withdrawn_on:
        note(
            f"{person.id} withdrew everything on {day_words(person.withdrawn_on)}. Only this label "
            "and the withdrawal are kept, so that the label is never given to somebody else."
        )
    elif consent.agreement is None:
        note(
            "Their texts can be read and coded, and names taken out. Nothing of them can be "
            "quoted or released until it is recorded what they agreed to."
        )
    rows = "".join(
        f"<div><dt>{escape(scope)}</dt><dd>{escape(answer)}</dd></div>"
        for scope, answer in in_long(consent)
    )
    if rows:
        st.html(f'<dl class="tl-facts">{rows}</dl>')


def _draw_waiting(
    person: Participant,
    waiting: Sequence[tuple[str, str, Reviewer]],
    account: Account,
    may_record: bool,
) -> None:
    if not waiting:
        return
    section("Quotes to look at", f"{len(waiting)} in themes and findings")
    st.html(needs_review("They can be told only after an answer"))
    for n, (segment, words, reviewer) in enumerate(waiting):
        st.html(quote(words, f"{asks(reviewer)} has not answered yet"))
        if not may_record:
            continue
        with st.container(horizontal=True, gap="small"):
            for label, agreed in (("Agreed", True), ("Refused", False)):
                if st.button(label, key=f"consent.review_{n}_{agreed}_{segment}"):
                    _review(person, Review(segment, reviewer, agreed), account)


def _review(person: Participant, said: Review, account: Account) -> None:
    with open_database() as db:
        save_consent(db, ConsentEvent(person.id, today(), said), account.id)
    st.toast("The answer is recorded", icon=":material/check:")
    st.rerun()


def _draw_history(events: Sequence[ConsentEvent]) -> None:
    section("What was said", "the newest first; nothing here is ever changed")
    if not events:
        note("Nothing is recorded yet.")
        return
    with open_vault() as vault:
        names = names_of(vault)
    rows: list[list[str | Html]] = [
        [
            day_words(event.day),
            Html(f'{escape(what)}<br><span class="tl-muted tl-small">{escape(how)}</span>'),
            names.get(event.recorded_by, "somebody who left"),
        ]
        for event in reversed(events)
        for what, how in [_said(event)]
    ]
    columns = [Column("Day", "24%"), Column("What", "46%"), Column("Recorded by", "30%")]
    with st.container(key="narrow_consent"):
        table(columns, rows, "Consent events of this participant")


def _said(event: ConsentEvent) -> tuple[str, str]:
    """What was said, and how it is known."""
    said = event.said
    if isinstance(said, Agreement):
        return (
            f"Agreed, quotes: {quotes_words(said.quotes)}",
            f"form {said.form}, {said.documented}",
        )
    if isinstance(said, Review):
        return "Agreed to a quote" if said.agreed else "Refused a quote", f"the {said.by}"
    return f"Withdrew: {said}", ""
