"""A stretch of text with one coder's passages underlined, as HTML of our own making."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise

from coding.model import Segment

LANES = 4  # underlines that fit below a line of text
_AROUND = 160  # characters shown before and after what is differed on


def around(turns: Sequence[tuple[int, int]], start: int, end: int, length: int) -> tuple[int, int]:
    """What is shown of a text: the passage and some words before and after, within its turns."""
    first = max((a for a, b in turns if a <= start), default=0)
    last = min((b for a, b in turns if b >= end), default=length)
    return max(first, start - _AROUND), min(last, end + _AROUND)


def underlined(
    text: str,
    shown: tuple[int, int],
    passages: Iterable[Segment],
    colours: Mapping[str, int],
    about: tuple[int, int],
) -> str:
    """The shown words, cut at every border; each passage is one underline in its code's colour.

    Args:
        shown: start and end of what is shown; dots stand where the text goes on.
        about: start and end of what is differed on; it has a ground of its own.
    """
    start, end = shown
    inside = [one for one in passages if one.start < end and start < one.end]
    lanes = _lanes(inside)
    cuts = {start, end, *about, *(at for one in inside for at in (one.start, one.end))}
    parts = []
    for a, b in pairwise(sorted(at for at in cuts if start <= at <= end)):
        over = [
            (lane, colours.get(one.code, 1))
            for one, lane in zip(inside, lanes, strict=True)
            if one.start <= a and b <= one.end
        ]
        kind = ' class="about"' if about[0] <= a and b <= about[1] else ""
        words = escape(text[a:b])
        parts.append(f"<mark{kind}{_style(over)}>{words}</mark>" if over or kind else words)
    before = "… " if start else ""
    after = " …" if end < len(text) else ""
    return f"{before}{''.join(parts)}{after}"


def _lanes(passages: Sequence[Segment]) -> list[int]:
    """The lane of each passage: the first in which nothing overlaps it."""
    found: list[int] = []
    for at, one in enumerate(passages):
        taken = {
            found[k]
            for k, other in enumerate(passages[:at])
            if other.start < one.end and one.start < other.end
        }
        found.append(next((lane for lane in range(LANES) if lane not in taken), LANES - 1))
    return found


def _style(over: Sequence[tuple[int, int]]) -> str:
    if not over:
        return ""
    images = ",".join(_stroke(colour) for _, colour in over)
    places = ",".join(f"left 0 bottom {4 - lane * 4}px" for lane, _ in over)
    return (
        f' style="background-image:{images};background-position:{places};'
        'background-size:100% 2.5px"'
    )


def _stroke(colour: int) -> str:
    """Solid for the first six colours, broken for the others, as everywhere."""
    if colour > 6:
        return f"repeating-linear-gradient(90deg,var(--c{colour}) 0 7px,transparent 7px 10px)"
    return f"linear-gradient(var(--c{colour}),var(--c{colour}))"
