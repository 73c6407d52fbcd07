"""The last look before a text leaves: does it still hold a name that the vault knows?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from interviews.everyday import EVERYDAY
from interviews.identity import PEOPLE, Surface
from interviews.phrases import find, fold, index_of, words_in
from interviews.sentences import begins_sentence

SHORTEST_PART = 3  # letters of a first or last name that is looked for by itself
MOST_SHOWN = 5


@dataclass(frozen=True)
class Leak:
    """Words that must not leave: where they stand, and what stands for them in the texts."""

    where: str
    start: int
    end: int
    words: str
    stand_in: str


class LeakError(ValueError):
    """A text was held back because it holds names that the vault knows."""

    def __init__(self, what: str, leaks: Sequence[Leak]) -> None:
        super().__init__(
            f"{what} did not leave: {leaks_in_words(leaks)} "
            "Take the name out of the text, or correct the roster if it is no name."
        )
        self.leaks = tuple(leaks)


def find_leaks(texts: Mapping[str, str], surfaces: Iterable[Surface]) -> list[Leak]:
    """Every place in these texts where a name of the vault stands, whole or in part.

    Of people, first and last names are looked for by themselves too. A name that is also an
    everyday word ("Hope") counts with a capital and within a sentence only.

    Args:
        texts: what is about to leave, by the words that say where it stands.
    """
    known = _wanted(surfaces)
    index = index_of(known)
    return [
        Leak(where, hit.start, hit.end, text[hit.start : hit.end], known[hit.folded])
        for where, text in texts.items()
        for hit in find(text, index)
        if hit.folded not in EVERYDAY or _is_meant(text, hit.start)
    ]


def leaks_in_words(leaks: Sequence[Leak]) -> str:
    """Which words stand where, in one sentence."""
    shown = "; ".join(
        f"{leak.where}, character {leak.start + 1}: “{leak.words}”" for leak in leaks[:MOST_SHOWN]
    )
    more = len(leaks) - MOST_SHOWN
    return f"{shown}; and {more} more." if more > 0 else f"{shown}."


def _wanted(surfaces: Iterable[Surface]) -> dict[str, str]:
    """Folded words → stand-in; a whole name goes before a part of another one."""
    known: dict[str, str] = {}
    parts: dict[str, str] = {}
    for surface in surfaces:
        known[fold(surface.words)] = surface.stand_in
        parts |= dict.fromkeys(_parts(surface), surface.stand_in)
    known.pop("", None)
    return {**parts, **known}


def _parts(surface: Surface) -> Iterator[str]:
    if surface.kind in PEOPLE:
        for word in words_in(surface.words):
            if len(word.folded) >= SHORTEST_PART and not word.folded.isdigit():
                yield word.folded


def _is_meant(text: str, start: int) -> bool:
    return text[start].isupper() and not begins_sentence(text, start)
