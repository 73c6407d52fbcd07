"""Quotes on their way out: one row per passage and code, as a table for CSV and Excel."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from survey.export import csv_parts
from survey.exports.workbook import append_row

LEAST = 3  # participants who share the attributes that stand beside a quote
LONGEST = 32_000  # characters of a cell in Excel; a longer text goes on in the next column
HELD_BACK = "Held back"


@dataclass(frozen=True)
class QuoteRow:
    """A passage with one code by one coder. `held` says why its words stay here, "" if they leave.

    `start` and `end` are half-open code points of the source's text.
    """

    source: str  # its title
    code: tuple[str, ...]  # the names from the top of the tree down; () without a code
    coder: str
    start: int
    end: int
    text: str
    participant: str = ""  # whose words they are, by label; "" for several or nobody
    beside: str = ""  # what was agreed to stand beside it
    attributes: Mapping[str, str] = field(default_factory=dict)
    held: str = ""
    source_id: str = ""
    segment: str = ""

    @property
    def words(self) -> str:
        """The text, or why it is not here."""
        return f"[{HELD_BACK}: {self.held}]" if self.held else self.text


def shared_attributes(
    wanted: Sequence[str], of: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """Of each participant as many attributes, in this order, as `LEAST` participants share.

    Args:
        of: Participant.id → all attributes, of everybody interviewed.
    """
    found: dict[str, dict[str, str]] = {}
    for n in range(len(wanted), -1, -1):
        groups: dict[tuple[str, ...], list[str]] = {}
        for participant, values in of.items():
            groups.setdefault(tuple(values.get(name, "") for name in wanted[:n]), []).append(
                participant
            )
        for values_shown, sharing in groups.items():
            if len(sharing) >= LEAST:
                shown = dict(zip(wanted[:n], values_shown, strict=True))
                for participant in sharing:
                    found.setdefault(participant, shown)
    return found


def table_of(rows: Sequence[QuoteRow]) -> tuple[list[str], list[list[object]]]:
    """Head and rows: source, attributes, code path in columns, coder, offsets, text."""
    depth = max((len(row.code) for row in rows), default=1) or 1
    names = list(dict.fromkeys(name for row in rows for name in row.attributes))
    head = ["source", "participant", "beside", *names]
    head += [f"code {n}" for n in range(1, depth + 1)]
    head += ["coder", "start", "end", "text", "held back"]
    body = [
        [
            *(row.source, row.participant, row.beside),
            *(row.attributes.get(name, "") for name in names),
            *(*row.code, *[""] * (depth - len(row.code))),
            *(row.coder, row.start, row.end, "" if row.held else row.text, row.held),
        ]
        for row in rows
    ]
    return head, body


def render_quotes_csv(rows: Sequence[QuoteRow]) -> bytes:
    """UTF-8 with a byte-order mark; no cell is a formula, and taking an apostrophe away restores
    the text."""
    head, body = table_of(rows)
    return b"".join(csv_parts(head, body))


def render_quotes_xlsx(rows: Sequence[QuoteRow]) -> bytes:
    """A workbook in which nothing is a formula; a very long text goes on in columns of its own."""
    import openpyxl

    head, body = table_of(rows)
    at = head.index("text")
    more = max((-(-len(str(row[at])) // LONGEST) for row in body), default=1) - 1
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Quotes")
    sheet.freeze_panes = "A2"
    append_row(sheet, [*head, *(f"text, part {n}" for n in range(2, more + 2))])
    for row in body:
        text = str(row[at])
        parts = [text[n : n + LONGEST] for n in range(0, len(text), LONGEST)] or [""]
        append_row(sheet, [*row[:at], parts[0], *row[at + 1 :], *parts[1:]])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sections(rows: Sequence[QuoteRow], by: str) -> list[tuple[str, list[QuoteRow]]]:
    """The rows under headings: "code" gives the paths of codes, "source" the titles of texts."""
    key = _code_heading if by == "code" else _source_heading
    ordered = sorted(rows, key=lambda row: (key(row).casefold(), row.source, row.start, row.end))
    return [(heading, list(some)) for heading, some in groupby(ordered, key=key)]


def below(row: QuoteRow, by: str) -> str:
    """What stands under a quote: where it is from, or its code; who says it, who marked it."""
    first = row.source if by == "code" else _code_heading(row)
    beside = row.beside or ", ".join(value for value in row.attributes.values() if value)
    parts = [first, row.participant, beside, f"marked by {row.coder}" if row.coder else ""]
    return " · ".join(part for part in parts if part)


def _code_heading(row: QuoteRow) -> str:
    return " / ".join(row.code) or "Without a code"


def _source_heading(row: QuoteRow) -> str:
    return row.source
