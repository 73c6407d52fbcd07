"""The nouns of the survey: an Instrument of Items on pages, and the Response of one Respondent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, cast

SCHEMA = 1  # of the instrument JSON; raised when its shape changes (docs/decisions/0003)

NOT_ASKED = "__not_asked__"  # stands in a table of answers where the item was not asked

# Answers to an item of any kind that say why there is none; logic takes both for blank.
DONT_KNOW = "__dont_know__"
PREFER_NOT = "__prefer_not__"
NON_ANSWERS = frozenset([DONT_KNOW, PREFER_NOT])

SEED = ".seed"  # among the answers: from it follows the order of options in this response

Texts = Mapping[str, str]  # language → words; the key "" stands for a form without languages


class ItemKind(StrEnum):
    """What sort of answer an item takes; the value is the word that XLSForm uses."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    NOTE = "note"
    CALCULATE = "calculate"
    ACKNOWLEDGE = "acknowledge"
    TIME = "time"
    DATETIME = "dateTime"
    RANGE = "range"  # a scale of numbers, each of them a choice
    RANK = "rank"
    HIDDEN = "hidden"  # carries its default; nobody sees it


ANSWERED = frozenset(ItemKind) - {ItemKind.NOTE, ItemKind.CALCULATE, ItemKind.HIDDEN}


@dataclass(frozen=True)
class ResponseOption:
    """One choice of a select item; `attributes` are what a choice filter may ask."""

    name: str
    label: Texts = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    code: str = ""  # a whole number that stands for it in SPSS and Stata


@dataclass(frozen=True)
class Item:
    """One question, note or calculation; its expressions are XLSForm text (`${other} = 1`).

    `other` names the option that asks to specify; the words are the answer to a text item of
    their own named "<item>_other", which stands behind this one in `Instrument.items`.
    `parameters` are start, end and step of a range; randomize and seed of a list of options.
    """

    name: str
    kind: ItemKind
    label: Texts = field(default_factory=dict)
    hint: Texts = field(default_factory=dict)
    group: str = ""  # name of the innermost group it stands in, "" outside
    required: str = ""
    relevance: str = ""
    constraint: str = ""
    constraint_message: Texts = field(default_factory=dict)
    required_message: Texts = field(default_factory=dict)
    calculation: str = ""
    choice_filter: str = ""
    default: str = ""
    appearance: str = ""  # kept as the author wrote it; a hint to the page, never a rule
    list_name: str = ""
    options: tuple[ResponseOption, ...] = ()
    guidance_hint: Texts = field(default_factory=dict)  # folded away until asked for
    parameters: Mapping[str, str] = field(default_factory=dict)
    sensitive: bool = False  # "I prefer not to answer" is offered
    pii: bool = False  # the answer may name or locate a person
    content_note: Texts = field(default_factory=dict)  # said before the page that asks it
    codebook_theme: str = ""  # where answers in words belong in the codebook
    other: str = ""

    @property
    def is_answered(self) -> bool:
        """True if a respondent gives an answer to it (no note, nothing calculated or hidden)."""
        return self.kind in ANSWERED

    def option(self, name: str) -> ResponseOption | None:
        """The option of that name."""
        return next((option for option in self.options if option.name == name), None)


@dataclass(frozen=True)
class Group:
    """A stretch of items; an outermost group is one page."""

    name: str
    label: Texts = field(default_factory=dict)
    relevance: str = ""
    parent: str = ""
    appearance: str = ""  # kept as the author wrote it, as on an item
    hint: Texts = field(default_factory=dict)
    repeat: bool = False  # its items are asked as often as the respondent adds one more
    count: str = ""  # how often a repeat is asked, as an expression; "": as often as wanted


@dataclass(frozen=True)
class Page:
    """What a respondent sees at one time; `group` is None for items outside groups."""

    name: str
    items: tuple[Item, ...]
    group: Group | None = None


