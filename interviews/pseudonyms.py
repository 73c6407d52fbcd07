"""Names out of a text: stand-ins put in their places, and every position carried over exactly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from interviews.identity import Entity, Kind, NamesState
from interviews.model import Source
from interviews.recognisers import RECOGNISERS
from interviews.recognising import Found
from interviews.roster import Known, recognise_known


@dataclass(frozen=True)
class Suggestion:
    """Words that may identify somebody: where, what they are, and why they are suggested."""

    start: int
    end: int
    kind: Kind
    surface: str
    why: str


def suggest(text: str, roster: Iterable[Entity | Known | str]) -> list[Suggestion]:
    """What could identify somebody, from left to right, none overlapping another.

    Whole words only. Of suggestions that overlap the longest counts, and of equally long ones the
    recogniser that is surer: the roster, then patterns, then places, then capitals.

    Args:
        roster: who may be named; a plain string is the name of a person.
    """
    found = [*recognise_known(text, roster), *_recognised(text)]
    chosen: list[Suggestion] = []
    taken = bytearray(len(text))
    for one in sorted(found, key=lambda one: one.start - one.end):  # stable: the surer first
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            surface = text[one.start : one.end]
            chosen.append(Suggestion(one.start, one.end, one.kind, surface, one.why))
    return sorted(chosen, key=lambda one: one.start)


@lru_cache(maxsize=4)  # the text on the screen is asked for again after every decision
def _recognised(text: str) -> tuple[Found, ...]:
    return tuple(one for recognise in RECOGNISERS for one in recognise(text))


class Replacement(NamedTuple):
    """Characters `start` up to but not including `end` of a text become `stand_in`."""

    start: int
    end: int
    stand_in: str


@dataclass(frozen=True)
class Redaction:
    """A text with stand-ins, and how its positions belong to those of the text before."""

    text: str
    replaced: tuple[Replacement, ...]  # by their place in the text before, none overlapping

    def moved(self, position: int, *, is_end: bool = False) -> int:
        """Where a position of the text before stands now.

        Within replaced words it goes to the border of the stand-in: a start to its beginning, an
        `is_end` to its end. So a passage that cuts a name holds the whole stand-in.
        """
        befores, afters = self._starts
        n = bisect_right(befores, position) - 1
        if n < 0:
            return position
        start, end, stand_in = self.replaced[n]
        if position >= end:
            return afters[n] + len(stand_in) + position - end
        inside = is_end and position > start
        return afters[n] + (len(stand_in) if inside else 0)

    def original(self, position: int, *, is_end: bool = False) -> int:
        """Where a position of this text stood before; in a stand-in, the border of its words."""
        afters = self._starts[1]
        n = bisect_right(afters, position) - 1
        if n < 0:
            return position
        start, end, stand_in = self.replaced[n]
        into = position - afters[n]
        if into >= len(stand_in):
            return end + into - len(stand_in)
        return end if is_end and into > 0 else start

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        """The starts of what was replaced, before and now."""
        befores, afters = [], []
        grown = 0
        for start, end, stand_in in self.replaced:
            befores.append(start)
            afters.append(start + grown)
            grown += len(stand_in) - (end - start)
        return befores, afters


def redact(text: str, replacements: Iterable[tuple[int, int, str]]) -> Redaction:
    """The text with each of these replaced, in one pass.

    Raises:
        ValueError: two of them overlap, or one is empty or lies outside the text.
    """
    wanted = tuple(sorted(Replacement(*one) for one in replacements))
    parts = []
    at = 0
    for start, end, stand_in in wanted:
        if not at <= start < end <= len(text):
            raise ValueError(
                f"Characters {start}-{end} cannot be replaced: they overlap others, are none, or "
                f"lie outside the text of {len(text)}. Decide on one of them."
            )
        parts += [text[at:start], stand_in]
        at = end
    return Redaction("".join([*parts, text[at:]]), wanted)


def redacted_source(source: Source, done: Redaction, labels: Mapping[str, str]) -> Source:
    """The source as coders see it: its text, its turns and the labels of its speakers.

    Args:
        labels: what stands for each speaker's label.
    """
    turns = tuple(
        replace(
            turn,
            speaker=labels.get(turn.speaker, turn.speaker),
            start=done.moved(turn.start),
            end=done.moved(turn.end, is_end=True),
        )
        for turn in source.turns
    )
    asking = frozenset(labels.get(one, one) for one in source.interviewers)
    return replace(
        source, text=done.text, turns=turns, interviewers=asking, names=NamesState.CONFIRMED
    )
