"""Which items are asked, what is calculated, and which options and words a respondent sees."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from survey.chance import by_chance
from survey.expression import ExpressionError, parse, plain_value
from survey.expression_scope import EDGE, Context, Outside, Scope
from survey.expression_values import Value, to_number, to_text, value_of
from survey.model import SEED, Group, Instrument, Item, ItemKind, ResponseOption, words
from survey.order import in_order_of_need
from survey.reading import default_answer, is_blank
from survey.repeats import MOST_TIMES, inside, place, times
from survey.shuffle import is_shuffled, shuffled
from survey.tree import instrument_scope, option_node


def relevant_items(instrument: Instrument, answers: Mapping[str, object]) -> list[Item]:
    """The items that are asked, in order: neither they nor a group around them is hidden.

    What stands in a repeat is there if it is asked at least once.
    """
    relevant, _ = settle(instrument, answers)
    return [item for item in instrument.items if item.name in relevant]


def settled(
    instrument: Instrument,
    answers: Mapping[str, object],
    language: str = "",
    outside: Outside = EDGE,
) -> dict[str, object]:
    """Answers of the items that are asked, and all calculations; blank ones are left out.

    A repeat that was asked once and not answered is left out too; of one that was asked more
    often, or never, every time stays.
    """
    relevant, scope = settle(instrument, answers, language, outside)
    repeated = inside(instrument)
    found: dict[str, object] = {}
    for item in instrument.items:
        if item.name in relevant and item.name not in repeated:
            found[item.name] = _kept(item, answers, scope.values)
    found = {name: answer for name, answer in found.items() if not is_blank(answer)}
    for repeat, values in scope.times.items():
        asked = [item for item in instrument.items if repeated.get(item.name) == repeat]
        given = times(repeat, answers)
        rows = [
            {
                item.name: _kept(item, given[n] if n < len(given) else {}, values[n])
                for item in asked
                if place(repeat, n + 1, item.name) in relevant
            }
            for n in range(len(values))
        ]
        rows = [{name: one for name, one in row.items() if not is_blank(one)} for row in rows]
        if repeat in relevant and rows != [{}]:
            found[repeat] = rows
    return found


def _kept(item: Item, answers: Mapping[str, object], values: Mapping[str, Value]) -> object:
    """What is kept of an item that was asked."""
    if item.calculation:
        value = values[item.name]
        return to_text(value) if isinstance(value, bool) else value
    return answers.get(item.name) if keeps_answer(item) else None


def keeps_answer(item: Item) -> bool:
    """True for what a respondent answers and for what is carried along unseen."""
    return item.is_answered or item.kind is ItemKind.HIDDEN


def settle(
    instrument: Instrument,
    answers: Mapping[str, object],
    language: str = "",
    outside: Outside = EDGE,
) -> tuple[set[str], Scope]:
    """Names of the relevant items and groups, and the scope in which expressions see them.

    Every relevance and calculation is evaluated once, after all that it depends on, which is the
    fixed point. The answer of a hidden item counts as blank. What stands in a repeat is judged
    each time it is asked: its places (`survey.repeats.place`) are among the names too.

    Raises:
        ExpressionError: an expression cannot be read or mentions an item that is not there, or
            some depend on each other in a circle.
    """
    scope = instrument_scope(instrument, language, outside)
    repeated = inside(instrument)
    for group in instrument.groups:
        if group.repeat:
            scope.repeat(group.name, [name for name in repeated if repeated[name] == group.name], 0)
    relevant = {""}  # what stands in no group stands in ""
    for thing in in_order_of_need(instrument):
        if thing.name in repeated:
            _settle_times(thing, repeated[thing.name], answers, scope, relevant)
            continue
        around = thing.parent if isinstance(thing, Group) else thing.group
        if around not in relevant or not _is_relevant(thing, scope):
            continue
        relevant.add(thing.name)
        if isinstance(thing, Item):
            _answer(thing, answers, scope)
        elif thing.repeat:
            n = _how_often(thing, answers, scope)
            scope.repeat(thing.name, [one for one in repeated if repeated[one] == thing.name], n)
    return relevant - {""}, scope


def _settle_times(
    thing: Item | Group,
    repeat: str,
    answers: Mapping[str, object],
    scope: Scope,
    relevant: set[str],
) -> None:
    """Judge what stands in a repeat, each time it is asked."""
    given = times(repeat, answers)
    around = thing.parent if isinstance(thing, Group) else thing.group
    for n in range(len(scope.times[repeat])):
        if around != repeat and place(repeat, n + 1, around) not in relevant:
            continue
        scope.view(repeat, n)
        if _is_relevant(thing, scope):
            relevant |= {thing.name, place(repeat, n + 1, thing.name)}
            if isinstance(thing, Item):
                _answer(thing, given[n] if n < len(given) else {}, scope)
    scope.view()


def _how_often(repeat: Group, answers: Mapping[str, object], scope: Scope) -> int:
    """How many times a repeat is asked: as its count says, else as often as there are answers."""
    if not repeat.count:
        return len(times(repeat.name, answers))
    number = to_number(parse(repeat.count).value(Context(scope, repeat.name)))
    return max(0, min(int(number), MOST_TIMES)) if math.isfinite(number) else 0


def _is_relevant(thing: Item | Group, scope: Scope) -> bool:
    return not thing.relevance or parse(thing.relevance).holds(Context(scope, thing.name))


def _answer(item: Item, answers: Mapping[str, object], scope: Scope) -> None:
    """Put the item's answer, or what is calculated for it, into the scope.

    What cannot be calculated (not a number, divided by zero) is blank.
    """
    before = value_of(answers.get(item.name))
    if item.kind is ItemKind.DATETIME and isinstance(before, str) and "T" in before:
        before += f"{scope.outside.now():%z}"  # typed where the study is, as now() counts too
    if not item.calculation:
        scope.put(item.name, before)
        return
    scope.put(item.name, _TRUTHS.get(before, before))  # what once() finds at `.`
    if before != "" and by_chance(item):
        return  # drawn before: another page must not draw again
    value = plain_value(parse(item.calculation).value(Context(scope, item.name)))
    is_usable = not isinstance(value, float) or math.isfinite(value)
    scope.put(item.name, value if is_usable else "")


_TRUTHS: dict[object, bool] = {"true": True, "false": False}  # `settled` writes truths as words


def asked_options(
    instrument: Instrument, item: Item, answers: Mapping[str, object]
) -> list[ResponseOption]:
    """The options of a select item that its choice filter leaves, in this response's order."""
    if not item.choice_filter:
        return shuffled(item, list(item.options), answers.get(SEED))
    _, scope = settle(instrument, answers)
    return shuffled(item, filtered_options(item, scope), answers.get(SEED))


