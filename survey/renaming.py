"""Names that things of a questionnaire have and mention: which, where, and giving them others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from survey.errors import DesignError
from survey.expression import ExpressionError, parse
from survey.model import Group, Instrument, Item, Texts
from survey.texts import GROUP_TEXTS, ITEM_TEXTS, changed_texts

EXPRESSIONS = ("relevance", "constraint", "required", "calculation", "choice_filter", "default")


def names_in(instrument: Instrument) -> set[str]:
    """Every name that is taken, with those of answers in words to "other"."""
    items = {item.name for item in instrument.items}
    groups = {group.name for group in instrument.groups}
    return items | groups | {f"{name}_other" for name in items} | {instrument.name}


def renamed(instrument: Instrument, new: Mapping[str, str]) -> Instrument:
    """Items and groups under other names, also where expressions and texts mention them."""

    def mention(match: re.Match[str]) -> str:
        name = match[1].strip()
        return f"${{{new.get(name, name)}}}"

    def told(text: str) -> str:
        return re.sub(r"\$\{([^{}]*)\}", mention, text)

    def reworded(key: str, texts: Texts) -> Texts:
        return {language: told(text) for language, text in texts.items()}

    worded = changed_texts(instrument, reworded)
    items = []
    for item in worded.items:
        changed: dict[str, Any] = {column: told(getattr(item, column)) for column in EXPRESSIONS}
        name, group = new.get(item.name, item.name), new.get(item.group, item.group)
        items.append(replace(item, name=name, group=group, **changed))
    groups = tuple(
        replace(
            group,
            name=new.get(group.name, group.name),
            parent=new.get(group.parent, group.parent),
            relevance=told(group.relevance),
            count=told(group.count),
        )
        for group in worded.groups
    )
    return replace(worded, items=tuple(items), groups=groups)


def mentions(instrument: Instrument, names: set[str]) -> list[str]:
    """The items and groups outside of these names whose expressions or texts mention one."""
    found = []
    things: list[Item | Group] = [*instrument.groups, *instrument.items]
    for thing in things:
        texts = [str(getattr(thing, column, "")) for column in (*EXPRESSIONS, "count")]
        texts += [text for texts in _texts(thing) for text in texts.values()]
        if thing.name not in names and any(_mentioned(text) & names for text in texts if text):
            found.append(thing.name)
    return found


def refuse_if_needed(instrument: Instrument, names: set[str]) -> None:
    """DesignError if something else mentions one of these."""
    users = mentions(instrument, names)
    if users:
        told = ", ".join(f"'{name}'" for name in users[:5])
        raise DesignError(
            f"It is mentioned by {told}{' and others' if len(users) > 5 else ''}.",
            "Change when those are shown, or their words, before you take this out.",
        )


def refuse_unknown_names(instrument: Instrument, texts: Iterable[Texts]) -> None:
    """DesignError if one of these texts mentions an item that is not there."""
    known = {item.name for item in instrument.items} | {group.name for group in instrument.groups}
    for one in texts:
        for text in one.values():
            missing = sorted(_mentioned(text) - known)
            if "${" in text and missing:
                raise DesignError(
                    f"The words mention '{missing[0]}', but there is no question of that name.",
                    "Check the spelling between ${ and }.",
                )


def _texts(thing: Item | Group) -> Iterator[Texts]:
    for name in {**ITEM_TEXTS, **GROUP_TEXTS}:
        yield getattr(thing, name, {})
    if isinstance(thing, Item):
        yield from (option.label for option in thing.options)


def _mentioned(text: str) -> set[str]:
    names = {name.strip() for name in re.findall(r"\$\{([^{}]*)\}", text)}
    try:
        return names | parse(text).steps if "/" in text else names
    except ExpressionError:
        return names
