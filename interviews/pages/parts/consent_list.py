"""All participants with what is in force today; choosing one opens their consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from access.pages.parts.look import needs_review, note
from interviews.consent import Consent
from interviews.consent_words import in_short
from interviews.model import Organisation, Participant
from interviews.pages.parts.places import go
from interviews.speakers import counted

# What counts comes first: a phone shows two columns.
WIDTHS = {"Participant": 96, "Consent": 172, "Beside a quote": 172, "Role": 196}  # px
WIDTHS |= {"Organisation": 224, "Texts": 64}
ROW = 36  # px
MOST_ROWS = 20  # beyond these the table scrolls


def draw_consents(
    participants: Sequence[Participant],
    organisations: Sequence[Organisation],
    consents: Mapping[str, Consent],
    interviewed: pd.DataFrame,
) -> None:
    """The table, and how many have no consent on record."""
    names = {one.id: one.name for one in organisations}
    n_sources = interviewed["participant"].value_counts()
    missing = [
        one.id
        for one in participants
        if consents[one.id].agreement is None and not one.withdrawn_on and one.id in n_sources
    ]
    if missing:
        said = f"No consent is recorded for {counted(len(missing), 'participant')}"
        st.html(f'<p class="tl-marks">{needs_review(said)}</p>')
    rows = [
        [
            *(one.id, in_short(consents[one.id]), _beside(consents[one.id])),
            *(one.role, names.get(one.organisation, "")),
            int(n_sources.get(one.id, 0)),
        ]
        for one in participants
    ]
    chosen = st.dataframe(
        pd.DataFrame(rows, columns=list(WIDTHS)),
        hide_index=True,
        height="content" if len(rows) <= MOST_ROWS else (MOST_ROWS + 1) * ROW,
        row_height=ROW,
        key="consent.table",
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        column_config={
            **{name: st.column_config.TextColumn(width=width) for name, width in WIDTHS.items()},
            "Texts": st.column_config.NumberColumn(width=WIDTHS["Texts"]),
        },
        alt=f"{len(rows)} participants with what they agreed to",
    )
    note("Choose a row to see what was agreed and when, and to record what was said since.")
    if chosen.selection.rows:
        go(participant=participants[chosen.selection.rows[0]].id)


def _beside(consent: Consent) -> str:
    return consent.attribution.value if consent.agreement else ""
