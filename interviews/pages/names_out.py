"""Page: names are found, decided on, and out of a text before anyone codes it."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import note, page_header, stay_awake
from access.pages.parts.room import choose_view, nothing_here
from access.pages.parts.session import guard
from interviews.listing import NAMES_WORDS
from interviews.model import SourceKind
from interviews.names_list import in_order, waiting_words
from interviews.pages.names_marker import names_marker
from interviews.pages.parts.names_in_answers import draw_answers
from interviews.pages.parts.names_roster import draw_roster
from storage.database import open_database
from storage.sources import sources_frame

PURPOSE = "Decide what could identify a person before anyone codes the text."
LIBRARY = "interviews/pages/library.py"
TEXTS, ANSWERS, ROSTER = "Texts", "Open answers", "Roster"

account = guard(Act.TAKE_NAMES_OUT)
stay_awake()
with open_database() as db:
    frame = sources_frame(db)
page_header("Names out", PURPOSE, key="names")
answers = frame[frame["kind"] == SourceKind.OPEN_ANSWER]
views = [TEXTS, *([ANSWERS] if len(answers) else []), ROSTER]
view = choose_view(views, key="names.view")
if view == ROSTER:
    draw_roster(account)
    st.stop()
if view == ANSWERS:
    draw_answers(answers, account)
if frame.empty:
    nothing_here(
        "No text to take names out of",
        "Import a transcript in the library. It waits here until two people have read it.",
        "Open the library",
        LIBRARY,
        key="names.empty",
        icon=":material/library_books:",
    )
shown = in_order(answers if view == ANSWERS else frame[frame["kind"] != SourceKind.OPEN_ANSWER])
if shown.empty:
    note("No interview, field note or document is here yet; open answers are under their own word.")
    st.stop()
titles = dict(zip(shown["id"], shown["title"], strict=True))
states = dict(zip(shown["id"], shown["names"], strict=True))
wanted = st.query_params.get("source", "")
chosen = st.selectbox(
    waiting_words(list(states.values())),
    list(titles),
    list(titles).index(wanted) if wanted in titles else 0,
    format_func=lambda id: f"{titles[id]}: {NAMES_WORDS[states[id]]}",
    key=f"names.source.{view}.{wanted}",
)
names_marker(chosen, key="names.marker")
