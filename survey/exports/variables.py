"""The columns of an export: each item as one or several variables, with labels, codes and cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from survey.exports.option_codes import option_codes
from survey.heads import HEADS, head_columns
from survey.model import (
    DONT_KNOW,
    NOT_ASKED,
    PREFER_NOT,
    Group,
    Instrument,
    Item,
    ItemKind,
    words,
)
from survey.reading import is_blank, is_of_kind
from survey.scales import is_scale
from survey.versions import answer_names

if TYPE_CHECKING:
    import pandas as pd

# Why a cell holds no answer, and how a codebook says it. A cell that was left empty is blank.
REASONS = {
    DONT_KNOW: "Don't know",
    PREFER_NOT: "Prefer not to answer",
    NOT_ASKED: "Not asked",
}
_COUNTED = {"version", "wave"}
_PLACEHOLDER = re.compile(r"\$\{[^{}]*\}")
_NUMBERS = {ItemKind.INTEGER, ItemKind.DECIMAL, ItemKind.RANGE}
_CHOSEN = {ItemKind.SELECT_ONE, ItemKind.ACKNOWLEDGE}


class Content(StrEnum):
    """What the cells of a variable hold."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"  # as YYYY-MM-DD
    CODE = "code"  # a number that has a label


@dataclass(frozen=True)
class Variable:
    """One column of an export.

    `cells` are str, float or None (left empty), or one of the three REASONS. `item` is "" for what
    is known of a response besides its answers.
    """

    name: str
    label: str
    content: Content
    item: str = ""
    option: str = ""
    codes: Mapping[float, str] = field(default_factory=dict)
    measure: str = "nominal"  # nominal, ordinal or scale, as SPSS has it
    cells: Sequence[object] = ()

    @property
    def reasons(self) -> list[str]:
        """The reasons that stand in the cells, in the order of REASONS."""
        found = {cell for cell in self.cells if isinstance(cell, str)}
        return [reason for reason in REASONS if reason in found]


def variables(instrument: Instrument, frame: pd.DataFrame, language: str = "") -> list[Variable]:
    """All columns of an export, those of the response first.

    Args:
        instrument: every item that the frame has; where there were versions, all of them joined.
        frame: as from `responses_frame`.
        language: of the labels; without it, and where a label has no words in it, the
            instrument's own.
    """
    heads = head_columns(answer_names(instrument))
    found = [
        _of_response(head, column, list(frame[column]))
        for head, column in heads.items()
        if column in frame
    ]
    repeats: set[str] = set()
    for item in instrument.items:
        repeat = instrument.repeat_of(item)
        if repeat is None:
            found += item_variables(item, instrument, _cells(frame, item.name), language)
        elif repeat.name not in repeats:
            repeats.add(repeat.name)
            found += _of_repeat(repeat, instrument, _cells(frame, repeat.name), language)
    return found


def _of_response(head: str, name: str, cells: list[object]) -> Variable:
    """What is known of a response besides its answers."""
    if head in _COUNTED:
        numbers = [float(str(cell)) for cell in cells]
        return Variable(name, HEADS[head], Content.NUMBER, cells=numbers)
    return Variable(name, HEADS[head], Content.TEXT, cells=[str(cell) for cell in cells])


def _cells(frame: pd.DataFrame, name: str) -> list[object]:
    cells = list(frame[name]) if name in frame else [NOT_ASKED] * len(frame)
    return [None if _is_empty(cell) else cell for cell in cells]


def _is_empty(cell: object) -> bool:
    return is_blank(cell) or (isinstance(cell, float) and cell != cell)


def item_variables(
    item: Item, instrument: Instrument, cells: Sequence[object], language: str
) -> list[Variable]:
    """The variables of one item: none for a note, one per option where several are chosen."""
    label = label_of(item, instrument, language)
    match item.kind:
        case ItemKind.NOTE:
            return []
        case ItemKind.SELECT_MULTIPLE | ItemKind.RANK:
            return list(_per_option(item, instrument, label, cells, language))
        case kind if kind in _CHOSEN:
            return [_coded(item, instrument, label, cells, language)]
    content, read = _content(item, cells)
    measure = "nominal" if content is Content.TEXT else "scale"
    read_cells = [cell if cell is None or is_reason(cell) else read(cell) for cell in cells]
    return [Variable(item.name, label, content, item.name, measure=measure, cells=read_cells)]


