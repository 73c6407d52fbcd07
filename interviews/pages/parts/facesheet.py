"""A facesheet is brought in: every row is shown with what becomes of it before it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from access.pages.parts.look import Column, Html, note, section, state, table
from access.pages.parts.typed import plain
from interviews.attributes import AttributeType
from interviews.facesheet import Facesheet, Outcome, plan_facesheet
from interviews.model import Organisation, Participant
from interviews.speakers import counted
from storage.database import open_database
from storage.facesheets import read_facesheet, save_facesheet

KINDS = {Outcome.NEW: "done", Outcome.CHANGED: "info", Outcome.REFUSED: "stop"}
SHOWN = 200  # rows of the preview
MOST_MB = 5


def draw_facesheet(
    participants: Sequence[Participant],
    organisations: Sequence[Organisation],
    types: Sequence[AttributeType],
    actor: str,
) -> None:
    """Take the table along, or bring one in."""
    section("Take along")
    st.html(
        '<p class="tl-marks">'
        '<a class="tl-button" href="/interviews/participants.xlsx" download>For Excel</a>'
        '<a class="tl-button" href="/interviews/participants.csv" download>As CSV</a></p>'
    )
    section("Bring in a facesheet", "CSV or XLSX")
    note(
        "The first column holds the labels. Organisation and Role are known columns; every other "
        "one is an attribute. An empty cell changes nothing. No names of people."
    )
    upload = st.file_uploader(
        "Facesheet",
        type=["csv", "xlsx"],
        key="participants.file",
        max_upload_size=MOST_MB,
        label_visibility="collapsed",
    )
    if upload is None:
        return
    try:
        cells = read_facesheet(upload.getvalue(), upload.name)
    except ValueError as problem:
        st.error(plain(str(problem)))
        return
    plan = plan_facesheet(cells, participants, organisations, types)
    for one in plan.problems:
        st.error(plain(one))
    if not plan.problems:
        _draw_plan(plan, actor)


def _draw_plan(plan: Facesheet, actor: str) -> None:
    counts = Counter(one.outcome for one in plan.rows)
    told = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome])
    section("What it would change", f"{counted(len(plan.rows), 'row')}: {told}")
    if plan.new_types:
        names = ", ".join(f"{one.name} ({one.kind})" for one in plan.new_types)
        note(f"New attributes: {names}.")
    rows: list[list[str | Html]] = [
        [str(one.n), one.label, state(one.outcome, KINDS.get(one.outcome, "plain")), one.why]
        for one in plan.rows[:SHOWN]
    ]
    columns = [
        Column("Row", "8%"),
        Column("Participant", "18%"),
        Column("Outcome", "18%"),
        Column("Why", "56%"),
    ]
    table(columns, rows, "What becomes of each row of the file")
    if len(plan.rows) > SHOWN:
        note(f"The first {SHOWN} of {counted(len(plan.rows), 'row')}.")
    n = len(plan.taken)
    if st.button(
        f"Bring in {counted(n, 'participant')}",
        key="participants.bring_in",
        type="primary",
        disabled=not n,
    ):
        with open_database() as db:
            save_facesheet(db, plan, actor)
        st.session_state.pop("participants.file", None)
        st.toast(f"{counted(n, 'participant')} written", icon=":material/check:")
        st.rerun()
