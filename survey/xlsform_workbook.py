"""A form written as a workbook, .xlsx or .xls: the cells of its sheets as text.

pyxform's own readers skip formulas without a value. Here each of these is refused; only the way a
cell becomes text is pyxform's.
"""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from survey.xlsform_report import Report
from survey.xlsform_text import Grids

CellRows = Mapping[str, list[tuple[int, tuple[Any, ...]]]]  # row number and openpyxl's cells

_LARGEST = 100_000_000  # bytes of an unpacked workbook; real forms stay under one hundredth
# What openpyxl and xlrd raise on a damaged file, depending on where the damage is.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error, SyntaxError),
    *(AttributeError, IndexError, KeyError, TypeError, ValueError, AssertionError),
    *(NotImplementedError, RuntimeError, OverflowError),
)


def read_xlsx(data: bytes, report: Report) -> Grids:
    """The cells of every sheet as text; a formula without a result, or that failed, is refused."""
    return _read(_xlsx, data, report)


def read_xls(data: bytes, report: Report) -> Grids:
    """The same of a workbook as it was written until 2007."""
    return _read(_xls, data, report)


def _read(reader: Callable[[bytes, Report], Grids], data: bytes, report: Report) -> Grids:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # about decoration that openpyxl skips
            return reader(data, report)
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
