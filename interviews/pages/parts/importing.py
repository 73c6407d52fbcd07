"""Bring in transcripts: read every file, show what was found, keep one after the other."""

from __future__ import annotations

import streamlit as st

from access.model import Account
from access.pages.parts.look import Column, Html, note, page_header, section, state, table
from access.pages.parts.typed import plain
from interviews.describing import Described, description_problems
from interviews.errors import AlreadyImportedError, ParticipantTakenError, WithdrawnError
from interviews.model import Source
from interviews.pages.parts.describe import draw_description
from interviews.pages.parts.import_files import ImportFile, read_files
from interviews.pages.parts.import_review import draw_letters, draw_spellings
from interviews.pages.parts.places import go
from interviews.pages.parts.reading import draw_speakers, draw_turns
from interviews.source_title import looks_named, title_problems
from interviews.speakers import measure
from interviews.transcript import FORMATS
from storage.attributes import list_attribute_types
from storage.database import open_database, open_vault, writing
from storage.names_key import load_surfaces
from storage.originals import keep_original
from storage.people import list_organisations, list_participants, save_people, save_speakers
from storage.sources import save_source

FIRST_TURNS = 12
MAX_ZIP = 60 * 2**20  # bytes of an upload; a single transcript may have fewer


def draw_import(account: Account) -> None:
    """The page while transcripts are brought in."""
    page_header(
        "Import transcripts",
        "Each file is read, shown to you turn by turn, and only then kept.",
        key="library.import",
        secondary="Back to the library",
    )
    if st.session_state["library.import.secondary"]:
        go()
    uploads = st.file_uploader(
        "Transcripts",
        type=[*FORMATS, "zip"],
        accept_multiple_files=True,
        key="library.files",
        max_upload_size=MAX_ZIP // 2**20,
    )
    if not uploads:
        note(
            "Several files at once: Word, OpenDocument, RTF, PDF with text, web pages, plain text, "
            "captions, tables, the JSON of programs that recognise speech, or a ZIP of them. "
            "Nothing leaves this machine. "
            "The original goes to the vault, sealed with its checksum."
        )
        return
    files = read_files(uploads)
    _draw_results(files)
    waiting = [file for file in files if file.waits]
    if waiting:
        _draw_review(waiting, account)
    elif any(file.kept for file in files) and st.button(
        "Go to the library", key="library.done", type="primary"
    ):
        go()


def _draw_results(files: list[ImportFile]) -> None:
    section(
        "Files", f"{sum(file.outcome.source is not None for file in files)} of {len(files)} read"
    )
    columns = [Column("File", "34%"), Column("Outcome", "18%"), Column("What was found", "48%")]
    with st.container(key="library_files"):
        table(columns, [_result(file) for file in files], "Files and what came of reading them")


def _result(file: ImportFile) -> list[str | Html]:
    source, trouble = file.outcome.source, file.outcome.trouble
    if source is None:
        return [file.name, state("not read", "stop"), trouble[:1].upper() + trouble[1:]]
    found = ". ".join([measure(source), *(notice.rstrip(".") for notice in source.notices)])
    kept = state("in the library", "done") if file.kept else state("to be kept", "info")
    return [file.name, kept, found]


def _draw_review(waiting: list[ImportFile], account: Account) -> None:
    section("Look and keep", f"{len(waiting)} to go" if len(waiting) > 1 else "the last one")
    at = 0
    if len(waiting) > 1:
        at = st.selectbox(
            "File",
            range(len(waiting)),
            format_func=lambda n: waiting[n].name,
            key="library.file",
        )
    file = waiting[at]
    with open_database() as db, open_vault() as vault:
        participants, organisations = list_participants(db), list_organisations(db)
        types, surfaces = list_attribute_types(db), load_surfaces(vault)
    reading, form = st.columns([3, 2], gap="large")
    with reading:
        source = _draw_reading(file)
    key = _key(source)
    with form:
        refused = st.session_state.pop("library.refused", "")
        if refused:
            st.error(plain(refused))
        neutral = looks_named(source.title, surfaces, source.speakers)
        typed = draw_description(
            source, participants, organisations, key=key, new=True, neutral=neutral
        )
        problems = description_problems(typed, types)
        problems += title_problems(typed, surfaces, source.speakers)
        if neutral:
            note("The file's name may hold a name of somebody, so another title is proposed.")
        for problem in problems:
            st.warning(plain(problem))
        keep = st.button("Keep this transcript", key=f"{key}.keep", type="primary")
        if keep and not problems:
            _keep(file, source, typed, account)


def _draw_reading(file: ImportFile) -> Source:
    """What was read, put right where the researcher says so: letters, speakers, first turns."""
    source = file.outcome.source
    assert source is not None  # noqa: S101, for the type: a file that waits has one
    source = draw_letters(file, key=_key(source)) or source
    source = draw_spellings(source, key=_key(source))
    draw_speakers(source)
    draw_turns(source, source.turns[:FIRST_TURNS])
    if len(source.turns) > FIRST_TURNS:
        note(f"The first {FIRST_TURNS} of {len(source.turns):,} turns.")
    return source


def _key(source: Source) -> str:
    return f"library.{source.original_sha256[:12]}"


def _keep(file: ImportFile, source: Source, typed: Described, account: Account) -> None:
    """Store the original, then people and source in one piece; show the next file."""
    try:
        with open_vault() as vault, open_database() as db, writing(db):
            keep_original(vault, file.name, file.data)
            told = save_people(db, source, typed, account.id)
            kept = save_source(db, vault, told, account.id)
            save_speakers(db, kept, typed.speakers, account.id)
    except (AlreadyImportedError, ParticipantTakenError, WithdrawnError) as refused:
        st.session_state["library.refused"] = str(refused)  # shown above the form drawn anew
        st.rerun()
    who = f" as {plain(kept.participant)}" if kept.participant else ""
    st.toast(f"Kept in the library{who}", icon=":material/check:")
    st.rerun()
