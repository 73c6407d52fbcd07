"""Page: build a questionnaire in the browser, question by question, with its pages beside it."""

from __future__ import annotations

import streamlit as st

from access.model import Account, Act
from access.pages.parts.look import empty_state, page_header, stay_awake
from access.pages.parts.room import choose_view
from access.pages.parts.session import guard
from access.permissions import may
from storage.database import open_database
from storage.instruments import InstrumentRow, list_instruments
from survey.lint import lint
from survey.pages.parts.build_bar import draw_bar
from survey.pages.parts.build_check import draw_check
from survey.pages.parts.build_editor import draw_editor
from survey.pages.parts.build_new import begin_new
from survey.pages.parts.build_outline import draw_outline, page_of
from survey.pages.parts.build_translation import draw_translation
from survey.pages.parts.desk import Desk, load_desk, show, shown
from survey.pages.parts.publishing import ask_to_publish
from survey.pages.parts.questionnaire_view import draw_live_preview

PURPOSE = "Write the questions here, and see the pages as respondents will."
NEW = "New questionnaire"
VIEWS = ["Questions", "Translate", "Check"]


def draw_questions(desk: Desk) -> None:
    """The list, what is in hand, and the page as respondents see it."""
    place = shown(desk)
    outline, editor, preview = st.columns([28, 42, 38], gap="medium")
    with outline:
        draw_outline(desk, place)
    with editor, st.container(key="build_editor"):
        draw_editor(desk, place)
    with preview, st.container(key="build_preview"):
        draw_live_preview(desk.instrument, page_of(desk.instrument, place))


def open_place(place: str) -> None:
    """Go to a question or page that a remark is about."""
    show(place)
    st.session_state["build.go"] = VIEWS[0]  # a widget's own value cannot be set after it stands
    st.rerun()


def newest(rows: list[InstrumentRow]) -> str:
    """The questionnaire of the address, else the one that was changed last."""
    asked = st.query_params.get("name")
    known = {row.name for row in rows}
    return asked if asked in known else max(rows, key=lambda row: row.created_at).name


def draw_empty(account: Account) -> None:
    """Nothing there yet: begin."""
    page_header("Builder", PURPOSE, key="build")
    if empty_state(
        "No questionnaire yet",
        "Give it a title and choose pages that are ready to use; then add your own questions.",
        NEW,
        key="build.empty",
        icon=":material/add:",
    ):
        begin_new(account, [])


account = guard(Act.DESIGN_SURVEY)
stay_awake()
with open_database() as db:
    rows = list_instruments(db)
if not rows:
    draw_empty(account)
    st.stop()
desk = load_desk(newest(rows), account)
can_publish = not desk.row.published_at and may(account.role, Act.PUBLISH_SURVEY)
pressed = page_header(
    *("Builder", PURPOSE, f"Publish version {desk.row.version}" if can_publish else None),
    key="build",
    icon=":material/publish:",
    secondary=NEW,
)
if pressed:
    ask_to_publish(desk.instrument, account, key="build.publish")
if st.session_state.get("build.secondary"):
    begin_new(account, [row.name for row in rows])
draw_bar(desk, rows)
if "build.go" in st.session_state:
    st.session_state["build.view"] = st.session_state.pop("build.go")
view = choose_view(VIEWS, key="build.view")
if view == "Translate":
    draw_translation(desk, shown(desk), open_place)
elif view == "Check":
    draw_check(desk.instrument, lint(desk.instrument), open_place)
else:
    draw_questions(desk)
