"""SubRip (.srt) and YouTube (.sbv) captions: numbered or bare times, then what is said.

Read by hand rather than by webvtt-py, which drops or refuses what stands beside an odd time; here
every word stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from interviews.errors import TranscriptError
from interviews.readers.captions import joined_cues
from interviews.readers.cues import Cue
from interviews.readers.plain_text import decode
from interviews.readers.reading import Reading
from interviews.readers.webvtt import read_webvtt
from interviews.timestamps import FRAMES, LOOSE_TIME, milliseconds

_OVERRIDE = re.compile(r"\{\\[^{}\n]*\}")  # where on the picture and how it looks; not said


@dataclass(frozen=True)
class _Kind:
    """How a format writes a time, what looks like a time, and an example."""

    timing: re.Pattern[str]
    like: re.Pattern[str]
    numbered: bool
    words: str


_SRT = _Kind(
    re.compile(rf"\s*({LOOSE_TIME}){FRAMES}\s*-{{1,2}}>\s*{LOOSE_TIME}{FRAMES}"),
    re.compile(r"\s*\d[\w:.,]*\s*-{1,2}>"),
    True,
    ".srt file (00:00:01,000 --> 00:00:04,000)",
)
_SBV = _Kind(
    re.compile(rf"\s*({LOOSE_TIME})\s*,\s*{LOOSE_TIME}\s*$"),
    re.compile(r"\s*\d+:\w+:[\w.]+,\d+:\w+:[\w.]+\s*$"),
    False,
    ".sbv file (0:00:01.000,0:00:04.000)",
)


def read_srt(data: bytes, filename: str) -> Reading:
    """The cues of a SubRip file; one that is WebVTT by its first line is read as that."""
    if re.match(rb"(?:\xef\xbb\xbf)?WEBVTT\b", data):
        return read_webvtt(data, filename)
    return _read(data, filename, _SRT)


def read_sbv(data: bytes, filename: str) -> Reading:
    """The cues of a YouTube caption file."""
    return _read(data, filename, _SBV)


def _read(data: bytes, filename: str, kind: _Kind) -> Reading:
    text, notices = decode(data, filename)
    lines = text.split("\n")
    if not any(kind.timing.match(line) for line in lines):
        raise TranscriptError(
            filename,
            f"no line in it is the time of a caption, as in every {kind.words}.",
            "Export the captions again, or rename the file to .txt to read it as text.",
        )
    return joined_cues(_cues(lines, kind), notices)


def _cues(lines: list[str], kind: _Kind) -> Iterator[Cue]:
    """Cut at the times; a number just above a time belongs to it."""
    starts = [n for n, one in enumerate(lines) if kind.like.match(one) or kind.timing.match(one)]
    for start, following in pairwise([-1, *starts, len(lines)]):
        found = kind.timing.match(lines[start]) if start >= 0 else None
        said = lines[start + 1 : following]
        if kind.numbered and following < len(lines) and said and said[-1].strip().isdigit():
            said.pop()
        at_ms = milliseconds(found.group(1)) if found else None
        yield from _blocks(start + 2, at_ms, [_OVERRIDE.sub("", line) for line in said])


def _blocks(line: int, at_ms: int | None, said: list[str]) -> Iterator[Cue]:
    """What stands under a time; a numbered block in it lost its own time."""
    block: list[str] = []
    for n, words in enumerate(said):
        is_number = words.strip().isdigit() and n > 0 and not said[n - 1].strip()
        if is_number and n + 1 < len(said) and said[n + 1].strip():
            yield Cue(line, at_ms, _trimmed(block))
            line, at_ms, block = line + len(block) + 1, None, []
        else:
            block.append(words)
    yield Cue(line, at_ms, _trimmed(block))


def _trimmed(lines: list[str]) -> tuple[str, ...]:
    """The lines without the empty ones, which only part the cues."""
    return tuple(line for line in lines if line.strip())
