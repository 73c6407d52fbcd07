"""What a codebook says of each item: question, kind, when it is asked, options and their codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from survey.exports.option_codes import option_codes
from survey.exports.variables import label_of, option_label
from survey.model import Instrument, Item, ItemKind, words

KINDS: Mapping[ItemKind, str] = {
    ItemKind.TEXT: "open answer",
    ItemKind.INTEGER: "whole number",
    ItemKind.DECIMAL: "number",
    ItemKind.DATE: "date",
    ItemKind.TIME: "time of day",
    ItemKind.DATETIME: "date and time",
    ItemKind.SELECT_ONE: "one choice",
    ItemKind.SELECT_MULTIPLE: "several choices",
    ItemKind.ACKNOWLEDGE: "confirmation",
    ItemKind.RANGE: "number on a scale",
    ItemKind.RANK: "ranking",
    ItemKind.CALCULATE: "calculated",
    ItemKind.HIDDEN: "hidden",
}


@dataclass(frozen=True)
class OptionEntry:
    """One option; `code` is its number in SPSS and Stata."""

    name: str
    code: float
    label: str


@dataclass(frozen=True)
class Entry:
    """One item; `asked_if` is its own relevance and that of the groups around it, "" for always.

    `marks` is what its author says of its answers.
    """

    name: str
    kind: str
    question: str
    hint: str
    asked_if: str
    section: str
    options: tuple[OptionEntry, ...]
    marks: tuple[str, ...] = ()


def codebook(instrument: Instrument, language: str = "") -> list[Entry]:
    """One entry per item that has a column, in order; notes have none."""
    return [
        entry_of(item, instrument, language)
        for item in instrument.items
        if item.kind is not ItemKind.NOTE
    ]


def by_section(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries under the words of their groups, in order."""
    return [(name, list(own)) for name, own in groupby(entries, lambda entry: entry.section)]


def with_conditions(everything: Instrument, newest: Instrument) -> Instrument:
    """An instrument of all versions joined, asking under the conditions of the newest one."""
    items = {item.name: item.relevance for item in newest.items}
    groups = {group.name: group.relevance for group in newest.groups}
    return replace(
        everything,
        items=tuple(replace(one, relevance=items.get(one.name, "")) for one in everything.items),
        groups=tuple(replace(one, relevance=groups.get(one.name, "")) for one in everything.groups),
    )


def entry_of(item: Item, instrument: Instrument, language: str) -> Entry:
    """What the codebook says of one item."""
    around = instrument.ancestors(item)
    conditions = [*(group.relevance for group in around), item.relevance]
    group = around[-1] if around else None
    section = words(group.label, language, instrument.default_language) if group else ""
    return Entry(
        item.name,
        KINDS[item.kind],
        label_of(item, instrument, language),
        words(item.hint, language, instrument.default_language),
        " and ".join(filter(None, conditions)),
        section,
        tuple(
            OptionEntry(name, code, option_label(item, name, instrument, language))
            for name, code in option_codes(item).items()
        ),
        tuple(_marks(item)),
    )


def _marks(item: Item) -> Iterator[str]:
    if item.sensitive:
        yield "sensitive"
    if item.pii:
        yield "may name or locate a person"
    if item.codebook_theme:
        yield f"its answers in words belong under “{item.codebook_theme}”"
