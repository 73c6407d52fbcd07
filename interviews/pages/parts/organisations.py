"""The organisations of the network with their sectors, in a table to edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from access.pages.parts.look import note, section
from interviews.model import Organisation, Participant
from interviews.pages.parts.edited_table import save_rows
from storage.people import save_organisation


def draw_organisations(
    organisations: Sequence[Organisation], participants: Sequence[Participant], actor: str
) -> None:
    """Name and sector can be changed, new rows are new organisations."""
    section("Organisations", "a story can name the sector of who speaks")
    n = Counter(one.organisation for one in participants)
    rows = [(one.id, one.name, one.sector, n[one.id]) for one in organisations]
    frame = pd.DataFrame(rows, columns=["id", "Name", "Sector", "Participants"])
    edited = st.data_editor(
        frame.astype({"Participants": "Int64"}),
        hide_index=True,
        row_height=36,
        num_rows="add",
        key="participants.organisations",
        column_config={
            "id": None,
            "Name": st.column_config.TextColumn(width=320, required=True),
            "Sector": st.column_config.TextColumn(width=240),
            "Participants": st.column_config.NumberColumn(disabled=True, width=110),
        },
    )
    note("Add a row at the end for a new one. Organisations of one sector should have it alike.")
    if st.button("Save the organisations", key="participants.organisations_save"):
        save_rows(
            lambda: _changed(edited, {one.id: one for one in organisations}),
            save_organisation,
            actor,
            key="participants.organisations",
        )


def _changed(frame: pd.DataFrame, known: dict[str, Organisation]) -> list[Organisation]:
    wanted = [
        Organisation(_text(row["id"]), _text(row["Name"]), _text(row["Sector"]))
        for row in frame.to_dict("records")
    ]
    return [one for one in wanted if one != known.get(one.id)]


def _text(cell: object) -> str:
    return "" if cell is None or cell != cell else " ".join(str(cell).split())
