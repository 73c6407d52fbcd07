"""Items and pages that no answers can bring up.

Only conditions made of comparisons with fixed values are judged. For each item in them the values
that can make a difference are tried: its options, the numbers and days named and their neighbours,
and blank. A condition with functions or arithmetic in it is taken as one that may hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import combinations, islice, product
from math import prod

from survey.expression import parse
from survey.expression_scope import EDGE, Context, Scope
from survey.expression_values import Value, value_of
from survey.limits import limits_of
from survey.model import Group, Instrument, Item, ItemKind

MOST_TRIES = 4000  # combinations of answers; beyond that nothing is claimed
_WORDS = {"and", "or", "not", "selected", "date", "true", "false"}
_ITEM = re.compile(r"\$\{\s*([^{}\s]+)\s*\}")
_TEXT = re.compile(r"""'([^']*)'|"([^"]*)\"""")
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_TWO_ITEMS = re.compile(r"\}\s*(?:!=|>=|<=|=|>|<)\s*\$\{")
_CHOICES = {ItemKind.SELECT_MULTIPLE, ItemKind.RANK}
_NUMBERS = {ItemKind.INTEGER, ItemKind.DECIMAL, ItemKind.RANGE}


def never_asked(instrument: Instrument) -> list[str]:
    """Names of items and groups with a condition that cannot hold; not of what is inside them."""
    found: list[str] = []
    things: list[Group | Item] = [*instrument.groups, *instrument.items]
    for thing in things:
        above = _groups_around(instrument, thing)
        inside = any(group.name in found for group in above)
        if not inside and thing.relevance and not _can_hold(instrument, thing, above):
            found.append(thing.name)
    return found


def _can_hold(instrument: Instrument, thing: Group | Item, above: list[Group]) -> bool:
    """Whether some answers make the thing's condition and those around it hold."""
    around = [group.relevance for group in above]
    wanted = [text for text in (*around, thing.relevance) if _is_plain(text)]
    if not _is_plain(thing.relevance):
        return True
    items = {item.name: item for item in instrument.items}
    direct = {name for text in wanted for name in parse(text).names}
    if not direct <= items.keys():
        return True
    needs = _needs(instrument, items, direct)
    for names, rests in ((needs, needs), (direct, {})):  # with what those rest on, or without
        texts = [*wanted, *rests.values()]
        tried = {name: _values(items[name], texts) for name in sorted(names)}
        if prod(len(values) for values in tried.values()) <= MOST_TRIES:
            every = (dict(zip(tried, values, strict=True)) for values in product(*tried.values()))
            return any(_holds(wanted, one) and _consistent(one, rests) for one in every)
    return True


def _needs(instrument: Instrument, items: Mapping[str, Item], direct: set[str]) -> dict[str, str]:
    """Each item that these rest on, with what must hold for it to have an answer."""
    found: dict[str, str] = {}
    left = sorted(direct)
    while left:
        name = left.pop()
        if name in found or name not in items:
            continue
        around = [group.relevance for group in _groups_around(instrument, items[name])]
        own = [text for text in (*around, items[name].relevance) if _is_plain(text)]
        own = [text for text in own if parse(text).names <= items.keys()]
        found[name] = " and ".join(f"({text})" for text in own)
        left += [other for text in own for other in parse(text).names]
    return found


def _consistent(answers: Mapping[str, object], needs: Mapping[str, str]) -> bool:
    """Whether every item with an answer is asked."""
    return all(
        answer == "" or not needs.get(name) or _holds([needs[name]], answers)
        for name, answer in answers.items()
    )


def _holds(texts: list[str], answers: Mapping[str, object]) -> bool:
    values: dict[str, Value] = {name: value_of(answer) for name, answer in answers.items()}
    scope = Context(Scope(values, EDGE))
    return all(parse(text).holds(scope) for text in texts)


def _is_plain(text: str) -> bool:
    """Whether a condition only compares items with fixed values."""
    if not text or _TWO_ITEMS.search(text):
        return False
    rest = _NUMBER.sub(" ", _TEXT.sub(" ", _ITEM.sub(" ", text)))
    return set(re.findall(r"[^\W\d][\w:-]*", rest)) <= _WORDS and not re.search(
        r"[^\s\w()=!<>,]|(?<!\w)\d|‘|“", rest
    )


def _values(item: Item, texts: list[str]) -> list[object]:
    """The answers of an item that could make a difference to these conditions, and blank."""
    joined = " ".join(texts)
    literals = [first or second for first, second in _TEXT.findall(joined)]
    numbers = sorted({float(found) for found in _NUMBER.findall(_TEXT.sub(" ", joined))})
    if item.options:
        names = [option.name for option in item.options]
        told = {*literals, *_NUMBER.findall(joined)}
        named = [name for name in names if name in told]
        named += [name for name in names if name not in told][:1]
        return ["", *_sets(named)] if item.kind in _CHOICES else ["", *named]
    if item.kind in _NUMBERS:
        return ["", *_numbers(item, [*numbers, *_read_numbers(literals)])]
    if item.kind is ItemKind.DATE:
        return ["", *_days(literals)]
    if item.kind is ItemKind.ACKNOWLEDGE:
        return ["", "OK"]
    if item.kind is ItemKind.NOTE:
        return [""]
    others: list[object] = [near for n in numbers for near in (n - 1, n, n + 1)]
    return list(dict.fromkeys(["", "other words", *literals, *others]))


def _sets(names: list[str]) -> list[object]:
    """Every choice of several; cut where there are too many to try, so that none is tried."""
    every = (list(some) for n in range(1, len(names) + 1) for some in combinations(names, n))
    return list(islice(every, MOST_TRIES + 1))


def _read_numbers(texts: list[str]) -> list[float]:
    return [float(text) for text in texts if _NUMBER.fullmatch(text)]


def _numbers(item: Item, named: list[float]) -> list[object]:
    """The numbers named, their neighbours and the limits of the item, all within the limits."""
    least, most = limits_of(item.constraint) or (None, None)
    near = {n + step for n in [*named, 0.0] for step in (-1, -0.5, 0, 0.5, 1)}
    near |= {limit for limit in (least, most) if limit is not None}
    fits = [
        n for n in sorted(near) if (least is None or n >= least) and (most is None or n <= most)
    ]
    return [n for n in fits if n == int(n) or item.kind is not ItemKind.INTEGER]


def _days(texts: list[str]) -> list[object]:
    found: set[object] = {"2000-01-01"}
    for text in texts:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            try:
                day = date.fromisoformat(text)
            except ValueError:
                continue
            found |= {(day + timedelta(days=step)).isoformat() for step in (-1, 0, 1)}
    return sorted(found, key=str)


def _groups_around(instrument: Instrument, thing: Group | Item) -> list[Group]:
    found: list[Group] = []
    name = thing.parent if isinstance(thing, Group) else thing.group
    while name:
        found.append(instrument.group(name))
        name = found[-1].parent
    return found
