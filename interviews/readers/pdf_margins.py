"""What stands in the margins of pages and is not said: running heads, page and line numbers."""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from interviews.readers.pdf_file import Line

EDGE = 0.2  # share of the page's height, at its top and bottom, where running heads stand
_SHARE = 0.4  # of the pages that have a running head; left and right pages may differ
_FEW = 3  # lines of a page that tell nothing about its gaps
_WIDE = 1.5  # times the usual gap
_SAME_PLACE = 9.0  # points by which a running head may move
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.?|seite|pagina|página)\W*)?(\d{1,4}|[ivxl]{1,7})"
    r"(?:\W*(?:/|of|de|von|di|sur)\W*\d{1,4})?\W*",
    re.IGNORECASE,
)
_OF_PAGES = re.compile(r"\W*(?:page\s*)?\d{1,4}\s*(?:/|of|de|von|di|sur)\s*\d{1,4}\W*", re.I)
_MIN_NUMBERED = 5  # lines of a page with a number before numbers are line numbers
_NUMBERED = re.compile(r"(\d{1,4})(?:[ \t]+|$)")


def without_margins(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> tuple[list[list[Line]], list[str]]:
    """The lines that are said, and a notice for each kind that was left out."""
    notices: list[str] = []
    kept = _without_line_numbers(pages)
    if kept != [list(page) for page in pages]:
        notices.append("Line numbers in the margin were left out.")
    heads = _running(kept, heights)
    if heads:
        kept = [[line for line in page if line not in heads] for page in kept]
        # Counted, not quoted: the head of an interview often holds a name.
        words = [line for line in heads if not _PAGE_NUMBER.fullmatch(line.text)]
        what = "Page numbers and running heads" if words else "Page numbers"
        notices.append(f"{what} were left out: {len(heads)} lines.")
    return kept, notices


def _running(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[Line]:
    """The outermost lines of pages that recur at the same height, and page numbers."""
    groups: dict[str, list[tuple[Line, bool]]] = defaultdict(list)
    usual = _usual_gap(pages)
    for page, height in zip(pages, heights, strict=True):
        edges = set(_at_edges(page, height))
        for line, apart in _outermost(page, usual):
            if line in edges:
                groups[_without_page(line)].append((line, apart))
    found: set[Line] = set()
    for alike in groups.values():
        for line, apart in alike:
            same = {one.page for one, _ in alike if abs(one.base - line.base) < _SAME_PLACE}
            if len(same) >= max(2 if apart else 3, len(pages) * _SHARE):
                found.add(line)
    return found | _page_numbers(pages, heights)


def _outermost(page: Sequence[Line], usual: float) -> list[tuple[Line, bool]]:
    """The lines at the top and at the bottom, and whether a wide gap parts them from the words.

    With a wide gap below the second line both belong to the head.
    """
    ordered = sorted(page, key=lambda line: -line.base)
    if len(ordered) < _FEW:
        return [(ordered[0], False)] if ordered else []
    wide = [above.base - below.base > _WIDE * usual for above, below in pairwise(ordered)]
    found = [(ordered[0], wide[0] or wide[1]), (ordered[-1], wide[-1] or wide[-2])]
    found += [(ordered[1], True)] if wide[1] else []
    found += [(ordered[-2], True)] if wide[-2] else []
    return found


def _usual_gap(pages: Sequence[Sequence[Line]]) -> float:
    """Points from one line to the next, of most lines."""
    bases = [sorted({line.base for line in page}, reverse=True) for page in pages]
    gaps = [above - below for page in bases for above, below in pairwise(page)]
    return statistics.median(gaps) if gaps else 0.0


def _without_page(line: Line) -> str:
    """The words with numbers told from the page: "Page 3" of the third page is "Page +0"."""
    words = line.text.casefold().strip()
    return re.sub(r"\d{1,4}", lambda found: f"{int(found.group()) - line.page:+}", words)


def _at_edges(page: Sequence[Line], height: float) -> list[Line]:
    return [line for line in page if line.base > height * (1 - EDGE) or line.base < height * EDGE]


def _page_numbers(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[Line]:
    """Numbers alone at an edge: "3 of 7" always, "3" if they count with the pages."""
    found: set[Line] = set()
    by_offset: dict[int, set[Line]] = defaultdict(set)
    for number, (page, height) in enumerate(zip(pages, heights, strict=True)):
        edges = _at_edges(page, height)
        # A column of line numbers reaches into the edges: its numbers are not those of pages.
        alone = [line for line in edges if line.text.strip().isdigit()]
        for line in edges:
            if _OF_PAGES.fullmatch(line.text):
                found.add(line)
                continue
            match = _PAGE_NUMBER.fullmatch(line.text)
            if match and match.group(1).isdigit() and len(alone) <= 2:
                by_offset[int(match.group(1)) - number].add(line)
    for offset, lines in by_offset.items():
        if len({line.page for line in lines}) >= 2 or (offset == 1 and len(pages) == 1):
            found |= lines
    return found


def _without_line_numbers(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without a column of numbers beside the text, or numbers that begin its lines."""
    beside = {line for page in pages for line in _beside(page)}
    in_order = [line.text for page in pages for line in page if line in beside]
    if len(in_order) >= _MIN_NUMBERED and _counts_up(in_order):
        return [[line for line in page if line not in beside] for page in pages]
    return [_without_leading_numbers(list(page)) for page in pages]


def _beside(page: Sequence[Line]) -> list[Line]:
    """Numbers that stand left or right of all words of the page."""
    words = [line for line in page if not line.text.strip().isdigit()]
    if not words:
        return []
    left, right = min(line.left for line in words), max(line.right for line in words)
    numbers = [line for line in page if line.text.strip().isdigit()]
    return [line for line in numbers if line.right <= left or line.left >= right]


def _without_leading_numbers(page: list[Line]) -> list[Line]:
    found = {line: match for line in page if (match := _NUMBERED.match(line.text.lstrip()))}
    n_lines = len(page)
    enough = len(found) >= _MIN_NUMBERED and len(found) >= 0.7 * n_lines
    if not (enough and _counts_up([match.group(1) for match in found.values()])):
        return page
    cut = [
        replace(line, text=line.text.lstrip()[found[line].end() :]) if line in found else line
        for line in page
    ]
    return [line for line in cut if line.text.strip()]


def _counts_up(numbers: Sequence[str]) -> bool:
    """True if nearly every number is one, or the same step, more than the one before."""
    values = [int(one) for one in numbers if one.strip().isdigit()]
    steps = [after - before for before, after in pairwise(values)]
    common = max(set(steps), key=steps.count, default=0)
    return common in (1, 5) and steps.count(common) >= 0.8 * len(steps)