@dataclass(frozen=True)
class Instrument:
    """A questionnaire in one version; the JSON of it is what is stored, hashed and never edited."""

    name: str
    title: Texts
    items: tuple[Item, ...]
    groups: tuple[Group, ...] = ()
    languages: tuple[str, ...] = ("",)
    default_language: str = ""
    version: int = 1

    def __post_init__(self) -> None:
        names = [item.name for item in self.items] + [group.name for group in self.groups]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(
                f"Instrument '{self.name}' has more than one item or group named "
                f"{', '.join(twice)}. "
                "Every name must be used once."
            )

    def item(self, name: str) -> Item:
        """The item of that name; KeyError if there is none."""
        if name in self._items:
            return self._items[name]
        raise KeyError(f"Instrument '{self.name}' has no item '{name}'.")

    def group(self, name: str) -> Group:
        """The group of that name; KeyError if there is none."""
        if name in self._groups:
            return self._groups[name]
        raise KeyError(f"Instrument '{self.name}' has no group '{name}'.")

    # An instrument is never edited, so what follows from it is worked out once.

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.name: item for item in self.items}

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return {group.name: group for group in self.groups}

    def ancestors(self, item: Item) -> list[Group]:
        """The groups around an item, outermost first."""
        found: list[Group] = []
        name = item.group
        while name:
            group = self.group(name)
            found.insert(0, group)
            name = group.parent
        return found

    def repeat_of(self, item: Item) -> Group | None:
        """The repeat in which an item stands; None outside of repeats."""
        return next((group for group in self.ancestors(item) if group.repeat), None)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Outermost groups in order; items between them share a page of their own."""
        pages: list[Page] = []
        for item in self.items:
            around = self.ancestors(item)
            group = around[0] if around else None
            last = pages[-1] if pages else None
            if last is not None and last.group == group:
                pages[-1] = replace(last, items=(*last.items, item))
            else:
                name = group.name if group else f"page_{len(pages) + 1}"
                pages.append(Page(name, (item,), group))
        return tuple(pages)

    @property
    def sha256(self) -> str:
        """Fingerprint of the content, the version number left out."""
        return hashlib.sha256(to_json(replace(self, version=0)).encode()).hexdigest()


@dataclass(frozen=True)
class Problem:
    """Something a respondent should change before going on; shown at the item."""

    item: str
    message: str


@dataclass(frozen=True)
class Response:
    """The answers of one respondent to one version; `submitted_at` is "" for a draft.

    Answers by kind: text, select_one and hidden a string; date, time and dateTime a string
    (YYYY-MM-DD, HH:MM, YYYY-MM-DDTHH:MM); integer an int; decimal a float; range an int, or a
    float where its start or step is no whole number; select_multiple a list of option names; rank
    a list of option names, the first place first, without those that got no place; acknowledge
    "OK"; calculate a string or float. An item that was not answered has no key. Instead of any
    answer there may be DONT_KNOW or PREFER_NOT.

    What was asked in a repeat stands under the name of its group: a list of such mappings, one
    for each time, and never under the names of its items.
    """

    id: str
    instrument: str
    version: int
    answers: Mapping[str, object]
    language: str = ""
    page: int = 0
    receipt: str = ""
    submitted_at: str = ""
    wave: int = 1  # the numbered round in which it was sent


def words(texts: Texts, language: str, default: str = "") -> str:
    """The text in a language, else in the default language, else in any, else ""."""
    for key in (language, default, ""):
        if texts.get(key):
            return texts[key]
    return next((text for text in texts.values() if text), "")


def to_json(instrument: Instrument) -> str:
    """The versioned JSON of an instrument: sorted keys, no empty fields, so it hashes equal."""
    body = {"schema": SCHEMA, **_plain(instrument)}
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Instrument:
    """Read back what `to_json` wrote; ValueError if it was written by a newer release."""
    body = json.loads(text)
    schema = body.pop("schema", None)
    if schema != SCHEMA:
        raise ValueError(
            f"This questionnaire was stored with schema {schema}; this release reads {SCHEMA}. "
            "Open it with the release that wrote it."
        )
    items = tuple(_item(row) for row in body.pop("items", []))
    groups = tuple(Group(**row) for row in body.pop("groups", []))
    body["languages"] = tuple(body.get("languages", [""]))
    return Instrument(items=items, groups=groups, **{"title": {}, **body})


def _item(row: dict[str, Any]) -> Item:
    options = tuple(ResponseOption(**option) for option in row.pop("options", []))
    return Item(**{**row, "kind": ItemKind(row["kind"]), "options": options})


def _plain(thing: Any) -> dict[str, object]:
    """A dataclass as a dict without its empty fields (`dataclasses.asdict` keeps them)."""
    found: dict[str, object] = {}
    for one in fields(thing):
        name, value = one.name, getattr(thing, one.name)
        if isinstance(value, tuple):
            value = [_plain(part) if hasattr(part, "__dict__") else part for part in value]
        if (value not in ("", [], {}) and value is not False) or name == "languages":
            found[name] = (
                dict(cast("Mapping[str, str]", value)) if isinstance(value, Mapping) else value
            )
    return found
