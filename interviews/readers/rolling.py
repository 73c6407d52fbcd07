"""Captions that roll: each shows the line before it once more, as YouTube writes them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from interviews.readers.cues import Cue, plain

_SHARE = 0.8  # of the captions of two lines and more, from which on a file is said to roll
_FEW = 2  # such captions, below which nothing is said of the file


def unrolled(cues: Sequence[Cue]) -> list[Cue]:
    """The cues without the lines that the cue before them showed already, some of them empty then.

    A file is taken for rolling if nearly all of its captions of several lines begin with a line
    that was shown just before; else what stands twice was said twice.

    Args:
        cues: without lines that say nothing.
    """
    repeats = [_repeated(before, cue) for before, cue in pairwise(cues)]
    several = [(n, cue) for n, cue in zip(repeats, cues[1:], strict=True) if len(cue.lines) > 1]
    rolling = sum(0 < n < len(cue.lines) for n, cue in several)
    if rolling < max(_FEW, _SHARE * len(several)):
        return list(cues)
    return [cue.from_line(n) for cue, n in zip(cues, [0, *repeats], strict=True)]


def _repeated(before: Cue, cue: Cue) -> int:
    """How many lines at the beginning of a cue are the last ones of the cue before it."""
    shown = [plain(line) for line in before.lines]
    lines = [plain(line) for line in cue.lines]
    return next((n for n in range(len(lines), 0, -1) if shown[-n:] == lines[:n]), 0)
