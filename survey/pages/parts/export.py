"""Take the answers along: choose a program and a language, read what the file changes, download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import streamlit as st

from access.pages.parts.look import Column, needs_review, note, section, table
from survey.exports.limits import Change
from survey.exports.statistics import spss_plan, stata_plan
from survey.exports.variables import variables
from survey.exports.workbook import sheet_variables, workbook_plan
from survey.model import Instrument
from survey.texts import short

if TYPE_CHECKING:
    import pandas as pd

PROGRAMS = ["CSV", "Excel", "SPSS", "Stata", "Codebook"]
_TOLD = {
    "Excel": "One row per response. No cell is a formula, whatever was typed. The codebook is a "
    "sheet of the same file.",
    "SPSS": "Choices are numbers with labels, several choices one variable each. Don't know, "
    "prefer not to answer and not asked are user-missing, each with its own number; beside a text "
    "or a date they stand in a variable of their own.",
    "Stata": "For version 14 and later. Choices are numbers with labels, several choices one "
    "variable each. Don't know is .a, prefer not to answer .b, not asked .c; beside a text or a "
    "date they stand in a variable of their own.",
    "CSV": "One row per response, one column per question. An empty cell was left empty, "
    "__not_asked__ was not asked. An apostrophe before a text that begins like a formula keeps "
    "spreadsheets from running it; take it away to have the text as it was written.",
    "Codebook": "Questions, conditions, options and their codes. There is no answer in it.",
}
_MOST_ROWS = 40


def draw_export(name: str, instrument: Instrument, frame: pd.DataFrame) -> None:
    """The section at the end of the results.

    Args:
        name: of the instrument.
        instrument: all its versions joined.
        frame: as from `responses_frame`.
    """
    n = len(frame)
    section("Take the answers along", f"{n} response{'' if n == 1 else 's'}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        program = st.segmented_control(
            "For", PROGRAMS, default=PROGRAMS[0], required=True, key="results.export.program"
        )
        language = instrument.default_language
        if len(instrument.languages) > 1 and program != "CSV":
            language = st.selectbox(
                "Language of the labels",
                instrument.languages,
                index=instrument.languages.index(language) if language else 0,
                key=f"results.export.language.{name}",
                width=220,
            )
    st.html(_links(_files(program, name, language)))
    note(_TOLD[program])
    named = [item for item in instrument.items if item.pii]
    if named and program != "Codebook":
        asked = "; ".join(short(item.label, language, 60) or item.name for item in named)
        told = f"May name or locate somebody: {asked}. Take it out before the file leaves the team."
        st.html(needs_review(told))
    changes = _changes(program, instrument, frame, language)
    if changes:
        _draw_changes(program, changes)


def _files(program: str, name: str, language: str) -> Mapping[str, str]:
    """What a link says → where it leads."""
    answers, books = f"/survey/exports/{quote(name, safe='')}", f"/survey/codebooks/{quote(name)}"
    asked = urlencode({"language": language})
    match program:
        case "Excel":
            return {
                "Download with the words of the answers (XLSX)": f"{answers}.xlsx?"
                f"{urlencode({'language': language, 'cells': 'labels'})}",
                "Download with the names of the options (XLSX)": f"{answers}.xlsx?{asked}",
            }
        case "SPSS":
            return {"Download for SPSS (.sav)": f"{answers}.sav?{asked}"}
        case "Stata":
            return {"Download for Stata (.dta)": f"{answers}.dta?{asked}"}
        case "CSV":
            return {"Download all responses (CSV)": f"/survey/answers/{quote(name, safe='')}.csv"}
    return {
        "Download the codebook as a page (HTML)": f"{books}.html?{asked}",
        "Download the codebook for Word (DOCX)": f"{books}.docx?{asked}",
        "Download the codebook for an archive (DDI, XML)": f"{books}.xml",
    }


def _links(files: Mapping[str, str]) -> str:
    return "".join(
        f'<p class="tl-download"><a href="{escape(address)}" download>{escape(said)}</a></p>'
        for said, address in files.items()
    )


def _changes(
    program: str, instrument: Instrument, frame: pd.DataFrame, language: str
) -> Sequence[Change]:
    """What stands differently in the file than here."""
    match program:
        case "SPSS":
            return spss_plan(variables(instrument, frame, language))[1]
        case "Stata":
            return stata_plan(variables(instrument, frame, language))[1]
        case "Excel":
            return workbook_plan(sheet_variables(instrument, frame, language))[1]
    return []


def _draw_changes(program: str, changes: Sequence[Change]) -> None:
    """Each change in words, the first ones of many."""
    n = len(changes)
    with st.expander(f"{n} thing{'' if n == 1 else 's'} that {program} cannot hold as they are"):
        columns = [
            Column("Column", "22%"),
            Column("What changes", "30%"),
            Column("In the file", "48%"),
        ]
        rows = [(one.of, one.what, one.there) for one in changes[:_MOST_ROWS]]
        with st.container(key="stacked_changes"):
            table(columns, rows, f"What stands differently in the file for {program}")
        if n > _MOST_ROWS:
            note(f"The first {_MOST_ROWS} of {n}. The codebook has every label whole.")
