"""A form written as a text: the cells of a CSV file or of a Markdown table, sheet by sheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from survey.xlsform_report import Report

Line = tuple[int, list[str]]  # row number as the author counts, cells
Grids = dict[str, list[Line]]

_HEADINGS = {"type", "name", "label", "list_name", "list name"}
_SPLIT_CELLS = re.compile(r"(?<!\\)\|")
_LARGEST_CELL = 100_000_000  # characters


def read_text(data: bytes, report: Report) -> Grids:
    """The cells of every sheet that a CSV file or a Markdown table names in its first column."""
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        report.refuse(
            *("", 0, "The file is neither a workbook nor a text in UTF-8."),
            "Save it as .xlsx, or as CSV with the encoding UTF-8.",
        )
        return {}
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    cells = _markdown(lines) if first.lstrip().startswith("|") else _csv(text, first)
    grids = _by_sheet(cells, report)
    if grids and not any(grids.values()):
        report.refuse(
            *("", 0, "The file is a text, but holds no table with a sheet named survey."),
            "Choose the questionnaire itself: an XLSForm as .xlsx, .xls, .csv or a Markdown table.",
        )
        return {}
    before = next(iter(grids), "")
    if before.lower() in _HEADINGS:
        report.refuse(
            *("", 0, f"The table begins with '{before}' instead of a sheet's name."),
            "Put an empty column first, and a row with survey in it above the headings; "
            "or save the questionnaire as .xlsx.",
        )
        return {}
    return grids


def _by_sheet(cells: Iterable[Line], report: Report) -> Grids:
    """The rows under the name that stands in the first column of one above them."""
    grids: Grids = {}
    name = ""
    for number, row in cells:
        if row and row[0].strip():
            name = row[0].strip()
            grids.setdefault(name, [])
        if any(cell.strip() for cell in row[1:]):
            if not name:
                report.refuse(
                    *("", number, "This row stands before the name of a sheet."),
                    "The first column names the sheet: write survey alone in the first row.",
                )
                return {}
            grids[name].append((number, row[1:]))
    return grids


def _csv(text: str, first: str) -> Iterator[Line]:
    """Rows of the file; the separator is the one that the first line has most of."""
    separator = max(",;\t", key=first.count)
    csv.field_size_limit(_LARGEST_CELL)
    yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1)


def _markdown(lines: list[str]) -> Iterator[Line]:
    """Rows of the table, by line of the file; a line that starts with # is a comment."""
    for number, line in enumerate(lines, start=1):
        bare = line.strip()
        if not bare.startswith("|") or not bare.strip("|-: "):
            continue
        bare = bare.removeprefix("|")
        bare = bare.removesuffix("|") if not bare.endswith("\\|") else bare
        yield number, [cell.replace("\\|", "|") for cell in _SPLIT_CELLS.split(bare)]
