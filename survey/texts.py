"""All that respondents read in a questionnaire: every text under a key, to list and to change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from survey.model import Group, Instrument, Item, ResponseOption, Texts, words

ITEM_TEXTS = {
    "label": "Question",
    "hint": "Hint",
    "guidance_hint": "More to read",
    "content_note": "Note before it",
    "constraint_message": "If out of range",
    "required_message": "If left empty",
}
GROUP_TEXTS = {"label": "Page title", "hint": "Words under it"}
TITLE = "title"
Change = Callable[[str, Texts], Texts]


@dataclass(frozen=True)
class Text:
    """One text in its languages; `what` says in a word or two what it is."""

    key: str
    what: str
    texts: Texts


def texts_of_page(instrument: Instrument, page_name: str) -> list[Text]:
    """The texts of a page that are written in any language, in the order of reading."""
    page = next(page for page in instrument.pages if page.name == page_name)
    found: dict[str, Text] = {}
    for item in page.items:
        for group in instrument.ancestors(item):
            found |= {text.key: text for text in _of_group(group)}
        found |= {text.key: text for text in _of_item(item)}
    return list(found.values())


def every_text(instrument: Instrument) -> Iterator[tuple[str, str, Texts]]:
    """Name of the item or group ("" for the title), key and texts; a shared option comes once."""
    yield "", TITLE, instrument.title
    for group in instrument.groups:
        yield from ((group.name, text.key, text.texts) for text in _of_group(group))
    seen: set[str] = set()
    for item in instrument.items:
        yield item.name, f"item:{item.name}:label", item.label
        for text in _of_item(item):
            if text.key not in seen and text.texts is not item.label:
                seen.add(text.key)
                yield item.name, text.key, text.texts


def changed_texts(instrument: Instrument, change: Change) -> Instrument:
    """The same questionnaire with every text given through `change(key, texts)`."""
    return replace(
        instrument,
        title=change(TITLE, instrument.title),
        groups=tuple(_group(group, change) for group in instrument.groups),
        items=tuple(_item(item, change) for item in instrument.items),
    )


def translated(instrument: Instrument, language: str, given: Mapping[str, str]) -> Instrument:
    """The texts under these keys in one language; "" takes the translation away."""

    def change(key: str, texts: Texts) -> Texts:
        return with_text(texts, language, given[key]) if key in given else texts

    return changed_texts(instrument, change)


def with_text(texts: Texts, language: str, text: str) -> Texts:
    """The texts with this one in a language, tidied; without it if it is blank."""
    tidy = tidied(text)
    if tidy:
        return {**texts, language: tidy}
    return {one: words for one, words in texts.items() if one != language}


def tidied(text: str) -> str:
    """One kind of line end, nothing unprintable, no blanks at the ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(c for c in line if c.isprintable()).strip() for line in lines).strip()


def short(texts: Texts, language: str, longest: int = 60) -> str:
    """The words in a language on one line, cut where they are too long."""
    line = " ".join(words(texts, language).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _of_group(group: Group) -> Iterator[Text]:
    for name, what in GROUP_TEXTS.items():
        if texts := getattr(group, name):
            yield Text(f"group:{group.name}:{name}", what, texts)


def _of_item(item: Item) -> Iterator[Text]:
    for name, what in ITEM_TEXTS.items():
        if texts := getattr(item, name):
            yield Text(f"item:{item.name}:{name}", what, texts)
    for option in item.options:
        yield Text(_option_key(item, option), "Answer", option.label)


def _option_key(item: Item, option: ResponseOption) -> str:
    return f"option:{item.list_name or item.name}:{option.name}"


def _group(group: Group, change: Change) -> Group:
    given = {
        name: change(f"group:{group.name}:{name}", getattr(group, name)) for name in GROUP_TEXTS
    }
    return replace(group, label=given["label"], hint=given["hint"])


def _item(item: Item, change: Change) -> Item:
    given: dict[str, Any] = {
        name: change(f"item:{item.name}:{name}", getattr(item, name)) for name in ITEM_TEXTS
    }
    options = tuple(
        replace(option, label=change(_option_key(item, option), option.label))
        for option in item.options
    )
    return replace(item, options=options, **given)
