"""Page: what each participant agreed to; one of them open, with the acts that record more."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import page_header, stay_awake
from access.pages.parts.room import nothing_here
from access.pages.parts.session import guard
from access.permissions import may
from interviews.consent import Consent
from interviews.pages.parts.consent_form import draw_agreement_form
from interviews.pages.parts.consent_list import draw_consents
from interviews.pages.parts.consent_view import draw_participant
from interviews.pages.parts.places import go
from interviews.pages.parts.withdrawing import draw_withdrawal
from storage.consent import consent_of_all
from storage.database import open_database
from storage.people import interviewed_frame, list_organisations, list_participants

PURPOSE = "What each participant agreed to. It decides what can be quoted and released."

account = guard(Act.SEE_STUDY)
stay_awake()
may_record = may(account.role, Act.RECORD_CONSENT)

with open_database() as db:
    participants, organisations = list_participants(db), list_organisations(db)
    consents = consent_of_all(db)
    interviewed = interviewed_frame(db)

wanted = st.query_params.get("participant", "")
person = next((one for one in participants if one.id == wanted), None)
if person is None:
    page_header("Consent", PURPOSE, key="consent")
    if not participants:
        nothing_here(
            "No participant yet",
            "Import a transcript and say who speaks in it. Then record here what they agreed to.",
            "Open the library",
            "interviews/pages/library.py",
            key="consent.empty",
            icon=":material/library_books:",
        )
    draw_consents(participants, organisations, consents, interviewed)
    st.stop()

where = next((one.name for one in organisations if one.id == person.organisation), "")
consent = consents.get(person.id, Consent())
if st.query_params.get("view") == "agreement" and may_record and not person.withdrawn_on:
    draw_agreement_form(person, consent, account)
elif st.query_params.get("view") == "withdraw" and may_record and not person.withdrawn_on:
    draw_withdrawal(person, account)
else:
    if st.query_params.get("view"):
        go(participant=person.id)
    draw_participant(person, where, consent, account)
