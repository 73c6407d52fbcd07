"""Answers as a CSV file that is safe to open in a spreadsheet (rule T9) and can be read back."""

from __future__ import annotations

import csv
import io
import re

import pandas as pd

# What makes a spreadsheet take a cell for a formula; the last four are its full-width forms.
_RISKY = re.compile(r"^[=+\-@\t\r\n'＝＋－＠]")


def render_csv(frame: pd.DataFrame) -> bytes:
    """The table of `responses_frame` as UTF-8 with a byte-order mark (spreadsheets ask for it).

    Texts stand in quotes, numbers do not; several choices are parted by spaces, as XLSForm does; an
    empty cell was left empty, `__not_asked__` was not asked. See `protected` for formulas.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([protected(str(name)) for name in frame.columns])
    for row in frame.itertuples(index=False):
        writer.writerow([_cell(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def protected(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet could take it for a formula.

    A text that begins with an apostrophe gets one more, so that taking one away always restores it.
    """
    return f"'{text}" if _RISKY.match(text) else text


def unprotected(cell: str) -> str:
    """The text that `protected` was given."""
    return cell.removeprefix("'")


def _cell(value: object) -> object:
    if isinstance(value, list | tuple):
        return protected(" ".join(map(str, value)))
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return ""
    return value if isinstance(value, int | float) else protected(str(value))
