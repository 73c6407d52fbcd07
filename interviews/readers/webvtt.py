"""WebVTT captions (Zoom, Teams, Stream): cues as text, voices as speakers, times in milliseconds.

Read by hand rather than by webvtt-py, which refuses a whole file for one odd line and knows one
voice per cue. Source of the format: https://www.w3.org/TR/webvtt1/
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from interviews.errors import TranscriptError
from interviews.readers.plain_text import decode
from interviews.readers.reading import Mark, Reading
from interviews.timestamps import TIME, milliseconds

_TIMING = re.compile(r"\s*((?:\d+:)?\d{2}:\d{2}\.\d{3})\s*-->\s*(?:\d+:)?\d{2}:\d{2}\.\d{3}")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?$")
_TAG = re.compile(  # the tags of the format; anything else in angle brackets is text
    rf"<(/?)(?:(v)|c|i|b|u|lang|ruby|rt|font|{TIME})((?:[.\s][^<>]*)?)>"
)


@dataclass
class _Cue:
    """A cue while its lines come in; `line` counts from 1."""

    line: int
    at_ms: int | None
    lines: list[str]


def read_webvtt(data: bytes, filename: str) -> Reading:
    """The cues of a WebVTT file; one turn per voice, consecutive cues of one voice joined."""
    text, notices = decode(data, filename)
    lines = text.split("\n")
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        raise TranscriptError(
            filename,
            "it does not begin with the line WEBVTT, as every .vtt file does.",
            "Export the captions again as WebVTT, or rename the file to .txt to read it as text.",
        )
    cues = [cue for cue in _cues(lines) if any(line.strip() for line in cue.lines)]
    untimed = [cue.line for cue in cues if cue.at_ms is None]
    if untimed:
        where = ", ".join(map(str, untimed[:5])) + (" …" if len(untimed) > 5 else "")
        notices = (*notices, f"Text without a readable time was kept as it is: line {where}.")
    return _joined(cues, notices)


def _cues(lines: list[str]) -> Iterator[_Cue]:
    """Every stretch of text: timed cues, and text that no time stands above."""
    at = _end_of_header(lines)
    while at < len(lines):
        if not lines[at].strip():
            at += 1
        elif _ASIDE.match(lines[at]):
            while at < len(lines) and lines[at].strip():
                at += 1
        else:
            cue, at = _one_cue(lines, at)
            yield cue


def _end_of_header(lines: list[str]) -> int:
    at = 1
    while at < len(lines) and lines[at].strip() and "-->" not in lines[at]:
        at += 1
    return at


def _one_cue(lines: list[str], at: int) -> tuple[_Cue, int]:
    """The cue whose name, time or first line stands at `at`, and the line after it."""
    if "-->" not in lines[at] and at + 1 < len(lines) and "-->" in lines[at + 1]:
        at += 1  # the line above the time is the cue's name, not its text
    timing = _TIMING.match(lines[at])
    if "-->" in lines[at]:
        at += 1
    cue = _Cue(at + 1, milliseconds(timing.group(1)) if timing else None, [])
    while at < len(lines) and lines[at].strip() and "-->" not in lines[at]:
        cue.lines.append(lines[at])
        at += 1
    return cue, at


def _joined(cues: list[_Cue], notices: tuple[str, ...]) -> Reading:
    pieces: list[str] = []
    marks: list[Mark] = []
    length, voiced, last = 0, False, ""
    for cue in cues:
        for voice, words in _voices("\n".join(cue.lines)):
            voiced = voiced or bool(voice)
            if not (voice and voice == last):
                marks.append(Mark(length, length, voice, cue.at_ms))
            pieces.append(words)
            length += len(words) + 1
            last = voice
    text = "\n".join(pieces)
    if voiced:
        return Reading(text, tuple(marks), ((0, len(text)),), notices)
    # Zoom writes "Name: words" into the cues: the label finder reads those.
    unnamed = tuple(Mark(mark.start, mark.words, None, mark.at_ms) for mark in marks)
    return Reading(text, unnamed, (), notices)


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
