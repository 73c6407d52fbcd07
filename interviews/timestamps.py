"""Times in a recording as transcripts write them: 00:01:02, 1:02, 00:01:02.500."""

from __future__ import annotations

import re

TIME = r"(?:\d{1,2}:)?\d{1,2}:[0-5]\d(?:[.,]\d{1,3})?"  # of a regular expression
# Where nothing else can be meant: 0:0:2.45 (Teams), 00:00:02:12 (frames, which are not counted).
LOOSE_TIME = r"(?:\d{1,2}:)?\d{1,2}:[0-5]?\d(?:[.,]\d{1,3})?"
FRAMES = r"(?::\d{2}(?!\d))?"


def milliseconds(stamp: str) -> int:
    """Milliseconds of hh:mm:ss or mm:ss, with or without a fraction (also as in 00:01:02-3)."""
    whole, _, fraction = re.sub("[,-]", ".", stamp).partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int(fraction.ljust(3, "0") if fraction else 0)


def clock(ms: int) -> str:
    """1:02:03 or 2:03, as the margin of a transcript shows it."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
