"""Attributes of participants: each has a type, and every value is checked against it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

YES = frozenset(["yes", "y", "true", "1", "x", "oui", "vrai"])
NO = frozenset(["no", "n", "false", "0", "non", "faux"])
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)?|[.,]\d+)")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})([T ]00:00(:00)?)?")  # spreadsheets add midnight


class AttributeKind(StrEnum):
    """What a value may be."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes/no"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True)
class AttributeType:
    """What is known of every participant under one name; `options` for a choice."""

    name: str
    kind: AttributeKind = AttributeKind.TEXT
    options: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("An attribute needs a name, such as Region.")
        if self.kind is AttributeKind.CHOICE and not self.options:
            raise ValueError(f"Attribute '{self.name}': a choice needs options. Write one a line.")


def tidy_value(type: AttributeType, value: str) -> str:
    """The value in its one spelling: 3 for 3.0, yes for TRUE, an option as it is defined.

    Raises:
        ValueError: it does not fit the type; says what would.
    """
    said = " ".join(value.split())
    if not said or type.kind is AttributeKind.TEXT:
        return said
    found = _READ[type.kind](type, said)
    if found is None:
        raise ValueError(f"{type.name}: '{said}' is not {_expected(type)}.")
    return found


def value_problems(types: Sequence[AttributeType], values: Mapping[str, str]) -> list[str]:
    """What is wrong with these values (name → value), in words; names without a type are texts."""
    found: list[str] = []
    known = {type.name: type for type in types}
    for name, value in values.items():
        try:
            tidy_value(known.get(name, AttributeType(name)), value)
        except ValueError as problem:
            found.append(str(problem))
    return found


def tidied(types: Sequence[AttributeType], values: Mapping[str, str]) -> dict[str, str]:
    """All values in their one spelling, empty ones left out.

    Raises:
        ValueError: the first that does not fit.
    """
    known = {type.name: type for type in types}
    clean = (
        (name, tidy_value(known.get(name, AttributeType(name)), value))
        for name, value in values.items()
    )
    return {name: value for name, value in clean if value}


def guessed(name: str, values: Sequence[str]) -> AttributeType:
    """The type that all of these values fit; a text if there is none."""
    given = [value for value in values if value.strip()]
    for kind in (AttributeKind.DATE, AttributeKind.NUMBER, AttributeKind.YES_NO):
        type = AttributeType(name, kind)
        if given and not any(value_problems([type], {name: value}) for value in given):
            return type
    return AttributeType(name)


def _number(_: AttributeType, said: str) -> str | None:
    if not _NUMBER.fullmatch(said):
        return None
    number = Decimal(said.replace(",", "."))  # as exact as it was written
    return f"{number.to_integral_value() if number == int(number) else number.normalize():f}"


def _yes_no(_: AttributeType, said: str) -> str | None:
    low = said.casefold()
    return "yes" if low in YES else "no" if low in NO else None


def _date(_: AttributeType, said: str) -> str | None:
    day = _DAY.fullmatch(said)
    try:
        return date.fromisoformat(day.group(1)).isoformat() if day else None
    except ValueError:
        return None


def _choice(type: AttributeType, said: str) -> str | None:
    return next((one for one in type.options if one.casefold() == said.casefold()), None)


_READ = {
    AttributeKind.NUMBER: _number,
    AttributeKind.YES_NO: _yes_no,
    AttributeKind.DATE: _date,
    AttributeKind.CHOICE: _choice,
}


def _expected(type: AttributeType) -> str:
    return {
        AttributeKind.NUMBER: "a number, such as 12 or 3.5",
        AttributeKind.YES_NO: "yes or no",
        AttributeKind.DATE: "a date as year-month-day, such as 2026-03-15",
        AttributeKind.CHOICE: f"one of {', '.join(type.options)}",
        AttributeKind.TEXT: "a text",
    }[type.kind]
