"""In which order relevance and calculations are evaluated: each after all that it depends on."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

from survey.expression import Expression, ExpressionError, parse
from survey.model import Group, Instrument, Item


def in_order_of_need(instrument: Instrument) -> tuple[Item | Group, ...]:
    """All groups and items so that each stands after the items its expressions mention.

    Raises:
        ExpressionError: an expression cannot be read or mentions an item that is not there, or
            some depend on each other in a circle.
    """
    return _ordered(_Same(instrument))


class _Same:
    """An instrument as a key of the cache: it is never edited, so being the same one is enough."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument

    def __hash__(self) -> int:
        return id(self.instrument)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.instrument is self.instrument


@lru_cache(maxsize=64)
def _ordered(key: _Same) -> tuple[Item | Group, ...]:
    instrument = key.instrument
    things: dict[str, Item | Group] = {group.name: group for group in instrument.groups}
    things |= {item.name: item for item in instrument.items}
    for thing in things.values():
        _refuse_unknown(thing, things)
    needs = {name: _needs(instrument, thing) & things.keys() for name, thing in things.items()}
    try:
        order = list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        raise _circle(things, error.args[1]) from None
    return tuple(things[name] for name in order)


def _needs(instrument: Instrument, thing: Item | Group) -> set[str]:
    """Names of what must be known before the thing can be judged."""
    found = {thing.parent if isinstance(thing, Group) else thing.group}
    for expression in _expressions(thing):
        found |= expression.names | expression.steps
        if expression.anywhere:  # a path that may reach anything sees what stands before it
            found |= _before(instrument, thing)
    return found


def _expressions(thing: Item | Group) -> Iterator[Expression]:
    if thing.relevance:
        yield parse(thing.relevance)
    if isinstance(thing, Item) and thing.calculation:
        yield parse(thing.calculation)
    if isinstance(thing, Group) and thing.count:
        yield parse(thing.count)


def _refuse_unknown(thing: Item | Group, things: Mapping[str, object]) -> None:
    """ExpressionError if one of the thing's expressions mentions an item that is not there."""
    for column in ("relevance", "calculation", "required", "constraint", "choice_filter", "count"):
        text = getattr(thing, column, "")
        if not text:
            continue
        for name in sorted(parse(text).names - things.keys()):
            near = difflib.get_close_matches(name, things, 1)
            guess = f"Did you mean '{near[0]}'?" if near else "Check the spelling."
            found = re.search(rf"\$\{{\s*{re.escape(name)}\s*\}}", text)
            raise ExpressionError(
                text,
                found.start() if found else 0,
                f"The {column} of '{thing.name}' mentions '{name}', but there is no such item.",
                f"{guess} Or add an item named '{name}'.",
            )


def _before(instrument: Instrument, thing: Item | Group) -> set[str]:
    names = [item.name for item in instrument.items]
    return set(names[: names.index(thing.name)]) if thing.name in names else set()


def _circle(things: dict[str, Item | Group], names: list[str]) -> ExpressionError:
    thing = things[names[-1]]
    text = getattr(thing, "calculation", "") or thing.relevance
    way = " needs ".join(f"'{name}'" for name in reversed(names))
    return ExpressionError(
        text,
        0,
        f"It depends on itself: {way}.",
        "Take one of these out of the other's relevance or calculation.",
    )
