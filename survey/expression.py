"""Expressions of a questionnaire (`${age} >= 18 and not(selected(., 'none'))`), never Python.

Grammar: XPath 1.0 with ODK's functions. A text is parsed once and kept as a tree of closures.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast

from lark import Lark, UnexpectedInput, UnexpectedToken

from survey.expression_compile import Compiler
from survey.expression_error import ExpressionError, Refusal
from survey.expression_part import Part
from survey.expression_scope import EDGE, Context, Outside, Scope
from survey.expression_values import Value, to_boolean, to_text, value_of

__all__ = ["Expression", "ExpressionError", "evaluate", "parse"]


class Expression(NamedTuple):
    """A parsed expression.

    `names` are the items mentioned as ${name}; `steps` the names in its paths; `anywhere` is true
    if a path may reach any item.
    """

    text: str
    names: frozenset[str]
    steps: frozenset[str]
    anywhere: bool
    part: Part

    def value(self, context: Context) -> Value:
        """Its value at a place in the answers; never raises for any answers."""
        return self.part.run(context)

    def holds(self, context: Context) -> bool:
        """Whether it is true at a place in the answers."""
        return to_boolean(self.part.run(context))


def evaluate(
    text: str, answers: Mapping[str, object] = {}, outside: Outside = EDGE
) -> str | float | bool:
    """The value of an expression over answers by item name; a date comes as YYYY-MM-DD.

    Args:
        text: the expression as an XLSForm has it.
        answers: as `Response.answers`; an item that is missing is blank. The expression stands
            beside them, so ../name reaches one; an answer named "." is the value of `.` itself.
        outside: clock and chance, which today() and random() ask.

    Raises:
        ExpressionError: the text is no expression.
    """
    scope = Scope({name: value_of(answer) for name, answer in answers.items()}, outside)
    return plain_value(parse(text).value(Context(scope)))


def plain_value(value: Value) -> str | float | bool:
    """A value as it is stored: dates and sets of nodes become their text."""
    return to_text(value) if isinstance(value, (list, dt.date)) else value


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """The expression in a text; ExpressionError says where and why it cannot be read."""
    try:
        part = cast("Part", _parser().parse(text))  # what Compiler.start gives
    except Refusal as refusal:
        raise ExpressionError(text, refusal.position, refusal.reason, refusal.remedy) from None
    except UnexpectedInput as error:
        raise ExpressionError(text, *_explained(text, error)) from None
    return Expression(text, part.names, part.steps, part.anywhere, part)


@lru_cache(maxsize=1)
def _parser() -> Lark:
    grammar = Path(__file__).with_name("expression_grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", transformer=Compiler(), propagate_positions=False)


def _explained(text: str, error: UnexpectedInput) -> tuple[int, str, str]:
    """Position, reason and remedy of a text that does not follow the grammar."""
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        if not text.strip():
            return 0, "There is nothing in it.", "Write an expression, or leave the cell empty."
        return len(text), "It ends too early.", "Close every bracket and finish the last part."
    position = error.pos_in_stream or 0
    rest = text[position:]
    if text[max(0, position - 1) :].startswith("=="):
        return position - 1, "'==' cannot stand here.", "Write a single =."
    for sign, remedy in _HINTS.items():
        if rest.lower().startswith(sign):
            return position, f"'{rest[: len(sign)]}' cannot stand here.", remedy
    found = error.token if isinstance(error, UnexpectedToken) else rest[:1]
    return position, f"'{found}' cannot stand here.", _REMEDY


_REMEDY = "Check the brackets and operators just before it."
_HINTS = {
    "&&": "Write and.",
    "||": "Write or.",
    "and": "Write and in small letters, between two conditions.",
    "or": "Write or in small letters, between two conditions.",
    "'": "Close the text with the same quotation mark it begins with.",
    '"': "Close the text with the same quotation mark it begins with.",
    "$": "Write an item as ${name}.",
    "{": "Write an item as ${name}.",
}
