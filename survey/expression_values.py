"""Values of expressions, how XPath turns one kind into another, and how it compares them."""

from __future__ import annotations

import datetime as dt
import math
import operator
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from survey.expression_dates import days, iso, read_date
from survey.expression_nodes import Node
from survey.model import NON_ANSWERS

Value = str | float | bool | dt.date | list[Node]
NAN = math.nan

_NUMBER = re.compile(r"\s*-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*", re.ASCII | re.IGNORECASE)
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def value_of(answer: object) -> str | float | bool:
    """An answer as an expression sees it: nothing is "", several options are a spaced list.

    Who does not know, or prefers not to answer, has given no answer.
    """
    if answer is None:
        return ""
    if isinstance(answer, str):
        return "" if answer in NON_ANSWERS else answer
    if isinstance(answer, (bool, float)):
        return answer
    if isinstance(answer, int):
        return float(answer)
    if isinstance(answer, dt.date):
        return iso(answer)
    if isinstance(answer, (list, tuple, set, frozenset)):
        return " ".join(str(part) for part in answer)
    return str(answer)


def to_text(value: Value) -> str:
    """XPath's string(): numbers without a needless point, the first node of several."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return _number_text(value)
    if isinstance(value, list):
        return value[0].string_value() if value else ""
    return iso(value)


def _number_text(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return str(int(number)) if number == int(number) else f"{Decimal(repr(number)):f}"


def to_number(value: Value) -> float:
    """XPath's number(); a date counts its days, a text that is no number is NaN."""
    if isinstance(value, (bool, int, float)):
        return float(value)
    if isinstance(value, dt.date):
        return days(value)
    text = to_text(value)
    if _NUMBER.fullmatch(text):
        return float(text)
    date = read_date(text) if text else None
    return NAN if date is None else days(date)


def to_boolean(value: Value) -> bool:
    """XPath's boolean(); an item's node is as true as its answer, as in JavaRosa."""
    if isinstance(value, (str, bool)):
        return bool(value)
    if isinstance(value, (int, float)):
        return bool(value) and not math.isnan(value)
    if isinstance(value, list):
        return bool(value) and (value[0].answer is None or to_boolean(value[0].answer))
    return True


def to_date(value: Value) -> dt.date | None:
    """A date value or a text that is written like one, else None."""
    if isinstance(value, dt.date):
        return value
    return read_date(to_text(value)) if isinstance(value, (str, list)) else None


def texts(values: tuple[Value, ...]) -> list[str]:
    """The text of each value; a set of nodes gives one text per node."""
    return [to_text(value) for value in spread(values)]


def spread(values: tuple[Value, ...]) -> list[Value]:
    """The values, each set of nodes replaced by the values of its nodes."""
    found: list[Value] = []
    for value in values:
        if isinstance(value, list):
            found.extend(node_value(node) for node in value)
        else:
            found.append(value)
    return found


def node_value(node: Node) -> Value:
    """The typed answer of an item's node, else its text."""
    return node.string_value() if node.answer is None else node.answer


def compare(sign: str, left: Value, right: Value) -> bool:
    """XPath 1.0, 3.4: a set of nodes compares true if any of its nodes does; NaN never equals.

    Unlike there, a boolean is larger or smaller than a set if it is so for a node, as in JavaRosa.
    """
    is_equality = sign in ("=", "!=")
    if isinstance(left, list):
        if isinstance(right, bool) and is_equality:
            return compare(sign, to_boolean(left), right)
        if len(left) == 1:
            return compare(sign, node_value(left[0]), right)
        return any(compare(sign, node_value(node), right) for node in left)
    if isinstance(right, list):
        if isinstance(left, bool) and is_equality:
            return compare(sign, left, to_boolean(right))
        return any(compare(sign, left, node_value(node)) for node in right)
    how = _COMPARISONS[sign]
    if not is_equality:
        return how(to_number(left), to_number(right))
    if isinstance(left, bool) or isinstance(right, bool):
        return how(to_boolean(left), to_boolean(right))
    if isinstance(left, str) and isinstance(right, str):
        return how(left, right)
    return how(to_number(left), to_number(right))


def divided(left: float, right: float) -> float:
    """IEEE division: by zero gives an infinity with the right sign, or NaN."""
    if right:
        return left / right
    if left == 0 or math.isnan(left) or math.isnan(right):
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1, right)


def remainder(left: float, right: float) -> float:
    """XPath's mod: the sign follows the dividend; NaN where it has no meaning."""
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return NAN
    return math.fmod(left, right)
