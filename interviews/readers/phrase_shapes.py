"""The JSON of Microsoft's and YouTube's recognition: one function per shape.

As in `speech_shapes`: each returns what was said, or None if it is another program's file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from interviews.readers.spoken import is_objects, milliseconds_of, name_of
from interviews.readers.utterances import Utterance

_TICKS = 10_000  # in a millisecond
_PERIOD = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
_ABOUT_ITSELF = {"text", "language", "language_code", "duration", "task", "usage", "segments"}


def read_azure(data: Any) -> list[Utterance] | None:
    """Azure batch transcription: phrases with the best wording first, speakers or channels."""
    data = _lower(data)
    phrases = data.get("recognizedphrases")
    if not is_objects(phrases):
        return None
    found = [_azure_phrase(_lower(one)) for one in phrases]
    channels = {channel for _, channel, _ in found}
    named = [
        Utterance(speaker or (channel if len(channels) > 1 else ""), said.at_ms, said.words)
        for speaker, channel, said in found
    ]
    return sorted(named, key=lambda one: one.at_ms or 0)


def _azure_phrase(phrase: Mapping[str, Any]) -> tuple[str, str, Utterance]:
    best = _lower(phrase["nbest"][0]) if phrase.get("nbest") else {}
    ticks = phrase.get("offsetinticks")
    at_ms = round(ticks / _TICKS) if ticks is not None else _period(str(phrase.get("offset")))
    words = str(best.get("display") or best.get("lexical") or "")
    speaker = name_of(phrase.get("speaker", best.get("speaker")))
    return speaker, f"Channel {phrase.get('channel', 0)}", Utterance("", at_ms, words)


def read_video_indexer(data: Any) -> list[Utterance] | None:
    """Azure Video Indexer: the transcript among the insights of a video."""
    videos = data.get("videos")
    if not (is_objects(videos) and isinstance(videos[0].get("insights"), dict)):
        return None
    insights = videos[0]["insights"]
    names = {one["id"]: one["name"] for one in insights.get("speakers") or []}
    return [
        Utterance(
            name_of(names.get(one.get("speakerId"))),
            milliseconds_of((one.get("instances") or [{}])[0].get("start")),
            str(one["text"]),
        )
        for one in insights.get("transcript") or []
    ]


def read_youtube(data: Any) -> list[Utterance] | None:
    """YouTube's own captions: events with segments; an event of a line end alone says nothing."""
    events = data.get("events")
    if not (is_objects(events) and any("segs" in one for one in events)):
        return None
    return [
        Utterance(
            "",
            milliseconds_of(one.get("tStartMs"), 1),
            " ".join("".join(str(part.get("utf8", "")) for part in one["segs"]).split()),
        )
        for one in events
        if one.get("segs")
    ]


def read_text_alone(data: Any) -> list[Utterance] | None:
    """Whisper without segments: the text alone."""
    text = data.get("text")
    if not isinstance(text, str) or data.get("segments") or not set(data) <= _ABOUT_ITSELF:
        return None
    return [Utterance("", None, text)]


def _period(words: str) -> int | None:
    """Milliseconds of PT1M2.5S, as ISO 8601 writes a duration."""
    found = _PERIOD.fullmatch(words)
    if found is None:
        return None
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return round((hours * 3600 + minutes * 60 + seconds) * 1000)


def _lower(data: Mapping[str, Any]) -> dict[str, Any]:
    """With keys in small letters: Video Indexer writes the same file with capitals."""
    return {key.lower(): value for key, value in data.items()}
