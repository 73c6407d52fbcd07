"""Functions about numbers: round, int, min, max, sum and the mathematics of ODK."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from survey.expression_functions import Function
from survey.expression_nodes import Node
from survey.expression_scope import Context
from survey.expression_values import NAN, Value, node_value, spread, to_number


def _whole(how: Callable[[float], int]) -> Callable[[Context, Value], Value]:
    def call(context: Context, value: Value) -> Value:
        number = to_number(value)
        return float(how(number)) if math.isfinite(number) else number

    return call


def _round(context: Context, value: Value, places: Value = 0.0) -> Value:
    """Halves go away from zero, as in JavaRosa; negative places round to tens, hundreds …"""
    number, n = to_number(value), to_number(places)
    if not math.isfinite(number) or not math.isfinite(n):
        return number if math.isfinite(n) else NAN
    if not -300 <= n <= 300:
        return number if n > 0 else 0.0
    unit = Decimal(1).scaleb(-int(n))
    return float((Decimal(repr(number)) / unit).to_integral_value(ROUND_HALF_UP) * unit)


def _pow(context: Context, base: Value, exponent: Value) -> Value:
    left, right = to_number(base), to_number(exponent)
    try:
        return math.pow(left, right)
    except OverflowError:
        return math.inf if left > 0 or right % 2 == 0 else -math.inf
    except ValueError:  # zero to a negative power, or a root of a negative number
        return math.inf if left == 0 else NAN


def _curve(how: Callable[[float], float]) -> Callable[[Context, Value], Value]:
    def call(context: Context, value: Value) -> Value:
        try:
            return how(to_number(value))
        except ValueError:
            return NAN
        except OverflowError:
            return math.inf

    return call


def _log(how: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: -math.inf if number == 0 else how(number)


def _extreme(how: Callable[[list[float]], float]) -> Callable[..., Value]:
    def call(context: Context, *values: Value) -> Value:
        numbers = [to_number(value) for value in spread(values)]
        return NAN if not numbers or any(map(math.isnan, numbers)) else how(numbers)

    return call


def _sum(context: Context, nodes: list[Node]) -> Value:
    return math.fsum(to_number(node_value(node)) for node in nodes)


_CURVES: dict[str, Callable[[float], float]] = {
    "abs": abs,
    "sqrt": math.sqrt,
    "exp": math.exp,
    "exp10": lambda number: math.pow(10, number),
    "log": _log(math.log),
    "log10": _log(math.log10),
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
}

NUMBER_FUNCTIONS = (
    Function("number", 0, 1, lambda context, *v: to_number(v[0] if v else context.here())),
    Function("int", 1, 1, _whole(math.trunc)),
    Function("floor", 1, 1, _whole(math.floor)),
    Function("ceiling", 1, 1, _whole(math.ceil)),
    Function("round", 1, 2, _round),
    Function("pow", 2, 2, _pow),
    Function("pi", 0, 0, lambda context: math.pi),
    Function("atan2", 2, 2, lambda context, y, x: math.atan2(to_number(y), to_number(x))),
    Function("max", 1, None, _extreme(max)),
    Function("min", 1, None, _extreme(min)),
    Function("sum", 1, 1, _sum, node_arguments=frozenset([0])),
    *(Function(name, 1, 1, _curve(how)) for name, how in _CURVES.items()),
)
