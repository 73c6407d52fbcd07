"""Page: the record of every act, readable, checkable, exportable."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import Column, empty_state, note, page_header, stay_awake, table
from access.pages.parts.session import guard
from access.pages.parts.typed import plain
from access.record import EVERYBODY, EVERYTHING, matching, readable
from storage.accounts import names_of
from storage.audit import chain_problems, events_frame, titles
from storage.database import open_database, open_vault

STEP = 50  # rows that are shown at first, and more with each "Show more"
COLUMNS = [
    Column("When", "17%"),
    Column("Who", "14%"),
    Column("What", "20%"),
    Column("About", "23%"),
    Column("Detail", "26%"),
]

account = guard(Act.READ_RECORD)
stay_awake()

with open_database() as db, open_vault() as vault:
    events = events_frame(db, limit=-1, reader=account.id)
    record = readable(events, {**titles(db), **names_of(vault)})

check = page_header(
    "Record",
    "Who did what, and when. Nothing in it can be changed or taken out.",
    "Check the record",
    key="record",
    icon=":material/fact_check:",
)
if check:
    with st.spinner("Reading every event…"), open_database() as db:
        problems = chain_problems(db)
    if problems:
        st.error(
            "The record is not as it was written. " + " ".join(problems[:10]) + " "
            "Keep this data folder as it is, and restore a backup from before.",
            icon=":material/error:",
        )
    else:
        st.success(
            f"Unbroken: all {len(record)} events are as they were written, none is missing.",
            icon=":material/check_circle:",
        )

with st.container(horizontal=True, vertical_alignment="bottom", key="record_choice"):
    people, acts = sorted(set(record["who"])), sorted(set(record["act"]))
    who = st.selectbox("Who", [EVERYBODY, *people], key="record.who", format_func=plain)
    act = st.selectbox("What", [EVERYTHING, *acts], key="record.act", format_func=plain)
    st.html('<a class="tl-button" href="/record.csv" download>Export CSV</a>', width="content")

found = matching(record, who, act)
shown = int(st.session_state.setdefault("record.shown", STEP))
if found.empty:
    empty_state(
        "No such event",
        "Nobody did that. Choose somebody else or another act.",
        key="record.empty",
    )
else:
    rows = found.head(shown)[["when", "who", "act", "subject", "detail"]]
    table(COLUMNS, rows.values.tolist(), "Events, newest first")
    note(f"{min(shown, len(found))} of {len(found)} events, newest first. Times are UTC.")
    if len(found) > shown and st.button("Show more", key="record.more"):
        st.session_state["record.shown"] = shown + STEP
        st.rerun()
