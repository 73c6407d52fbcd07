"""Find many phrases in a text at once: whole words, whatever their case, accents and hyphens."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_MARKS = "\u0300-\u036f"  # accents as signs of their own
_WORD = re.compile(rf"(?:[^\W_][{_MARKS}]*)+")
_BETWEEN = re.compile(r"[ \t\n.'’\-–]{0,3}")  # what may stand between the words of a phrase
_ACCENT = re.compile(f"[{_MARKS}]")


@dataclass(frozen=True)
class Word:
    """A word of a text, folded, and where it stands."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True)
class Hit:
    """A phrase that was found; `folded` is the phrase as `fold` writes it."""

    folded: str
    start: int
    end: int


Index = Mapping[str, list[tuple[str, ...]]]  # first word → phrases beginning with it


def words_in(text: str) -> list[Word]:
    """Every word of a text."""
    return [Word(_folded(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


def fold(phrase: str) -> str:
    """The words of a phrase without case, accents and signs: "Tsuut’ina" is "tsuut ina"."""
    return " ".join(word.folded for word in words_in(phrase))


def index_of(phrases: Iterable[str]) -> Index:
    """What `find` needs to know of the phrases, the longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(fold(phrase).split())
        if words:
            found.setdefault(words[0], set()).add(words)
    return {first: sorted(some, key=len, reverse=True) for first, some in found.items()}


def find(text: str, index: Index) -> list[Hit]:
    """Where the phrases stand, from left to right, the longest first, never overlapping."""
    words = words_in(text)
    hits: list[Hit] = []
    at = 0
    while at < len(words):
        length = _length_at(text, words, at, index)
        if length:
            found = words[at : at + length]
            folded = " ".join(word.folded for word in found)
            hits.append(Hit(folded, found[0].start, found[-1].end))
        at += length or 1
    return hits


def _length_at(text: str, words: list[Word], at: int, index: Index) -> int:
    """How many words the longest phrase has that begins with this word; 0 if none does."""
    for phrase in index.get(words[at].folded, ()):
        there = words[at : at + len(phrase)]
        if tuple(word.folded for word in there) == phrase and all(
            _BETWEEN.fullmatch(text, a.end, b.start) for a, b in itertools.pairwise(there)
        ):
            return len(phrase)
    return 0


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    return _ACCENT.sub("", unicodedata.normalize("NFD", word.casefold()))
