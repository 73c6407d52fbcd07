"""Expressions of a questionnaire that cannot be read, or mention what is not there, with place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.errors import Level, Remark
from survey.expression import ExpressionError, parse
from survey.model import Group, Instrument, Item
from survey.order import in_order_of_need

COLUMNS = ("relevance", "required", "constraint", "calculation", "choice_filter", "count")
_WORDS = {"yes", "no", "true", "false"}  # of required, as authors write them
_MENTION = re.compile(r"\$\{([^{}]*)\}")


def expression_remarks(instrument: Instrument) -> list[Remark]:
    """One for each expression; a circle is told where it begins."""
    known = {item.name for item in instrument.items} | {group.name for group in instrument.groups}
    things: list[Item | Group] = [*instrument.groups, *instrument.items]
    found = [remark for thing in things for remark in _of(thing, known)]
    if found:
        return found
    try:
        in_order_of_need(instrument)
    except ExpressionError as error:
        at = next((t.name for t in things if error.text in dict(_expressions(t)).values()), "")
        return [_remark(at, "relevance", error)]
    return [remark for thing in things for remark in _too_early(instrument, thing)]


def _of(thing: Item | Group, known: set[str]) -> Iterator[Remark]:
    for column, text in _expressions(thing):
        try:
            names = parse(text).names
        except ExpressionError as error:
            yield _remark(thing.name, column, error)
            continue
        for name in sorted(names - known):
            match = re.search(rf"\$\{{\s*{re.escape(name)}\s*\}}", text)
            yield Remark(
                *(Level.ERROR, thing.name, column),
                f"It mentions '{name}', but there is no question of that name.",
                "Choose one that is there.",
                match.start() if match else 0,
            )


def _remark(place: str, column: str, error: ExpressionError) -> Remark:
    return Remark(Level.ERROR, place, column, error.reason, error.remedy, error.position)


def _expressions(thing: Item | Group) -> Iterator[tuple[str, str]]:
    for column in COLUMNS:
        text = getattr(thing, column, "").strip()
        if text and text.lower() not in _WORDS:
            yield column, text


def _too_early(instrument: Instrument, thing: Item | Group) -> Iterator[Remark]:
    """A condition about something that is asked only afterwards, on a later page."""
    pages = {item.name: n for n, page in enumerate(instrument.pages) for item in page.items}
    if isinstance(thing, Item):
        here = pages[thing.name]
    else:
        inside = [n for n, p in enumerate(instrument.pages) if _holds(instrument, p.items, thing)]
        here = min(inside, default=0)
    for match in _MENTION.finditer(thing.relevance):
        name = match[1].strip()
        if pages.get(name, -1) > here:
            yield Remark(
                *(Level.WARNING, thing.name, "relevance"),
                f"Whether it is shown depends on '{name}', which is asked on a later page.",
                "Move one of the two.",
                match.start(),
            )


def _holds(instrument: Instrument, items: tuple[Item, ...], group: Group) -> bool:
    return any(group in instrument.ancestors(item) for item in items)
