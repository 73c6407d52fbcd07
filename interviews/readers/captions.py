"""Cues of captions to a text: one turn per voice, consecutive cues of one voice joined."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator

from interviews.readers.cues import TAG, Cue
from interviews.readers.reading import Reading
from interviews.readers.rolling import unrolled
from interviews.readers.utterances import Utterance, joined_utterances

_ROLLED = "Each caption showed lines of the one before it again: they were read once."


def joined_cues(cues: Iterable[Cue], notices: tuple[str, ...] = ()) -> Reading:
    """The cues as text, without tags; what no time stands above is kept and reported.

    Zoom writes "Name: words" into cues without voices: the label finder reads those.
    """
    shown = [cue.without_empty_lines() for cue in cues if not cue.is_empty]
    said = [cue for cue in unrolled(shown) if not cue.is_empty]
    if said != shown:
        notices = (*notices, _ROLLED)
    untimed = [cue.line for cue in said if cue.at_ms is None]
    if untimed:
        where = ", ".join(map(str, untimed[:5])) + (" …" if len(untimed) > 5 else "")
        notices = (*notices, f"Text without a readable time was kept as it is: line {where}.")
    return joined_utterances(
        (
            Utterance(voice, cue.at_ms, words)
            for cue in said
            for voice, words in _said("\n".join(cue.lines))
        ),
        notices,
    )


def _said(text: str) -> Iterable[tuple[str, str]]:
    """(voice, words) of a cue; Teams can write an object in JSON with both into it."""
    if text.startswith("{") and '"spokenText"' in text:
        try:
            content = json.loads(text)
            return [(str(content.get("speakerName") or ""), str(content["spokenText"]))]
        except (ValueError, KeyError, AttributeError):
            pass  # it only looks like one: its words stay as they are
    return _voices(text)


def _voices(text: str) -> Iterator[tuple[str, str]]:
    """(voice, words) for each stretch of a cue, without tags; "" where nobody is named."""
    voice, words, at = "", "", 0
    for tag in TAG.finditer(text):
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
