"""Answers as a CSV file that is safe to open in a spreadsheet (rule T9) and can be read back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

ROWS_IN_PART = 500
# What makes a spreadsheet take a cell for a formula; the last four are its full-width forms.
_RISKY = re.compile(r"^[=+\-@\t\r\n'＝＋－＠]")


def render_csv(frame: pd.DataFrame) -> bytes:
    """The table of `responses_frame` as UTF-8 with a byte-order mark (spreadsheets ask for it).

    Texts stand in quotes, numbers do not; several choices are parted by spaces, as XLSForm does; an
    empty cell was left empty, `__not_asked__` was not asked. See `protected` for formulas.
    """
    return b"".join(csv_parts(frame.columns, frame.itertuples(index=False)))


def csv_parts(columns: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """The same file in parts, each as soon as its rows are there; never all of them at once."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([protected(str(name)) for name in columns])
    start, rows = b"\xef\xbb\xbf", iter(rows)
    while some := list(islice(rows, ROWS_IN_PART)):
        writer.writerows([_cell(value) for value in row] for row in some)
        yield start + out.getvalue().encode()
        start = b""
        out.seek(0)
        out.truncate()
    if start:
        yield start + out.getvalue().encode()


def protected(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet could take it for a formula.

    A text that begins with an apostrophe gets one more, so that taking one away always restores it.
    """
    return f"'{text}" if _RISKY.match(text) else text


def unprotected(cell: str) -> str:
    """The text that `protected` was given."""
    return cell.removeprefix("'")


def listed(parts: Sequence[object]) -> str:
    """Several choices parted by spaces; the times a repeat was asked as JSON, which keeps them."""
    if all(isinstance(part, str) for part in parts):
        return " ".join(map(str, parts))
    return json.dumps(parts, ensure_ascii=False)


def _cell(value: object) -> object:
    if isinstance(value, str):
        return protected(value)
    if value is None or value != value:  # NaN is the one value that is not equal to itself
        return ""
    if isinstance(value, list | tuple):
        return protected(listed(value))
    return value if isinstance(value, int | float) else protected(str(value))
