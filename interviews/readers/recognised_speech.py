"""JSON with recognised speech: of which program it is, is seen from its shape."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from interviews.encodings import decoded, find_encoding
from interviews.errors import TranscriptError
from interviews.readers.columns import find_columns, utterances
from interviews.readers.headings import heading
from interviews.readers.reading import Reading
from interviews.readers.speech_shapes import SHAPES
from interviews.readers.utterances import Utterance, joined_utterances
from interviews.readers.web_page import read_markup

_REMEDY = (
    "JSON of Whisper, AWS Transcribe, Google, Speechmatics, Otter, BBC Kaldi, Rev, AssemblyAI and "
    "Deepgram can be read. Export the transcript as .vtt, .srt, .docx or .txt instead."
)


def read_speech(data: bytes, filename: str) -> Reading:
    """What was said in a JSON file of a program that recognises speech, or of oTranscribe."""
    content = _loaded(data, filename)
    if isinstance(content, dict) and _is_otranscribe(content):
        return read_markup(str(content["text"]))
    try:
        said = _said(content)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError) as trouble:
        why = "it looks like recognised speech, but a part of it is missing or damaged."
        raise TranscriptError(filename, why, _REMEDY) from trouble
    if said is None:
        raise TranscriptError(
            filename, "it is JSON, but no kind of transcript known here.", _REMEDY
        )
    return joined_utterances(said)


def _loaded(data: bytes, filename: str) -> Any:
    encoding, _ = find_encoding(data, filename)
    try:
        return json.loads(decoded(data, encoding))
    except json.JSONDecodeError as trouble:
        where = f"{filename}, line {trouble.lineno}, character {trouble.colno}"
        raise TranscriptError(where, "the file is no JSON, or it is cut off.", _REMEDY) from trouble
    except (RecursionError, ValueError) as trouble:
        raise TranscriptError(filename, "it is nested too deep to read.", _REMEDY) from trouble


def _is_otranscribe(content: Mapping[str, Any]) -> bool:
    return isinstance(content.get("text"), str) and {"media", "media-time"} & set(content) != set()


def _said(content: Any) -> list[Utterance] | None:
    if isinstance(content, dict):
        for shape in SHAPES:
            found = shape(content)
            if found is not None:
                return found
        lists = [value for value in content.values() if _is_list_of_objects(value)]
        content = max(lists, key=len, default=None)
    return _from_objects(content) if _is_list_of_objects(content) else None


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _from_objects(objects: Sequence[Mapping[str, Any]]) -> list[Utterance] | None:
    """A list of objects is read like a table: its keys are the headings."""
    keys = list(dict.fromkeys(key for one in objects for key in one))
    cells = [["" if one.get(key) is None else _cell(one[key]) for key in keys] for one in objects]
    columns = find_columns([[heading(key) for key in keys], *cells])
    if columns is None or not columns.headed:
        return None
    return utterances([keys, *cells], columns)


def _cell(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) else ""
