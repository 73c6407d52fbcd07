"""Page: what was answered, one question at a time or all of them, with the base of each number."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import empty_state, page_header, stay_awake
from access.pages.parts.session import guard
from access.permissions import may
from storage.database import open_database
from storage.instruments import list_instruments, list_versions, load_joined
from storage.responses import count_responses, responses_frame
from survey.model import ItemKind, words
from survey.pages.parts.export import draw_export
from survey.pages.parts.results import draw_run, draw_texts
from survey.pages.parts.versions_view import draw_joined
from survey.results import asked_items, base_of, rows_of, runs, title_of
from survey.scales import is_scale
from survey.summary import summarise

account = guard(Act.READ_RESULTS)
stay_awake()
page_header(
    "Results",
    "What was answered: the picture, the numbers under it, and how many were asked.",
    key="results",
)

with open_database() as db:
    titles = {
        row.name: words(row.title, "") or row.name
        for row in reversed(list_instruments(db))
        if row.published_at
    }
    counts = {name: count_responses(db, name) for name in titles}
answered = [name for name in titles if counts[name]]
if not answered:
    if empty_state(
        "Nobody has answered yet",
        "As soon as the first answers are sent, their numbers stand here. "
        "Hand out the link of a survey to begin.",
        "Collect answers",
        key="results.empty",
        icon=":material/outgoing_mail:",
    ):
        st.switch_page("survey/pages/collect.py")
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom"):
    name = st.selectbox(
        "Questionnaire",
        answered,
        format_func=lambda name: f"{titles[name]} ({counts[name]})",
        key="results.instrument",
        width=360,
    )
    view = st.segmented_control(
        "Show", ["Overview", "One question"], default="Overview", required=True, key="results.view"
    )

with open_database() as db:
    instrument, versions = load_joined(db, name), list_versions(db, name)
    frame = responses_frame(db, name)
summary = summarise(frame, instrument)
items = asked_items(instrument)
draw_joined(versions)

if view == "One question":
    question = st.selectbox(
        "Question",
        [item.name for item in items],
        format_func=lambda name: title_of(instrument.item(name), instrument),
        key=f"results.item.{name}",
    )
    chosen = instrument.item(question)
    if chosen.kind is ItemKind.TEXT:
        draw_texts(chosen, frame, base_of(summary, chosen, len(frame)), instrument)
    else:
        draw_run([chosen], summary, frame, instrument)
else:
    for row in rows_of(runs(items)):
        columns = st.columns(1 if is_scale(row[0][0]) else 2, gap="large")
        for column, run in zip(columns, row, strict=False):
            with column:
                draw_run(run, summary, frame, instrument)

if may(account.role, Act.EXPORT_ANSWERS):
    draw_export(name, instrument, frame)
