"""A questionnaire as it stands on paper: numbered questions, and when each is to be answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from survey.model import Group, Instrument, Item, ItemKind, Page, words
from survey.paper_skips import Skip, Teller
from survey.refusals import routing_items, ways_out
from survey.runs import runs
from survey.scales import is_header, range_steps

COPIES = 3  # of a part that repeats; who needs more adds a sheet
_HIDDEN = {ItemKind.CALCULATE, ItemKind.HIDDEN}


@dataclass(frozen=True)
class Box:
    """One option to tick; `writes` is True if there is a line beside it for words."""

    label: str
    writes: bool = False


@dataclass(frozen=True)
class Question:
    """One item as it is printed; a note has the number 0. `instead` are DONT_KNOW, PREFER_NOT."""

    name: str
    number: int
    form: str
    label: str
    hint: str = ""
    boxes: tuple[Box, ...] = ()
    instead: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """Questions with the same conditions. `onward` is the question to go on with, 0 for the end.

    `runs` are single questions, or statements that share their options; `copies` is how often a
    repeat is printed.
    """

    runs: tuple[tuple[Question, ...], ...]
    heading: str = ""
    skips: tuple[Skip, ...] = ()
    onward: int = 0
    copies: int = 1

    @property
    def numbers(self) -> list[int]:
        """The numbers of its questions, in order."""
        return [one.number for run in self.runs for one in run if one.number]


@dataclass(frozen=True)
class Part:
    """A page of the questionnaire; `notes` are what is said before something hard is asked."""

    title: str
    blocks: tuple[Block, ...]
    skips: tuple[Skip, ...] = ()
    onward: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PaperForm:
    """A whole questionnaire in one language. Labels keep their ${name}; `numbers` tell which
    question that is. `formulas` are the conditions that could not be told in words."""

    title: str
    parts: tuple[Part, ...]
    numbers: Mapping[str, int]
    formulas: tuple[str, ...]


def paper_form(instrument: Instrument, language: str) -> PaperForm:
    """The questionnaire for printing: every item that people answer, in order."""
    press = _Press(instrument, language)
    parts = [press.part(page) for page in instrument.pages]
    skips = [skip for part in parts for skip in part.skips]
    skips += [skip for part in parts for block in part.blocks for skip in block.skips]
    return PaperForm(
        press.text(instrument.title) or instrument.name,
        tuple(part for part in parts if part.blocks),
        press.numbers,
        tuple(dict.fromkeys(skip.formula for skip in skips if skip.formula)),
    )


def origins_told(counts: Mapping[str, int]) -> str:
    """How many responses did not come from the web, in a sentence; "" if all did."""
    ways = (("paper", "on paper"), ("import", "imported"))
    parts = [f"{counts[origin]} {how}" for origin, how in ways if counts.get(origin)]
    return f"{sum(counts.values())} responses, {' and '.join(parts)}." if parts else ""


def for_entry(instrument: Instrument) -> Instrument:
    """The rules and words for answers that come from paper.

    A question left empty stays empty: only consent is required, without it a sheet is not entered.
    Questions bear their numbers, and options stand in the order in which they were printed.
    """
    press = _Press(instrument, instrument.default_language)
    return replace(instrument, items=tuple(press.entered(item) for item in instrument.items))


class _Press:
    """Sets one questionnaire in one language; knows the number of every question."""

    def __init__(self, instrument: Instrument, language: str) -> None:
        self.instrument = instrument
        self.language = language
        self.items = {item.name: item for item in instrument.items}
        self.beside = {f"{item.name}_other" for item in instrument.items if item.other}
        self.routing = routing_items(instrument)
        asked = [item.name for item in instrument.items if self.printed(item) and item.is_answered]
        self.numbers = {name: n for n, name in enumerate(asked, 1)}
        self.teller = Teller(self.items, self.numbers, self.text)

    def text(self, texts: Mapping[str, str]) -> str:
        return words(texts, self.language, self.instrument.default_language)

    def printed(self, item: Item) -> bool:
        """Whether it has a place of its own on paper."""
        hidden = item.kind in _HIDDEN or item.calculation or is_header(item)
        around = [group.relevance for group in self.instrument.ancestors(item)]
        never = "false()" in (item.relevance.strip(), *(text.strip() for text in around))
        return not hidden and not never and item.name not in self.beside

    def entered(self, item: Item) -> Item:
        consent = item.kind is ItemKind.ACKNOWLEDGE
        number = self.numbers.get(item.name)
        label = {language: f"{number}. {text}" for language, text in item.label.items()}
        shuffled = ("randomize", "seed")
        return replace(
            item,
            label=label if number else item.label,
            required=item.required if consent else "",
            sensitive=bool(ways_out(item, None, self.routing)),  # what was printed is offered
            parameters={k: v for k, v in item.parameters.items() if k not in shuffled},
        )

    def part(self, page: Page) -> Part:
        items = [item for item in page.items if self.printed(item)]
        around = page.group
        condition = around.relevance if around else ""
        blocks = tuple(self.block(list(run)) for _, run in groupby(items, key=self._block_key))
        numbers = [number for block in blocks for number in block.numbers]
        return Part(
            self.text(around.label) if around else "",
            blocks,
            self.teller.skips([condition] if condition else []),
            self.onward(numbers),
            tuple(dict.fromkeys(self.text(i.content_note) for i in items if i.content_note)),
        )

    def block(self, items: Sequence[Item]) -> Block:
        first = items[0]
        inner = self.instrument.group(first.group) if first.group else None
        repeat = self.instrument.repeat_of(first)
        together = tuple(tuple(self.question(item) for item in run) for run in runs(items))
        conditions = self._conditions(first)
        return Block(
            together,
            self.text(inner.label) if inner and inner.parent else "",
            self.teller.skips(conditions),
            self.onward([self.numbers[item.name] for item in items if item.is_answered]),
            _copies(repeat) if repeat else 1,
        )

    def question(self, item: Item) -> Question:
        label = self.text(item.label) or item.name
        if item.kind is ItemKind.NOTE:
            return Question(item.name, 0, "note", label, self.text(item.hint))
        return Question(
            item.name,
            self.numbers[item.name],
            _form(item),
            label,
            self.text(item.hint),
            tuple(self._boxes(item)),
            ways_out(item, None, self.routing),
        )

    def onward(self, numbers: Sequence[int]) -> int:
        after = max(numbers, default=0) + 1
        return after if after <= len(self.numbers) else 0

    def _boxes(self, item: Item) -> Iterator[Box]:
        for option in item.options:
            writes = option.name == item.other and f"{item.name}_other" in self.items
            yield Box(self.text(option.label) or option.name, writes)
        if item.kind is ItemKind.RANGE:
            yield from (Box(f"{step:g}") for step in range_steps(item))

    def _conditions(self, item: Item) -> list[str]:
        """What must hold inside the page: of the inner groups and of the item."""
        inner = self.instrument.ancestors(item)[1:]
        texts = [*(group.relevance for group in inner), item.relevance]
        return [text for text in texts if text]

    def _block_key(self, item: Item) -> tuple[str, list[str]]:
        return item.group, self._conditions(item)


def _copies(repeat: Group) -> int:
    return min(int(repeat.count), 10) if repeat.count.isdecimal() else COPIES


def _form(item: Item) -> str:
    """The name of the template's macro."""
    if item.kind is ItemKind.TEXT:
        return "paragraph" if "multiline" in item.appearance else "line"
    forms = {
        ItemKind.SELECT_ONE: "one",
        ItemKind.SELECT_MULTIPLE: "many",
        ItemKind.INTEGER: "number",
        ItemKind.DECIMAL: "number",
        ItemKind.DATETIME: "moment",
    }
    return forms.get(item.kind, item.kind.value)
