"""What an import would do: how many rows come in, what they look like, why the others do not."""

from __future__ import annotations

import streamlit as st

from access.pages.parts.look import Column, note, section, table
from survey.imports.layout import Table
from survey.imports.plan import Plan
from survey.imports.preview import preview_rows, reasons
from survey.model import Instrument

_MOST_REASONS = 50


def draw_plan(plan: Plan, given: Table, instrument: Instrument) -> bool:
    """Every row accounted for; True if the import was asked for."""
    n, n_rejected = len(plan.taken), len(plan.rejected)
    section("What comes in", f"{n} of {len(given.rows)} rows")
    asked = False
    if n:
        asked = st.button(
            f"Import {n} response{'' if n == 1 else 's'}",
            key="import.go",
            type="primary",
            icon=":material/check:",
        )
        note(
            "They stand beside the others, marked as imported, with the day on which they were "
            "submitted and no time, in the wave that the file says, else in the one under way. You "
            "can undo it as one act. The first response to a questionnaire, imported or not, fixes "
            "how its answers are collected."
        )
        names, rows = preview_rows(plan, instrument)
        width = f"{88 // max(len(names), 1)}%"
        columns = [Column("Row", "12%"), *(Column(name, width) for name in names)]
        with st.container(key="stacked_preview"):
            table(columns, rows, "The first responses as they will be stored")
    if n_rejected:
        section("What does not come in", f"{n_rejected} row{'' if n_rejected == 1 else 's'}")
        with st.container(key="stacked_rejected"):
            table(
                [Column("Row", "12%"), Column("Why", "88%")],
                reasons(plan)[:_MOST_REASONS],
                "Rows that are not taken over, and why",
            )
        if n_rejected > _MOST_REASONS:
            note(f"The first {_MOST_REASONS} of {n_rejected}.")
    return asked
