"""From the strings a browser posts to a typed answer (the kinds are listed at Response)."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import cast

from survey.model import Item, ItemKind

_INTEGER = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[+-]?([0-9]{1,15}([.,][0-9]*)?|[.,][0-9]+)")


def read_answer(item: Item, raw: list[str]) -> object | None:
    """The typed answer in posted strings, None if they are blank.

    A string that cannot be read as the item's kind stays a string; `problems` names it.
    """
    posted = [text.strip() for text in raw if text.strip()]
    if not posted:
        return None
    first = posted[0]
    match item.kind:
        case ItemKind.SELECT_MULTIPLE:
            return list(dict.fromkeys(posted))
        case ItemKind.INTEGER if _INTEGER.fullmatch(first):
            return int(first)
        case ItemKind.DECIMAL if _DECIMAL.fullmatch(first):
            return float(first.replace(",", "."))  # French speakers write 3,5
        case ItemKind.ACKNOWLEDGE:
            return "OK"
        case ItemKind.TEXT:
            return first.replace("\r\n", "\n")
    return first


def is_blank(answer: object) -> bool:
    """Whether there is no answer."""
    return answer is None or answer in ("", [], ())


def is_of_kind(item: Item, answer: object) -> bool:
    """Whether an answer has the type of the item's kind; options are judged elsewhere."""
    match item.kind:
        case ItemKind.INTEGER:
            return isinstance(answer, int) and not isinstance(answer, bool)
        case ItemKind.DECIMAL:
            is_number = isinstance(answer, (int, float)) and not isinstance(answer, bool)
            return is_number and math.isfinite(cast("float", answer))
        case ItemKind.DATE:
            return isinstance(answer, str) and _is_date(answer)
        case ItemKind.SELECT_MULTIPLE:
            return isinstance(answer, list) and all(isinstance(part, str) for part in answer)
        case ItemKind.ACKNOWLEDGE:
            return answer == "OK"
    return isinstance(answer, str)


def _is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
