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


# What stands in a second row of headings: SurveyMonkey's kinds of answer, Qualtrics' words.
_KINDS = frozenset({"response", "open-ended response"})
_BELOW_HEADINGS = frozenset({"response id", "responseid"}) | _KINDS
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
    """How many rows stand above the answers: two or three as Qualtrics and SurveyMonkey write them.

    Else one.
    """
    second = rows[1] if len(rows) > 1 else []
    third = rows[2] if len(rows) > 2 else []
    if any(cell.startswith('{"ImportId"') for cell in third):
        return 3
    return 2 if _BELOW_HEADINGS & {cell.strip().casefold() for cell in second} else 1


def lay_out(rows: Sequence[Sequence[str]], n_headings: int, *, is_csv: bool) -> Table:
    """The table with its headings told apart from the answers.

    Of a CSV file that this program wrote, the apostrophes before formulas are taken off.
    """
    tool = _tool(rows[0])
    if is_csv and tool is Tool.OWN:
        rows = [[unprotected(cell) for cell in row] for row in rows]
    headings = tuple(
        Heading(name, tuple(_said(row[at]) for row in rows[1:n_headings]))
        for at, name in enumerate(_names(rows[: min(n_headings, 2)]))
    )
    return Table(tool, headings, tuple(map(tuple, rows[n_headings:])), n_headings + 1)


def _said(cell: str) -> str:
    """What a cell below the name says; a kind of answer is neither question nor option."""
    return "" if cell.strip().casefold() in _KINDS else cell.strip()


def _names(rows: Sequence[Sequence[str]]) -> list[str]:
    """The names of the columns; where a question stands once above its options, each has both.

    SurveyMonkey writes the question over the first option and leaves the cells beside it empty.
    """
    names = [name.strip() for name in rows[0]]
    if len(rows) < 2:
        return names
    below = [option.strip() for option in rows[1]]
    found = list(names)
    question = 0
    for at, name in enumerate(names):
        if name or not below[at]:
            question = at
        elif names[question] and below[question]:
            found[question] = f"{names[question]} [{below[question]}]"
            found[at] = f"{names[question]} [{below[at]}]"
    return found


def _tool(names: Sequence[str]) -> Tool:
    there = {name.strip().casefold() for name in names}
    return next(
        (tool for tool, marks in _MARKS.items() if any(mark <= there for mark in marks)), Tool.OTHER
    )
