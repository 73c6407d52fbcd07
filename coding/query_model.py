"""The nouns of a query: conditions on codes, passages beside others, and where they are sought."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from coding.corpus import Only


class Where(StrEnum):
    """In what the codes must come together. The value is how a screen says it."""

    PASSAGE = "the same words"
    SENTENCE = "one sentence"
    TURN = "one turn"
    WHOLE = "one text"


class Relation(StrEnum):
    """How passages of some codes lie to passages of others."""

    OVERLAP = "overlap"
    WITHIN = "lie within"
    NEAR = "are near"


class Distance(StrEnum):
    """What "near" is counted in."""

    TURNS = "turns"
    CHARACTERS = "characters"


@dataclass(frozen=True)
class Coded:
    """The code stands there."""

    code: str  # Code.id


@dataclass(frozen=True)
class Not:
    """The condition does not hold there."""

    of: Condition


@dataclass(frozen=True)
class All:
    """Every condition holds there; nothing is asked if there is none."""

    of: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one condition holds there."""

    of: tuple[Condition, ...]


Condition = Coded | Not | All | AnyOf


@dataclass(frozen=True)
class Beside:
    """Passages of any of the codes that overlap, lie within or are near one of the others."""

    codes: tuple[str, ...]
    relation: Relation
    others: tuple[str, ...]
    distance: int = 1
    by: Distance = Distance.TURNS

    def __post_init__(self) -> None:
        if self.distance < 0:
            raise ValueError("How near is a number of turns or characters: 0 or more.")


@dataclass(frozen=True)
class Query:
    """What is looked for, in what it must come together, and what it is limited to."""

    ask: Condition | Beside
    where: Where = Where.PASSAGE
    only: Only = field(default_factory=Only)


@dataclass(frozen=True)
class SavedQuery:
    """A query with a name, for everybody in the study."""

    id: str
    name: str
    query: Query
    author: str  # Account.id
    saved_at: str = ""


def codes_in(ask: Condition | Beside) -> Iterator[str]:
    """Every Code.id that a query mentions, in its order."""
    if isinstance(ask, Beside):
        yield from (*ask.codes, *ask.others)
    elif isinstance(ask, Coded):
        yield ask.code
    else:
        for one in (ask.of,) if isinstance(ask, Not) else ask.of:
            yield from codes_in(one)
