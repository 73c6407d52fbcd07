"""The table of one survey item in the studio, with the same protection as in the story."""

from __future__ import annotations

import streamlit as st

from access.pages.parts.look import note
from findings.pages.parts.marks import bar_list
from findings.survey_table import SurveyTable, TableRow


def draw_survey_table(table: SurveyTable) -> None:
    """Question, base, one bar for each option; hidden numbers have none."""
    st.text(table.question)
    note(table.base)
    bar_list([(row.label, _number(row), row.share) for row in table.rows])
    if table.n_hidden:
        note(
            "<5*: fewer than 5 people, or withheld so that a small number nearby cannot be worked "
            "out. Both look the same on purpose."
        )


def _number(row: TableRow) -> str:
    return "<5*" if row.n is None else f"{row.n} ({row.share:.0%})"
