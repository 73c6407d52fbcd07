"""Page: the findings board, and one finding open: its evidence and how sure the team is."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import empty_state, note, page_header, stay_awake
from access.pages.parts.session import guard
from access.pages.parts.typed import plain
from access.permissions import may
from coding.errors import SegmentError
from findings.pages.parts.board import draw_board
from findings.pages.parts.evidence_forms import add_quote, add_table
from findings.pages.parts.finding_forms import edit_finding, judge
from findings.pages.parts.finding_view import (
    draw_confidence,
    draw_evidence,
    draw_head,
    draw_statement,
)
from storage.accounts import names_of
from storage.database import open_database, open_vault
from storage.evidence import list_survey_items
from storage.findings import list_findings
from storage.segments_frame import segments_frame
from storage.stories import load_evidence
from storage.themes import list_themes

account = guard(Act.SEE_STUDY)
stay_awake()
may_write = may(account.role, Act.WRITE_FINDINGS)

with open_database() as db:
    themes, findings = list_themes(db), list_findings(db)
    behind = load_evidence(db, [one.id for one in findings])
with open_vault() as vault:
    names = names_of(vault)

wanted = page_header(
    "Findings",
    "What the study says, on what evidence, and how sure the team is.",
    "New finding" if findings and may_write else None,
    key="findings",
)
if not findings:
    wanted = empty_state(
        "No finding yet",
        "A finding is one sentence that the study can stand behind, with the passages and survey "
        "tables that support it and those that speak against it.",
        "New finding" if may_write else None,
        key="findings.empty",
        icon=":material/fact_check:",
    )
if wanted:
    edit_finding(None, themes, account.id)
if not findings:
    st.stop()

opened = next((one for one in findings if one.id == st.query_params.get("finding")), None)
draw_board(findings, behind.quotes, opened.id if opened else "")
if opened is None:
    note("Choose a finding to read its evidence.")
    st.stop()

theme = next((one.name for one in themes if one.id == opened.theme), "")
draw_head(opened, theme, names, account.id, may(account.role, Act.ACCEPT_FINDINGS))
left, right = st.columns([1.5, 1], gap="large")
with left:
    draw_statement(opened)
    if may_write:
        with st.container(horizontal=True, gap="small"):
            if st.button("Edit words", key="findings.edit", icon=":material/edit:"):
                edit_finding(opened, themes, account.id)
            if st.button("Add a quote", key="findings.add_quote", icon=":material/format_quote:"):
                try:
                    with open_database() as db:
                        segments = segments_frame(db)
                    add_quote(opened, segments, themes, account.id)
                except SegmentError as error:
                    st.error(plain(str(error)))
            if st.button("Add a survey table", key="findings.add_table", icon=":material/table:"):
                with open_database() as db:
                    items = list_survey_items(db)
                add_table(opened, items, account.id)
    draw_evidence(opened, behind.quotes, behind.tables, account.id if may_write else None)
with right:
    draw_confidence(opened)
    if may_write and st.button("Change the judgement", key="findings.judge"):
        judge(opened, account.id)
