"""Page: the respondent's own pages, for people who came in through the app."""

from __future__ import annotations

import streamlit as st

from access.pages.parts.look import empty_state, note, page_header, stay_awake
from storage.database import open_database
from storage.instruments import list_links, load_instrument
from survey.model import words

HEIGHT = 860  # px; the page inside scrolls

stay_awake()  # no guard: whoever has the address may answer, as with the link itself
page_header(
    "Answer a survey",
    "You need no account. Every answer is kept in this browser until you send it.",
    key="answer",
)
with open_database() as db:
    titles = {
        link.token: words((one := load_instrument(db, link.instrument)).title, one.default_language)
        or link.instrument
        for link in list_links(db)
        if not link.closed_at
    }
if not titles:
    empty_state(
        "No survey is open now",
        "When one opens, it stands here. If somebody sent you a link, open that instead.",
        key="answer.empty",
    )
    st.stop()
token = next(iter(titles))
if len(titles) > 1:
    token = st.selectbox(
        "Survey", list(titles), format_func=lambda token: titles[token], key="answer.survey"
    )
st.iframe(f"/s/{token}", height=HEIGHT, alt="The pages of the survey")
note("The survey opens in a page of its own, too, which is easier to read on a phone:")
st.link_button("Open it by itself", f"/s/{token}", icon=":material/open_in_new:")
