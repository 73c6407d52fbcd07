"""Find passages in the texts, to look at in context and to code together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import regex

from coding.agreement_units import sentences_of
from coding.errors import FindingPatternError

SECONDS = 2.0  # that a pattern may take for all texts together
Span = tuple[int, int]


class Way(StrEnum):
    """How the words typed are looked for. The value is how the screen says it."""

    FORMS = "words in any form"
    PHRASE = "exactly these words"
    PATTERN = "a pattern (regular expression)"


class Extent(StrEnum):
    """How much around the words found is coded."""

    FOUND = "the words found"
    SENTENCE = "the sentence"
    TURN = "the whole turn"


@dataclass(frozen=True)
class ReadTurn:
    """What somebody said in one turn; `start` counts code points of the source's text."""

    source: str  # Source.id
    title: str
    speaker: str
    start: int
    words: str


@dataclass(frozen=True)
class Hit:
    """A passage of a turn, positions in the source; `found` are the words that were looked for."""

    turn: ReadTurn
    start: int
    end: int
    found: tuple[Span, ...] = ()

    @property
    def words(self) -> str:
        """The words of the passage."""
        return self.turn.words[self.start - self.turn.start : self.end - self.turn.start]


def find_phrase(turns: Iterable[ReadTurn], typed: str) -> list[tuple[ReadTurn, list[Span]]]:
    """Each turn with the spans of these very words, in whatever case; blanks match any blanks."""
    words = [regex.escape(word) for word in typed.split()]
    return _find(turns, r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)") if words else []


def find_pattern(turns: Iterable[ReadTurn], typed: str) -> list[tuple[ReadTurn, list[Span]]]:
    """Each turn with the spans that a regular expression matches, in whatever case.

    Raises:
        FindingPatternError: it cannot be read, or takes longer than `SECONDS`.
    """
    return _find(turns, typed) if typed.strip() else []


def hits_of(
    found: Iterable[tuple[ReadTurn, Sequence[Span]]], extent: Extent = Extent.SENTENCE
) -> list[Hit]:
    """One hit for each sentence, or turn, in which something was found.

    Args:
        found: turns with the spans in their words.
    """
    return [hit for turn, spans in found if spans for hit in _hits(turn, spans, extent)]


def _find(turns: Iterable[ReadTurn], pattern: str) -> list[tuple[ReadTurn, list[Span]]]:
    try:
        matcher = regex.compile(pattern, regex.IGNORECASE | regex.MULTILINE)
        found = [(turn, _spans(matcher, turn.words)) for turn in turns]
    except regex.error as trouble:
        raise FindingPatternError.unreadable(pattern, str(trouble)) from trouble
    except TimeoutError as trouble:
        raise FindingPatternError.too_slow(pattern) from trouble
    return [(turn, spans) for turn, spans in found if spans]


def _spans(matcher: regex.Pattern[str], text: str) -> list[Span]:
    matches = matcher.finditer(text, timeout=SECONDS)
    return [match.span() for match in matches if match.group().strip()]


def _hits(turn: ReadTurn, spans: Sequence[Span], extent: Extent) -> list[Hit]:
    at = turn.start
    moved = tuple((at + start, at + end) for start, end in spans)
    if extent is Extent.TURN:
        return [Hit(turn, *_trimmed(turn, at, at + len(turn.words)), moved)]
    grouped: dict[Span, list[Span]] = {}
    sentences = [(at + start, at + end) for start, end in sentences_of(turn.words)]
    for span in moved:
        grouped.setdefault(_around(span, sentences), []).append(span)
    cut: Callable[[Span, list[Span]], Span] = (
        (lambda _, inside: (inside[0][0], inside[-1][1]))
        if extent is Extent.FOUND
        else (lambda sentence, _: _trimmed(turn, *sentence))
    )
    return [Hit(turn, *cut(key, inside), tuple(inside)) for key, inside in grouped.items()]


def _around(span: Span, sentences: Sequence[Span]) -> Span:
    """From the sentence in which a span begins to the one in which it ends."""
    touched = [one for one in sentences if one[0] < span[1] and span[0] < one[1]]
    return (touched[0][0], touched[-1][1]) if touched else span


def _trimmed(turn: ReadTurn, start: int, end: int) -> Span:
    """Without the blanks around."""
    words = turn.words[start - turn.start : end - turn.start]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
