"""Read the sheets of a form, from a workbook, a CSV file or a Markdown table, losing no cell.

pyxform's own readers skip cells without a heading and rows after a gap. Here each of these is
either read or refused.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from survey.xlsform_report import Report
from survey.xlsform_text import Line, read_text
from survey.xlsform_workbook import read_xls, read_xlsx

READ = {"survey", "choices", "settings"}
_NOT_SUPPORTED = {
    "external_choices": "Choices in a sheet of their own are not supported yet.",
    "entities": "Entities are not supported: they would carry answers into other forms.",
    "osm": "Map tags are not supported.",
    "cascades": "Cascades are an old form of choice filters and are not supported.",
}
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Row:
    """The filled cells of one row by heading."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its headings in order and every row that has a filled cell."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_sheets(data: bytes, report: Report) -> dict[str, Sheet]:
    """The sheets by name in small letters. The bytes decide what it is, not the file's name."""
    if data.startswith(b"PK"):
        grids = read_xlsx(data, report)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        grids = read_xls(data, report)
    else:
        grids = read_text(data, report)
    if len(grids) == 1:
        grids = {"survey": next(iter(grids.values()))}
    sheets: dict[str, Sheet] = {}
    for written, lines in grids.items():
        name = written.strip().lower()
        if name in sheets:
            report.refuse(written, 0, "Two sheets bear this name.", "Rename one of them.")
        elif name in READ:
            sheets[name] = _sheet(name, lines, report)
        else:
            _other_sheet(written, lines, set(grids), report)
    if "survey" not in sheets and not (report.problems and not grids):
        report.refuse(
            *("", 0, f"There is no sheet named survey, but {', '.join(grids) or 'nothing'}."),
            "Name the sheet that holds the items survey.",
        )
    return sheets


def _other_sheet(name: str, lines: list[Line], names: set[str], report: Report) -> None:
    """Sheets that would change the questionnaire are refused; others are left out."""
    low = name.strip().lower()
    meant = difflib.get_close_matches(low, READ - {other.lower() for other in names}, cutoff=0.75)
    filled = any(cell.strip() for _, row in lines for cell in row)
    if low in _NOT_SUPPORTED and filled:
        report.refuse(name, 0, _NOT_SUPPORTED[low], "Delete the sheet.")
    elif meant and filled and not low.startswith("_"):
        report.refuse(
            *(name, 0, f"This sheet is not read; its name resembles {meant[0]}."),
            f"Rename it to {meant[0]}, or to _{name} if it should stay out.",
        )
    elif filled:
        report.leave_out(name, 0, f"sheet {name}", "it is not one of survey, choices, settings")


def _sheet(name: str, lines: list[Line], report: Report) -> Sheet:
    """Rows by heading; what has no heading, or two, is refused."""
    while lines and not any(cell.strip() for cell in lines[0][1]):
        lines = lines[1:]
    if not lines:
        return Sheet(name, (), ())
    headings = [_tidy(cell) for cell in lines[0][1]]
    for heading in sorted({h for h in headings if h and headings.count(h) > 1}):
        report.refuse(
            *(name, lines[0][0], f"The heading '{heading}' stands over more than one column."),
            "Delete or rename one of the columns.",
        )
    rows: list[Row] = []
    for number, texts in lines[1:]:
        cells: dict[str, str] = {}
        for column, text in enumerate(texts):
            tidy = _tidy(text)
            heading = headings[column] if column < len(headings) else ""
            if _ILLEGAL.search(tidy):
                report.refuse(
                    *(name, number, f"The cell under '{heading}' holds an invisible character."),
                    "Type the text again instead of pasting it.",
                )
            elif tidy and not heading:
                report.refuse(
                    *(name, number, f"'{tidy[:40]}' stands in a column without a heading."),
                    f"Give column {column + 1} a heading in the first row, or empty the cell.",
                )
            elif tidy:
                cells[heading] = tidy
        if cells:
            rows.append(Row(number, cells))
    return Sheet(name, tuple(heading for heading in headings if heading), tuple(rows))


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
