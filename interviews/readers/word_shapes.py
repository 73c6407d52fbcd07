"""The JSON of programs that write what was said word by word: one function per shape.

As in `speech_shapes`: each returns what was said, or None if it is another program's file.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from interviews.readers.spoken import Word, is_objects, milliseconds_of, name_of, spoken
from interviews.readers.utterances import Utterance

_LONG_WORD = 20  # longer than any word in seconds: then the numbers are milliseconds
_WORD = ("punctuated_word", "word", "text")


def read_deepgram(data: Any) -> list[Utterance] | None:
    """Deepgram without utterances: channels with paragraphs, or with words alone."""
    results = data.get("results")
    channels = results.get("channels") if isinstance(results, dict) else None
    if not (isinstance(channels, list) and channels and "alternatives" in channels[0]):
        return None
    said: list[Utterance] = []
    for number, channel in enumerate(channels, 1):
        name = f"Channel {number}" if len(channels) > 1 else ""
        said += _deepgram_channel(channel["alternatives"][0], name)
    return sorted(said, key=lambda one: one.at_ms or 0) if len(channels) > 1 else said


def _deepgram_channel(best: Any, name: str) -> list[Utterance]:
    paragraphs = (best.get("paragraphs") or {}).get("paragraphs")
    if paragraphs:
        return [
            Utterance(
                name or name_of(one.get("speaker")),
                milliseconds_of(one.get("start")),
                " ".join(str(sentence["text"]) for sentence in one["sentences"]),
            )
            for one in paragraphs
        ]
    return spoken(_words(best.get("words") or [], name, 1000))


def read_watson(data: Any) -> list[Utterance] | None:
    """IBM Watson: results with the times of their words, and beside them who speaks when."""
    results = data.get("results")
    if not (is_objects(results) and all("timestamps" in one for one in _best(results))):
        return None
    labels = data.get("speaker_labels") or []
    speakers = {one["from"]: name_of(one["speaker"]) for one in labels}
    return spoken(
        (speakers.get(start, ""), milliseconds_of(start), str(word), False)
        for one in _best(results)
        for word, start, *_ in one["timestamps"]
    )


def _best(results: Sequence[Mapping[str, Any]]) -> list[Any]:
    return [one["alternatives"][0] for one in results if one.get("alternatives")] or [{}]


def read_words(data: Any) -> list[Utterance] | None:
    """AssemblyAI, ElevenLabs and Vosk: a list of words with their times, maybe with speakers."""
    words = data.get("words") or data.get("result")
    if not (_is_words(words) and isinstance(data.get("text"), str)):
        return None
    return spoken(_words(words, "", _unit(words)))


def read_word_segments(data: Any) -> list[Utterance] | None:
    """Adobe Premiere: segments of words; the names of the speakers stand beside them."""
    segments = data.get("segments")
    if not (
        is_objects(segments) and "text" not in segments[0] and _is_words(segments[0].get("words"))
    ):
        return None
    names = {
        one.get("id"): one.get("name")
        for one in data.get("speakers") or []
        if isinstance(one, dict)
    }
    return [
        said
        for one in segments
        for said in spoken(
            _words(one["words"], name_of(names.get(one.get("speaker")) or one.get("speaker")), 1000)
        )
    ]


def read_pieces(data: Any) -> list[Utterance] | None:
    """Lists of pieces, each with its words: recorders of meetings (who speaks), Vosk (a phrase)."""
    if not (
        is_objects(data) and all(_is_words(one.get("words") or one.get("result")) for one in data)
    ):
        return None
    return [
        said
        for one in data
        for said in spoken(_words(one.get("words") or one["result"], _who(one), 1000))
    ]


def _who(piece: Mapping[str, Any]) -> str:
    who = piece.get("participant") or piece.get("speaker")
    return name_of(who.get("name") or who.get("id") if isinstance(who, Mapping) else who)


def _words(words: Iterable[Any], name: str, unit: int) -> Iterator[Word]:
    """Words as `spoken` takes them; the blanks that ElevenLabs lists between them are left out."""
    for one in words:
        written = str(next(one[key] for key in _WORD if one.get(key) is not None))
        if written.strip():
            speaker = name or name_of(one.get("speaker", one.get("speaker_id")))
            yield speaker, milliseconds_of(_start(one), unit), written.strip(), False


def _start(word: Mapping[str, Any]) -> Any:
    start = word.get("start", word.get("start_timestamp"))
    return start.get("relative") if isinstance(start, Mapping) and "relative" in start else start


def _unit(words: Sequence[Mapping[str, Any]]) -> int:
    """1 if the times are milliseconds, 1000 if they are seconds."""
    lengths = [
        one["end"] - one["start"]
        for one in words
        if isinstance(one.get("start"), int) and isinstance(one.get("end"), int)
    ]
    whole = len(lengths) * 2 >= len(words)
    return 1 if whole and statistics.median(lengths) > _LONG_WORD else 1000


def _is_words(words: Any) -> bool:
    return is_objects(words) and all(
        any(key in one for key in _WORD) and ("start" in one or "start_timestamp" in one)
        for one in words
    )
