"""A PDF opened with care: its lines with their places on the page, or why there are none."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from interviews.errors import TranscriptError

_CUT = "Cut out the pages of the interview, import those."
MAX_PAGES = 1_500
MAX_LETTERS = 6_000_000  # of the whole file; a long interview has 200,000
_HYPHENS = {0x02: 0x2D, 0xFFFE: 0x2D}  # how PDFium writes a hyphen at the end of a line
_RECOGNISE = (
    "Run text recognition on it first (a scanner's own program, or OCRmyPDF), or ask for the file "
    "it was made from; then import that."
)


@dataclass(frozen=True)
class Line:
    """A line of a page; the places count points from the lower left corner.

    A word parted by a hyphen makes one line of two: it begins where the first one does and ends
    where the second one does.
    """

    text: str
    page: int
    left: float
    right: float
    first_base: float  # on which the first letter stands
    base: float  # on which the last letter stands
    height: float  # of a line of this writing


@dataclass(frozen=True)
class PdfFile:
    """The lines of each page in the order in which they are written."""

    pages: list[list[Line]]
    heights: list[float]  # of the pages, in points


def open_pdf(data: bytes, filename: str) -> PdfFile:
    """The lines of a PDF; TranscriptError if it is locked, damaged, too long or a scan."""
    import pypdfium2

    if b"%PDF-" not in data[:1024]:
        remedy = "Open it where it was made and save it as PDF or .docx again."
        raise TranscriptError(filename, "it is not a PDF.", remedy)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as trouble:
        raise _unopened(str(trouble), filename) from trouble
    try:
        return _opened(document, filename)
    except pypdfium2.PdfiumError as trouble:
        raise _unopened(str(trouble), filename) from trouble
    finally:
        document.close()


def _opened(document: Any, filename: str) -> PdfFile:
    if len(document) > MAX_PAGES:
        why = f"it has {len(document):,} pages; a transcript may have {MAX_PAGES:,}."
        raise TranscriptError(filename, why, _CUT)
    pages: list[list[Line]] = []
    heights: list[float] = []
    letters = 0
    for number in range(len(document)):
        page = document[number]
        heights.append(page.get_height())
        lines = list(_lines(page, number))
        letters += sum(len(line.text) for line in lines)
        if letters > MAX_LETTERS:
            why = "it holds far more words than any interview."
            raise TranscriptError(
                filename, why, "Cut out the pages of the interview, import those."
            )
        pages.append(lines)
        page.close()
    if not any(pages):
        why = "there are no words in it, only pictures of pages: it is a scan."
        raise TranscriptError(filename, why, _RECOGNISE)
    return PdfFile(pages, heights)


def _lines(page: Any, number: int) -> Iterator[Line]:
    """PDFium parts lines with CR LF."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    count = min(pdfium.FPDFText_CountChars(text), MAX_LETTERS)
    letters = [pdfium.FPDFText_GetUnicode(text, n) for n in range(count)]
    start = 0
    for n in range(count + 1):
        if n < count and letters[n] not in (0x0A, 0x0D):
            continue
        line = _line(text, letters, start, n, number)
        if line:
            yield line
        start = n + 1
    text.close()


def _line(text: Any, letters: list[int], start: int, end: int, page: int) -> Line | None:
    words = _decoded(letters[start:end])
    seen = [n for n in range(start, end) if letters[n] not in (0x20, 0xA0, 0)]
    if not words.strip() or not seen:
        return None
    first, last = _letter(text, seen[0]), _letter(text, seen[-1])
    if last.base == first.base and last.left < first.left:  # written from right to left
        first, last = last, first
    height = max(first.height, last.height)
    return Line(words.rstrip(), page, first.left, last.right, first.base, last.base, height)


def _decoded(letters: list[int]) -> str:
    units = "".join(chr(_HYPHENS.get(one, one)) for one in letters if one)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@dataclass(frozen=True)
class _Letter:
    """Where a letter stands."""

    left: float
    right: float
    base: float
    height: float


def _letter(text: Any, n: int) -> _Letter:
    import pypdfium2.raw as pdfium

    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetLooseCharBox(text, n, box)
    pdfium.FPDFText_GetCharOrigin(text, n, x, y)
    places = (box.left, box.right, round(y.value, 1), abs(box.top - box.bottom))
    # A damaged file may say that a letter stands nowhere.
    return _Letter(*(one if math.isfinite(one) else 0.0 for one in places))


def _unopened(trouble: str, filename: str) -> TranscriptError:
    if "password" in trouble.lower():
        remedy = "Open it with the password, print or save it as a PDF without one, import that."
        return TranscriptError(filename, "it is protected by a password.", remedy)
    remedy = "Open it where it was made and save it as PDF or .docx again."
    return TranscriptError(filename, "it is not a PDF, or it is damaged.", remedy)
