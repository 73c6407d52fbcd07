"""Cues of captions to a text: one turn per voice, consecutive cues of one voice joined."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interviews.readers.reading import Reading
from interviews.readers.utterances import Utterance, joined_utterances
from interviews.timestamps import TIME

_TAG = re.compile(  # the tags of captions; anything else in angle brackets is text
    rf"<(/?)(?:(v)|c|i|b|u|lang|ruby|rt|font|{TIME})((?:[.\s][^<>]*)?)>"
)


@dataclass(frozen=True)
class Cue:
    """The lines under one time; `line` counts from 1, `at_ms` None if no time could be read."""

    line: int
    at_ms: int | None
    lines: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """True if nothing is said."""
        return not any(line.strip() for line in self.lines)


def joined_cues(cues: Iterable[Cue], notices: tuple[str, ...] = ()) -> Reading:
    """The cues as text, without tags; what no time stands above is kept and reported.

    Zoom writes "Name: words" into cues without voices: the label finder reads those.
    """
    said = [cue for cue in cues if not cue.is_empty]
    untimed = [cue.line for cue in said if cue.at_ms is None]
    if untimed:
        where = ", ".join(map(str, untimed[:5])) + (" …" if len(untimed) > 5 else "")
        notices = (*notices, f"Text without a readable time was kept as it is: line {where}.")
    return joined_utterances(
        (
            Utterance(voice, cue.at_ms, words)
            for cue in said
            for voice, words in _voices("\n".join(cue.lines))
        ),
        notices,
    )


def _voices(text: str) -> Iterator[tuple[str, str]]:
    """(voice, words) for each stretch of a cue, without tags; "" where nobody is named."""
    voice, words, at = "", "", 0
    for tag in _TAG.finditer(text):
        words += text[at : tag.start()]
        at = tag.end()
        closing, is_voice, rest = tag.groups()
        if is_voice:
            yield from _stretch(voice, words)
            voice, words = "" if closing else _annotation(rest), ""
    yield from _stretch(voice, words + text[at:])


def _annotation(rest: str) -> str:
    """The name in `.loud.fast Anna Müller`: what follows the classes."""
    return " ".join(html.unescape(re.sub(r"^[^\s]*", "", rest, count=1)).split())


def _stretch(voice: str, words: str) -> Iterator[tuple[str, str]]:
    words = html.unescape(words).strip()
    if words:
        yield voice, words
