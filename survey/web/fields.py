"""What a template needs to draw the items of a page: words, values and problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from survey.model import (
    DONT_KNOW,
    PREFER_NOT,
    Instrument,
    Item,
    ItemKind,
    Page,
    Problem,
    ResponseOption,
    words,
)
from survey.refusals import routing_items, ways_out
from survey.relevance import asked_options, shown
from survey.scales import APART, is_header, is_scale
from survey.web.words import REFUSED

DROP_DOWN = 25  # options; a longer list of radio buttons is no help to anybody
_INPUTS = {
    ItemKind.INTEGER: "numeric",
    ItemKind.DECIMAL: "decimal",
}

Answers = Mapping[str, object]


@dataclass(frozen=True)
class Choice:
    """One option as it is drawn."""

    name: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """One item as it is drawn; `form` names the template's macro for it."""

    name: str
    form: str
    label: str
    hint: str = ""
    value: str = ""
    mode: str = ""  # of the keyboard that a phone shows
    required: bool = False
    problem: str = ""
    choices: tuple[Choice, ...] = ()
    apart: tuple[Choice, ...] = ()  # the author's own ways out
    refusals: tuple[Choice, ...] = ()  # ours, labelled in the pages' own words
    id: str = ""  # where links lead

    @property
    def described(self) -> str:
        """Ids of the lines that explain the field to a screen reader."""
        ids = [("h-", self.hint or self.required), ("p-", self.problem)]
        return " ".join(f"{prefix}{self.id}" for prefix, there in ids if there)


@dataclass(frozen=True)
class Block:
    """What a script exchanges as one: a heading, an item, or statements with one scale."""

    key: str
    form: str
    title: str = ""
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Reader:
    """In whose eyes the items are drawn: the answers so far and the language."""

    instrument: Instrument
    answers: Answers
    language: str

    @cached_property
    def routing(self) -> frozenset[str]:
        """The items on which others depend."""
        return routing_items(self.instrument)

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """Item → where links to it lead; by number, since addresses stay in a browser's history."""
        return {item.name: f"q-{n}" for n, item in enumerate(self.instrument.items, 1)}

    def text(self, texts: Mapping[str, str]) -> str:
        """A text of the instrument with the answers it mentions put in."""
        default = self.instrument.default_language
        raw = words(texts, self.language, default)
        return shown(raw, self.instrument, self.answers, self.language)


def blocks(page: Page, reader: Reader, problems: Sequence[Problem] = ()) -> list[Block]:
    """The page's items in order, under the headings of its inner groups."""
    wrong = {problem.item: problem.message for problem in problems}
    found: list[Block] = []
    for group, members in groupby(page.items, key=lambda item: item.group):
        items = list(members)
        inner = reader.instrument.group(group) if group else None
        title = reader.text(inner.label) if inner and inner.parent else ""
        if title and not all(map(is_scale, items)):
            found.append(Block(f"group {group} {items[0].name}", "heading", title))
            title = ""
        for alike, run in groupby(items, key=_statement_list):
            fields = tuple(field(item, reader, wrong) for item in run)
            if alike and (title or len(fields) > 1):
                found.append(Block(f"list {fields[0].name}", "statements", title, fields))
            else:
                found += [Block(f"item {one.name}", "item", fields=(one,)) for one in fields]
    return found


def field(item: Item, reader: Reader, wrong: Mapping[str, str]) -> Field:
    """One item as it is drawn."""
    value = reader.answers.get(item.name)
    return Field(
        name=item.name,
        form=_form(item),
        label=reader.text(item.label) or item.name,
        hint=reader.text(item.hint),
        value=_written(value),
        mode=_INPUTS.get(item.kind, ""),
        required=item.required.strip().lower() in ("yes", "true", "true()", "1"),
        problem=wrong.get(item.name, ""),
        choices=_choices(item, reader, value, lambda option: option.name.lower() not in APART),
        apart=_choices(item, reader, value, lambda option: option.name.lower() in APART),
        refusals=_refusals(item, reader, value),
        id=reader.ids[item.name],
    )


def _refusals(item: Item, reader: Reader, value: object) -> tuple[Choice, ...]:
    ways = ways_out(item, value, reader.routing)
    return tuple(Choice(way, REFUSED[way], way == value) for way in ways)


def _choices(
    item: Item, reader: Reader, value: object, wanted: Callable[[ResponseOption], bool]
) -> tuple[Choice, ...]:
    if not item.options:
        return ()
    chosen = value if isinstance(value, list) else [value]
    return tuple(
        Choice(option.name, reader.text(option.label) or option.name, option.name in chosen)
        for option in asked_options(reader.instrument, item, reader.answers)
        if wanted(option)
    )


def _form(item: Item) -> str:
    if item.kind is ItemKind.TEXT:
        return "paragraph" if "multiline" in item.appearance else "line"
    if is_header(item):
        return "note"
    if item.kind is ItemKind.SELECT_ONE and len(item.options) > DROP_DOWN:
        return "drop_down"
    if is_scale(item):
        return "scale"
    forms = {ItemKind.SELECT_ONE: "one", ItemKind.SELECT_MULTIPLE: "many"}
    return forms.get(item.kind, "number" if item.kind in _INPUTS else item.kind.value)


def _statement_list(item: Item) -> str:
    return item.list_name or item.name if is_scale(item) else ""


def _written(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    is_answer = value not in (None, DONT_KNOW, PREFER_NOT) and not isinstance(value, list)
    return str(value) if is_answer else ""
