"""PDFs with text: lines to paragraphs, across page breaks; running heads and numbers reported.

A PDF knows only where letters stand. A line goes on with the next one if the first word of the next
one had no room left at its end, and no more space than usual lies between them. Hyphens stay.
"""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from interviews.readers.pdf_file import Line, open_pdf
from interviews.readers.pdf_margins import without_margins
from interviews.readers.reading import Reading

_WIDE_GAP = 1.35  # times the usual distance of lines: more begins a paragraph
_ROOM = 0.85  # of the width of the next word: less than that was free, so the line went on
_ROOM_MID = 1.6  # the same within a sentence
_COLUMN = 40  # points: lines that begin within them are of one column
_MANY = 6  # lines that tell where a column ends
_INDENT = 0.6  # times the height of a line
# What a font without a table of letters leaves behind.
_UNKNOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]")
_SAYS_WHO = re.compile(r"\W{0,3}[^\s:.?!][^:.?!]{0,38}:(?:\s|$)|[QA][.:)]?\s|\[?\d{1,2}:\d{2}")


def read_pdf(data: bytes, filename: str) -> Reading:
    """The words of a PDF, one line per paragraph."""
    file = open_pdf(data, filename)
    empty = [number for number, page in enumerate(file.pages, 1) if not page]
    pages, notices = without_margins(file.pages, file.heights)
    if empty:
        which = ", ".join(map(str, empty[:8])) + (" …" if len(empty) > 8 else "")
        notices.append(f"Pages without words, perhaps pictures of pages: {which}.")
    text = "\n".join(_paragraphs([line for page in pages for line in page]))
    text, n_unknown = _UNKNOWN.subn("\ufffd", text)
    if n_unknown:
        notices.append(f"{n_unknown} letters could not be made out: they stand as \ufffd.")
    return Reading(text, notices=tuple(notices))


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    if not lines:
        return
    usual = _usual_distance(lines)
    paragraph = lines[0].text.strip()
    for (line, following), edge in zip(pairwise(lines), _right_edges(lines), strict=False):
        words = following.text.strip()
        if _goes_on(line, following, usual, edge):
            paragraph = _glued(paragraph, words)
        else:
            yield paragraph
            paragraph = words
    yield paragraph


def _glued(paragraph: str, words: str) -> str:
    """A hyphen at the end of a line stays as it is and takes no space."""
    hyphen = re.search(r"[^\W\d_]-$", paragraph) and words[:1].islower()
    return paragraph + ("" if hyphen else " ") + words


def _goes_on(line: Line, following: Line, usual: float, edge: float) -> bool:
    words = following.text.strip()
    if _SAYS_WHO.match(words):
        return False
    if following.page == line.page:
        distance = line.base - following.first_base
        if distance > usual * _WIDE_GAP:
            return False
        if distance > 0 and following.left - line.left > _INDENT * line.height:
            return False
    letter = (line.right - line.left) / max(1, len(line.text.strip()))
    ended = line.text.rstrip()[-1:] in '.?!…”"' and not words[:1].islower()
    room = (len(words.split(maxsplit=1)[0]) + 1) * letter * (_ROOM if ended else _ROOM_MID)
    return edge - line.right < room + letter


def _usual_distance(lines: Sequence[Line]) -> float:
    """Points from one line to the next within paragraphs."""
    found = [
        round(one.base - after.first_base, 1)
        for one, after in pairwise(lines)
        if one.page == after.page and 4 < one.base - after.first_base < 60
    ]
    return statistics.mode(sorted(found)) if found else 14.0


def _right_edges(lines: Sequence[Line]) -> list[float]:
    """For each line where the text of its column ends at the right; few lines take the page's."""
    columns: dict[tuple[int, int], list[float]] = defaultdict(list)
    pages: dict[int, list[float]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line.right)
        columns[line.page, round(line.left / _COLUMN)].append(line.right)
    whole = _edge([line.right for line in lines])
    of_page = {page: _edge(rights) for page, rights in pages.items() if len(rights) >= _MANY}
    of_column = {key: _edge(rights) for key, rights in columns.items() if len(rights) >= _MANY}
    return [
        of_column.get((line.page, round(line.left / _COLUMN)), of_page.get(line.page, whole))
        for line in lines
    ]


def _edge(rights: Sequence[float]) -> float:
    """The right edge, without the few lines that reach beyond it."""
    ordered = sorted(rights)
    return ordered[int((len(ordered) - 1) * 0.97)]
