"""Read the sheets of a form, from a workbook, a CSV file or a Markdown table, losing no cell.

pyxform's own readers skip cells without a heading, formulas without a value and rows after a gap.
Here each of these is either read or refused; only the way a cell becomes text is pyxform's.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from survey.xlsform_report import Report

Line = tuple[int, list[str]]  # row number as the author counts, cells
CellRows = Mapping[str, list[tuple[int, tuple[Any, ...]]]]  # the same with openpyxl's cells
Grids = dict[str, list[Line]]

READ = {"survey", "choices", "settings"}
_NOT_SUPPORTED = {
    "external_choices": "Choices in a sheet of their own are not supported yet.",
    "entities": "Entities are not supported: they would carry answers into other forms.",
    "osm": "Map tags are not supported.",
    "cascades": "Cascades are an old form of choice filters and are not supported.",
}
_HEADINGS = {"type", "name", "label", "list_name", "list name"}
_LARGEST = 100_000_000  # bytes of an unpacked workbook; real forms stay under one hundredth
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SPLIT_CELLS = re.compile(r"(?<!\\)\|")
# What openpyxl and xlrd raise on a damaged file, depending on where the damage is.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error, SyntaxError),
    *(AttributeError, IndexError, KeyError, TypeError, ValueError, AssertionError),
    *(NotImplementedError, RuntimeError, OverflowError),
)


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
        grids = _read(_xlsx, data, report)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        grids = _read(_xls, data, report)
    else:
        grids = _text(data, report)
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


def _read(reader: Any, data: bytes, report: Report) -> Grids:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # about decoration that openpyxl skips
            found: Grids = reader(data, report)
            return found
    except _DAMAGED as error:
        report.refuse(
            "",
            0,
            f"The file cannot be read as a workbook ({str(error)[:120] or type(error).__name__}).",
            "It may be damaged, protected by a password or of another kind. "
            "Open it in a spreadsheet program and save it as .xlsx without a password.",
        )
        return {}


def _xlsx(data: bytes, report: Report) -> Grids:
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(info.file_size for info in archive.infolist()) > _LARGEST:
            raise ValueError("it unpacks to more than 100 MB")
    written = _xlsx_grids(load_workbook(io.BytesIO(data), read_only=True))
    if not any(cell.data_type == "f" for _, _, cell in _filled(written)):
        return _texts(written, report)
    stored = _xlsx_grids(load_workbook(io.BytesIO(data), read_only=True, data_only=True))
    results = {(sheet, cell.coordinate) for sheet, _, cell in _filled(stored)}
    for sheet, number, cell in _filled(written):
        if (sheet, cell.coordinate) not in results:
            report.refuse(
                *(sheet, number, f"Cell {cell.coordinate} holds a formula without a result."),
                "Replace the formula by its result (copy, paste as values).",
            )
    return _texts(stored, report)


def _xlsx_grids(book: Any) -> CellRows:
    """The rows of every sheet as they are stored; empty rows are passed over."""
    grids = {}
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # a stray format can claim a million rows of 16,384 columns
        grids[sheet.title] = [
            (number, row)
            for number, row in enumerate(sheet.iter_rows(), 1)
            if any(cell.value is not None for cell in row)
        ]
    return grids


def _filled(grids: CellRows) -> Iterator[tuple[str, int, Any]]:
    for sheet, rows in grids.items():
        for number, row in rows:
            for cell in row:
                if cell.value is not None:
                    yield sheet, number, cell


def _texts(grids: CellRows, report: Report) -> Grids:
    from pyxform.xls2json_backends import xlsx_value_to_str

    for sheet, number, cell in _filled(grids):
        if cell.data_type == "e":
            _refuse_failed(sheet, number, cell.coordinate, str(cell.value), report)
    return {
        sheet: [
            (number, [_as_text(cell.value, xlsx_value_to_str) for cell in row])
            for number, row in rows
        ]
        for sheet, rows in grids.items()
    }


def _refuse_failed(sheet: str, number: int, place: str, shown: str, report: Report) -> None:
    """Respondents would read #REF! where the author sees that a formula has failed."""
    report.refuse(
        *(sheet, number, f"Cell {place} holds a formula that failed ({shown})."),
        "Mend the formula, or type what should stand there.",
    )


def _xls(data: bytes, report: Report) -> Grids:
    import xlrd
    from pyxform.xls2json_backends import xls_value_to_unicode

    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO())
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError) as error:
        raise ValueError(str(error)) from error
    with book:

        def text(cell: Any) -> str:
            if cell.ctype == xlrd.XL_CELL_DATE and cell.value >= 61:  # before that Excel errs
                return _as_text(xlrd.xldate_as_datetime(cell.value, book.datemode), str)
            if cell.ctype == xlrd.XL_CELL_ERROR:
                return str(xlrd.error_text_from_code.get(cell.value, "#ERROR!"))
            return str(xls_value_to_unicode(cell.value, cell.ctype, book.datemode))

        return {
            sheet.name: [(n + 1, [text(cell) for cell in sheet.row(n)]) for n in range(sheet.nrows)]
            for sheet in book.sheets()
        }


def _as_text(value: object, write: Any) -> str:
    """A date without a time of day as YYYY-MM-DD; the rest as pyxform writes it."""
    if isinstance(value, str):
        return value  # pyxform would turn no-break spaces into spaces; French needs them
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    return "" if value is None else str(write(value))


def _text(data: bytes, report: Report) -> Grids:
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


def _csv(text: str, first: str) -> Iterator[Line]:
    """Rows of the file; the separator is the one that the first line has most of."""
    separator = max(",;\t", key=first.count)
    csv.field_size_limit(_LARGEST)
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
