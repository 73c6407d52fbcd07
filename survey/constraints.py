"""What is wrong with answers: type, required, options and the author's constraints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from survey.expression import parse
from survey.expression_scope import EDGE, Context, Outside, Scope
from survey.model import NON_ANSWERS, Instrument, Item, ItemKind, Problem, Texts, words
from survey.reading import is_blank, is_of_kind, read_answer
from survey.relevance import filtered_options, settle, worded
from survey.repeats import inside, place, times
from survey.sentences import sentence

__all__ = ["problems", "read_answer"]


def problems(
    instrument: Instrument,
    answers: Mapping[str, object],
    language: str = "",
    items: Iterable[Item] | None = None,
    outside: Outside = EDGE,
) -> list[Problem]:
    """The first thing to change at each item that is asked, in order; empty if all is well.

    In a repeat the problem's item is its place (`survey.repeats.place`).

    Args:
        instrument: with expressions that parse.
        answers: as `Response.answers`; of hidden items nothing is asked.
        language: of the words in the problems; without it the instrument's own.
        items: only these are looked at, for instance those of one page.
        outside: clock and chance, which today() and random() ask.
    """
    relevant, scope = settle(instrument, answers, language, outside)
    found = []
    looked_at = [
        item
        for item in (instrument.items if items is None else items)
        if item.name in relevant and item.is_answered and not item.calculation
    ]
    repeated = inside(instrument)
    for repeat, run in groupby(looked_at, key=lambda item: repeated.get(item.name, "")):
        together = list(run)
        given = times(repeat, answers) if repeat else [answers]
        for n in range(len(scope.times[repeat]) if repeat else 1):
            if repeat:
                scope.view(repeat, n)
            for item in together:
                here = place(repeat, n + 1, item.name) if repeat else item.name
                answer = given[n].get(item.name) if n < len(given) else None
                if here in relevant:
                    message = _problem(instrument, item, answer, scope, language)
                    found += [Problem(here, message)] if message else []
        scope.view()
    return found


def _problem(
    instrument: Instrument, item: Item, answer: object, scope: Scope, language: str
) -> str:
    """In words what is wrong with one answer, "" if nothing is."""
    what, own = _trouble(item, answer, scope)
    if not what:
        return ""
    message = words(own, language, instrument.default_language)
    if message:
        return worded(message, instrument, scope, language)
    return sentence(what, language or instrument.default_language)


def _trouble(item: Item, answer: object, scope: Scope) -> tuple[str, Texts]:
    """Which of our sentences says what is wrong, and the author's own message for it."""
    if is_blank(answer):
        return ("required" if is_required(item, scope) else ""), item.required_message
    if not is_of_kind(item, answer):
        return item.kind, {}
    if isinstance(answer, str) and answer in NON_ANSWERS:
        return "", {}
    if not _is_offered(item, answer, scope):
        return "option", {}
    if item.constraint and not parse(item.constraint).holds(Context(scope, item.name)):
        return "constraint", item.constraint_message
    return "", {}


def is_required(item: Item, scope: Scope) -> bool:
    """Whether the item must be answered: yes, no or an expression."""
    text = item.required.strip()
    if text.lower() in ("", "no", "false", "false()"):
        return False
    if text.lower() in ("yes", "true", "true()"):
        return True
    return parse(text).holds(Context(scope, item.name))


def _is_offered(item: Item, answer: object, scope: Scope) -> bool:
    """Whether every chosen option is among those that the respondent saw."""
    if item.kind not in (ItemKind.SELECT_ONE, ItemKind.SELECT_MULTIPLE, ItemKind.RANK):
        return True
    chosen = answer if isinstance(answer, list) else [answer]
    return set(chosen) <= {option.name for option in filtered_options(item, scope)}
