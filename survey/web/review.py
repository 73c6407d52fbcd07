"""The answers of the review page in words: what was asked, and what was said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from survey.answering import takes_answer
from survey.model import DONT_KNOW, PREFER_NOT, Item, ItemKind, Page
from survey.repeat_pages import names_on_page
from survey.web.reader import Reader
from survey.web.words import REFUSED, Words


@dataclass(frozen=True)
class Row:
    """One answer on the review page; `lines` is empty where nothing was answered."""

    name: str
    label: str
    lines: tuple[str, ...]
    is_ours: bool = False  # said in the page's own words


def parts_in_words(
    pages: Iterable[Page], reader: Reader, own: Words
) -> list[tuple[str, list[Row]]]:
    """The heading and the rows of every page that the respondent saw, in order."""
    return [
        (
            reader.text(page.group.label) if page.group else "",
            [
                _row(name, item, reader, own)
                for name, item in names_on_page(reader.instrument, page.items, reader.answers)
                if takes_answer(item)
            ],
        )
        for page in pages
    ]


def _row(name: str, item: Item, reader: Reader, own: Words) -> Row:
    repeat, _, rest = name.partition("/")
    there = reader.at(repeat, int(rest.partition("/")[0])) if rest else reader
    refused = there.given(item) in (DONT_KNOW, PREFER_NOT)
    return Row(name, reader.label(name), _in_words(item, there, own), refused)


def _in_words(item: Item, reader: Reader, own: Words) -> tuple[str, ...]:
    value = reader.given(item)
    if value is None or value == []:
        return ()
    if value in (DONT_KNOW, PREFER_NOT):
        return (own.one(REFUSED[str(value)]),)
    if item.kind is ItemKind.ACKNOWLEDGE:
        return (own.one("Agreed"),)
    if item.kind is ItemKind.DATE:
        return (own.date(str(value)),)
    if item.kind is ItemKind.DATETIME:
        day, _, time = str(value).partition("T")
        return (f"{own.date(day)}, {time}",)
    if isinstance(value, int | float):
        return (own.number(value),)
    if not item.options:
        return (str(value),)
    chosen = value if isinstance(value, list) else [value]
    labels = {one.name: reader.text(one.label) or one.name for one in item.options}
    if item.kind is ItemKind.RANK:
        return tuple(f"{n}. {labels[name]}" for n, name in enumerate(chosen, 1) if name in labels)
    return tuple(label for name, label in labels.items() if name in chosen)
