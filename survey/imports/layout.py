"""Where the answers begin in a table, which program wrote it, and what its headings say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from survey.export import unprotected

MOST_HEADINGS = 3


class Tool(StrEnum):
    """The program that a table comes from, as far as its headings tell."""

    OWN = "Throughline"
    KOBO = "KoboToolbox"
    ODK = "ODK"
    LIMESURVEY = "LimeSurvey"
    QUALTRICS = "Qualtrics"
    OTHER = "another program"


@dataclass(frozen=True)
class Heading:
    """What stands over a column: its name, and the question or option in the rows below it."""

    name: str
    below: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The name, or the first words under it where it has none."""
        return self.name or next((text for text in self.below if text), "(no heading)")


@dataclass(frozen=True)
class Table:
    """The answers of a file; `first_row` is the row of the first one, as a spreadsheet counts."""

    tool: Tool
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]
    first_row: int


_MARKS: dict[Tool, tuple[frozenset[str], ...]] = {  # every name of one set must be there
    Tool.OWN: (frozenset({"response", "version", "language", "submitted_at"}),),
    Tool.QUALTRICS: (
        frozenset({"responseid", "startdate"}),
        frozenset({"responseid", "recordeddate"}),
    ),
    Tool.KOBO: (frozenset({"_uuid", "_submission_time"}), frozenset({"_id", "_uuid"})),
    Tool.ODK: (frozenset({"key", "submissiondate"}), frozenset({"meta-instanceid"})),
    Tool.LIMESURVEY: (
        frozenset({"submitdate", "lastpage"}),
        frozenset({"id", "submitdate"}),
        frozenset({"response id", "date submitted"}),
    ),
}


def guess_headings(rows: Sequence[Sequence[str]]) -> int:
    """How many rows stand above the answers: three as Qualtrics writes them, else one."""
    third = rows[2] if len(rows) > 2 else []
    return 3 if any(cell.startswith('{"ImportId"') for cell in third) else 1


def lay_out(rows: Sequence[Sequence[str]], n_headings: int, *, is_csv: bool) -> Table:
    """The table with its headings told apart from the answers.

    Of a CSV file that this program wrote, the apostrophes before formulas are taken off.
    """
    tool = _tool(rows[0])
    if is_csv and tool is Tool.OWN:
        rows = [[unprotected(cell) for cell in row] for row in rows]
    headings = tuple(
        Heading(name.strip(), tuple(row[at].strip() for row in rows[1:n_headings]))
        for at, name in enumerate(rows[0])
    )
    return Table(tool, headings, tuple(map(tuple, rows[n_headings:])), n_headings + 1)


def _tool(names: Sequence[str]) -> Tool:
    there = {name.strip().casefold() for name in names}
    return next(
        (tool for tool, marks in _MARKS.items() if any(mark <= there for mark in marks)), Tool.OTHER
    )
