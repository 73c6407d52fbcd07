"""From a text and the places where turns begin to the turns themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from interviews.model import Turn
from interviews.readers.reading import Mark, Reading


def merge_marks(reading: Reading, found: Sequence[Mark]) -> list[Mark]:
    """The marks of the format and the labels found in the text, in order, one at each place.

    Labels inside a settled span are dropped: there the format has said who speaks.
    """
    chosen = {mark.start: mark for mark in reading.marks}
    for label in found:
        if any(start <= label.start < end for start, end in reading.settled):
            continue
        known = chosen.get(label.start)
        at_ms = label.at_ms if label.at_ms is not None or known is None else known.at_ms
        chosen[label.start] = replace(label, at_ms=at_ms)
    return sorted(chosen.values(), key=lambda mark: mark.start)


def split_turns(text: str, marks: Sequence[Mark]) -> tuple[Turn, ...]:
    """The turns: from the words after each mark up to the next mark, without the space around.

    Every character that is no space lies in a turn or in the label just before one.
    """
    end = Mark(len(text), len(text), None)
    turns: list[Turn] = []
    before = end
    for mark, following in pairwise([Mark(0, 0, ""), *marks, end]):
        previous = turns[-1] if turns else None
        turn = _turn(text, mark, following.start, previous)
        if (
            previous
            and previous.start == previous.end
            and (previous.speaker == turn.speaker or before.speaker is None)
        ):
            turns.pop()  # a name or a time alone, then a name: one label in two lines
            turn = turn if turn.at_ms is not None else replace(turn, at_ms=previous.at_ms)
        before = mark
        if turn.start < turn.end or mark.start < mark.words:
            turns.append(turn)
    return tuple(turns)


def _turn(text: str, mark: Mark, end: int, previous: Turn | None) -> Turn:
    start, end = mark.words, max(mark.words, end)
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    goes_on = previous.speaker if previous else ""
    return Turn(goes_on if mark.speaker is None else mark.speaker, start, end, mark.at_ms)
