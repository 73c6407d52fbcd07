"""A questionnaire in words, for the person who designs it: what is asked, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from survey.model import Group, Instrument, Item, ItemKind, Page, Texts, words
from survey.scales import range_steps
from survey.skip_logic import WITHOUT_VALUE, Condition, told_rule

_KINDS = {
    ItemKind.TEXT: "Text",
    ItemKind.INTEGER: "Whole number",
    ItemKind.DECIMAL: "Number",
    ItemKind.DATE: "Date",
    ItemKind.NOTE: "Note, no answer",
    ItemKind.CALCULATE: "Calculated, not shown",
    ItemKind.ACKNOWLEDGE: "Tick to acknowledge",
    ItemKind.TIME: "Time of day",
    ItemKind.DATETIME: "Date and time of day",
    ItemKind.HIDDEN: "Kept, not shown",
}
_LONGEST = 70  # characters of a label inside a sentence


@dataclass(frozen=True)
class Line:
    """One item as a line of the outline; `asked` is "" if it is always asked."""

    name: str
    words: str
    kind: str
    asked: str


def outline(instrument: Instrument, page: Page) -> list[Line]:
    """The items of a page in order, in the default language."""
    return [
        Line(
            item.name,
            words(item.label, instrument.default_language) or item.calculation,
            _kind(item),
            "; ".join(_conditions(instrument, item, page.group)),
        )
        for item in page.items
    ]


def asked_when(condition: str, instrument: Instrument) -> str:
    """A relevance in words; an expression that is too rich for that is given as it is."""
    rule = told_rule(condition)
    if rule is None:
        return condition
    return f" {rule.joint} ".join(_told(one, instrument) for one in rule.conditions)


def facts(instrument: Instrument) -> list[str]:
    """What a questionnaire is made of, in a few short phrases."""
    asked = [item for item in instrument.items if item.is_answered]
    conditional = sum(bool(next(_conditions(instrument, item, None), "")) for item in asked)
    required = sum(bool(item.required) for item in asked)
    n_pages = len(instrument.pages)
    languages = [language for language in instrument.languages if language]
    return [
        f"{n_pages} page{'s' if n_pages > 1 else ''}",
        f"{len(asked)} question{'s' if len(asked) > 1 else ''} to answer",
        f"{conditional or 'none'} under a condition",
        f"{required or 'none'} required",
        " and ".join(languages) or "one language, not named",
    ]


def untranslated(instrument: Instrument) -> dict[str, int]:
    """Language → how many texts are missing in it; a respondent then sees another language."""
    texts = list(_texts(instrument))
    missing = {
        language: sum(bool(text) and not text.get(language) for text in texts)
        for language in instrument.languages
    }
    return {language: n for language, n in missing.items() if n and language}


def _kind(item: Item) -> str:
    if item.kind is ItemKind.RANGE:
        steps = range_steps(item)
        kind = f"Choose a number from {steps[0]} to {steps[-1]}"
    elif item.kind is ItemKind.SELECT_ONE:
        kind = f"Choose one of {len(item.options)}"
    elif item.kind is ItemKind.SELECT_MULTIPLE:
        kind = f"Choose any of {len(item.options)}"
    elif item.kind is ItemKind.RANK:
        kind = f"Put {len(item.options)} in order"
    else:
        kind = _KINDS[item.kind]
    return f"{kind}, required" if item.required else kind


def _conditions(instrument: Instrument, item: Item, page: Group | None) -> Iterator[str]:
    """The conditions of the groups inside the page and of the item itself."""
    for group in instrument.ancestors(item):
        if group.repeat:
            title = words(group.label, instrument.default_language) or group.name
            yield f"once for each “{_short(title)}”"
        if group.relevance and group != page:
            yield asked_when(group.relevance, instrument)
    if item.relevance:
        yield asked_when(item.relevance, instrument)
    if item.choice_filter:
        yield "its options depend on other answers"


def _told(condition: Condition, instrument: Instrument) -> str:
    item = _item(condition.item, instrument)
    if condition.verb in WITHOUT_VALUE:
        return f"{item} {condition.verb}"
    return f"{item} {condition.verb} {_value(condition.item, condition.value, instrument)}"


def _item(name: str, instrument: Instrument) -> str:
    item = next((item for item in instrument.items if item.name == name.strip()), None)
    label = words(item.label, instrument.default_language) if item else ""
    return f"“{_short(label or name.strip())}”"


def _value(name: str, value: str, instrument: Instrument) -> str:
    item = next((item for item in instrument.items if item.name == name.strip()), None)
    option = item.option(value) if item else None
    if option is None:
        return value
    return f"“{_short(words(option.label, instrument.default_language) or value)}”"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _texts(instrument: Instrument) -> Iterator[Texts]:
    for group in instrument.groups:
        yield from (group.label, group.hint)
    lists = {item.list_name: item.options for item in instrument.items}
    for item in instrument.items:
        yield from (item.label, item.hint, item.guidance_hint, item.content_note)
        yield from (item.constraint_message, item.required_message)
    for options in lists.values():
        yield from (option.label for option in options)
