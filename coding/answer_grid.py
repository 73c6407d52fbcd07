"""Open answers as rows of a grid: what each respondent wrote, beside other answers of theirs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from survey.model import NOT_ASKED, Instrument, Item, ItemKind, words

NOTHING = ""
BESIDE = frozenset(
    {
        *(ItemKind.SELECT_ONE, ItemKind.SELECT_MULTIPLE, ItemKind.INTEGER),
        *(ItemKind.DECIMAL, ItemKind.RANGE, ItemKind.ACKNOWLEDGE),
    }
)


@dataclass(frozen=True)
class GridQuestion:
    """An open item whose answers can be coded, in words."""

    instrument: str
    item: str
    label: str
    n: int  # answers that can be coded


@dataclass(frozen=True)
class GridAnswer:
    """One answer and the values of the columns beside it, "" where nothing was answered."""

    source: str  # Source.id
    text: str
    values: Mapping[str, str] = field(default_factory=dict)


def columns_beside(instrument: Instrument) -> dict[str, str]:
    """The items that may stand beside an open answer, with their words: choices and numbers.

    What may name or locate a person stays out, and so does what is written in words, because its
    names may still be in; and items that are asked several times.
    """
    language = instrument.default_language
    return {
        item.name: words(item.label, language, item.name)
        for item in instrument.items
        if item.kind in BESIDE and not item.pii and not instrument.repeat_of(item)
    }


def shown(value: object, item: Item, language: str) -> str:
    """An answer in the words of its options."""
    if value is None or value == NOT_ASKED:
        return NOTHING
    parts = value if isinstance(value, list | tuple) else [value]
    labels = {one.name: words(one.label, language, one.name) for one in item.options}
    return ", ".join(labels.get(str(part), str(part)) for part in parts)


def filtered(
    answers: Sequence[GridAnswer], column: str, values: Collection[str]
) -> list[GridAnswer]:
    """Those with one of these values; all if none is given."""
    if not column or not values:
        return list(answers)
    return [one for one in answers if one.values.get(column, NOTHING) in values]


def sorted_by(answers: Sequence[GridAnswer], column: str) -> list[GridAnswer]:
    """In the order of a column, numbers by size, those without a value last; else as they came."""
    if not column:
        return list(answers)
    return sorted(answers, key=lambda one: _order(one.values.get(column, NOTHING)))


def _order(value: str) -> tuple[bool, float, str]:
    try:
        return (False, float(value), "")
    except ValueError:
        return (value == NOTHING, float("inf"), value.casefold())