def filtered_options(item: Item, scope: Scope) -> list[ResponseOption]:
    """The options that its choice filter leaves, in the author's order."""
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
    """The answers that an empty questionnaire starts with; a default may be an expression.

    Where options are shown in random order, this response's order starts from its SEED.
    """
    found: dict[str, object] = {}
    repeated = inside(instrument)
    for item in instrument.items:
        if not item.default or not keeps_answer(item) or item.name in repeated:
            continue
        text = item.default
        if _is_expression(text):
            _, scope = settle(instrument, found, outside=outside)
            text = to_text(parse(text).value(Context(scope, item.name)))
        answer = default_answer(item, text)
        if answer is not None:
            found[item.name] = answer
    if any(is_shuffled(item) for item in instrument.items):
        found[SEED] = outside.chance.randrange(1, 2**31)
    return found


_TO_MINUTES = len("2026-01-31T14:30")
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
        item = items.get(name)
        if item is None or not item.options:
            is_moment = item is not None and item.kind is ItemKind.DATETIME
            return answer[:_TO_MINUTES].replace("T", " ") if is_moment else answer
        chosen = answer.split()
        options = [option for option in item.options if option.name in chosen]
        if item.kind is ItemKind.RANK:
            options.sort(key=lambda option: chosen.index(option.name))
        default = instrument.default_language
        return ", ".join(words(one.label, language, default) or one.name for one in options)

    return re.sub(r"\$\{([^{}]*)\}", told, text)
