"""How many were asked a question can give back a small number of the question that led to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from findings.survey_table import COUNTED, NO_ANSWER, table_of
from survey.asked import asked, is_given
from survey.differencing import crossed, suppress_again
from survey.disclosure import THRESHOLD, suppress_counts
from survey.expression import parse
from survey.model import NOT_ASKED, Instrument, Item, ItemKind
from survey.summary import count_options

if TYPE_CHECKING:
    import pandas as pd


def giving_back(frame: pd.DataFrame, instrument: Instrument, items: Iterable[str]) -> set[str]:
    """Those of the items whose base must not be printed beside the tables of the others.

    Whoever knows the questionnaire knows who is asked an item, so its base counts those who gave an
    answer to another one, which may be withheld there.

    Args:
        frame: as from `responses_frame`.
        items: names of the items whose tables stand together.
    """
    cells = asked(frame, instrument)
    together = [
        item for item in instrument.items if item.name in set(items) and item.kind in COUNTED
    ]
    return {
        item.name
        for item in together
        for led in together
        if led.name in _mentioned(item, instrument)
        and (
            _gives_back(led, cells[led.name], cells[item.name])
            if instrument.repeat_of(led) is instrument.repeat_of(item) is None
            else _hides(led, cells[led.name], instrument)
        )
    }


def _hides(led: Item, leading: list[object], instrument: Instrument) -> bool:
    """Whether anything of the first question is withheld. In a repeat people and times do not
    stand side by side, so it is not known what the number asked the second one gives back."""
    table = table_of(count_options({led.name: leading}, instrument), instrument, led.name)
    return table is not None and (table.too_few or bool(table.n_hidden))


def _mentioned(item: Item, instrument: Instrument) -> set[str]:
    """Names of the items on whose answers it depends whether an item is asked."""
    texts = [item.relevance, *(group.relevance for group in instrument.ancestors(item))]
    parsed = [parse(text) for text in texts if text]
    return {name for expression in parsed for name in expression.names | expression.steps}


def _gives_back(led: Item, leading: list[object], following: list[object]) -> bool:
    """Whether the number asked the second question gives back a small number of the first."""
    pairs = [
        (before, cell != NOT_ASKED)
        for before, cell in zip(leading, following, strict=True)
        if before != NOT_ASKED
    ]
    was_asked = [after for _, after in pairs]
    if len(pairs) < THRESHOLD or all(was_asked):
        return False
    before = [answer for answer, _ in pairs]
    if led.kind is ItemKind.SELECT_MULTIPLE:
        return any(
            _is_withheld([_has(answer, option.name) for answer in before], [True, False], was_asked)
            for option in led.options
        )
    given = [str(answer) if is_given(answer) else NO_ANSWER for answer in before]
    return _is_withheld(given, [option.name for option in led.options], was_asked)


def _is_withheld(
    given: Sequence[str | bool], groups: Sequence[str | bool], was_asked: Sequence[bool]
) -> bool:
    people = crossed(given, was_asked, groups)
    printed = suppress_counts([int(n) for n in people.sum(axis=1)])
    return None in suppress_again(people, printed)


def _has(answer: object, option: str) -> bool:
    return isinstance(answer, list) and option in answer
