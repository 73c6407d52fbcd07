"""Read a file of answers onto a questionnaire in one go, as the page does step by step."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence

from survey.imports.layout import Table, guess_headings, lay_out
from survey.imports.matching import Target, suggest
from survey.imports.plan import Plan, plan_import
from survey.imports.rows import is_workbook, read_rows
from survey.model import Instrument


def table_of(data: bytes, filename: str = "answers.csv", n_headings: int = 0) -> Table:
    """The table of a file, with as many heading rows as are guessed unless said otherwise."""
    rows = read_rows(data, filename)
    return lay_out(rows, n_headings or guess_headings(rows), is_csv=not is_workbook(data))


def plan_of(
    data: bytes,
    instrument: Instrument,
    filename: str = "answers.csv",
    chosen: Sequence[Target] | None = None,
    n_headings: int = 0,
) -> Plan:
    """What an import of the file will do, with the suggested columns unless others are given."""
    table = table_of(data, filename, n_headings)
    matched = suggest(table, instrument) if chosen is None else chosen
    return plan_import(table, matched, instrument, hashlib.sha256(data).hexdigest())


def csv_of(*rows: Sequence[object], separator: str = ",") -> bytes:
    """Rows as the bytes of a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode()
