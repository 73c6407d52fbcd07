"""Which questionnaire and version the page shows, and how that version stands."""

from __future__ import annotations

import streamlit as st

from access.model import Account, Act
from access.pages.parts.look import beside, note, section, state
from access.permissions import may
from access.record import day
from storage.database import open_database
from storage.instruments import InstrumentRow, list_links
from survey.pages.parts.address import whole_address
from survey.pages.parts.questionnaire_view import go

BUILDER = "survey/pages/build.py"


def chosen(rows: list[InstrumentRow]) -> InstrumentRow:
    """The version to show: of the address, else the newest that was kept."""
    newest = max(rows, key=lambda row: (row.created_at, row.version))
    asked = st.query_params.get("name"), st.query_params.get("version")
    by_address = [row for row in rows if row.name == asked[0]]
    exact = [row for row in by_address if str(row.version) == asked[1]]
    return next(iter([*exact, *by_address, newest]))


def draw_choice(rows: list[InstrumentRow], shown: InstrumentRow) -> None:
    """Choose another questionnaire or version, where there are several."""
    names = list(dict.fromkeys(row.name for row in rows))
    titles = {row.name: row.shown_title for row in reversed(rows)}
    versions = [row.version for row in rows if row.name == shown.name]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name, version = shown.name, shown.version
        if len(names) > 1:
            name = st.selectbox(
                "Questionnaire",
                names,
                index=names.index(shown.name),
                format_func=titles.__getitem__,
                key=f"questionnaire.name.{shown.name}",  # a new address is a new choice
                width=380,
            )
        if len(versions) > 1:
            version = st.selectbox(
                "Version",
                versions,
                index=versions.index(shown.version),
                key=f"questionnaire.version.{shown.name}.{shown.version}",
                width=140,
            )
        if st.button("Change it in the builder", key="questionnaire.build", icon=":material/edit:"):
            st.switch_page(BUILDER, query_params={"name": shown.name})
    if name != shown.name:
        go(name=name)
    if version != shown.version:
        go(name=shown.name, version=str(version))


def draw_standing(shown: InstrumentRow, account: Account) -> None:
    """Draft or published, and the link to hand out."""
    with open_database() as db:
        links = [link for link in list_links(db) if link.instrument == shown.name]
    link = next((link for link in links if not link.closed_at), None)
    if shown.published_at:
        beside(f"{state('published', 'done')} since {day(shown.published_at)}")
    else:
        beside(f"{state('draft')} nobody can answer this version yet")
        if not may(account.role, Act.PUBLISH_SURVEY):
            note("A lead of the study publishes it.")
    if link is not None:
        section("The link to hand out", "leads to the newest published version")
        st.code(whole_address(f"/s/{link.token}"), language=None, wrap_lines=True)
    elif links and shown.published_at:
        note("The link is closed. Open it again under Collect answers.")
