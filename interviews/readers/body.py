"""The lines of a document as they come, and what its tables say about who speaks."""

from __future__ import annotations

from collections.abc import Sequence

from interviews.readers.dialogue_table import dialogue_marks, words_last
from interviews.readers.reading import Mark, Reading


class Body:
    """One line per paragraph or table row; the cells of a row are parted by tabs."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.marks: list[Mark] = []
        self.settled: list[tuple[int, int]] = []
        self.length = 0  # of the lines so far, each with its line end

    def line(self, line: str) -> None:
        """Add a paragraph."""
        self.lines.append(line)
        self.length += len(line) + 1

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Add a table; if it is a dialogue its rows become turns."""
        start = self.length
        cells = words_last(rows)
        for row in cells:
            self.line("\t".join(row))
        marks = dialogue_marks(cells, start)
        if marks:
            self.marks += [*marks, Mark(self.length, self.length, "")]
            self.settled.append((start, self.length))

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines)

    def reading(self, notices: Sequence[str] = ()) -> Reading:
        """What was collected."""
        text = self.text
        marks = tuple(mark for mark in self.marks if mark.start < len(text))
        return Reading(text, marks, tuple(self.settled), tuple(notices))
