"""What should be changed in a questionnaire before it is published: errors and warnings."""

from __future__ import annotations

from collections.abc import Iterator

from survey.errors import Level, Remark
from survey.lint_expressions import expression_remarks
from survey.lint_words import word_remarks
from survey.model import PREFER_NOT, Group, Instrument, Item, ItemKind
from survey.reachability import never_asked
from survey.refusals import is_marked_required, routing_items, ways_out
from survey.scales import apart

_CHOICES = {ItemKind.SELECT_ONE, ItemKind.SELECT_MULTIPLE, ItemKind.RANK}


def lint(instrument: Instrument) -> list[Remark]:
    """Everything that was found, errors first, each in the order of the questionnaire."""
    found = [*_whole(instrument), *expression_remarks(instrument)]
    if not found:  # what cannot be read cannot be reasoned about
        found += _unreachable(instrument)
        found += _hard_to_refuse(instrument)
    found += _options(instrument)
    found += word_remarks(instrument)
    places = [name for page in instrument.pages for name in (page.name, *_names(page.items))]
    return sorted(
        found,
        key=lambda one: (
            one.level is Level.WARNING,
            places.index(one.place) if one.place in places else -1,
        ),
    )


def errors(instrument: Instrument) -> list[Remark]:
    """What stands in the way of publishing."""
    return [remark for remark in lint(instrument) if remark.level is Level.ERROR]


def _names(items: tuple[Item, ...]) -> list[str]:
    return [item.name for item in items]


def _whole(instrument: Instrument) -> Iterator[Remark]:
    if not any(item.is_answered for item in instrument.items):
        yield Remark(
            Level.ERROR, "", "", "It asks nothing.", "Add a question that takes an answer."
        )


def _unreachable(instrument: Instrument) -> Iterator[Remark]:
    things: list[Group | Item] = [*instrument.groups, *instrument.items]
    conditions = {one.name: one.relevance for one in things}
    for name in never_asked(instrument):
        if "${" in conditions[name]:
            yield Remark(
                *(Level.ERROR, name, "relevance"),
                "It is never shown: no answers make its condition hold.",
                "Compare the values with the answers that can be given before it.",
                0,
            )
        else:  # some authors switch a question off like this
            yield Remark(
                *(Level.WARNING, name, "relevance"),
                "It is switched off: its condition never holds.",
                "Take the condition away to ask it, or take the question out.",
                0,
            )


def _hard_to_refuse(instrument: Instrument) -> Iterator[Remark]:
    """Sensitive and required: there must be a way not to answer, best in the questionnaire."""
    routing = routing_items(instrument)
    for item in instrument.items:
        if not (item.sensitive and is_marked_required(item)):
            continue
        if PREFER_NOT not in ways_out(item, None, routing) and not apart(item):
            yield Remark(
                *(Level.ERROR, item.name, "required"),
                "It is sensitive and must be answered, and one cannot say “Prefer not to answer”.",
                "Let it be skipped, or take the mark “sensitive” off.",
            )
        elif not apart(item):
            yield Remark(
                *(Level.WARNING, item.name, "required"),
                "It is sensitive and must be answered, without a “Prefer not to answer” of its "
                "own. Our pages offer one; paper and other tools do not.",
                "Let it be skipped, or add an option named prefer_not.",
            )


def _options(instrument: Instrument) -> Iterator[Remark]:
    for item in instrument.items:
        if item.kind not in _CHOICES:
            continue
        if not item.options:
            yield Remark(
                *(Level.ERROR, item.name, "options"),
                "There is nothing to choose from.",
                "Write its options, one a line.",
            )
        elif len(item.options) == 1:
            yield Remark(
                *(Level.WARNING, item.name, "options"),
                "There is only one option.",
                "Add another, or make it a box to tick.",
            )
