"""From a file to rows of text: CSV in the usual encodings and separators, and Excel workbooks.

Every cell stays the text that it is: "None" is a word, "0012" keeps its zeros, nothing is guessed
to be missing.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence

from survey.exports.workbook import text_of_excel
from survey.imports.errors import ImportFileError

MOST_BYTES = 200_000_000  # of an unpacked workbook; more is a bomb or belongs into CSV
_LONGEST_CELL = 10_000_000
_SEPARATORS = (",", ";", "\t", "|")
_LOOKED_AT = 50  # rows by which the separator is found


def read_rows(data: bytes, filename: str) -> list[list[str]]:
    """The rows of the file's table, all of the same width; empty rows at the end are left off.

    Raises:
        ImportFileError: it is no table, or holds nothing.
    """
    if not is_workbook(data) and filename.lower().endswith((".xls", ".xlsx")):
        raise ImportFileError(
            "This is not an .xlsx workbook. Open it in a spreadsheet and save it as .xlsx or .csv."
        )
    rows = _of_workbook(data) if is_workbook(data) else _of_text(_decoded(data))
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise ImportFileError("The file holds no rows. Choose the file that has the answers.")
    width = max(map(len, rows))
    return [[*row, *[""] * (width - len(row))] for row in rows]


def is_workbook(data: bytes) -> bool:
    """True for a packed file, such as .xlsx; anything else is read as CSV."""
    return data[:4] == b"PK\x03\x04"


def _decoded(data: bytes) -> str:
    """The text of a CSV file; UTF-8 unless it says otherwise or cannot be it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # what Excel writes on Windows


def _of_text(text: str) -> list[list[str]]:
    best = max(_SEPARATORS, key=lambda separator: _fit(text, separator))
    try:
        return list(_parsed(text, best))
    except csv.Error as error:
        raise ImportFileError(
            f"The file cannot be read as CSV: {error}. Save it as CSV in UTF-8 and try again."
        ) from error


def _parsed(text: str, separator: str) -> Iterable[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _fit(text: str, separator: str) -> tuple[int, int]:
    """How well a separator cuts the first rows: those as wide as the heading, then its width."""
    try:
        rows = [row for row, _ in zip(_parsed(text, separator), range(_LOOKED_AT), strict=False)]
    except csv.Error:
        return (0, 0)
    width = len(rows[0]) if rows else 0
    return (sum(len(row) == width for row in rows) if width > 1 else 0, width)


def _of_workbook(data: bytes) -> list[list[str]]:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                raise ImportFileError("The workbook is too large. Save the sheet as CSV.")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise ImportFileError(
            "The workbook cannot be opened. Open it in a spreadsheet and save it again as .xlsx."
        ) from error
    for sheet in book.worksheets:
        rows = [_texts(row) for row in sheet.iter_rows(values_only=True)]
        if any(any(row) for row in rows):
            return rows
    return []


def _texts(row: Sequence[object]) -> list[str]:
    return [_text(cell) for cell in row]


def _text(cell: object) -> str:
    """A cell of a workbook as a person would type it."""
    match cell:
        case None:
            return ""
        case str():
            return text_of_excel(cell)
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case dt.datetime() | dt.date():
            return cell.isoformat()
        case dt.time():
            return cell.isoformat("minutes" if not cell.second else "seconds")
    return str(cell)
