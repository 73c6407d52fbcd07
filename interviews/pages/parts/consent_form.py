"""The form that records a consent: what was gone through, and each scope with its answer."""

from __future__ import annotations

from datetime import date

import streamlit as st

from access.model import Account
from access.pages.parts.look import note, page_header, section
from access.pages.parts.typed import plain
from interviews.consent import (
    Agreement,
    Attribution,
    Consent,
    ConsentEvent,
    Documented,
    Holder,
    Quotes,
)
from interviews.consent_words import ATTRIBUTION, PROMPTS, QUOTES
from interviews.errors import WithdrawnError
from interviews.model import Participant
from interviews.pages.parts.places import go
from storage.consent import save_consent
from storage.database import open_database, today

SCOPES = {
    "interview": "They agreed to the interview",
    "recording": "It may be recorded",
    "research": "What they said may be used for this study",
    "survey_link": "It may be linked with their survey answers",
    "future_use": "It may be used in later studies of the network",
}


def draw_agreement_form(person: Participant, consent: Consent, account: Account) -> None:
    """The whole form; what is in force is filled in, so that a change is one click."""
    _draw_header(person)
    before = consent.agreement or Agreement("1")
    with st.form("consent.agreement", border=False):
        left, right = st.columns(2, gap="large")
        with left:
            day, form, documented = _draw_document(before, known=consent.agreement is not None)
            informed = _draw_prompts(before)
        with right:
            answers = _draw_scopes(before)
            quotes, attribution = _draw_quotes(before)
            until = _draw_until(before)
        holder = _draw_holder(before.holder)
        if not st.form_submit_button("Record the consent", key="consent.save", type="primary"):
            return
    try:
        agreed = Agreement(
            form=form.strip(),
            documented=documented,
            **answers,
            quotes=quotes,
            attribution=attribution,
            holder=holder,
            until=until,
            informed=informed,
        )
        with open_database() as db:
            save_consent(db, ConsentEvent(person.id, day.isoformat(), agreed), account.id)
    except (ValueError, WithdrawnError) as problem:
        st.error(plain(str(problem)))
        return
    st.toast("The consent is recorded", icon=":material/check:")
    go(participant=person.id)


def _draw_header(person: Participant) -> None:
    page_header(
        f"Record the consent of {person.id}",
        "As they answered on the form. It takes the place of what they agreed to before.",
        key="consent.form",
        secondary="Cancel",
    )
    if st.session_state["consent.form.secondary"]:
        go(participant=person.id)


def _draw_document(before: Agreement, *, known: bool) -> tuple[date, str, Documented]:
    section("The form")
    day = st.date_input(
        "Agreed on", date.fromisoformat(today()), key="consent.day", format="YYYY-MM-DD"
    )
    form = st.text_input(
        "Version of the form",
        before.form if known else "",
        key="consent.version",
        placeholder="2026-01, English",
        max_chars=80,
    )
    ways = list(Documented)
    way = st.selectbox(
        "How it is documented", ways, ways.index(before.documented), key="consent.documented"
    )
    return day, form, Documented(way)


def _draw_prompts(before: Agreement) -> frozenset[str]:
    section("Gone through together", "before they answered")
    return frozenset(
        key
        for key, question in PROMPTS.items()
        if st.checkbox(question, key in before.informed, key=f"consent.prompt_{key}")
    )


def _draw_scopes(before: Agreement) -> dict[str, bool]:
    section("What they agreed to")
    return {
        scope: st.checkbox(words, getattr(before, scope), key=f"consent.{scope}")
        for scope, words in SCOPES.items()
    }


def _draw_quotes(before: Agreement) -> tuple[Quotes, Attribution]:
    quotes, beside = list(Quotes), list(Attribution)
    chosen = st.radio(
        "May their words be quoted?",
        quotes,
        quotes.index(before.quotes),
        format_func=QUOTES.__getitem__,
        key="consent.quotes",
    )
    shown = st.radio(
        "What may stand beside a quote?",
        beside,
        beside.index(before.attribution),
        format_func=ATTRIBUTION.__getitem__,
        key="consent.attribution",
    )
    note("Whatever is chosen, only what at least three participants share is ever shown.")
    return Quotes(chosen), Attribution(shown)


def _draw_until(before: Agreement) -> str:
    until = st.date_input(
        "Holds until (leave empty for no end)",
        date.fromisoformat(before.until) if before.until else None,
        key="consent.until",
        format="YYYY-MM-DD",
    )
    return until.isoformat() if until else ""


def _draw_holder(before: Holder | None) -> Holder | None:
    section("Community agreement", "only if a Nation or community holds a say in these data")
    left, right = st.columns(2, gap="large")
    who = left.text_input(
        "Nation or community", before.who if before else "", key="consent.holder", max_chars=120
    )
    scope = right.text_input(
        "What the agreement covers", before.scope if before else "", key="consent.holder_scope"
    )
    reviews = st.checkbox(
        "They see every quote first", before.reviews if before else True, key="consent.holder_sees"
    )
    return Holder(who.strip(), scope.strip(), reviews) if who.strip() else None
