"""Positions as other programs count them, brought to code points of the text as it is kept."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from coding.exchange.model import Ends, LineEnds, Reading, Unit

MARK = "\ufeff"
_SAMPLE = 200  # passages of a text that are weighed; more tell nothing new
_CUT = re.compile(r"\s*(…|\.\.\.)$")
_LEAD = 0.2  # share of borders by which the best reading must lead
_ENOUGH = 3  # passages from which borders alone decide

Span = tuple[int, int]


@dataclass(frozen=True)
class Marked:
    """A passage as it stands in a file; its name often is its words."""

    start: int
    end: int
    name: str = ""


@dataclass(frozen=True)
class Judged:
    """The reading that fits best, and others that a person should look at (none: it is sure)."""

    reading: Reading
    choices: tuple[Reading, ...] = ()


class Ruler:
    """A text as it stands in a file, and where each of its positions is in the text we keep."""

    def __init__(self, raw: str) -> None:
        self._has_mark = raw.startswith(MARK)
        body = raw.removeprefix(MARK)
        self.text = body.replace("\r\n", "\n").replace("\r", "\n")
        self._dropped = [found.start() for found in re.finditer("\r\n", body)]
        self._pairs = {
            LineEnds.AS_IN_FILE: _pairs(body),
            LineEnds.ONE: _pairs(self.text) if self._dropped else _pairs(body),
        }

    def readings(self) -> list[Reading]:
        """The readings that can differ for this text, the most usual first."""
        units = list(Unit) if self._pairs[LineEnds.ONE] else [Unit.CODE_POINTS]
        line_ends = list(LineEnds) if self._dropped else [LineEnds.AS_IN_FILE]
        marks = [False, True] if self._has_mark else [False]
        return [Reading(*one) for one in product(units, line_ends, marks, Ends)]

    def at(self, position: int, reading: Reading) -> int:
        """A position of the file as one of the text; outside of it where the file's is."""
        if reading.mark_counted and self._has_mark:
            position -= 1
        if reading.unit is Unit.UTF_16:
            position -= bisect_left(self._pairs[reading.line_ends], position)
        if reading.line_ends is LineEnds.AS_IN_FILE:
            position -= bisect_left(self._dropped, position)
        return position

    def span(self, start: int, end: int, reading: Reading) -> Span:
        """Start and end (exclusive) of a passage."""
        last = end + (1 if reading.ends is Ends.AT_LAST else 0)
        return self.at(start, reading), self.at(last, reading)


def judge(ruler: Ruler, passages: Sequence[Marked], usual: Reading) -> Judged:
    """How the positions of a text are most probably meant.

    Every reading is weighed by how many passages then hold the words that they are named after,
    and by how many begin and end where words and lines do.

    Args:
        usual: the reading taken where nothing tells.
    """
    step = max(1, len(passages) // _SAMPLE)
    sample = passages[::step][:_SAMPLE]
    weighed: dict[tuple[Span, ...], tuple[Reading, int, float]] = {}
    for reading in sorted(ruler.readings(), key=lambda one: one != usual):
        spans = tuple(ruler.span(one.start, one.end, reading) for one in sample)
        if spans not in weighed:
            weighed[spans] = (reading, *_weight(ruler.text, spans, sample))
    ranked = sorted(weighed.values(), key=lambda one: one[1:], reverse=True)
    if not ranked or not sample:
        return Judged(usual)
    best, quoted, borders = ranked[0]
    near = [
        reading
        for reading, also_quoted, also_borders in ranked[1:]
        if also_quoted == quoted
        and (also_borders > borders - _LEAD * 2 * len(sample) or len(sample) < _ENOUGH)
        and also_borders > 0
    ]
    return Judged(best, tuple([best, *near][:6]) if near and quoted < len(sample) else ())


def in_words(readings: Sequence[Reading]) -> list[str]:
    """Of each reading how it differs from the others, for somebody who has to choose."""
    told = [_traits(reading) for reading in readings]
    differing = [n for n in range(4) if len({traits[n] for traits in told}) > 1]
    return ["; ".join(traits[n] for n in differing) or traits[0] for traits in told]


def _traits(reading: Reading) -> tuple[str, str, str, str]:
    return (
        "An emoji counts as two" if reading.unit is Unit.UTF_16 else "An emoji counts as one",
        f"a line end counts {'as one' if reading.line_ends is LineEnds.ONE else 'as in the file'}",
        f"the file's first mark counts{'' if reading.mark_counted else ' not'}",
        f"the end is {reading.ends.value}",
    )


def _weight(text: str, spans: Sequence[Span], sample: Sequence[Marked]) -> tuple[int, float]:
    quoted, borders = 0, 0.0
    for (start, end), one in zip(spans, sample, strict=True):
        if not 0 <= start < end <= len(text):
            continue
        quoted += _is_named_after(text[start:end], one.name)
        borders += _begins(text, start) + _stops(text, end)
    return quoted, borders


def _is_named_after(said: str, name: str) -> bool:
    wanted = " ".join(name.split())
    have = " ".join(said.split())
    cut = _CUT.sub("", wanted)
    if cut != wanted:
        return len(cut) > 3 and have.startswith(cut)
    return bool(wanted) and (have == wanted or (len(wanted) > 20 and have.startswith(wanted)))


def _begins(text: str, at: int) -> float:
    """1 where a word begins, a bit more where a line does."""
    if text[at].isspace() or (at and text[at - 1].isalnum() and text[at].isalnum()):
        return 0.0
    if at == 0 or text[at - 1] == "\n":
        return 1.2
    return 1.0 if text[at].isalnum() or text[at - 1].isspace() else 0.6


def _stops(text: str, at: int) -> float:
    """1 where a word ends, a bit more where a line does."""
    if text[at - 1].isspace() or (at < len(text) and text[at - 1].isalnum() and text[at].isalnum()):
        return 0.0
    if at == len(text) or text[at] == "\n":
        return 1.2
    return 1.0


def _pairs(text: str) -> list[int]:
    """Where characters of two UTF-16 units stand, counted in such units."""
    found = (hit.start() for hit in re.finditer("[\U00010000-\U0010ffff]", text))
    return [at + n for n, at in enumerate(found)]
