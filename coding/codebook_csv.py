"""The codebook as a CSV file, which `coding.codebook_table` reads back."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from coding.codebook import tree_order
from coding.model import Code

COLUMNS = (
    *("name", "definition", "parent", "colour"),
    *("when to use", "when not to use", "example", "origin"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_codebook_csv(codes: Sequence[Code]) -> bytes:
    """The codes in the order of the tree, with all that is known of them."""
    names = {code.id: code.name for code in codes}
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    for code in tree_order(codes):
        texts = (code.name, code.definition, names.get(code.parent, ""), str(code.colour))
        more = (code.use_when, code.use_not, code.example, code.origin.value)
        writer.writerow([escaped(text) for text in (*texts, *more)])
    return sheet.getvalue().encode("utf-8-sig")


def escaped(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what looks so."""
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def typed(cell: str) -> str:
    """A cell as it was typed, without the apostrophe of `escaped`."""
    return (
        cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell
    ).strip()
