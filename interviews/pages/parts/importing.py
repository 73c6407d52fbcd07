"""Bring in transcripts: read every file, show what was found, keep one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from access.model import Account
from access.pages.parts.look import Column, Html, note, page_header, section, state, table
from access.pages.parts.typed import plain
from interviews.describing import Described, description_problems
from interviews.errors import (
    AlreadyImportedError,
    ParticipantTakenError,
    TranscriptError,
    WithdrawnError,
)
from interviews.model import Source
from interviews.pages.parts.describe import draw_description
from interviews.pages.parts.places import go
from interviews.pages.parts.reading import draw_speakers, draw_turns
from interviews.speakers import measure
from interviews.transcript import FORMATS, MAX_BYTES, parse_transcript
from storage.attributes import list_attribute_types
from storage.database import open_database, open_vault, writing
from storage.originals import keep_original
from storage.people import list_organisations, list_participants, save_people, save_speakers
from storage.sources import find_source, save_source

FIRST_TURNS = 12


@dataclass(frozen=True)
class _File:
    """An uploaded file and what came of reading it."""

    name: str
    data: bytes
    source: Source | None
    trouble: str = ""
    kept: str = ""  # Source.id, once it is in the library

    @property
    def waits(self) -> bool:
        return self.source is not None and not self.kept


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
        type=list(FORMATS),
        accept_multiple_files=True,
        key="library.files",
        max_upload_size=MAX_BYTES // 2**20,
    )
    if not uploads:
        note(
            "Several files at once: Word, OpenDocument, RTF, PDF with text, web pages, plain text, "
            "captions, tables, and the JSON of programs that recognise speech. "
            "Nothing leaves this machine. "
            "The original goes to the vault, sealed with its checksum."
        )
        return
    files = _read(uploads)
    _draw_results(files)
    waiting = [file for file in files if file.waits]
    if waiting:
        _draw_review(waiting, account)
    elif any(file.kept for file in files) and st.button(
        "Go to the library", key="library.done", type="primary"
    ):
        go()


@st.cache_data(scope="session", show_spinner=False, max_entries=64)
def _parsed(name: str, data: bytes) -> Source | str:
    """The source, or why there is none; read once although the page runs on every click."""
    try:
        return parse_transcript(data, name)
    except TranscriptError as trouble:
        place = trouble.where.removeprefix(PurePath(name).name).lstrip(", ")
        return f"{': '.join(filter(None, [place, trouble.why]))} {trouble.remedy}"


def _read(uploads: list[UploadedFile]) -> list[_File]:
    """Every file with its outcome; one that cannot be read does not stop the others."""
    files: list[_File] = []
    ids = [upload.file_id for upload in uploads]
    # Only new files take time; without this the bar would flicker on every click.
    bar = st.progress(0.0, "Reading") if ids != st.session_state.get("library.read") else None
    for n, upload in enumerate(uploads, 1):
        data = upload.getvalue()
        found = _parsed(upload.name, data)
        if isinstance(found, str):
            files.append(_File(upload.name, data, None, found))
        else:
            with open_database() as db:
                kept = find_source(db, found.original_sha256)
            files.append(_File(upload.name, data, found, kept=kept))
        if bar:
            bar.progress(n / len(uploads), f"{n} of {len(uploads)} read")
    if bar:
        bar.empty()
    st.session_state["library.read"] = ids
    return files


def _draw_results(files: list[_File]) -> None:
    section("Files", f"{sum(file.source is not None for file in files)} of {len(files)} read")
    columns = [Column("File", "34%"), Column("Outcome", "18%"), Column("What was found", "48%")]
    with st.container(key="library_files"):
        table(columns, [_result(file) for file in files], "Files and what came of reading them")


def _result(file: _File) -> list[str | Html]:
    if file.source is None:
        return [file.name, state("not read", "stop"), file.trouble[:1].upper() + file.trouble[1:]]
    found = ". ".join(
        [measure(file.source), *(notice.rstrip(".") for notice in file.source.notices)]
    )
    kept = state("in the library", "done") if file.kept else state("to be kept", "info")
    return [file.name, kept, found]


def _draw_review(waiting: list[_File], account: Account) -> None:
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
    assert file.source is not None  # noqa: S101, for the type: a file that waits has one
    with open_database() as db:
        participants, organisations = list_participants(db), list_organisations(db)
        types = list_attribute_types(db)
    key = f"library.{file.source.original_sha256[:12]}"
    form, reading = st.columns([2, 3], gap="large")
    with form:
        refused = st.session_state.pop("library.refused", "")
        if refused:
            st.error(plain(refused))
        typed = draw_description(file.source, participants, organisations, key=key, new=True)
        problems = description_problems(typed, types)
        for problem in problems:
            st.warning(plain(problem))
        keep = st.button("Keep this transcript", key=f"{key}.keep", type="primary")
        if keep and not problems:
            _keep(file, file.source, typed, account)
    with reading:
        draw_speakers(file.source)
        draw_turns(file.source, file.source.turns[:FIRST_TURNS])
        if len(file.source.turns) > FIRST_TURNS:
            note(f"The first {FIRST_TURNS} of {len(file.source.turns):,} turns.")


def _keep(file: _File, source: Source, typed: Described, account: Account) -> None:
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
