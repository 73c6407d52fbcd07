"""The nouns of coding: a Code with its definition, and the Segment one coder marked with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

N_COLOURS = 12  # of the code palette; from the thirteenth code on the numbers repeat


class Origin(StrEnum):
    """Where a code came from."""

    UNSAID = ""
    A_PRIORI = "a priori"  # from theory, a guide or another study, before reading
    IN_VIVO = "in vivo"  # words of a participant
    INDUCTIVE = "inductive"  # found while reading


@dataclass(frozen=True)
class Code:
    """A label with a definition; `colour` is a number 1–12 of the palette, never a hex value."""

    id: str
    name: str
    definition: str = ""
    parent: str = ""  # Code.id, "" at the top of the tree
    colour: int = 1
    position: int = 0  # among its siblings
    use_when: str = ""
    use_not: str = ""  # when another code is meant, and which
    example: str = ""
    origin: Origin = Origin.UNSAID
    retired_at: str = ""  # since when it is given to no passage any more; "" while it is in use

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("A code needs a name. Give it one word or a short phrase.")
        if not 1 <= self.colour <= N_COLOURS:
            raise ValueError(
                f"Code '{self.name}': colour {self.colour} is not one of 1–{N_COLOURS}."
            )
        if self.parent and self.parent == self.id:
            raise ValueError(
                f"Code '{self.name}' cannot stand under itself. Choose another parent."
            )

    @property
    def meaning(self) -> tuple[str, str, str]:
        """What decides which passages have it: if that changes, they want another look."""
        return (self.definition, self.use_when, self.use_not)

    @property
    def is_retired(self) -> bool:
        """True if its passages stay and no new ones receive it."""
        return bool(self.retired_at)


@dataclass(frozen=True)
class Segment:
    """A coded passage: characters `start` up to but not including `end` of a source.

    Positions count Unicode code points.
    """

    source: str  # Source.id
    start: int
    end: int
    code: str  # Code.id
    coder: str  # Account.id
    id: str = ""  # made by the browser or by storage
    quote_sha256: str = ""  # fingerprint of the marked words, checked again on every read
    created_at: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(
                f"Segment {self.start}-{self.end} of '{self.source}' is empty or backwards. "
                "Start must be 0 or more and smaller than end."
            )


def quote_hash(text: str) -> str:
    """Fingerprint of the words of a segment."""
    return hashlib.sha256(text.encode()).hexdigest()
