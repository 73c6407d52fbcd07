"""Page: the questionnaires of the study; bring one in, look at it, publish it."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import (
    empty_state,
    page_header,
    stay_awake,
)
from access.pages.parts.session import guard
from access.permissions import may
from storage.database import open_database
from storage.instruments import (
    list_instruments,
    load_instrument,
)
from survey.lint import lint
from survey.pages.parts.bring_in import draw_bringing_in
from survey.pages.parts.build_check import draw_check
from survey.pages.parts.publishing import ask_to_publish
from survey.pages.parts.questionnaire_choice import BUILDER, chosen, draw_choice, draw_standing
from survey.pages.parts.questionnaire_view import (
    draw_facts,
    draw_items,
    draw_preview,
    draw_versions,
    go,
)
from survey.pages.parts.versions_view import draw_history

PURPOSE = "What respondents are asked: bring it in or build it, look at it, publish it."
BRING_IN = "Bring in a questionnaire"
VIEWS = ["Questions", "Preview", "Check", "Versions"]


def open_in_builder(place: str) -> None:
    """Go to a question where it can be changed; there it is the newest version."""
    st.switch_page(BUILDER, query_params={"name": shown.name, "at": place})


account = guard(Act.DESIGN_SURVEY)
stay_awake()
if st.query_params.get("view") == "bring-in":
    draw_bringing_in(account)
    st.stop()
with open_database() as db:
    rows = list_instruments(db)
if not rows:
    page_header("Questionnaire", PURPOSE, key="questionnaire", secondary="Build one here")
    if st.session_state["questionnaire.secondary"]:
        st.switch_page(BUILDER)
    if empty_state(
        "No questionnaire yet",
        "Build it here, or write it as an XLSForm in a spreadsheet and bring it in. You see every "
        "page before anybody can answer.",
        BRING_IN,
        key="questionnaire.empty",
        icon=":material/upload:",
    ):
        go(view="bring-in")
    st.stop()

shown = chosen(rows)
with open_database() as db:
    instrument = load_instrument(db, shown.name, shown.version)
can_publish = not shown.published_at and may(account.role, Act.PUBLISH_SURVEY)
primary = f"Publish version {shown.version}" if can_publish else BRING_IN
pressed = page_header(
    "Questionnaire",
    PURPOSE,
    primary,
    key="questionnaire",
    icon=":material/publish:" if can_publish else ":material/upload:",
    secondary=BRING_IN if can_publish else None,
)
if pressed and can_publish:
    ask_to_publish(instrument, account, key="questionnaire.publish")
if (pressed and not can_publish) or st.session_state.get("questionnaire.secondary"):
    go(view="bring-in")
draw_choice(rows, shown)
draw_standing(shown, account)
view = st.segmented_control("Show", VIEWS, default=VIEWS[0], key="questionnaire.view") or VIEWS[0]
if view == "Preview":
    draw_preview(instrument)
elif view == "Check":
    draw_check(instrument, lint(instrument), open_in_builder)
elif view == "Versions":
    versions = [row for row in rows if row.name == shown.name]
    draw_versions(versions)
    with open_database() as db:
        draw_history([load_instrument(db, row.name, row.version) for row in versions])
else:
    draw_facts(instrument)
    draw_items(instrument)
