"""The files that were handed in and what came of reading each; ZIPs are unpacked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from interviews.errors import TranscriptError
from interviews.packed import Packed
from interviews.reading_apart import Outcome, ReadingProcess, in_words
from storage.database import open_database
from storage.sources import find_source


@dataclass(frozen=True)
class ImportFile:
    """A file and what came of reading it."""

    name: str
    data: bytes
    outcome: Outcome
    kept: str = ""  # Source.id, once it is in the library

    @property
    def waits(self) -> bool:
        """True until it is kept; never for a file that could not be read."""
        return self.outcome.source is not None and not self.kept


def read_files(uploads: Sequence[UploadedFile]) -> list[ImportFile]:
    """Every file with its outcome; one that cannot be read does not stop the others."""
    ids = [upload.file_id for upload in uploads]
    # Only new files take time; without this the bar would flicker on every click. Its place stays,
    # so that the fields below do not move up and lose what is being typed in them.
    place = st.empty()
    bar = place.progress(0.0, "Reading") if ids != st.session_state.get("library.read") else None
    files: list[ImportFile] = []
    with ReadingProcess() as process:
        packed = [one for upload in uploads for one in _files_in(upload, process)]
        for n, one in enumerate(packed, 1):
            files.append(_read(one, process))
            if bar:
                bar.progress(n / len(packed), f"{n} of {len(packed)} read")
    place.empty()
    st.session_state["library.read"] = ids
    return files


def read_again(file: ImportFile, encoding: str) -> Outcome:
    """The same file in the encoding that was chosen."""
    with ReadingProcess() as process:
        return _outcome(file.name, file.data, encoding, process)


def _files_in(upload: UploadedFile, process: ReadingProcess) -> list[Packed]:
    data = upload.getvalue()
    if not upload.name.lower().endswith(".zip"):
        return [Packed(upload.name, data)]
    return _unpacked(upload.name, data, process)


def _read(file: Packed, process: ReadingProcess) -> ImportFile:
    if file.trouble:
        return ImportFile(file.name, b"", Outcome(None, file.trouble))
    outcome = _outcome(file.name, file.data, "", process)
    kept = ""
    if outcome.source:
        with open_database() as db:
            kept = find_source(db, outcome.source.original_sha256)
    return ImportFile(file.name, file.data, outcome, kept)


# Read once although the page runs on every click. What is private stays in the session.
@st.cache_data(scope="session", show_spinner=False, max_entries=256)
def _outcome(name: str, data: bytes, encoding: str, _process: ReadingProcess) -> Outcome:
    return _process.read(data, name, encoding)


@st.cache_data(scope="session", show_spinner=False, max_entries=8)
def _unpacked(name: str, data: bytes, _process: ReadingProcess) -> list[Packed]:
    try:
        return _process.unpack(data, name)
    except TranscriptError as refused:
        return [Packed(name, trouble=in_words(refused, name))]
