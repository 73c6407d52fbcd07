"""A condition as three menus hold it: all of these codes, any of these, none of these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coding.query_model import All, AnyOf, Beside, Coded, Condition, Not, Query


@dataclass(frozen=True)
class Menus:
    """The Code.ids of each menu; an empty menu asks nothing."""

    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()

    @property
    def condition(self) -> Condition:
        """What the three ask together."""
        parts: list[Condition] = [Coded(code) for code in self.all_of]
        if self.any_of:
            parts.append(AnyOf(_coded(self.any_of)))
        if self.none_of:
            parts.append(Not(AnyOf(_coded(self.none_of))))
        return All(tuple(parts))


def menus_of(query: Query) -> Menus:
    """The menus that ask this query; empty ones for a query that they cannot hold."""
    ask = query.ask
    if isinstance(ask, Beside) or not isinstance(ask, All):
        return Menus()
    return Menus(
        tuple(one.code for one in ask.of if isinstance(one, Coded)),
        tuple(code for one in ask.of for code in _any(one)),
        tuple(code for one in ask.of if isinstance(one, Not) for code in _any(one.of)),
    )


def _coded(codes: Iterable[str]) -> tuple[Condition, ...]:
    return tuple(Coded(code) for code in codes)


def _any(one: Condition) -> list[str]:
    if not isinstance(one, AnyOf):
        return []
    return [part.code for part in one.of if isinstance(part, Coded)]
