"""Which column says who speaks, what and when: by the heading, else by what stands in it."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from interviews.names import clean, is_name
from interviews.readers.headings import SURE_SPEAKER, heading, in_milliseconds, kind_of
from interviews.readers.utterances import Utterance
from interviews.timestamps import TIME, milliseconds

_STAMP = re.compile(rf"\W*({TIME})(?::\d{{2}}(?!\d))?")  # with frames: 00:01:02:12
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4}")
_WIDEST = 12  # columns of a transcript without headings; a table of answers has hundreds
_LOOKED_AT = 400  # rows, to find the columns of a table without headings
_LONGEST = 1_000_000_000  # milliseconds, eleven days: more is a date and no time of a recording
_LONG_CUE = 150  # longer than anybody's utterance in seconds: then the numbers are milliseconds


@dataclass(frozen=True)
class Columns:
    """The numbers of the columns; None where there is none of a kind."""

    text: int
    speaker: int | None
    start: int | None
    end: int | None
    headed: bool  # the first row is headings

    def used(self) -> set[int]:
        """The columns that are read."""
        return {n for n in (self.text, self.speaker, self.start, self.end) if n is not None}


def find_columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of a transcript, or None if the table is none."""
    if not rows:
        return None
    found = _by_heading(rows[0], rows[1:_LOOKED_AT])
    if "text" in found:
        return Columns(
            found["text"], found.get("speaker"), found.get("start"), found.get("end"), True
        )
    if "speaker" in found and (rest := _by_content(rows[1:])) is not None:
        return replace(rest, speaker=found["speaker"], headed=True)  # only the words are unheard of
    return _by_content(rows)


def utterances(rows: Sequence[Sequence[str]], columns: Columns) -> list[Utterance]:
    """One per row that says something; a row without a speaker goes on with the last one."""
    body = rows[1:] if columns.headed else rows
    starts = [_cell(row, columns.start) for row in body]
    if columns.headed and columns.start is not None and in_milliseconds(rows[0][columns.start]):
        unit = 1
    else:
        unit = _unit(starts, [_cell(row, columns.end) for row in body])
    found: list[Utterance] = []
    last = ""
    for row, start in zip(body, starts, strict=True):
        last = _label(clean(_cell(row, columns.speaker))) or last
        found.append(Utterance(last, time_ms(start, unit), _cell(row, columns.text)))
    return found


def _label(name: str) -> str:
    """ "Speaker 0" for the number that programs give to a voice."""
    return f"Speaker {name}" if name.isdecimal() else name


def time_ms(cell: str, unit: int = 1000) -> int | None:
    """Milliseconds of 00:01:02.5 or of a number; `unit` is how many of them a number counts."""
    stamp = _STAMP.match(cell.strip())
    if stamp:
        return milliseconds(stamp.group(1))
    number = _NUMBER.fullmatch(cell.strip().rstrip("s"))
    at_ms = round(float(number.group().replace(",", ".")) * unit) if number else None
    return at_ms if at_ms is not None and at_ms < _LONGEST else None


def _by_heading(row: Sequence[str], below: Sequence[Sequence[str]]) -> dict[str, int]:
    """Kind of column → its number; a column of numbers ("Turn", "Line") is not what was said."""
    found: dict[str, int] = {}
    for n, cell in enumerate(row):
        words = heading(cell)
        kind = kind_of(words)
        if kind == "text" and below and _is_number([_cell(one, n).strip() for one in below]):
            continue
        if kind and kind not in found:
            found[kind] = n
        elif kind == "speaker" and _is_better(words, heading(row[found["speaker"]])):
            found["speaker"] = n
    what = next((n for n, cell in enumerate(row) if heading(cell) == "what"), None)
    if "text" not in found and "speaker" in found and what is not None:
        found["text"] = what  # beside "Who" it is what was said
    return found


def _is_better(words: str, than: str) -> bool:
    """ "Name" of a file, or the label of a row, gives way to "Speaker", an id to a name."""
    if not words.startswith(SURE_SPEAKER):
        return False
    return not than.startswith(SURE_SPEAKER) or (than.endswith(" id") and words.endswith(" name"))


def _by_content(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Without headings: columns of times, the longest column as words, a recurring name."""
    rows = rows[:_LOOKED_AT]
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    if width > _WIDEST:
        return None
    cells = [[_cell(row, n).strip() for row in rows] for n in range(width)]
    times = [n for n in range(width) if _share(cells[n], lambda one: bool(_STAMP.match(one))) > 0.8]
    rest = [n for n in range(width) if n not in times and _may_be_words(cells[n])]
    if not rest:
        return None
    names = [n for n in rest if _is_speaker(cells[n])]
    words = [n for n in rest if n not in names[:1]] or rest
    text = max(words, key=lambda n: sum(map(len, cells[n])))
    names = [n for n in names if n != text]
    if not times and not (names and width == 2):
        return None
    speaker = names[0] if names else None
    start, end = (times[0] if times else None), (times[1] if len(times) > 1 else None)
    return Columns(text, speaker, start, end, False)


def _is_speaker(cells: Sequence[str]) -> bool:
    said = [clean(one) for one in cells if one]
    recurs = len(set(said)) < len(said)
    return recurs and len(said) * 2 > len(cells) and _share(said, is_name) > 0.8


def _may_be_words(cells: Sequence[str]) -> bool:
    dates = _share(cells, lambda one: bool(_DATE.match(one)))
    return dates <= 0.8 and not _is_number(cells)


def _is_number(cells: Sequence[str]) -> bool:
    return _share(cells, lambda one: not one or bool(_NUMBER.fullmatch(one))) > 0.8


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(1 for one in cells if holds(one)) / (len(cells) or 1)


def _cell(row: Sequence[str], n: int | None) -> str:
    return row[n] if n is not None and n < len(row) else ""


def _unit(starts: Sequence[str], ends: Sequence[str]) -> int:
    """1000 if plain numbers are seconds, 1 if they must be milliseconds."""
    first, last = _numbers(starts), _numbers(ends)
    if not first or any(not number.is_integer() for number in first):
        return 1000
    if len(first) == len(last):
        lengths = [end - start for start, end in zip(first, last, strict=True)]
    else:
        lengths = [after - before for before, after in pairwise(first)]
    return 1 if lengths and statistics.median(lengths) > _LONG_CUE else 1000


def _numbers(cells: Sequence[str]) -> list[float]:
    found = (_NUMBER.fullmatch(cell.strip()) for cell in cells)
    return [float(number.group().replace(",", ".")) for number in found if number]
