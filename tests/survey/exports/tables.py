"""Tables of answers for the tests of exports and imports: the example form, and texts that bite."""

from __future__ import annotations

import csv

import pandas as pd

from survey.model import Instrument, Item, ItemKind
from tests.conftest import SHARED

HEAD = ["response", "version", "language", "submitted_at"]
OPEN = Instrument("open", {"": "Open"}, (Item("q1", ItemKind.TEXT, {"": "What would help?"}),))
BITING = [
    *("=1+1", "+1+1", "-2+3", "@SUM(1+1)", "\t=1+1", "\r=1+1", "'=1", "''", "＝1+1 (fullwidth)"),
    *("-- I said no --", "None", "NA", "nan", "NULL", "", "0012", "1e5", "TRUE", "2026-01-02"),
    *("two\nlines", "two\r\nlines", "a;b,c|d", '"quoted"', "_x000D_", "bell\x07", "é€😀", "#N/A"),
]


def frame_of(instrument: Instrument, rows: list[dict[str, object]]) -> pd.DataFrame:
    """A table as `responses_frame` gives it."""
    names = [item.name for item in instrument.items if item.kind is not ItemKind.NOTE]
    body = [
        [f"r{n}", 1, "", "2026-03-01T10:00:00+00:00", *(row.get(name) for name in names)]
        for n, row in enumerate(rows, 1)
    ]
    return pd.DataFrame(body, columns=[*HEAD, *names], dtype=object)


def texts_frame(texts: list[str]) -> pd.DataFrame:
    """One open answer per row."""
    return frame_of(OPEN, [{"q1": text or None} for text in texts])


def adversarial_texts() -> list[str]:
    """The answers of the file of formula injections, read as written."""
    path = SHARED / "adversarial" / "made_here" / "responses_formula_injection.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [row["q1"] for row in csv.DictReader(file)]
