"""JSON with recognised speech: of which program it is, is seen from its shape."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from interviews.encodings import decoded, find_encoding
from interviews.errors import TranscriptError
from interviews.readers.columns import Columns, find_columns, utterances
from interviews.readers.google_shape import read_google
from interviews.readers.headings import SURE_SPEAKER, heading
from interviews.readers.phrase_shapes import (
    read_azure,
    read_text_alone,
    read_video_indexer,
    read_youtube,
)
from interviews.readers.reading import Reading
from interviews.readers.speech_shapes import (
    read_aws,
    read_kaldi,
    read_otter,
    read_rev,
    read_speechmatics,
    read_speechmatics_1,
    read_utterances,
    read_whisper,
    read_whisper_cpp,
)
from interviews.readers.spoken import is_objects, name_of
from interviews.readers.utterances import Utterance, joined_utterances
from interviews.readers.web_page import read_markup
from interviews.readers.word_shapes import (
    read_deepgram,
    read_pieces,
    read_watson,
    read_word_segments,
    read_words,
)

# In this order: the first that knows the shape counts.
_SHAPES: tuple[Callable[[Any], list[Utterance] | None], ...] = (
    *(read_whisper, read_word_segments, read_whisper_cpp, read_utterances, read_deepgram),
    *(
        read_aws,
        read_speechmatics,
        read_watson,
        read_google,
        read_azure,
        read_video_indexer,
        read_youtube,
    ),
    *(read_speechmatics_1, read_kaldi, read_otter, read_rev, read_words, read_text_alone),
)
_ANYTHING = frozenset({"value", "comment", "line", "turn", "body", "quote", "what"})
_DEPTH = 4  # of objects in objects, in which programs wrap what was said
_REMEDY = (
    "JSON of Whisper, AWS Transcribe, Google, Azure, Teams, Speechmatics, Otter, BBC Kaldi, Rev, "
    "AssemblyAI, Deepgram and of other programs that list who says what and when can be read. "
    "Export the transcript as .vtt, .srt, .docx or .txt instead."
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
    text = decoded(data, encoding)
    try:
        return json.loads(text)
    except json.JSONDecodeError as trouble:
        lines = _lines(text) if trouble.msg == "Extra data" else None
        if lines is not None:
            return lines
        where = f"{filename}, line {trouble.lineno}, character {trouble.colno}"
        raise TranscriptError(where, "the file is no JSON, or it is cut off.", _REMEDY) from trouble
    except (RecursionError, ValueError) as trouble:
        raise TranscriptError(filename, "it is nested too deep to read.", _REMEDY) from trouble


def _lines(text: str) -> list[Any] | None:
    """One object per line, as some programs write it; None if it is not that."""
    try:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (RecursionError, ValueError):
        return None


def _is_otranscribe(content: Mapping[str, Any]) -> bool:
    return isinstance(content.get("text"), str) and {"media", "media-time"} & set(content) != set()


def _said(content: Any, depth: int = 0) -> list[Utterance] | None:
    """What is said in the file, or in an object in it; None if nothing is known as a transcript."""
    if not isinstance(content, dict):
        pieces = read_pieces(content)
        return _from_objects(content) if pieces is None else pieces
    for shape in _SHAPES:
        found = shape(content)
        if found is not None:
            return found
    lists = [value for value in content.values() if is_objects(value)]
    inside = [value for value in content.values() if isinstance(value, dict) and depth < _DEPTH]
    tried = (_said(value, depth + 1) for value in sorted(lists, key=len, reverse=True) + inside)
    return next((found for found in tried if found), None)


def _from_objects(objects: Any) -> list[Utterance] | None:
    """A list of objects is read like a table: its keys are the headings.

    It is a transcript if somebody is named or a time stands there: any list has texts.
    """
    if not is_objects(objects):
        return None
    keys = list(dict.fromkeys(key for one in objects for key in one))
    cells = [["" if one.get(key) is None else _cell(one[key]) for key in keys] for one in objects]
    columns = find_columns([[heading(key) for key in keys], *cells])
    if columns is None or not columns.headed or _may_be_anything(keys, columns):
        return None
    found = utterances([keys, *cells], columns)
    if not any(one.speaker or one.at_ms is not None for one in found):
        return None
    return [replace(one, speaker=name_of(one.speaker)) for one in found]


def _may_be_anything(keys: Sequence[str], columns: Columns) -> bool:
    """True if nothing but "comment" or "value" tells of talk: settings and lists have them too."""
    speaker = heading(keys[columns.speaker]) if columns.speaker is not None else ""
    return heading(keys[columns.text]) in _ANYTHING and not speaker.startswith(SURE_SPEAKER)


def _cell(value: Any) -> str:
    """A value as the cell of a table; of [start, end] it is the start."""
    if isinstance(value, list) and value and isinstance(value[0], int | float):
        return str(value[0])
    return str(value) if isinstance(value, str | int | float) else ""
