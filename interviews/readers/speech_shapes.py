"""The JSON of programs that recognise speech: one function per shape.

Each takes the whole file as parsed and returns what was said, or None if it is another program's
file. They read what they need and raise KeyError, TypeError or ValueError if a part is missing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any

from interviews.readers.headings import heading, kind_of
from interviews.readers.spoken import Word, milliseconds_of, name_of, spoken
from interviews.readers.utterances import Utterance

_KINDS = (("speaker", "speaker"), ("start", "start"))  # of a heading, and the usual key for it
_TURN = "[SPEAKER_TURN]"  # whisper.cpp says so that somebody else goes on
_OTTER_RATE = 16  # samples in a millisecond: Otter counts time in samples of 16 kHz


def read_whisper(data: Any) -> list[Utterance] | None:
    """OpenAI Whisper, WhisperX and faster-whisper: segments with start, text and maybe speaker."""
    segments = data.get("segments")
    if not (isinstance(segments, list) and segments and "text" in segments[0]):
        return None
    if _has_other_keys(segments[0]):
        return None
    return [
        Utterance(name_of(one.get("speaker")), milliseconds_of(one.get("start")), str(one["text"]))
        for one in segments
    ]


def _has_other_keys(piece: Any) -> bool:
    """True if who speaks or when stands under other keys: then it is read like a table."""
    other = {kind_of(heading(key)) for key in piece if key not in ("speaker", "start")}
    return any(kind in other and key not in piece for kind, key in _KINDS)


def read_whisper_cpp(data: Any) -> list[Utterance] | None:
    """whisper.cpp: transcription with offsets in milliseconds."""
    pieces = data.get("transcription")
    if not (isinstance(pieces, list) and pieces and "text" in pieces[0]):
        return None
    return [
        Utterance(
            name_of(one.get("speaker")),
            milliseconds_of((one.get("offsets") or {}).get("from"), 1),
            str(one["text"]).replace(_TURN, ""),
        )
        for one in pieces
    ]


def read_aws(data: Any) -> list[Utterance] | None:
    """AWS Transcribe: items, with speakers beside them or by channel."""
    results = data.get("results")
    if not (isinstance(results, dict) and "items" in results):
        return None
    channels = (results.get("channel_labels") or {}).get("channels") or []
    if len(channels) > 1:
        items = [
            (one, name_of(channel["channel_label"]))
            for channel in channels
            for one in channel["items"]
        ]
        return spoken(sorted(_aws_words(items, {}), key=lambda word: word[1] or 0))
    segments = (results.get("speaker_labels") or {}).get("segments") or []
    labels = {
        one["start_time"]: segment["speaker_label"]
        for segment in segments
        for one in segment.get("items") or []
    }
    stretches = [] if labels else [_aws_stretch(one) for one in segments]
    items = [(one, _speaker_at(stretches, _aws_time(one))) for one in results["items"]]
    return spoken(_aws_words(items, labels))


def _aws_stretch(segment: Any) -> tuple[int, str]:
    return _aws_time(segment), name_of(segment["speaker_label"])


def _aws_time(item: Any) -> int:
    return milliseconds_of(item.get("start_time")) or 0


def _aws_words(items: Iterable[tuple[Any, str]], labels: Mapping[str, str]) -> Iterable[Word]:
    speaker, at_ms = "", None
    for item, channel in items:
        close = item["type"] == "punctuation"
        if not close:
            label = item.get("speaker_label") or labels.get(item.get("start_time")) or channel
            speaker = name_of(label) or speaker
            at_ms = milliseconds_of(item.get("start_time"))
        yield speaker, at_ms, str(item["alternatives"][0]["content"]), close


def read_speechmatics(data: Any) -> list[Utterance] | None:
    """Speechmatics version 2: results of words and punctuation, each with its speaker."""
    results = data.get("results")
    if not (isinstance(results, list) and results and "type" in results[0]):
        return None
    return spoken(_speechmatics_words(results))


def _speechmatics_words(results: Iterable[Any]) -> Iterable[Word]:
    speaker = ""
    for one in results:
        if not one.get("alternatives"):
            continue
        best = one["alternatives"][0]
        known = best.get("speaker") not in (None, "", "UU")
        close = one["type"] == "punctuation"
        if not close or not speaker:
            speaker = name_of(best["speaker"] if known else one.get("channel"))
        yield speaker, milliseconds_of(one.get("start_time")), str(best["content"]), close


def read_speechmatics_1(data: Any) -> list[Utterance] | None:
    """Speechmatics version 1: words and stretches of speakers side by side."""
    if not (isinstance(data.get("words"), list) and isinstance(data.get("speakers"), list)):
        return None
    stretches = [(milliseconds_of(one["time"]) or 0, str(one["name"])) for one in data["speakers"]]
    return spoken(
        (
            _speaker_at(stretches, milliseconds_of(word["time"]) or 0),
            milliseconds_of(word["time"]),
            str(word["name"]),
            str(word["name"]) in ".,!?;:",
        )
        for word in data["words"]
    )


def read_kaldi(data: Any) -> list[Utterance] | None:
    """BBC Kaldi: words with punctuation, and a segmentation that names the speakers."""
    result = data.get("retval") or data
    words = result.get("words")
    if not (isinstance(words, list) and words and "word" in words[0]):
        return None
    segments = (result.get("segmentation") or {}).get("segments") or []
    stretches = [
        (milliseconds_of(one["start"]) or 0, name_of(one["speaker"].get("@id"))) for one in segments
    ]
    return spoken(
        (
            _speaker_at(stretches, milliseconds_of(word["start"]) or 0),
            milliseconds_of(word["start"]),
            str(word.get("punct") or word["word"]),
            False,
        )
        for word in words
    )


def _speaker_at(stretches: list[tuple[int, str]], at_ms: int) -> str:
    """Who speaks then: the last stretch that has begun, else the first."""
    if not stretches:
        return ""
    n = bisect_right(stretches, at_ms + 1, key=lambda one: one[0])
    return stretches[max(0, n - 1)][1]


def read_otter(data: Any) -> list[Utterance] | None:
    """Otter: transcripts with the number of a speaker, and the names of the speakers."""
    speech = data.get("speech") or data
    pieces = speech.get("transcripts")
    if not (isinstance(pieces, list) and pieces and "transcript" in pieces[0]):
        return None
    names = {
        one.get("speaker_id", one.get("id")): one.get("speaker_name") or one.get("name")
        for one in speech.get("speakers") or []
    }
    found: list[Utterance] = []
    for one in pieces:
        number = one.get("speaker_id")
        name = one.get("speaker_name") or names.get(number) or one.get("label") or number
        samples = one.get("start_offset")
        at_ms = round(samples / _OTTER_RATE) if isinstance(samples, int | float) else None
        found.append(Utterance(name_of(name), at_ms, str(one["transcript"])))
    return found


def read_rev(data: Any) -> list[Utterance] | None:
    """Rev: monologues of elements; speakers are named or numbered."""
    pieces = data.get("monologues")
    if not isinstance(pieces, list):
        return None
    names = {one.get("id"): one.get("name") for one in data.get("speakers") or []}
    return [
        Utterance(
            name_of(names.get(one.get("speaker")) or _rev_name(one) or one.get("speaker")),
            next(
                (found for part in one["elements"] if (found := _rev_time(part)) is not None), None
            ),
            "".join(str(part["value"]) for part in one["elements"]),
        )
        for one in pieces
    ]


def _rev_name(piece: Any) -> Any:
    return piece.get("speaker_name") or (piece.get("speaker_info") or {}).get("display_name")


def _rev_time(part: Any) -> int | None:
    return milliseconds_of(part.get("ts", part.get("timestamp")))


def read_utterances(data: Any) -> list[Utterance] | None:
    """AssemblyAI (milliseconds), Deepgram, Gladia (seconds): utterances with speaker and start."""
    results = data.get("results")
    deepgram = results.get("utterances") if isinstance(results, dict) else None
    pieces = deepgram or data.get("utterances")
    if not isinstance(pieces, list) or (pieces and _has_other_keys(pieces[0])):
        return None
    whole = all(isinstance(one.get("start"), int) for one in pieces)
    return [
        Utterance(
            name_of(one.get("speaker")),
            milliseconds_of(one.get("start"), 1 if whole and not deepgram else 1000),
            str(one.get("transcript") or one.get("text") or ""),
        )
        for one in pieces
    ]
