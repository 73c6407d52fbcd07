"""What every coder judged: a text cut into units, and for each code who applied it where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from coding.errors import ReliabilityError
from coding.model import Segment
from coding.reliability import ReliabilityData
from interviews.model import Source

Spans = npt.NDArray[np.int64]  # (n, 2): start and end
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+|\n+")


class Unit(StrEnum):
    """What is compared, one by one. The value is how a screen says it."""

    CHARACTER = "character"
    SENTENCE = "sentence"
    TURN = "turn"
    WHOLE = "whole text"


@dataclass(frozen=True)
class ComparedText:
    """A text and who was to code all of it; nobody else's silence about it counts."""

    source: str  # Source.id
    length: int
    coders: frozenset[str]
    units: tuple[tuple[int, int], ...] = ()  # from `units_of`; characters need none
    turns: tuple[tuple[int, int], ...] = ()  # what is drawn together for an interval


@dataclass(frozen=True)
class Judged:
    """One code: each coder's yes (1) or no (0) for each unit, and the turn a unit belongs to."""

    data: ReliabilityData
    groups: npt.NDArray[np.int64] | None  # None: each unit is drawn by itself


def units_of(source: Source, unit: Unit) -> tuple[tuple[int, int], ...]:
    """The units of a text, start and end, in order; characters are not listed."""
    if unit is Unit.TURN:
        return tuple((turn.start, turn.end) for turn in source.turns if turn.start < turn.end)
    if unit is Unit.SENTENCE:
        return tuple(
            span for turn in source.turns for span in _sentences(source.text, turn.start, turn.end)
        )
    return ((0, len(source.text)),) if unit is Unit.WHOLE and source.text else ()


def sentences_of(text: str) -> list[tuple[int, int]]:
    """The sentences of what was said in one turn: start and end of each."""
    return list(_sentences(text, 0, len(text)))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of one turn; blanks after a full stop belong to the sentence before."""
    at = start
    for found in _SENTENCE_END.finditer(text, start, end):
        if text[at : found.start()].strip():
            yield at, found.end()
            at = found.end()
    if text[at:end].strip():
        yield at, end


class Comparison:
    """The coding of several texts by several coders, ready to be asked code by code.

    Positions of all texts stand on one line, a text after the other. Long stretches without a
    border are one column of that weight: characters are never counted one by one.
    """

    def __init__(
        self,
        texts: Sequence[ComparedText],
        segments: Iterable[Segment],
        coders: Sequence[str],
        *,
        unit: Unit = Unit.CHARACTER,
        uncoded: bool = True,
        grouped: bool = False,
    ) -> None:
        """Read the coding once.

        Args:
            segments: those of other texts and coders are left out.
            uncoded: whether units count in which nobody applied any code.
            grouped: whether characters know their turn, which an interval needs.
        """
        self.coders = tuple(coders)
        self.unit = unit
        self._starts = np.cumsum([0, *(text.length for text in texts)])
        self._offset = dict(
            zip((text.source for text in texts), self._starts.tolist(), strict=False)
        )
        self._judges = np.array(
            [[coder in text.coders for text in texts] for coder in coders], dtype=bool
        ).reshape(len(coders), len(texts))
        self._spans = self._read(segments, {text.source: text.length for text in texts})
        self._units = self._laid_out(texts, "units")
        self._turns = self._laid_out(texts, "turns") if grouped else np.empty((0, 2), np.int64)
        self._coded = None if uncoded else _joined(list(self._spans.values()))

    @property
    def codes(self) -> list[str]:
        """The codes that were applied at all."""
        return list(dict.fromkeys(code for code, _ in self._spans))

    def n_passages(self, code: str) -> int:
        """How many passages the coders marked with this code, all together."""
        return sum(len(spans) for (one, _), spans in self._spans.items() if one == code)

    def judged(self, code: str) -> Judged:
        """Who applied the code in which unit."""
        starts, ends = self._columns(code)
        weights = np.ones(len(starts)) if self.unit is not Unit.CHARACTER else ends - starts
        marks = np.zeros((len(self.coders), len(starts)), np.int64)
        for row, coder in enumerate(self.coders):
            spans = self._spans.get((code, coder))
            if spans is not None:
                marks[row] = _covered(spans, starts, ends)
        text = np.searchsorted(self._starts, starts, side="right") - 1
        marks[~self._judges[:, text]] = -1
        keep = np.ones(len(starts), bool)
        if self._coded is not None:
            keep = _covered(self._coded, starts, ends)
        data = ReliabilityData((0, 1), marks[:, keep], weights[keep].astype(np.float64))
        groups = None
        if self.unit is Unit.CHARACTER and len(self._turns):
            groups = np.searchsorted(self._turns[:, 0], starts[keep], side="right")
        return Judged(data, groups)

    def _columns(self, code: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        if self.unit is not Unit.CHARACTER:
            return self._units[:, 0], self._units[:, 1]
        mine = [spans.ravel() for (one, _), spans in self._spans.items() if one == code]
        coded = [] if self._coded is None else [self._coded.ravel()]
        cuts = np.unique(np.concatenate([self._starts, *mine, *coded, self._turns.ravel()]))
        return cuts[:-1], cuts[1:]

    def _read(
        self, segments: Iterable[Segment], lengths: Mapping[str, int]
    ) -> dict[tuple[str, str], Spans]:
        who = set(self.coders)
        found: dict[tuple[str, str], list[int]] = {}
        for one in segments:
            at = self._offset.get(one.source)
            if at is None or one.coder not in who:
                continue
            if one.end > lengths[one.source]:
                raise ReliabilityError(
                    f"Passage {one.start}-{one.end} does not lie in text '{one.source}' of "
                    f"{lengths[one.source]} characters."
                )
            found.setdefault((one.code, one.coder), []).extend((at + one.start, at + one.end))
        return {key: np.array(flat, np.int64).reshape(-1, 2) for key, flat in found.items()}

    def _laid_out(self, texts: Sequence[ComparedText], what: str) -> Spans:
        spans = [
            np.array(getattr(text, what), np.int64).reshape(-1, 2) + start
            for text, start in zip(texts, self._starts, strict=False)
        ]
        return np.concatenate(spans) if spans else np.empty((0, 2), np.int64)


def _covered(
    spans: Spans, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Whether some span shares a character with each unit; the units are in order."""
    first = np.searchsorted(ends, spans[:, 0], side="right")
    last = np.searchsorted(starts, spans[:, 1], side="left")
    touched = first < last
    n = len(starts) + 1
    change = np.bincount(first[touched], minlength=n) - np.bincount(last[touched], minlength=n)
    return np.asarray(np.cumsum(change)[:-1] > 0)


def _joined(many: Sequence[Spans]) -> Spans:
    """All spans in order, those that overlap or touch made one."""
    if not many:
        return np.empty((0, 2), np.int64)
    spans = np.concatenate(many)
    spans = spans[np.argsort(spans[:, 0], kind="stable")]
    reach = np.maximum.accumulate(spans[:, 1])
    first = np.concatenate([[True], spans[1:, 0] > reach[:-1]])
    last = np.concatenate([first[1:], [True]])
    return np.column_stack([spans[first, 0], reach[last]])
