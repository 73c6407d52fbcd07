"""Page: a coder reads one text and marks passages with codes."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import empty_state, needs_review, page_header, stay_awake
from access.pages.parts.session import guard
from coding.pages.parts.round_note import draw_round_note
from coding.pages.parts.text_list import chosen_text, draw_consent, draw_texts, next_text, open_text
from coding.pages.text_marker import text_marker
from coding.text_list import described
from interviews.identity import NamesState
from storage.consent import consent_of_sources
from storage.database import open_database, open_vault
from storage.open_answers import count_new_open_answers, list_texts, save_open_answers

account = guard(Act.CODE)
stay_awake()

with open_database() as db:
    texts = list_texts(db, account.id)
    waiting = count_new_open_answers(db)
n_waiting = sum(waiting.values())


def bring_in() -> None:
    """Make sources of the open answers that are new."""
    with open_database() as db, open_vault() as vault:
        n = sum(save_open_answers(db, vault, name, account.id) for name in waiting)
    st.toast(f"{n} open answers wait on the Names out page.", icon=":material/move_to_inbox:")


if not texts:
    page_header("Workbench", "Read a text and mark its passages with codes.", key="workbench")
    if empty_state(
        "There is no text to code yet",
        "Import an interview in the library and take its names out. Open answers of a survey can "
        "be brought in here as soon as somebody has written one.",
        "Open the library",
        key="workbench.empty",
        icon=":material/library_books:",
    ):
        st.switch_page("interviews/pages/library.py")
    if n_waiting and st.button(f"Bring in open answers ({n_waiting})", key="workbench.bring_in"):
        bring_in()
        st.rerun()
    st.stop()

text = chosen_text(texts)
with open_database() as db:
    consent = consent_of_sources(db).get(text.id, "")
asked = f"{text.question} " if text.question else ""
asked += f"Its answers belong under “{text.theme}”. " if text.theme else ""
page_header(
    text.title,
    f"{asked}{described(text)} You are coding as {account.name}.",
    key="workbench",
    secondary="Next text",
)
if st.session_state["workbench.secondary"]:
    open_text(next_text(texts, text))
draw_consent(consent)
if text.names is NamesState.BEFORE:
    st.html(needs_review("Names have not been taken out of this text yet."))

left, middle = st.columns([1.35, 7.5], gap="small")
with left:
    draw_texts(texts, text)
    if n_waiting and st.button(
        f"Bring in open answers ({n_waiting})", key="workbench.bring_in", width="stretch"
    ):
        bring_in()
        st.rerun()
with middle:
    draw_round_note(text.id, account)
    text_marker(
        text.id,
        account=account.id,
        segment=st.query_params.get("segment", ""),
        key="workbench.marker",
    )
