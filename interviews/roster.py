"""The strongest recogniser: names that somebody has written down, and their parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from interviews.everyday import EVERYDAY, GENERAL
from interviews.identity import PEOPLE, Entity, Kind
from interviews.phrases import find, fold, index_of, words_in
from interviews.recognising import Found

SHORTEST_PART = 3
_PARTICLES = frozenset(
    ["van", "von", "der", "den", "dos", "des", "del", "della", "the", "and", "of", "for"]
)


class Known(NamedTuple):
    """A name to look for: its words, what they name, and why they are looked for."""

    words: str
    kind: Kind = Kind.PERSON
    why: str = "on the roster"


def recognise_known(text: str, roster: Iterable[Entity | Known | str]) -> list[Found]:
    """Every mention of somebody on the roster, whatever its case.

    A single name that is an everyday word ("Hope") counts with a capital only.
    """
    known = _by_words(roster)
    return [
        Found(hit.start, hit.end, known[hit.folded].kind, known[hit.folded].why)
        for hit in find(text, index_of(known))
        if hit.folded not in EVERYDAY or text[hit.start].isupper()
    ]


def _by_words(roster: Iterable[Entity | Known | str]) -> dict[str, Known]:
    """Folded words → what they name; whole names go before parts of names."""
    whole: dict[str, Known] = {}
    parts: dict[str, Known] = {}
    for one in _known(roster):
        whole.setdefault(fold(one.words), one)
        for part in name_parts(one.words, one.kind):
            why = f"part of “{one.words}”, {one.why}"
            parts.setdefault(part, Known(part, one.kind, why))
    whole.pop("", None)
    return {**parts, **whole}


def name_parts(words: str, kind: Kind) -> Iterator[str]:
    """First and last names of a person, folded; nothing for a name of one word."""
    found = [word.folded for word in words_in(words)]
    if kind in PEOPLE and len(found) > 1:
        for part in found:
            is_name = len(part) >= SHORTEST_PART and part not in GENERAL
            if is_name and part not in _PARTICLES and not part.isdigit():
                yield part


def _known(roster: Iterable[Entity | Known | str]) -> Iterator[Known]:
    for one in roster:
        if isinstance(one, Entity):
            yield from (Known(words, one.kind) for words in one.names)
        else:
            yield one if isinstance(one, Known) else Known(one)
