"""What a reading of an XLSForm has to tell: what is wrong, and what was left out on purpose."""

from __future__ import annotations

from dataclasses import dataclass, field

from survey.errors import SheetProblem


@dataclass(frozen=True)
class LeftOut:
    """Something harmless in the file that the instrument does not carry, and why."""

    sheet: str
    row: int  # 0: the whole sheet or column
    what: str
    why: str


@dataclass
class Report:
    """Collects while the sheets are read, so that an author sees everything at once."""

    problems: list[SheetProblem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def refuse(self, sheet: str, row: int, reason: str, remedy: str) -> None:
        """Note a problem."""
        self.problems.append(SheetProblem(sheet, row, reason, remedy))

    def leave_out(self, sheet: str, row: int, what: str, why: str) -> None:
        """Note something harmless that is not taken over."""
        self.left_out.append(LeftOut(sheet, row, what, why))
