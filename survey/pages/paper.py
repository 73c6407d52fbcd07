"""Page: forms for people who answer with a pen; print them, and enter what comes back."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import empty_state, page_header, stay_awake
from access.pages.parts.session import guard
from storage.database import open_database
from storage.instruments import list_instruments, list_versions
from storage.paper import last_number, list_sheets
from survey.pages.parts.paper_view import draw_print, draw_sheets

account = guard(Act.ENTER_PAPER)
stay_awake()
page_header(
    "Paper forms",
    "For people who answer with a pen: print the form, hand it out, enter what comes back.",
    key="paper",
)
with open_database() as db:
    published = {
        row.name: row.shown_title for row in reversed(list_instruments(db)) if row.published_at
    }
if not published:
    if empty_state(
        "No questionnaire is published yet",
        "What is printed must not change any more, so publish a questionnaire first. "
        "Its paper form then stands here, in each of its languages.",
        "Go to Questionnaire",
        key="paper.empty",
        icon=":material/list_alt:",
    ):
        st.switch_page("survey/pages/questionnaire.py")
    st.stop()

name = next(iter(published))
if len(published) > 1:
    name = st.selectbox(
        "Questionnaire",
        list(published),
        format_func=published.__getitem__,
        key="paper.instrument",
        width=380,
    )
with open_database() as db:
    newest = list_versions(db, name)[0]
    sheets, last = list_sheets(db, name), last_number(db, name)
draw_print(newest)
draw_sheets(newest, sheets, last)
