"""The roster on the Names out page: who may be named, edited in a table or brought in as CSV."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from access.model import Account, Act
from access.pages.parts.look import note, section
from access.pages.parts.typed import plain
from access.permissions import may
from interviews.errors import RosterError
from interviews.identity import LETTERED, Entity
from interviews.roster_table import COLUMNS, read_csv, read_rows, roster_rows
from interviews.speakers import counted
from storage.database import open_database, open_vault
from storage.names_key import list_entities
from storage.names_out import change_roster, one_reader_is_enough, set_one_reader

_KINDS = [kind.value for kind in LETTERED]


def draw_roster(account: Account) -> None:
    """The table, the file, and for a lead how many readers a text needs."""
    with open_vault() as vault:
        known = list_entities(vault)
    listed = [one for one in known if one.on_roster]
    section("Roster", counted(len(listed), "name"))
    note(
        "Participants, staff, organisations and places that may be named, with all that they "
        "are called. It stays in the vault, and finds them in every text, in capitals or not."
    )
    for problem in st.session_state.pop("names.roster_problems", []):
        st.warning(plain(problem))
    version = st.session_state.setdefault("names.roster_version", 0)
    rows = _draw_table(listed, version)
    if st.button("Save the roster", key="names.roster_save", type="primary"):
        _save(rows, known, account)
    upload = st.file_uploader("Add from a CSV file", type=["csv"], key=f"names.csv.{version}")
    note(f"Columns: {', '.join(COLUMNS)}. Only the name is needed.")
    if upload and st.button("Add these names", key="names.roster_add"):
        try:
            added = read_csv(upload.getvalue())
        except RosterError as trouble:
            st.session_state["names.roster_problems"] = trouble.problems
            st.rerun()
        _save([*roster_rows(listed), *added], known, account)
    if may(account.role, Act.MANAGE_PEOPLE):
        _draw_readers(account)


def _draw_table(listed: list[Entity], version: int) -> list[dict[str, str]]:
    """The rows of the table as they were edited; a new version begins with what is stored."""
    frame = pd.DataFrame(roster_rows(listed), columns=list(COLUMNS), dtype=str)
    edited = st.data_editor(
        frame,
        key=f"names.roster.{version}",
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "name": st.column_config.TextColumn("Name", width=220, required=True),
            "kind": st.column_config.SelectboxColumn("Kind", options=_KINDS, width=140),
            "also called": st.column_config.TextColumn(
                "Also called", width=320, help="A semicolon between: Mimi; Ms. T."
            ),
            "participant": st.column_config.TextColumn(
                "Participant", width=110, help="Such as P07"
            ),
        },
    )
    rows = edited.fillna("").astype(str).to_dict("records")
    return [{str(name): said for name, said in row.items()} for row in rows]


def _save(rows: list[dict[str, str]], known: list[Entity], account: Account) -> None:
    try:
        roster = read_rows(rows, known)
    except RosterError as trouble:
        st.session_state["names.roster_problems"] = trouble.problems
        st.rerun()
    with open_database() as db, open_vault() as vault:
        change_roster(db, vault, roster, account.id)
    st.session_state["names.roster_version"] += 1
    st.toast(f"The roster has {counted(len(roster), 'name')}", icon=":material/check:")
    st.rerun()


def _draw_readers(account: Account) -> None:
    section("Readers")
    with open_database() as db:
        enough = one_reader_is_enough(db)
    wanted = st.checkbox(
        "One reader is enough in this study",
        enough,
        key="names.one_reader",
        help="Without this, a second person confirms every text. The choice stands in the record.",
    )
    if wanted != enough:
        with open_database() as db:
            set_one_reader(db, wanted, account.id)
        st.rerun()
