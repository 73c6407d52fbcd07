"""The dialogs that add evidence: a quote found by search and theme, a table by survey item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from access.pages.parts.look import note
from access.pages.parts.typed import plain
from findings.model import Evidence, EvidenceRole, Finding, Theme
from findings.next_steps import count_of
from findings.pages.parts.marks import not_to_be_quoted, quote_with_act, quoted
from findings.pages.parts.survey_table import draw_survey_table
from findings.survey_table import SurveyItem
from findings.survey_waves import ALL
from findings.themes import search_passages, segments_of
from interviews.errors import NotQuotableError
from storage.database import open_database
from storage.evidence import list_survey_tables
from storage.findings import change_finding
from storage.quoting import list_quoting

SHOWN = 12  # passages of a search
ROLES = {
    EvidenceRole.SUPPORTS: "Supports it",
    EvidenceRole.CONTRADICTS: "Speaks against it",
    EvidenceRole.NUANCES: "Adds a nuance",
}


def add_quote(
    finding: Finding, segments: pd.DataFrame, themes: Sequence[Theme], actor: str
) -> None:
    """A dialog that finds coded passages and adds one."""
    names = {"": "All themes"} | {theme.id: theme.name for theme in themes}

    @st.dialog("Add a quote", width="large")
    def ask() -> None:
        role = _role("findings.quote_role")
        with st.container(horizontal=True):
            words = st.text_input("Words in the passage", key="findings.quote_words")
            theme = st.selectbox(
                "Theme",
                list(names),
                list(names).index(finding.theme) if finding.theme in names else 0,
                format_func=names.__getitem__,
                key="findings.quote_theme",
            )
        chosen = next((one for one in themes if one.id == theme), None)
        pool = segments_of(chosen, segments) if chosen else segments
        there = [piece.segment for piece in finding.evidence]
        found = search_passages(pool[~pool["segment"].isin(there)], words)
        tail = f"; the first {SHOWN} are shown" if len(found) > SHOWN else ""
        note(f"{count_of(len(found), 'coded passage')}{tail}")
        with open_database() as db:
            quoting = list_quoting(db, found.head(SHOWN)["segment"])
        for row in found.head(SHOWN).to_dict("records"):
            segment = str(row["segment"])
            if quoting[segment].problem:
                st.html(quoted(row, role))
                not_to_be_quoted(quoting[segment].problem)
            elif quote_with_act(
                quoted(row, role), "Add", key=f"findings.add_{segment}", icon=":material/add:"
            ):
                _add(finding, Evidence("", role, segment=segment), actor)

    ask()


def add_table(finding: Finding, items: Sequence[SurveyItem], actor: str) -> None:
    """A dialog that chooses a survey item, shows its table as it may be printed, and adds it."""

    @st.dialog("Add a survey table", width="medium")
    def ask() -> None:
        if not items:
            note("No published questionnaire has a question whose answers can be counted.")
            return
        role = _role("findings.table_role")
        titles = {one.instrument: one.title for one in items}
        instrument = st.selectbox(
            "Questionnaire",
            list(titles),
            format_func=titles.__getitem__,
            key="findings.table_instrument",
        )
        labels = {one.item: one.label for one in items if one.instrument == instrument}
        item = st.selectbox(
            "Question", list(labels), format_func=labels.__getitem__, key="findings.table_item"
        )
        waves = next(one.waves for one in items if one.instrument == instrument)
        wave = _wave(waves) if len(waves) > 1 else ALL
        chosen = Evidence("", role, instrument=instrument, item=item, wave=wave)
        with open_database() as db:
            tables = list_survey_tables(db, [chosen.table])
        if chosen.table in tables:
            draw_survey_table(tables[chosen.table])
        if st.button("Add table", key="findings.table_add", type="primary"):
            _add(finding, chosen, actor)

    ask()


def _wave(waves: Sequence[int]) -> int:
    return st.selectbox(
        "Wave",
        [ALL, *waves],
        format_func=lambda wave: f"Wave {wave}" if wave else "All waves together",
        key="findings.table_wave",
    )


def remove(finding: Finding, piece: Evidence, actor: str) -> None:
    """Take one piece of evidence out; it can be added again."""

    def without(now: Finding) -> Finding:
        return replace(now, evidence=tuple(one for one in now.evidence if one.id != piece.id))

    with open_database() as db:
        change_finding(db, finding.id, without, actor)
    st.rerun()


def _role(key: str) -> EvidenceRole:
    chosen = st.segmented_control(
        "What it does to the finding",
        list(ROLES),
        default=EvidenceRole.SUPPORTS,
        format_func=ROLES.__getitem__,
        key=key,
        required=True,
    )
    return EvidenceRole(chosen or EvidenceRole.SUPPORTS)


def _add(finding: Finding, piece: Evidence, actor: str) -> None:
    try:
        with open_database() as db:
            change_finding(
                db, finding.id, lambda now: replace(now, evidence=(*now.evidence, piece)), actor
            )
    except NotQuotableError as refused:
        st.error(plain(str(refused)))
        return
    st.rerun()
