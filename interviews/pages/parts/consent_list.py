"""All participants with what is in force today; choosing one opens their consent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from access.pages.parts.look import needs_review, note
from access.pages.parts.row_choice import choose_row
from interviews.consent import Consent
from interviews.consent_words import in_short
from interviews.model import Organisation, Participant
from interviews.pages.parts.places import go
from interviews.speakers import counted

# What counts comes first: a phone shows two columns.
WIDTHS = {"Participant": 96, "Consent": 172, "Beside a quote": 172, "Role": 196}  # px
WIDTHS |= {"Organisation": 224, "Texts": 64}


def draw_consents(
    participants: Sequence[Participant],
    organisations: Sequence[Organisation],
    consents: Mapping[str, Consent],
    interviewed: pd.DataFrame,
) -> None:
    """The table, and how many have no consent on record."""
    n_sources = Counter(interviewed["participant"])
    missing = [
        one.id
        for one in participants
        if consents[one.id].agreement is None and not one.withdrawn_on and one.id in n_sources
    ]
    if missing:
        said = f"No consent is recorded for {counted(len(missing), 'participant')}"
        st.html(f'<p class="tl-marks">{needs_review(said)}</p>')
    names = {one.id: one.name for one in organisations}
    at = choose_row(
        _table(participants, consents, names, n_sources),
        WIDTHS,
        key="consent.table",
        alt=f"{len(participants)} participants with what they agreed to",
        others={"Texts": st.column_config.NumberColumn(width=WIDTHS["Texts"])},
    )
    note("Choose a row to see what was agreed and when, and to record what was said since.")
    if at is not None:
        go(participant=participants[at].id)


def _table(
    participants: Sequence[Participant],
    consents: Mapping[str, Consent],
    names: Mapping[str, str],
    n_sources: Mapping[str, int],
) -> pd.DataFrame:
    """One row for each participant; the organisations' names are by id."""
    rows = [
        [
            *(one.id, in_short(consents[one.id]), _beside(consents[one.id])),
            *(one.role, names.get(one.organisation, "")),
            n_sources.get(one.id, 0),
        ]
        for one in participants
    ]
    return pd.DataFrame(rows, columns=list(WIDTHS))


def _beside(consent: Consent) -> str:
    return consent.attribution.value if consent.agreement else ""
