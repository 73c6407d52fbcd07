"""Page: the links under which surveys are answered, and what has come in so far."""

from __future__ import annotations

import streamlit as st

from access.model import Account, Act
from access.pages.parts.look import (
    empty_state,
    note,
    page_header,
    section,
    state,
    stay_awake,
)
from access.pages.parts.session import guard
from access.permissions import may
from access.record import day
from storage.collection import load_collection
from storage.database import open_database
from storage.instruments import LinkRow, list_links, load_instrument
from storage.intake import purge_drafts
from storage.responses import count_drafts, count_responses, count_waves, last_response_at
from storage.withdrawals import count_withdrawn
from survey.model import words
from survey.pages.parts.address import whole_address
from survey.pages.parts.collecting import draw_collecting
from survey.pages.parts.invited import draw_invitations
from survey.pages.parts.link_acts import draw_acts
from survey.pages.parts.support import draw_surroundings
from survey.pages.parts.taken_back import draw_waiting
from survey.pages.parts.waves import draw_next_wave, draw_wave


def draw_link(link: LinkRow, account: Account) -> None:
    """One survey: its link, how many have answered, and the act to open or close it."""
    with open_database() as db:
        instrument = load_instrument(db, link.instrument)
        n, drafts = count_responses(db, link.instrument), count_drafts(db, link.instrument)
        last = last_response_at(db, link.instrument)
        collection = load_collection(db, link.instrument)
        withdrawn, waves = count_withdrawn(db, link.instrument), count_waves(db, link.instrument)
    title = words(instrument.title, instrument.default_language) or link.instrument
    section(title, f"version {instrument.version}")
    st.html(state("closed", "stop") if link.closed_at else state("open for answers", "done"))
    if not link.closed_at and collection.is_invited:
        note("Everybody answers under the address in their own invitation.")
    elif not link.closed_at:
        st.code(whole_address(f"/s/{link.token}"), language=None, wrap_lines=True)
        note(
            "Hand out this address; the sign at its right end copies it. It says nothing about "
            "the topic, and nobody needs an account."
        )
    st.html(
        '<dl class="tl-facts">'
        f"<div><dt>Responses sent</dt><dd>{n}</dd>"
        f'<dd class="tl-why">{f"The last one on {day(last)}" if last else "None yet"}</dd></div>'
        f"<div><dt>Under way</dt><dd>{drafts}</dd>"
        '<dd class="tl-why">Begun and not sent. '
        f"Deleted after {collection.draft_days} days without a change</dd></div>"
        f"<div><dt>Taken back</dt><dd>{withdrawn}</dd>"
        '<dd class="tl-why">Deleted by their receipt; none of their words is left</dd></div></dl>'
    )
    draw_collecting(collection, instrument, account)
    if collection.is_invited and may(account.role, Act.PUBLISH_SURVEY):
        draw_invitations(link.instrument, account)
    draw_wave(collection, waves)
    if may(account.role, Act.PUBLISH_SURVEY):
        with st.container(horizontal=True):
            draw_next_wave(collection, waves.get(collection.wave, 0), title, account.id)
            draw_acts(link, title, drafts, account.id)


account = guard(Act.SEE_STUDY)
stay_awake()
page_header(
    "Collect answers",
    "The links to hand out, and what has come in so far.",
    key="collect",
)
with open_database() as db:
    purge_drafts(db)
    links = list_links(db)
if not links and empty_state(
    "No survey is open yet",
    "Publish a questionnaire; its link then stands here, ready to hand out.",
    "Go to Questionnaire",
    key="collect.empty",
    icon=":material/list_alt:",
):
    st.switch_page("survey/pages/questionnaire.py")
for link in links:
    draw_link(link, account)
draw_waiting(account)
draw_surroundings(account)
