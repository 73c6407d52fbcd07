"""What can be wrong with a questionnaire, said with the place, the reason and the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class SheetProblem:
    """One thing that stands in the way; `row` is as the spreadsheet counts, 0 for the whole sheet.

    In a Markdown table the row is the line of the file.
    """

    sheet: str
    row: int
    reason: str
    remedy: str

    def __str__(self) -> str:
        place = f"Sheet '{self.sheet}'" if self.sheet else "The file"
        return f"{place}{f', row {self.row}' if self.row else ''}: {self.reason} {self.remedy}"


class InstrumentError(ValueError):
    """The file cannot become an instrument; `problems` lists everything that is wrong at once."""

    def __init__(self, problems: Sequence[SheetProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Level(StrEnum):
    """How much a remark weighs."""

    ERROR = "error"  # stands in the way of publishing
    WARNING = "warning"  # is shown


@dataclass(frozen=True)
class Remark:
    """What a check found in a questionnaire.

    `place` is the name of an item or group, "" for the whole; `column` the part of it (relevance,
    label, options …); `position` the character in that expression or text, from 0, if there is one.
    """

    level: Level
    place: str
    column: str
    reason: str
    remedy: str
    position: int | None = None
    language: str = ""


class DesignError(ValueError):
    """Something that cannot be built into a questionnaire: the reason, and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{reason} {remedy}")
