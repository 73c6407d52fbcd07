"""The table of one survey item in the studio, with the same protection as in the story."""

from __future__ import annotations

import streamlit as st

from access.pages.parts.look import note, suppressed_note
from findings.pages.parts.marks import bar_list
from findings.survey_table import SurveyTable, TableRow


def draw_survey_table(table: SurveyTable) -> None:
    """Question, base, one bar for each option; hidden numbers have none."""
    st.text(table.question)
    note(table.base)
    bar_list([(row.label, _number(row), row.share) for row in table.rows])
    if table.n_hidden:
        suppressed_note()


def _number(row: TableRow) -> str:
    return "<5*" if row.n is None else f"{row.n} ({row.share:.0%})"
