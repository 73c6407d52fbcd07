"""Which items are asked, what is calculated, and which options and words a respondent sees."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from survey.expression import ExpressionError, parse, plain_value
from survey.expression_scope import EDGE, Context, Outside, Scope
from survey.expression_values import to_text, value_of
from survey.model import Group, Instrument, Item, ItemKind, ResponseOption, words
from survey.order import in_order_of_need
from survey.reading import is_blank, read_answer
from survey.tree import instrument_scope, option_node


def relevant_items(instrument: Instrument, answers: Mapping[str, object]) -> list[Item]:
    """The items that are asked, in order: neither they nor a group around them is hidden."""
    relevant, _ = settle(instrument, answers)
    return [item for item in instrument.items if item.name in relevant]


def settled(
    instrument: Instrument,
    answers: Mapping[str, object],
    language: str = "",
    outside: Outside = EDGE,
) -> dict[str, object]:
    """Answers of the items that are asked, and all calculations; blank ones are left out."""
    relevant, scope = settle(instrument, answers, language, outside)
    found: dict[str, object] = {}
    for item in instrument.items:
        if item.name not in relevant:
            continue
        if item.calculation:
            value = scope.values[item.name]
            found[item.name] = to_text(value) if isinstance(value, bool) else value
        elif item.is_answered:
            found[item.name] = answers.get(item.name)
    return {name: answer for name, answer in found.items() if not is_blank(answer)}


def settle(
    instrument: Instrument,
    answers: Mapping[str, object],
    language: str = "",
    outside: Outside = EDGE,
) -> tuple[set[str], Scope]:
    """Names of the relevant items and groups, and the scope in which expressions see them.

    Every relevance and calculation is evaluated once, after all that it depends on, which is the
    fixed point. The answer of a hidden item counts as blank.

    Raises:
        ExpressionError: an expression cannot be read or mentions an item that is not there, or
            some depend on each other in a circle.
    """
    scope = instrument_scope(instrument, language, outside)
    relevant = {""}  # what stands in no group stands in ""
    for thing in in_order_of_need(instrument):
        around = thing.parent if isinstance(thing, Group) else thing.group
        if around not in relevant or not _is_relevant(thing, scope):
            continue
        relevant.add(thing.name)
        if isinstance(thing, Item):
            _answer(thing, answers, scope)
    return relevant - {""}, scope


def _is_relevant(thing: Item | Group, scope: Scope) -> bool:
    return not thing.relevance or parse(thing.relevance).holds(Context(scope, thing.name))


def _answer(item: Item, answers: Mapping[str, object], scope: Scope) -> None:
    """Put the item's answer, or what is calculated for it, into the scope.

    What cannot be calculated (not a number, divided by zero) is blank.
    """
    before = value_of(answers.get(item.name))
    if not item.calculation:
        scope.put(item.name, before)
        return
    scope.put(item.name, _TRUTHS.get(before, before))  # what once() finds at `.`
    value = plain_value(parse(item.calculation).value(Context(scope, item.name)))
    is_usable = not isinstance(value, float) or math.isfinite(value)
    scope.put(item.name, value if is_usable else "")


_TRUTHS: dict[object, bool] = {"true": True, "false": False}  # `settled` writes truths as words


def asked_options(
    instrument: Instrument, item: Item, answers: Mapping[str, object]
) -> list[ResponseOption]:
    """The options of a select item that its choice filter leaves, in order."""
    if not item.choice_filter:
        return list(item.options)
    _, scope = settle(instrument, answers)
    return filtered_options(item, scope)


def filtered_options(item: Item, scope: Scope) -> list[ResponseOption]:
    """The same in a scope that is there already."""
    if not item.choice_filter:
        return list(item.options)
    keep = parse(item.choice_filter)
    here = Context(scope, item.name)
    return [
        option
        for place, option in enumerate(item.options, 1)
        if keep.holds(here.at(option_node(option), place, len(item.options)))
    ]


def defaults(instrument: Instrument, outside: Outside = EDGE) -> dict[str, object]:
    """The answers that an empty questionnaire starts with; a default may be an expression."""
    found: dict[str, object] = {}
    for item in instrument.items:
        if not item.default or not item.is_answered:
            continue
        text = item.default
        if _is_expression(text):
            _, scope = settle(instrument, found, outside=outside)
            text = to_text(parse(text).value(Context(scope, item.name)))
        answer = read_answer(item, text.split() if item.kind is _MANY else [text])
        if answer is not None:
            found[item.name] = answer
    return found


_MANY = ItemKind.SELECT_MULTIPLE
_LOOKS_LIKE_EXPRESSION = re.compile(r"\$\{|[a-z][a-z-]*\(.*\)\s*$")


def _is_expression(text: str) -> bool:
    """Whether a default is meant as an expression; plain words with brackets are not."""
    if not _LOOKS_LIKE_EXPRESSION.search(text):
        return False
    try:
        parse(text)
    except ExpressionError:
        return False
    return True


def shown(
    text: str, instrument: Instrument, answers: Mapping[str, object], language: str = ""
) -> str:
    """A label with each ${name} replaced by its answer; chosen options by their words."""
    if "${" not in text:
        return text
    _, scope = settle(instrument, answers, language)
    return worded(text, instrument, scope, language)


def worded(text: str, instrument: Instrument, scope: Scope, language: str) -> str:
    """The same in a scope that is there already."""
    if "${" not in text:
        return text
    items = {item.name: item for item in instrument.items}

    def told(match: re.Match[str]) -> str:
        name = match[1].strip()
        answer = to_text(scope.values.get(name, ""))
        options = items[name].options if name in items else ()
        if not options:
            return answer
        chosen = answer.split()
        default = instrument.default_language
        return ", ".join(
            words(option.label, language, default) or option.name
            for option in options
            if option.name in chosen
        )

    return re.sub(r"\$\{([^{}]*)\}", told, text)
