"""Tables in which one column says who speaks and the last one what was said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from interviews.names import clean, is_name, is_role
from interviews.readers.columns import find_columns
from interviews.readers.reading import Mark
from interviews.timestamps import TIME, milliseconds

_STAMP = re.compile(rf"\W*({TIME})\b")
_COLUMN_HEADINGS = {"speaker", "participant", "respondent", "locuteur", "locutrice"}


def words_last(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows with the column headed "Content" or "Text" moved behind the others."""
    cells = [list(row) for row in rows]
    columns = find_columns(cells[:1])
    if columns is None or not columns.headed or columns.speaker is None:
        return cells
    return [
        [*row[: columns.text], *row[columns.text + 1 :], *row[columns.text : columns.text + 1]]
        for row in cells
    ]


def dialogue_marks(rows: list[list[str]], start: int) -> list[Mark]:
    """A mark for each row, or none if the table is no dialogue.

    Args:
        rows: cells as text; in the source a row is its cells with a tab between.
        start: where the first row begins in the source.
    """
    speakers = [_speaker(row) for row in rows]
    if speakers and speakers[0].casefold() in _COLUMN_HEADINGS and speakers[0] not in speakers[1:]:
        speakers[0] = ""
    named = [name for name in speakers if name]
    recurs = any(n > 1 for n in Counter(named).values()) or any(map(is_role, named))
    if not recurs or len(named) * 2 < len(rows):
        return []
    marks: list[Mark] = []
    for row, speaker in zip(rows, speakers, strict=True):
        label = "\t".join(row[:-1])
        words = start + len(label) + (1 if len(row) > 1 else 0)
        if len(row) == 1 or _is_heading(row, speaker):
            marks.append(Mark(start, start, "" if len(row) > 1 else None))
        else:
            marks.append(Mark(start, words, speaker or None, _time(row[:-1])))
        start += len("\t".join(row)) + 1
    return marks


def _speaker(row: list[str]) -> str:
    """The one short name left of the last cell, "" if there is none or more than one."""
    names = [clean(cell) for cell in row[:-1] if is_name(clean(cell))]
    return names[0] if len(names) == 1 else ""


def _is_heading(row: list[str], speaker: str) -> bool:
    """True for "Speaker | Text" and other rows whose left cells hold words that are lost else."""
    left = [cell.strip() for cell in row[:-1] if cell.strip()]
    known = [cell for cell in left if clean(cell) == speaker or _STAMP.match(cell)]
    return any(not cell.isdigit() for cell in left if cell not in known)


def _time(cells: list[str]) -> int | None:
    stamps = [_STAMP.match(cell) for cell in cells]
    return next((milliseconds(stamp.group(1)) for stamp in stamps if stamp), None)
