"""From the strings a browser posts to a typed answer (the kinds are listed at Response)."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from typing import cast

from survey.model import NON_ANSWERS, Item, ItemKind
from survey.refusals import refusal
from survey.scales import range_steps

_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[+-]?([0-9]{1,15}([.,][0-9]*)?|[.,][0-9]+)")
_SECONDS = r"(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?"  # as other tools write; left out
_TIME = re.compile(rf"(\d{{1,2}}) ?[:h] ?(\d{{2}}){_SECONDS}")  # French speakers write 14 h 30
_DATETIME = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})[T ](\d{{2}}:\d{{2}}){_SECONDS}")
_PLACE = re.compile(r"([1-9]\d*) (\S+)")  # of an option in a ranking


def read_answer(item: Item, raw: list[str]) -> object | None:
    """The typed answer in posted strings, None if they are blank.

    A string that cannot be read as the item's kind stays a string; `problems` names it. Whoever
    says "prefer not to answer" beside an answer takes the answer back. A ranking is posted as
    "<place> <option>" for each option that has a place, or as the options in their order.
    """
    posted = [text.strip() for text in raw if text.strip()]
    if not posted:
        return None
    if refused := refusal(posted):
        return refused
    first = posted[0]
    if item.kind in _SEVERAL:
        return _SEVERAL[item.kind](posted)
    read = _ONE.get(item.kind)
    found = read(item, first) if read else None
    return first if found is None else found


def default_answer(item: Item, text: str) -> object | None:
    """The answer that a default stands for; several options are separated by blanks."""
    has_many = item.kind in (ItemKind.SELECT_MULTIPLE, ItemKind.RANK)
    return read_answer(item, text.split() if has_many else [text])


def places(item: Item, answer: object) -> dict[str, int]:
    """Option → its place in a ranking, also where places were given twice."""
    if isinstance(answer, list):
        return {name: place for place, name in enumerate(answer, 1)}
    if item.kind is not ItemKind.RANK or not isinstance(answer, str):
        return {}
    found = [_PLACE.fullmatch(line) for line in answer.split("\n")]
    return {match[2]: int(match[1]) for match in found if match}


def _ranking(posted: list[str]) -> object:
    """The options in their order; what was posted, line by line, if two share a place."""
    found = [_PLACE.fullmatch(text) for text in posted]
    ranked = sorted((int(match[1]), match[2]) for match in found if match)
    if not ranked:
        return list(dict.fromkeys(posted))
    if len(ranked) < len(posted) or len({place for place, _ in ranked}) < len(ranked):
        return "\n".join(posted)
    return [name for _, name in ranked]


def is_blank(answer: object) -> bool:
    """Whether there is no answer."""
    return answer is None or answer in ("", [], ())


def is_of_kind(item: Item, answer: object) -> bool:
    """Whether an answer has the type of the item's kind; options are judged elsewhere.

    "I do not know" and "I prefer not to answer" are answers to items of any kind.
    """
    if isinstance(answer, str) and answer in NON_ANSWERS:
        return True
    if item.kind in _NUMBERS:
        return _is_number(answer) and _NUMBERS[item.kind](item, cast("float", answer))
    if item.kind in _SEVERAL:
        return isinstance(answer, list) and _is_list_of_names(answer)
    return isinstance(answer, str) and _TEXTS.get(item.kind, _any)(answer)


def _any(text: str) -> bool:
    return True


def _is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_time(text: str) -> bool:
    try:
        return dt.time.fromisoformat(text).isoformat("minutes") == text
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    date, _, time = text.partition("T")
    return _is_date(date) and _is_time(time)


def _is_number(answer: object) -> bool:
    is_number = isinstance(answer, (int, float)) and not isinstance(answer, bool)
    return is_number and math.isfinite(cast("float", answer))


def _is_list_of_names(answer: list[object]) -> bool:
    names = [name for name in answer if isinstance(name, str)]
    return len(set(names)) == len(answer)


def _integer(item: Item, text: str) -> object | None:
    return int(text) if _INTEGER.fullmatch(text) else None


def _decimal(item: Item, text: str) -> float | None:
    # French speakers write 3,5
    return float(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else None


def _step(item: Item, text: str) -> object | None:
    number = _decimal(item, text)
    return next((step for step in range_steps(item) if step == number), None)


def _time(item: Item, text: str) -> object | None:
    found = _TIME.fullmatch(text)
    return f"{int(found[1]):02}:{found[2]}" if found else None


def _moment(item: Item, text: str) -> object | None:
    found = _DATETIME.fullmatch(text)
    return f"{found[1]}T{found[2]}" if found else None


_ONE: dict[ItemKind, Callable[[Item, str], object | None]] = {
    ItemKind.INTEGER: _integer,
    ItemKind.DECIMAL: _decimal,
    ItemKind.RANGE: _step,
    ItemKind.TIME: _time,
    ItemKind.DATETIME: _moment,
    ItemKind.ACKNOWLEDGE: lambda item, text: "OK",
    ItemKind.TEXT: lambda item, text: text.replace("\r\n", "\n"),
}
_SEVERAL: dict[ItemKind, Callable[[list[str]], object]] = {
    ItemKind.SELECT_MULTIPLE: lambda posted: list(dict.fromkeys(posted)),
    ItemKind.RANK: _ranking,
}
_NUMBERS: dict[ItemKind, Callable[[Item, float], bool]] = {
    ItemKind.INTEGER: lambda item, number: isinstance(number, int),
    ItemKind.DECIMAL: lambda item, number: True,
    ItemKind.RANGE: lambda item, number: number in range_steps(item),
}
_TEXTS: dict[ItemKind, Callable[[str], bool]] = {
    ItemKind.DATE: _is_date,
    ItemKind.TIME: _is_time,
    ItemKind.DATETIME: _is_moment,
    ItemKind.ACKNOWLEDGE: lambda text: text == "OK",
}
