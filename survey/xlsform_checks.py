"""What must hold between the rows of a form: expressions that can be read and names that exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from survey.expression import Expression, ExpressionError, parse
from survey.model import Group, Instrument, Item, Texts
from survey.order import in_order_of_need
from survey.reading import default_answer, is_of_kind
from survey.xlsform_choices import Lists
from survey.xlsform_items import Reading
from survey.xlsform_report import Report

_MENTION = re.compile(r"\$\{([^{}]*)\}")
_OF_OPTIONS = {"name", "label"}

Refuse = Callable[[str, str], None]


def check_expressions(reading: Reading, root: str, report: Report) -> None:
    """Read every expression and look up every name, also those inside labels."""
    known = {item.name for item in reading.items} | {group.name for group in reading.groups}
    things: list[Group | Item] = [*reading.groups, *reading.items]
    for thing in things:

        def refuse(reason: str, remedy: str, name: str = thing.name) -> None:
            report.refuse("survey", reading.rows.get(name, 0), reason, remedy)

        for column, text in _expressions(thing):
            steps = known | {root, "data"}
            if column == "choice_filter" and isinstance(thing, Item):
                steps |= _OF_OPTIONS.union(*(option.attributes for option in thing.options))
                steps |= {"code"} if any(option.code for option in thing.options) else set()
            expression = _parsed(column, text, refuse)
            if expression is not None:
                _look_up(column, sorted(expression.names), known, reading, refuse)
                if "instance(" not in text:
                    _paths(column, expression, steps, refuse)
        for column, texts in _texts(thing):
            mentioned = {name.strip() for text in texts.values() for name in _MENTION.findall(text)}
            _look_up(column, sorted(mentioned), known, reading, refuse)
        if isinstance(thing, Item) and thing.default:
            _default(thing, known, reading, refuse)


def check_choice_labels(lists: Lists, known: set[str], report: Report) -> None:
    """Names inside the labels of options."""
    for options in lists.values():
        for row, option in options:
            for text in option.label.values():
                for name in _MENTION.findall(text):
                    if name.strip() not in known:
                        report.refuse(
                            *("choices", row, f"The label mentions '{name}', which is no item."),
                            "Check the spelling.",
                        )


def check_order(instrument: Instrument, rows: dict[str, int], report: Report) -> None:
    """Relevance and calculations must not wait for each other in a circle."""
    try:
        in_order_of_need(instrument)
    except ExpressionError as error:
        things: list[Group | Item] = [*instrument.groups, *instrument.items]
        at = next(
            (one.name for one in things if error.text in dict(_expressions(one)).values()), ""
        )
        report.refuse("survey", rows.get(at, 0), error.reason, error.remedy)


def _expressions(thing: Item | Group) -> Iterator[tuple[str, str]]:
    columns = {"relevant": thing.relevance}
    if isinstance(thing, Group):
        columns["repeat_count"] = thing.count
    else:
        columns |= {
            "required": thing.required,
            "constraint": thing.constraint,
            "calculation": thing.calculation,
            "choice_filter": thing.choice_filter,
        }
    return ((column, text) for column, text in columns.items() if text)


def _texts(thing: Item | Group) -> Iterator[tuple[str, Texts]]:
    yield "label", thing.label
    yield "hint", thing.hint
    if isinstance(thing, Item):
        yield "guidance_hint", thing.guidance_hint
        yield "content_note", thing.content_note
        yield "constraint_message", thing.constraint_message
        yield "required_message", thing.required_message


def _parsed(column: str, text: str, refuse: Refuse) -> Expression | None:
    try:
        return parse(text)
    except ExpressionError as error:
        refuse(f"{column}: {error.reason} (character {error.position + 1})", error.remedy)
        return None


def _look_up(
    column: str, names: list[str], known: set[str], reading: Reading, refuse: Refuse
) -> None:
    for name in names:
        if name in reading.not_collected:
            refuse(
                f"{column} mentions '{name}', which is about the device or time and not collected.",
                "Use today() for the date, or leave it out.",
            )
        elif name.startswith("last-saved#"):
            refuse(
                f"{column} asks for an answer of another response, '{name}'.",
                "No response sees another one here: give a fixed default, or leave it out.",
            )
        elif name not in known and name not in reading.rows:
            refuse(
                f"{column} mentions '{name}', but there is no item of that name.",
                f"Check the spelling, or add an item named '{name}'.",
            )


def _paths(column: str, expression: Expression, allowed: set[str], refuse: Refuse) -> None:
    for step in sorted(expression.steps - allowed - {"*"}):
        if step.endswith("()"):  # node() and text() stand for any name
            continue
        refuse(
            f"{column} has the bare word '{step}', which is no item"
            f"{' and no column of the choices' if column == 'choice_filter' else ''}.",
            f"Write an item as ${{{step}}} and a text as '{step}'.",
        )


def _default(item: Item, known: set[str], reading: Reading, refuse: Refuse) -> None:
    """A default is an expression, or an answer that the item could take."""
    if "${" in item.default or "(" in item.default:
        try:
            names = parse(item.default).names
        except ExpressionError:
            names = frozenset(_MENTION.findall(item.default))
        else:
            _look_up("default", sorted(names), known, reading, refuse)
            return
        if names:
            _parsed("default", item.default, refuse)
            return
    answer = default_answer(item, item.default)
    chosen = answer if isinstance(answer, list) else [answer]
    options = [option.name for option in item.options]
    if not is_of_kind(item, answer) or (options and not set(chosen) <= set(options)):
        refuse(
            f"default '{item.default[:40]}' is not an answer to an item of type {item.kind}.",
            "Write a date as 2026-01-31, a choice by its name, or empty the cell.",
        )
