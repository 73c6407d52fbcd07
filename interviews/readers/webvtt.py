"""WebVTT captions (Zoom, Teams, Stream): cues as text, voices as speakers, times in milliseconds.

Read by hand rather than by webvtt-py, which refuses a whole file for one odd line and knows one
voice per cue. Source of the format: https://www.w3.org/TR/webvtt1/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviews.errors import TranscriptError
from interviews.readers.captions import joined_cues
from interviews.readers.cues import Cue
from interviews.readers.plain_text import decode
from interviews.readers.reading import Reading
from interviews.timestamps import milliseconds

_TIME = r"(?:\d+:)?\d{1,2}:[0-5]\d(?:[.,]\d{1,3})?"  # others write a comma, or no fraction
_TIMING = re.compile(rf"\s*({_TIME})\s*-->\s*{_TIME}(?:\s|$)")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?$")


def read_webvtt(data: bytes, filename: str) -> Reading:
    """The cues of a WebVTT file."""
    text, notices = decode(data, filename)
    lines = text.split("\n")
    headed = re.match(r"WEBVTT(?:[ \t]|$)", lines[0]) is not None
    if not headed and not _begins_with_a_cue(lines):
        raise TranscriptError(
            filename,
            "it does not begin with the line WEBVTT, as every .vtt file does.",
            "Export the captions again as WebVTT, or rename the file to .txt to read it as text.",
        )
    return joined_cues(_cues(lines if headed else ["", *lines]), notices)


def _begins_with_a_cue(lines: list[str]) -> bool:
    """True if the heading alone is missing: the file begins with a number and a time."""
    return lines[0].strip().isdecimal() and _TIMING.match("".join(lines[1:2])) is not None


def _cues(lines: list[str]) -> Iterator[Cue]:
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


def _one_cue(lines: list[str], at: int) -> tuple[Cue, int]:
    """The cue whose name, time or first line stands at `at`, and the line after it."""
    if "-->" not in lines[at] and at + 1 < len(lines) and "-->" in lines[at + 1]:
        at += 1  # the line above the time is the cue's name, not its text
    timing = _TIMING.match(lines[at])
    if "-->" in lines[at]:
        at += 1
    end = at
    if timing and end < len(lines) and lines[end].isspace():
        end += 1  # YouTube begins a cue with a line that holds a blank alone
    while end < len(lines) and lines[end].strip() and "-->" not in lines[end]:
        end += 1
    at_ms = milliseconds(timing.group(1)) if timing else None
    return Cue(at + 1, at_ms, tuple(lines[at:end])), end
