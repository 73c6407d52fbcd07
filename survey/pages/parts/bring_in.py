"""Bring in a questionnaire: read the file, show what stands in the way or what it asks, keep it."""

from __future__ import annotations

import streamlit as st

from access.model import Account
from access.pages.parts.look import Column, note, page_header, section, table
from access.pages.parts.typed import plain
from storage.database import open_database
from storage.instruments import load_instrument, newest_version, save_instrument
from survey.errors import InstrumentError, SheetProblem
from survey.model import Instrument
from survey.pages.parts.questionnaire_view import draw_facts, draw_items, go
from survey.versions import changes
from survey.xlsform import read_xlsform
from survey.xlsform_report import LeftOut

ENDINGS = ("xlsx", "xls", "csv", "md")
_WHERE = Column("Where", "17%")


def draw_bringing_in(account: Account) -> None:
    """The page while a questionnaire is brought in."""
    page_header(
        "Bring in a questionnaire",
        "Written as an XLSForm in a spreadsheet. It is read and shown here before it is kept.",
        key="questionnaire.bring",
        secondary="Back",
    )
    if st.session_state["questionnaire.bring.secondary"]:
        go()
    upload = st.file_uploader("XLSForm", type=list(ENDINGS), key="questionnaire.file")
    if upload is None:
        note(
            "An XLSForm is a workbook with the sheets survey, choices and settings; .xlsx, .xls, "
            ".csv and Markdown tables are read. Questions may be text, integer, decimal, date, "
            "select_one, select_multiple, note, calculate and acknowledge; a group is a page."
        )
        return
    with st.spinner("Reading the questionnaire"):
        found, left_out = _read(upload.getvalue(), upload.name)
    if isinstance(found, Instrument):
        _draw_found(found, left_out, account)
    else:
        _draw_problems(found)


@st.cache_data(scope="session", show_spinner=False, max_entries=8)
def _read(
    data: bytes, filename: str
) -> tuple[Instrument | tuple[SheetProblem, ...], list[LeftOut]]:
    """The instrument, or all its problems; read once although the page runs on every click."""
    try:
        return read_xlsform(data, filename)
    except InstrumentError as error:
        return error.problems, []


def _draw_problems(problems: tuple[SheetProblem, ...]) -> None:
    n = len(problems)
    section("Not kept yet", f"{n} thing{'s' if n > 1 else ''} to change in the file")
    columns = [_WHERE, Column("What is in the way", "43%"), Column("What to do", "40%")]
    rows = [(_where(p.sheet, p.row), p.reason, p.remedy) for p in problems]
    with st.container(key="stacked_problems"):
        table(columns, rows, "What stands in the way of this questionnaire")
    note("Nothing was saved. Change the file, save it, and choose it again above.")


def _where(sheet: str, row: int) -> str:
    return ", ".join(filter(None, [sheet or "the file", f"row {row}" if row else ""]))


def _draw_found(found: Instrument, left_out: list[LeftOut], account: Account) -> None:
    with open_database() as db:
        newest = newest_version(db, found.name)
        before = load_instrument(db, found.name, newest) if newest else None
    if before is not None and before.sha256 == found.sha256:
        section("Already here", f"version {newest}")
        note("This file says the same as that version, so there is nothing to keep.")
        if st.button("Open it", key="questionnaire.open", type="primary"):
            go(name=found.name, version=str(newest))
        return
    section("Read without a problem", f"will be version {newest + 1} of {found.name}")
    if st.button(
        "Keep as a draft", key="questionnaire.keep", type="primary", icon=":material/check:"
    ):
        with open_database() as db:
            saved = save_instrument(db, found, account.id)
        go(name=saved.name, version=str(saved.version))
    note("Nobody can answer a draft. You preview it next, and publish it when it is right.")
    if before is not None:
        for told in changes(before, found):
            st.warning(plain(told), icon=":material/difference:")
    draw_facts(found)
    if left_out:
        section("Left out", "read, but without a use here")
        columns = [_WHERE, Column("What", "33%"), Column("Why", "50%")]
        rows = [(_where(one.sheet, one.row), one.what, one.why) for one in left_out]
        with st.container(key="stacked_left_out"):
            table(columns, rows, "What was in the file and is not taken over")
    draw_items(found)
