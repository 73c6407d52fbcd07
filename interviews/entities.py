"""Who is meant: the same person under several names, found among those who are known."""

from __future__ import annotations

from collections.abc import Sequence

from interviews.identity import LETTERED, PEOPLE, Entity, Kind
from interviews.phrases import fold
from interviews.roster import name_parts


def same_entity(words: str, kind: Kind, known: Sequence[Entity]) -> Entity | None:
    """Who of those known these words name: by the whole name, else, of people, by a part of it.

    A part that several people share names nobody: somebody has to say who is meant.
    """
    if kind not in LETTERED:
        return None
    folded = fold(words)
    alike = [one for one in known if _alike(kind, one.kind)]
    for one in alike:
        if folded in map(fold, one.names):
            return one
    if kind not in PEOPLE:
        return None
    asked = set(name_parts(words, kind)) or {folded}
    related = [one for one in alike if any(_related(folded, asked, name) for name in one.names)]
    return related[0] if len(related) == 1 else None


def _related(folded: str, asked: set[str], name: str) -> bool:
    """True for "Marie" and "Marie Roe"; never for two whole names that share a first name."""
    parts = set(name_parts(name, Kind.PERSON)) or {fold(name)}
    return (len(asked) == 1 or len(parts) == 1) and bool(asked & parts)


def _alike(kind: Kind, other: Kind) -> bool:
    return kind is other or {kind, other} <= set(PEOPLE)
