"""What was said, piece by piece, to one text: for formats that keep speaker and time apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interviews.readers.reading import Mark, Reading


@dataclass(frozen=True)
class Utterance:
    """A piece of talk; `speaker` is "" where nobody is named."""

    speaker: str
    at_ms: int | None
    words: str


def joined_utterances(
    said: Iterable[Utterance], notices: tuple[str, ...] = (), *, by_speaker: bool = True
) -> Reading:
    """One line per utterance; a new turn begins with each, or with `by_speaker` at each change.

    Where no utterance has a speaker, labels are still looked for in the words.
    """
    pieces: list[str] = []
    marks: list[Mark] = []
    length, named, last = 0, False, ""
    for one in said:
        words = one.words.strip()
        if not words:
            continue
        named = named or bool(one.speaker)
        if not (by_speaker and one.speaker and one.speaker == last):
            marks.append(Mark(length, length, one.speaker, one.at_ms))
        pieces.append(words)
        length += len(words) + 1
        last = one.speaker
    text = "\n".join(pieces)
    if named:
        return Reading(text, tuple(marks), ((0, len(text)),), notices)
    unnamed = tuple(Mark(mark.start, mark.words, None, mark.at_ms) for mark in marks)
    return Reading(text, unnamed, (), notices)