def _content(item: Item, cells: Sequence[object]) -> tuple[Content, Callable[[Any], object]]:
    """What the cells hold, and how one is written; a cell of another kind makes all of them text.

    What was calculated is a number if nothing but numbers came out.
    """
    given = [cell for cell in cells if cell is not None and not is_reason(cell)]
    numbers = all(isinstance(cell, int | float) for cell in given)
    if numbers and (item.kind in _NUMBERS or (item.calculation and given)):
        return Content.NUMBER, float
    if item.kind is ItemKind.DATE and all(is_of_kind(item, cell) for cell in given):
        return Content.DATE, str
    return Content.TEXT, str


def label_of(item: Item, instrument: Instrument, language: str) -> str:
    """The question on one line; where it quotes another answer, dots stand for it."""
    label = words(item.label, language, instrument.default_language) or item.name
    return " ".join(_PLACEHOLDER.sub("…", label).split())


def option_label(item: Item, name: str, instrument: Instrument, language: str) -> str:
    """The words of an option; its name where it has none or belongs to no version."""
    option = item.option(name)
    label = words(option.label, language, instrument.default_language) if option else ""
    return " ".join(label.split()) or name


def _coded(
    item: Item, instrument: Instrument, label: str, cells: Sequence[object], language: str
) -> Variable:
    """One choice as a number with a label."""
    codes = option_codes(item, _given(cells))
    labels = {code: option_label(item, name, instrument, language) for name, code in codes.items()}
    coded = [cell if cell is None or is_reason(cell) else codes[str(cell)] for cell in cells]
    measure = "ordinal" if is_scale(item) else "nominal"
    return Variable(item.name, label, Content.CODE, item.name, "", labels, measure, coded)


def _per_option(
    item: Item, instrument: Instrument, label: str, cells: Sequence[object], language: str
) -> Iterator[Variable]:
    """Chosen or not for each option; in a ranking the place that it got, 0 for none."""
    given = [part for cell in cells if isinstance(cell, list) for part in cell]
    ranked = item.kind is ItemKind.RANK
    codes = {} if ranked else {0.0: "Not chosen", 1.0: "Chosen"}
    content, measure = (Content.NUMBER, "ordinal") if ranked else (Content.CODE, "nominal")
    for name in option_codes(item, given):
        split = [_place(cell, name, ranked) if isinstance(cell, list) else cell for cell in cells]
        words_of = f"{option_label(item, name, instrument, language)} – {label}"  # cut at the end
        yield Variable(
            f"{item.name}_{name}", words_of, content, item.name, name, codes, measure, split
        )


def _place(chosen: list[str], name: str, ranked: bool) -> float:
    if name not in chosen:
        return 0.0
    return float(chosen.index(name) + 1) if ranked else 1.0


def _of_repeat(
    repeat: Group, instrument: Instrument, cells: Sequence[object], language: str
) -> Iterator[Variable]:
    """The items of a repeat side by side, as often as anybody answered it: name_1, name_2 …"""
    inside = [item for item in instrument.items if instrument.repeat_of(item) == repeat]
    most = max((len(cell) for cell in cells if isinstance(cell, list)), default=0)
    for at in range(most):
        for item in inside:
            own = [_within(cell, at, item.name) for cell in cells]
            for one in item_variables(item, instrument, own, language):
                yield _numbered(one, at + 1)


def _within(cell: object, at: int, name: str) -> object:
    """The answer to an item in one round; NOT_ASKED in a round that a respondent did not add."""
    if not isinstance(cell, list):
        return NOT_ASKED if cell is None else cell
    answer = cell[at].get(name) if at < len(cell) else NOT_ASKED
    return None if _is_empty(answer) else answer


def _numbered(variable: Variable, number: int) -> Variable:
    return Variable(
        f"{variable.name}_{number}",
        f"({number}) {variable.label}",
        *(variable.content, variable.item, variable.option, variable.codes),
        *(variable.measure, variable.cells),
    )


def is_reason(cell: object) -> bool:
    """True if the cell says why there is no answer."""
    return isinstance(cell, str) and cell in REASONS


def _given(cells: Iterable[object]) -> list[str]:
    return [str(cell) for cell in cells if cell is not None and not is_reason(cell)]
