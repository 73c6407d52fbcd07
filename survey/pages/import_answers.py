"""Page: answers that were collected elsewhere; match their columns, look at every row, bring in."""

from __future__ import annotations

import streamlit as st

from access.model import Act
from access.pages.parts.look import empty_state, note, page_header, stay_awake
from access.pages.parts.room import nothing_here
from access.pages.parts.session import guard
from storage.database import open_database
from storage.imports import list_imports
from storage.instruments import load_instrument
from survey.pages.parts.import_list import draw_done, draw_imports
from survey.pages.parts.import_mapping import draw_import
from survey.pages.parts.published import choose_published, published_titles

KINDS = ["csv", "tsv", "txt", "xlsx"]

PURPOSE = (
    "Answers that were collected with another program, brought onto a questionnaire of this study."
)
CHOOSE = "Import a file"


def go(**address: str) -> None:
    """Another view of this page."""
    st.query_params.from_dict(address)
    st.rerun()


account = guard(Act.IMPORT_ANSWERS)
stay_awake()
choosing = st.query_params.get("view") == "file"
published = published_titles()
with open_database() as db:
    imports = list_imports(db)
pressed = page_header(
    "Import answers",
    PURPOSE,
    None if choosing or not imports else CHOOSE,
    key="import",
    icon=":material/upload_file:",
    secondary="Back" if choosing else None,
)
if not published:
    nothing_here(
        "No questionnaire is published yet",
        "Answers are brought onto a published questionnaire, so that each of them belongs to a "
        "question. Publish it first; you can close its link at once.",
        "Go to Questionnaire",
        "survey/pages/questionnaire.py",
        key="import.empty",
        icon=":material/list_alt:",
    )

if not choosing:
    draw_done(imports)
    if not imports:
        pressed = empty_state(
            "Nothing was imported yet",
            "Bring in what was collected with KoboToolbox, ODK, LimeSurvey, Qualtrics or in a "
            "spreadsheet. You see every row before anything is written.",
            CHOOSE,
            key="import.none",
            icon=":material/upload_file:",
        )
    if pressed:
        go(view="file")
    draw_imports(imports, published, account.id)
    st.stop()

if st.session_state.get("import.secondary"):
    go()
name = choose_published(published, key="import.instrument")
upload = st.file_uploader("File with the answers", type=KINDS, key="import.file")
if upload is None:
    note(
        "CSV or XLSX, one row per response, as KoboToolbox, ODK, LimeSurvey, Qualtrics or this "
        "program write them, or any table with one heading per column. Nothing is written before "
        "you have seen every row that would not come in."
    )
    st.stop()
with open_database() as db:
    instrument = load_instrument(db, name)
if draw_import(upload.getvalue(), upload.name, instrument, account.id):
    go()
