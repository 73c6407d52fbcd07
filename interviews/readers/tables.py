"""Tables (.csv, .tsv, .xlsx) with a row for each thing said: speaker, words, time."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from interviews.errors import TranscriptError
from interviews.readers.archive import open_archive, read_part
from interviews.readers.columns import find_columns, utterances
from interviews.readers.plain_text import decode, read_text
from interviews.readers.reading import Reading
from interviews.readers.utterances import Utterance, joined_utterances
from interviews.readers.webvtt import read_webvtt

MAX_ROWS = 200_000
_MIN_PIPED = 4  # rows of a Markdown text that is a table
_MOSTLY = 0.8  # share of its lines that are rows
_RULE = re.compile(r"[|:\s-]+")  # below the headings of a Markdown table
_MIN_TABBED = 3  # columns of a plain text that is a table
# What openpyxl stumbles over when a part of a workbook is missing or not what it should be.
_DAMAGE = (KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError)
_RESAVE = "Open it in a spreadsheet program, save it as .xlsx without a password and import that."
_NO_TALK = (
    "Give the table a column headed Text, and if you can Speaker and Time. "
    "Answers of a survey come in under Import answers instead."
)


def read_csv(data: bytes, filename: str) -> Reading:
    """A table as text; comma, semicolon, tab or bar between the cells."""
    text, notices = decode(data, filename)
    return _talk(_rows(text), filename, notices)


def read_workbook(data: bytes, filename: str) -> Reading:
    """The first sheet of a workbook that holds a transcript."""
    _check_parts(data, filename)
    sheets = list(_sheets(data, filename))
    for rows in sheets:
        if find_columns(rows):
            n_others = sum(1 for other in sheets if other and other is not rows)
            left = (f"Other sheets were left out: {n_others}.",) if n_others else ()
            return _talk(rows, filename, left)
    return _talk([], filename, ())


def _talk(rows: Sequence[Sequence[str]], filename: str, notices: tuple[str, ...]) -> Reading:
    columns = find_columns(rows)
    if columns is None:
        raise TranscriptError(filename, "no column of it holds what was said.", _NO_TALK)
    if columns.headed:
        left = [
            cell.strip()
            for n, cell in enumerate(rows[0])
            if n not in columns.used() and cell.strip()
        ]
        if left:
            notices = (*notices, f"Columns that were left out: {', '.join(left[:12])}.")
    return joined_utterances(utterances(rows, columns), notices, by_speaker=False)


def _rows(text: str) -> list[list[str]]:
    """Rows that are not empty, parted by whichever sign parts most rows alike."""
    csv.field_size_limit(2**31 - 1)
    best: list[list[str]] = []
    for sign in (",", ";", "\t", "|"):
        try:
            rows = [
                row for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign) if any(row)
            ]
        except csv.Error:
            continue
        if _fit(rows) > _fit(best):
            best = [_unparted(row, len(rows[0]), sign) for row in rows]
    return best[:MAX_ROWS]


def _unparted(row: list[str], width: int, sign: str) -> list[str]:
    """A row with too many cells: the last column holds words with the sign in them, unquoted."""
    return [*row[: width - 1], sign.join(row[width - 1 :])] if len(row) > width else row


def read_plain(data: bytes, filename: str) -> Reading:
    """A plain text; captions, and tables with tabs and times (ELAN, Whisper), are read as such."""
    reading = read_text(data, filename)
    if reading.text.startswith("WEBVTT\n"):
        return read_webvtt(data, filename)
    rows = [line.split("\t") for line in reading.text.split("\n") if line.strip()]
    if not rows or len(rows[0]) < _MIN_TABBED or any(len(row) != len(rows[0]) for row in rows):
        return reading
    columns = find_columns(rows)
    if columns is None or columns.start is None:
        return reading
    return joined_utterances(utterances(rows, columns), reading.notices, by_speaker=False)


def read_markdown(data: bytes, filename: str) -> Reading:
    """Markdown as it stands; if it is little more than one table, its rows are turns."""
    reading = read_text(data, filename)
    lines = [line.strip() for line in reading.text.split("\n") if line.strip()]
    piped = [line for line in lines if line.startswith("|")]
    if len(piped) < max(_MIN_PIPED, _MOSTLY * len(lines)):
        return reading
    rows = [_row(line) for line in piped if not _RULE.fullmatch(line)]
    columns = find_columns(rows)
    if columns is None or columns.speaker is None or not columns.headed:
        return reading
    at = lines.index(piped[0])
    before, after = lines[:at], [line for line in lines[at:] if not line.startswith("|")]
    said = [
        *(Utterance("", None, line) for line in before),
        *utterances(rows, columns),
        *(Utterance("", None, line) for line in after),
    ]
    return joined_utterances(said, reading.notices, by_speaker=False)


def _row(line: str) -> list[str]:
    """The cells of a row of a Markdown table; a bar in a cell is written \\|."""
    cells = re.split(r"(?<!\\)\|", line.strip("|"))
    return [cell.strip().replace("\\|", "|") for cell in cells]


def _fit(rows: list[list[str]]) -> tuple[bool, float]:
    """Whether a transcript is found, then the share of rows as wide as the first."""
    if not rows or len(rows[0]) < 2:
        return False, 0.0
    alike = sum(1 for row in rows if len(row) == len(rows[0])) / len(rows)
    return find_columns(rows) is not None, alike


def _check_parts(data: bytes, filename: str) -> None:
    """Refuse what is no workbook, is locked, too large once unpacked, or declares entities."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TranscriptError(filename, "it is an old or a locked workbook.", _RESAVE)
    with open_archive(data, filename, "a workbook", _RESAVE) as archive:
        for path in archive.namelist():
            if path.endswith((".xml", ".rels")) and b"<!DOCTYPE" in read_part(
                archive, path, filename, _RESAVE
            ):
                why = "it declares entities of its own, which no spreadsheet program does."
                raise TranscriptError(filename, why, _RESAVE)


def _sheets(data: bytes, filename: str) -> Iterator[list[list[str]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            cells = sheet.iter_rows(values_only=True, max_row=MAX_ROWS)
            rows = [[_shown(cell) for cell in row] for row in cells]
            yield [row for row in rows if any(row)]
    except (InvalidFileException, SyntaxError, OSError, *_DAMAGE) as trouble:
        raise TranscriptError(filename, "its content is damaged.", _RESAVE) from trouble


def _shown(cell: object) -> str:
    """A cell as text; 12.0 is 12."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
