"""The JSON of programs that recognise speech: one function per shape.

Each takes the whole file as parsed and returns what was said, or None if it is another program's
file. They read what they need and raise KeyError, TypeError or ValueError if a part is missing.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from interviews.readers.columns import time_ms
from interviews.readers.utterances import Utterance

Word = tuple[str, int | None, str, bool]  # speaker, time, word, stands close to the one before
_OTTER_RATE = 16  # samples in a millisecond: Otter counts time in samples of 16 kHz


def milliseconds_of(value: Any, unit: int = 1000) -> int | None:
    """Milliseconds of 1.3, "1.3", "1.300s", "00:00:01,300" or {"seconds": "1", "nanos": 3e8}."""
    if isinstance(value, Mapping):
        return round(float(value.get("seconds") or 0) * 1000 + float(value.get("nanos") or 0) / 1e6)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return round(value * unit) if math.isfinite(value) and abs(value) < 1e12 else None
    return time_ms(str(value), unit)


def spoken(words: Iterable[Word]) -> list[Utterance]:
    """Words to utterances: a new one begins where the speaker changes."""
    found: list[tuple[str, int | None, list[str]]] = []
    for speaker, at_ms, word, close in words:
        if not found or found[-1][0] != speaker:
            found.append((speaker, at_ms, [word]))
        else:
            found[-1][2].append(word if close else f" {word}")
    return [Utterance(speaker, at_ms, "".join(parts).strip()) for speaker, at_ms, parts in found]


def read_whisper(data: Any) -> list[Utterance] | None:
    """OpenAI Whisper, WhisperX and faster-whisper: segments with start, text and maybe speaker."""
    segments = data.get("segments")
    if not (isinstance(segments, list) and segments and "text" in segments[0]):
        return None
    return [
        Utterance(name_of(one.get("speaker")), milliseconds_of(one.get("start")), str(one["text"]))
        for one in segments
    ]


def read_whisper_cpp(data: Any) -> list[Utterance] | None:
    """whisper.cpp: transcription with offsets in milliseconds."""
    pieces = data.get("transcription")
    if not (isinstance(pieces, list) and pieces and "text" in pieces[0]):
        return None
    return [
        Utterance(
            name_of(one.get("speaker")),
            milliseconds_of((one.get("offsets") or {}).get("from"), 1),
            str(one["text"]),
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
    return spoken(_aws_words([(one, "") for one in results["items"]], labels))


def _aws_words(items: Iterable[tuple[Any, str]], labels: Mapping[str, str]) -> Iterable[Word]:
    speaker, at_ms = "", None
    for item, channel in items:
        close = item["type"] == "punctuation"
        if not close:
            label = channel or item.get("speaker_label") or labels.get(item.get("start_time"))
            speaker = name_of(label) or speaker
            at_ms = milliseconds_of(item.get("start_time"))
        yield speaker, at_ms, str(item["alternatives"][0]["content"]), close


def read_google(data: Any) -> list[Utterance] | None:
    """Google Speech-to-Text: results with alternatives; the last one may hold the speakers."""
    results = data.get("results") or (data.get("response") or {}).get("results")
    if not (isinstance(results, list) and results and "alternatives" in results[0]):
        return None
    best = [one["alternatives"][0] for one in results if one.get("alternatives")]
    last = best[-1].get("words") or []
    if last and all(_google_speaker(word) for word in last):
        return spoken(
            (_google_speaker(word), _google_time(word), str(word["word"]), False) for word in last
        )
    return [
        Utterance("", _google_time((one.get("words") or [{}])[0]), str(one["transcript"]))
        for one in best
        if one.get("transcript")
    ]


def _google_speaker(word: Any) -> str:
    label = word.get("speakerLabel") or word.get("speakerTag") or word.get("speaker_tag")
    return name_of(label)


def _google_time(word: Any) -> int | None:
    return next(
        (
            milliseconds_of(word[key])
            for key in ("startTime", "startOffset", "start_time", "start_offset")
            if key in word
        ),
        None,
    )


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
        label = best.get("speaker") or one.get("channel")
        close = one["type"] == "punctuation"
        if not close or not speaker:
            speaker = "" if label == "UU" else name_of(label)
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
            name_of(names.get(one.get("speaker")) or one.get("speaker_name") or one.get("speaker")),
            next((milliseconds_of(part["ts"]) for part in one["elements"] if "ts" in part), None),
            "".join(str(part["value"]) for part in one["elements"]),
        )
        for one in pieces
    ]


def read_utterances(data: Any) -> list[Utterance] | None:
    """AssemblyAI (milliseconds) and Deepgram (seconds): utterances with speaker and start."""
    results = data.get("results")
    deepgram = results.get("utterances") if isinstance(results, dict) else None
    pieces = deepgram or data.get("utterances")
    if not isinstance(pieces, list):
        return None
    return [
        Utterance(
            name_of(one.get("speaker")),
            milliseconds_of(one.get("start"), 1000 if deepgram else 1),
            str(one.get("transcript") or one.get("text") or ""),
        )
        for one in pieces
    ]


def name_of(label: Any) -> str:
    """The label of a speaker; a bare number or letter becomes "Speaker 1", "Speaker A"."""
    if label is None or label == "":
        return ""
    words = " ".join(str(label).split())
    return f"Speaker {words}" if words.isdigit() or len(words) == 1 else words


SHAPES: tuple[Callable[[Any], list[Utterance] | None], ...] = (
    read_whisper,
    read_whisper_cpp,
    read_utterances,
    read_aws,
    read_speechmatics,
    read_google,
    read_speechmatics_1,
    read_kaldi,
    read_otter,
    read_rev,
)
