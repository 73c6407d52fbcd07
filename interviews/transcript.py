"""A transcript file to a Source: text, turns, who speaks and who probably asks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from interviews.dashes import BY_TURNS, find_dashes
from interviews.encodings import Candidate, candidates, decoded
from interviews.errors import TranscriptError
from interviews.interviewers import propose_interviewers
from interviews.labels import find_labels
from interviews.model import Source
from interviews.readers.elan import read_elan
from interviews.readers.open_document import read_open_document
from interviews.readers.pdf import read_pdf
from interviews.readers.plain_text import refuse_control_characters
from interviews.readers.reading import Reading
from interviews.readers.recognised_speech import read_speech
from interviews.readers.rich_text import read_rich_text
from interviews.readers.subtitles import read_sbv, read_srt
from interviews.readers.tables import read_csv, read_markdown, read_plain, read_workbook
from interviews.readers.web_page import read_web_page
from interviews.readers.webvtt import read_webvtt
from interviews.readers.word import read_word
from interviews.turns import merge_marks, split_turns

MAX_BYTES = 20 * 1024 * 1024
_READERS: dict[str, Callable[[bytes, str], Reading]] = {
    ".csv": read_csv,
    ".docx": read_word,
    ".eaf": read_elan,
    ".htm": read_web_page,
    ".html": read_web_page,
    ".json": read_speech,
    ".md": read_markdown,
    ".odt": read_open_document,
    ".otr": read_speech,
    ".pdf": read_pdf,
    ".rtf": read_rich_text,
    ".sbv": read_sbv,
    ".srt": read_srt,
    ".tsv": read_csv,
    ".txt": read_plain,
    ".vtt": read_webvtt,
    ".xlsx": read_workbook,
}
_TEXTS = {".csv", ".htm", ".html", ".md", ".sbv", ".srt", ".tsv", ".txt", ".vtt"}
FORMATS = tuple(sorted(suffix.lstrip(".") for suffix in _READERS))


def parse_transcript(data: bytes, filename: str, encoding: str = "") -> Source:
    """The source that a file holds; its `notices` say what was left out or guessed.

    The text is normalised here and never again: line ends are LF and a byte-order mark is gone
    (rule T1). The title is the name of the file, the interviewers are proposed.

    Args:
        data: the file, of one of FORMATS.
        filename: its name; the ending says how it is read.
        encoding: of a text file, where a person has chosen one of `encodings.candidates`.

    Raises:
        TranscriptError: the file cannot be read; where, why and how to fix it.
    """
    name = PurePath(filename.replace("\\", "/")).name
    read = _reader(data, name)
    reading = read(_as_utf8(data, name, encoding) if encoding else data, name)
    refuse_control_characters(reading.text, name)
    if not re.search(r"\w", reading.text):
        remedy = "Check that it is the right file."
        raise TranscriptError(name, "there are no words in it.", remedy)
    marks = merge_marks(reading, find_labels(reading.text))
    dashes = () if marks else find_dashes(reading.text)
    turns = split_turns(reading.text, marks or dashes)
    source = Source(
        title=PurePath(name).stem,
        text=reading.text,
        turns=turns,
        original_name=name,
        original_sha256=hashlib.sha256(data).hexdigest(),
        notices=(*reading.notices, *((BY_TURNS,) if dashes else ()), *_chosen(encoding)),
    )
    return replace(source, interviewers=propose_interviewers(source))


def encoding_candidates(data: bytes, filename: str) -> tuple[Candidate, ...]:
    """The encodings that a file may be in, best first; nothing if it gives its own away."""
    name = PurePath(filename.replace("\\", "/")).name
    if PurePath(name).suffix.lower() not in _TEXTS:
        return ()
    return candidates(data, name)


def _chosen(encoding: str) -> tuple[str, ...]:
    return (f"Its letters were read as {encoding}, as chosen at import.",) if encoding else ()


def _as_utf8(data: bytes, name: str, encoding: str) -> bytes:
    try:
        return decoded(data, encoding).encode()
    except (LookupError, UnicodeDecodeError) as trouble:
        remedy = "Choose another encoding for it."
        raise TranscriptError(name, f"its letters are not {encoding}.", remedy) from trouble


def _reader(data: bytes, name: str) -> Callable[[bytes, str], Reading]:
    suffix = PurePath(name).suffix.lower()
    if suffix not in _READERS:
        why = f"'{suffix or 'no ending'}' is not a kind of file that can be read."
        raise TranscriptError(name, why, "Save it as .docx, .txt or .vtt, then import that file.")
    if not data:
        raise TranscriptError(name, "the file is empty.", "Check that it was copied whole.")
    if len(data) > MAX_BYTES:
        why = f"it has {len(data) / 2**20:.0f} MB; a transcript may have {MAX_BYTES // 2**20} MB."
        raise TranscriptError(name, why, "Remove pictures or sound from it, then import it again.")
    return _READERS[suffix]
