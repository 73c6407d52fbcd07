"""The table in which participants are edited, and the dialog that adds one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from access.pages.parts.look import note
from interviews.attributes import AttributeKind, AttributeType
from interviews.describing import is_label, next_label
from interviews.model import Organisation, Participant
from interviews.pages.parts.edited_table import save_rows
from interviews.people_table import LABEL, ORGANISATION, ROLE, changed_people, people_frame
from storage.database import open_database
from storage.people import save_participant

ROW = 36  # px


def draw_people(
    participants: Sequence[Participant],
    organisations: Sequence[Organisation],
    types: Sequence[AttributeType],
    actor: str,
) -> None:
    """Edit cells, then save them all; what does not fit is said and nothing is saved."""
    if not participants:
        note("As soon as there is a participant, the table stands here.")
        return
    edited = st.data_editor(
        people_frame(participants, organisations, types),
        hide_index=True,
        row_height=ROW,
        height="content",
        key="participants.table",
        num_rows="fixed",
        column_config=_columns(organisations, types),
    )
    note("Change cells as in a spreadsheet, then save. Nothing is kept before.")
    if st.button("Save the table", key="participants.save"):
        save_rows(
            lambda: changed_people(edited, participants, organisations, types),
            save_participant,
            actor,
            key="participants.table",
        )


def draw_people_to_read(
    participants: Sequence[Participant],
    organisations: Sequence[Organisation],
    types: Sequence[AttributeType],
) -> None:
    """The same table for who may not change it."""
    st.dataframe(
        people_frame(participants, organisations, types),
        hide_index=True,
        row_height=ROW,
        key="participants.read",
        alt=f"{len(participants)} participants with what is known about them",
    )


def _columns(
    organisations: Sequence[Organisation], types: Sequence[AttributeType]
) -> dict[str, Any]:
    return {
        LABEL: st.column_config.TextColumn(disabled=True, width=96, pinned=True),
        ORGANISATION: st.column_config.SelectboxColumn(
            options=[one.name for one in organisations], width=216
        ),
        ROLE: st.column_config.TextColumn(width=190),
        **{one.name: _column(one) for one in types},
    }


def _column(type: AttributeType) -> Any:
    """How cells of an attribute are edited."""
    match type.kind:
        case AttributeKind.NUMBER:
            return st.column_config.NumberColumn(width=120)
        case AttributeKind.DATE:
            return st.column_config.DateColumn(format="D MMM YYYY", width=120)
        case AttributeKind.YES_NO:
            return st.column_config.SelectboxColumn(options=["yes", "no"], width=100)
        case AttributeKind.CHOICE:
            return st.column_config.SelectboxColumn(options=list(type.options), width=140)
    return st.column_config.TextColumn(width=140)


def add_participant(participants: Sequence[Participant], actor: str) -> None:
    """A dialog with the next free label."""

    @st.dialog("Add a participant", width="small")
    def ask() -> None:
        label = st.text_input(
            "Label", next_label(participants), key="participants.label", max_chars=12
        )
        note("A short label such as P07, never a name. What is known goes into the table.")
        if st.button("Add", key="participants.add", type="primary"):
            wanted = label.strip()
            taken = {one.id.casefold() for one in participants}
            if not wanted or not is_label(wanted) or wanted.casefold() in taken:
                st.error("Choose a free label without blanks, such as P07.")
                return
            with open_database() as db:
                save_participant(db, Participant(wanted), actor)
            st.rerun()

    ask()
