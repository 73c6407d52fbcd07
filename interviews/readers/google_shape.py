"""The JSON of Google Speech-to-Text: results, some of which say again what others said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from interviews.readers.spoken import Word, milliseconds_of, name_of, spoken
from interviews.readers.utterances import Utterance


def read_google(data: Any) -> list[Utterance] | None:
    """Google Speech-to-Text: results with alternatives; the last one may hold the speakers."""
    results = data.get("results") or (data.get("response") or {}).get("results")
    if not (isinstance(results, list) and results and "alternatives" in results[0]):
        return None
    heard = [one for one in results if one.get("alternatives")]
    best = [one["alternatives"][0] for one in heard]
    if _google_repeats(best):
        return spoken(_google_words(best[-1]))
    channels = [one.get("channelTag") for one in heard]
    several = len(set(channels)) > 1
    return [
        said
        for one, channel in zip(best, channels, strict=True)
        for said in _google_result(one, f"Channel {channel}" if several and channel else "")
    ]


def _google_result(best: Any, channel: str) -> list[Utterance]:
    words = best.get("words") or []
    if any(_google_speaker(word) for word in words):
        return spoken(_google_words(best))
    at_ms = _google_time((words or [{}])[0])
    return [Utterance(channel, at_ms, str(best["transcript"]))] if best.get("transcript") else []


def _google_repeats(best: Sequence[Any]) -> bool:
    """True if the last result holds all words again, now with their speakers (version 1)."""
    last = best[-1].get("words") or [] if best else []
    if not (last and all(_google_speaker(word) for word in last)):
        return False
    first = best[0].get("words") or []
    begins = [_google_time(words[0]) for words in (first, last) if words]
    if len(begins) == 2 and None not in begins:
        return begins[0] == begins[1]
    return len(last) >= sum(len(str(one.get("transcript", "")).split()) for one in best[:-1])


def _google_words(best: Any) -> Iterable[Word]:
    for word in best["words"]:
        yield _google_speaker(word), _google_time(word), str(word["word"]), False


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
