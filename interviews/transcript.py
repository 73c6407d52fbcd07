"""A transcript file to a Source: text, turns, who speaks and who probably asks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from interviews.errors import TranscriptError
from interviews.interviewers import propose_interviewers
from interviews.labels import find_labels
from interviews.model import Source
from interviews.readers.plain_text import read_text, refuse_control_characters
from interviews.readers.reading import Reading
from interviews.readers.webvtt import read_webvtt
from interviews.readers.word import read_word
from interviews.turns import merge_marks, split_turns

MAX_BYTES = 20 * 1024 * 1024
_READERS: dict[str, Callable[[bytes, str], Reading]] = {
    ".docx": read_word,
    ".txt": read_text,
    ".vtt": read_webvtt,
}
FORMATS = tuple(sorted(suffix.lstrip(".") for suffix in _READERS))


def parse_transcript(data: bytes, filename: str) -> Source:
    """The source that a .docx, .txt or .vtt file holds; its `notices` say what was left out.

    The text is normalised here and never again: line ends are LF and a byte-order mark is gone
    (rule T1). The title is the name of the file, the interviewers are proposed.

    Raises:
        TranscriptError: the file cannot be read; where, why and how to fix it.
    """
    name = PurePath(filename.replace("\\", "/")).name
    reading = _reader(data, name)(data, name)
    refuse_control_characters(reading.text, name)
    if not re.search(r"\w", reading.text):
        remedy = "Check that it is the right file."
        raise TranscriptError(name, "there are no words in it.", remedy)
    turns = split_turns(reading.text, merge_marks(reading, find_labels(reading.text)))
    source = Source(
        title=PurePath(name).stem,
        text=reading.text,
        turns=turns,
        original_name=name,
        original_sha256=hashlib.sha256(data).hexdigest(),
        notices=reading.notices,
    )
    return replace(source, interviewers=propose_interviewers(source))


def _reader(data: bytes, name: str) -> Callable[[bytes, str], Reading]:
    suffix = PurePath(name).suffix.lower()
    if suffix not in _READERS:
        why = f"'{suffix or 'no ending'}' is not a kind of file that can be read yet."
        raise TranscriptError(name, why, "Save it as .docx, .txt or .vtt, then import that file.")
    if not data:
        raise TranscriptError(name, "the file is empty.", "Check that it was copied whole.")
    if len(data) > MAX_BYTES:
        why = f"it has {len(data) / 2**20:.0f} MB; a transcript may have {MAX_BYTES // 2**20} MB."
        raise TranscriptError(name, why, "Remove pictures or sound from it, then import it again.")
    return _READERS[suffix]
