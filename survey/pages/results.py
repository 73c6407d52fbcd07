"""Page: what was answered, one question at a time or all of them, with the base of each number."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import note, page_header, stay_awake
from access.pages.parts.room import nothing_here
from access.pages.parts.session import guard
from access.permissions import may
from storage.database import open_database
from storage.instruments import list_versions, load_joined
from storage.responses import count_origins, count_responses, responses_frame
from survey.asked import asked
from survey.groups import among, groupings, kept, told_filter
from survey.pages.parts.export import draw_export
from survey.pages.parts.published import published_titles
from survey.pages.parts.results import draw_run
from survey.pages.parts.results_choice import (
    choose_comparison,
    choose_hiding,
    choose_responses,
    choose_weights,
    draw_choice,
)
from survey.pages.parts.results_compare import draw_comparison
from survey.pages.parts.results_scales import draw_scales
from survey.pages.parts.versions_view import draw_joined, draw_origins
from survey.results import asked_items, picked, results_of, title_of
from survey.runs import rows_of, runs
from survey.scales import is_scale

account = guard(Act.READ_RESULTS)
stay_awake()
page_header(
    "Results",
    "What was answered: the picture, the numbers under it, and how many were asked.",
    key="results",
)

titles = published_titles()
with open_database() as db:
    counts = {name: count_responses(db, name) for name in titles}
answered = [name for name in titles if counts[name]]
if not answered:
    nothing_here(
        "Nobody has answered yet",
        "As soon as the first answers are sent, their numbers stand here. "
        "Hand out the link of a survey to begin.",
        "Collect answers",
        "survey/pages/collect.py",
        key="results.empty",
        icon=":material/outgoing_mail:",
    )

controls = st.container(horizontal=True, vertical_alignment="bottom")
with controls:
    name = st.selectbox(
        "Questionnaire",
        answered,
        format_func=lambda name: f"{titles[name]} ({counts[name]})",
        key="results.instrument",
        width=360,
    )
    view = st.segmented_control(
        "Show",
        ["Overview", "One question", "Scales"],
        default="Overview",
        required=True,
        key="results.view",
    )

with open_database() as db:
    instrument, versions = load_joined(db, name), list_versions(db, name)
    frame, origins = responses_frame(db, name), count_origins(db, name)
choice = groupings(frame, asked(frame, instrument), instrument)
with controls, st.popover("Filter and weigh", icon=":material/filter_alt:", key="results.choice"):
    wanted = choose_responses(name, choice)
    weights = choose_weights(name, frame, instrument, choice)
keep = kept(wanted, choice)
some, own = picked(frame, keep, weights.values if weights else None)
results, items = results_of(some, instrument, own), asked_items(instrument)
draw_joined(versions)
draw_origins(origins)
draw_choice(told_filter(wanted, choice), weights, len(some), len(frame))
scales = [run for run in runs(items) if is_scale(run[0])]

if some.empty:
    note("No response fits. Take an answer out of the filter.")
elif view == "Overview":
    for row in rows_of(runs(items)):
        columns = st.columns(1 if is_scale(row[0][0]) else 2, gap="large")
        for column, run in zip(columns, row, strict=False):
            with column:
                draw_run(run, results)
elif view == "Scales":
    draw_scales(scales, results)
else:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        question = st.selectbox(
            "Question",
            [item.name for item in items],
            format_func=lambda name: title_of(instrument.item(name), instrument),
            key=f"results.item.{name}",
            width=420,
        )
        by = choose_comparison(name, choice, question)
        hide = by is not None and choose_hiding(may(account.role, Act.EXPORT_ANSWERS))
    if by is None:
        draw_run([instrument.item(question)], results, alone=True)
    else:
        draw_comparison(instrument.item(question), results, among(by, some), hide=hide)

if may(account.role, Act.EXPORT_ANSWERS):
    draw_export(name, instrument, frame)
