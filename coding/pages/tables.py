"""Page: codes counted: with each other, by people, how often, and when nothing new comes."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import page_header, stay_awake
from access.pages.parts.room import choose_view, nothing_here
from access.pages.parts.session import guard
from coding.pages.parts.passages_query import coders_of
from coding.pages.parts.query_limits import draw_limits
from coding.pages.parts.tables_frequency import draw_frequency
from coding.pages.parts.tables_matrix import draw_matrix
from coding.pages.parts.tables_new import draw_new_codes
from coding.rounds import AGREED, AGREED_NAME, told_apart
from coding.table_model import paths_of
from storage.accounts import names_of
from storage.codebook import list_codes
from storage.database import open_database, open_vault
from storage.queries import load_corpus
from storage.settings import counts_interviewers

VIEWS = {"matrix": "Codes together", "frequency": "How often", "new": "New codes"}

account = guard(Act.CODE)
stay_awake()
page_header(
    "Tables",
    "Which codes come together, who speaks of what, how often, and when nothing new comes.",
    key="tables",
)
with open_database() as db, open_vault() as vault:
    corpus, paths = load_corpus(db, account.id), paths_of(list_codes(db))
    left_out = not counts_interviewers(db)
    names = told_apart({**names_of(vault), AGREED: AGREED_NAME})
if not corpus.marks:
    nothing_here(
        "Nothing to count yet",
        "Tables count passages with codes. Mark some in the workbench first; what an open blind "
        "round hides from you is not counted.",
        "Open the workbench",
        "coding/pages/workbench.py",
        key="tables.empty",
        icon=":material/format_ink_highlighter:",
    )
view = choose_view(VIEWS, key="tables.view", words=VIEWS.__getitem__)
if view == "new":
    draw_new_codes(corpus)
    st.stop()
st.session_state.setdefault("tables.only.no_askers", left_out)
only = draw_limits(corpus, coders_of(corpus, names), "tables.only")
if view == "frequency":
    draw_frequency(corpus, paths, only)
else:
    draw_matrix(corpus, paths, only)
