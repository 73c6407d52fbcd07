"""Passages that were coded before the meaning of their code changed, and want another look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class SecondLook:
    """One passage of the worklist, with what its code means now in `codes`."""

    segment: str
    source: str
    source_title: str
    words: str
    code: str  # Code.id
    coder: str
    changed_at: str = ""  # when the meaning changed last; "" if codes were merged before a look


def of_coder(looks: Sequence[SecondLook], coders: Sequence[str]) -> list[SecondLook]:
    """The passages that these coders have to look at."""
    return [look for look in looks if look.coder in coders]


def by_code(looks: Sequence[SecondLook]) -> dict[str, list[SecondLook]]:
    """The passages of each code, codes in the order in which they come."""
    found: dict[str, list[SecondLook]] = {}
    for look in looks:
        found.setdefault(look.code, []).append(look)
    return found
