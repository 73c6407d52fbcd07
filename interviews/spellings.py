"""Put right who speaks before a source is kept: merge spellings, undo labels that are none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from difflib import SequenceMatcher

from interviews.model import Source, Turn
from interviews.short_names import full_names

NOBODY = ""  # what a label stands for that is none: its line is text
_ALIKE = 0.84  # of two labels, from which on one may be a slip of the other
_MIN_LETTERS = 5


def proposed_spellings(source: Source) -> dict[str, str]:
    """Label → the speaker that it may be another spelling of; for a person to confirm (rule T10).

    Names that shorten after the first turn, initials, and slips of the pen.
    """
    n_turns = Counter(turn.speaker for turn in source.turns if turn.speaker)
    found = full_names(source.speakers)
    for label in source.speakers:
        likely = [other for other in source.speakers if _is_slip(label, other, n_turns)]
        if label not in found and likely:
            found[label] = max(likely, key=lambda other: n_turns[other])
    return {label: _meant(label, found) for label in found}


def respelled(source: Source, spellings: Mapping[str, str]) -> Source:
    """The source with each label replaced by the speaker that it stands for; the text stays.

    A label that stands for NOBODY is text: its turn becomes part of the one before.

    Args:
        source: as it was read.
        spellings: label → speaker; a label that is missing stays as it is.
    """
    turns: list[Turn] = []
    for turn in source.turns:
        speaker = _meant(turn.speaker, spellings)
        if turn.speaker and speaker == NOBODY:
            before = turns.pop() if turns else Turn("", _first_letter(source.text), turn.end)
            turns.append(replace(before, end=turn.end))
        else:
            turns.append(replace(turn, speaker=speaker))
    asking = {_meant(label, spellings) for label in source.interviewers} - {NOBODY}
    speakers = {turn.speaker for turn in turns}
    return replace(source, turns=tuple(turns), interviewers=frozenset(asking & speakers))


def _meant(label: str, spellings: Mapping[str, str]) -> str:
    """Where a chain of spellings ends; one that goes in a circle ends where it began."""
    passed = [label]
    while passed[-1] in spellings and spellings[passed[-1]] != passed[-1]:
        following = spellings[passed[-1]]
        if following in passed:
            return label
        passed.append(following)
    return passed[-1]


def _is_slip(label: str, other: str, n_turns: Mapping[str, int]) -> bool:
    """True for "Particpant" beside "Participant", never for P1 beside P2."""
    if label == other or n_turns[label] > n_turns[other]:
        return False
    one, two = " ".join(label.split()).casefold(), " ".join(other.split()).casefold()
    if one == two:
        return n_turns[label] < n_turns[other] or label > other
    if min(len(one), len(two)) < _MIN_LETTERS or _codes(one) != _codes(two):
        return False
    return n_turns[label] < n_turns[other] and SequenceMatcher(None, one, two).ratio() >= _ALIKE


def _codes(text: str) -> list[str]:
    """The parts that tell people apart: the 1 of "Speaker 1", the B of "Participant B"."""
    parts = re.findall(r"\d+|[^\W\d_]+", text)
    return [part for part in parts if part.isdigit() or len(part) <= 2]


def _first_letter(text: str) -> int:
    return len(text) - len(text.lstrip())
