"""Who was asked what: the cells of every item, with "left empty" and "not asked" told apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Sized
from typing import TYPE_CHECKING

from survey.expression import parse
from survey.model import DONT_KNOW, NON_ANSWERS, NOT_ASKED, PREFER_NOT, Instrument, Item, ItemKind
from survey.relevance import relevant_items

if TYPE_CHECKING:
    import pandas as pd

STANDING_COLUMNS = (
    "item",
    "responses",
    "eligible",
    "answered",
    "dont_know",
    "prefer_not",
    "empty",
    "not_asked",
)


def asked(frame: pd.DataFrame, instrument: Instrument) -> dict[str, list[object]]:
    """The cells of every item that respondents answer, by its name.

    Args:
        frame: as `survey.summary.summarise` takes it. Several choices may also be a tuple, a set,
            an array or one text with spaces between the names, as other programs write them.

    Returns:
        One cell per response: the answer, DONT_KNOW or PREFER_NOT, None where the item was left
        empty, NOT_ASKED where it was not asked. An item in a repeat has one cell for each time it
        was asked, so its cells do not stand beside those of other items.
    """
    items = [item for item in instrument.items if item.is_answered]
    single = [item for item in items if instrument.repeat_of(item) is None]
    columns = {item.name: _answers(frame, item) for item in single}
    _mark_hidden(columns, single, instrument)
    return {
        item.name: columns[item.name]
        if item.name in columns
        else _repeated(frame, item, instrument)
        for item in items
    }


def is_given(cell: object) -> bool:
    """Whether a cell is an answer to the question."""
    return cell is not None and not (isinstance(cell, str) and cell in _NO_ANSWER)


def count_standing(table: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    """One row per item: how its responses divide, every one of them in exactly one column.

    Args:
        table: as from `asked`.

    Returns:
        item: name of an answered item, in order. responses: all there are (in a repeat: all
        times it was asked). eligible: those who were asked, which is answered + dont_know +
        prefer_not + empty. not_asked: the rest.
    """
    import pandas as pd

    rows: list[tuple[object, ...]] = []
    for name, cells in table.items():
        not_asked = sum(isinstance(cell, str) and cell == NOT_ASKED for cell in cells)
        dont_know = sum(isinstance(cell, str) and cell == DONT_KNOW for cell in cells)
        prefer_not = sum(isinstance(cell, str) and cell == PREFER_NOT for cell in cells)
        empty = sum(cell is None for cell in cells)
        eligible = len(cells) - not_asked
        answered = eligible - dont_know - prefer_not - empty
        parts = (answered, dont_know, prefer_not, empty, not_asked)
        rows.append((name, len(cells), eligible, *parts))
    return pd.DataFrame(rows, columns=list(STANDING_COLUMNS))


LISTS = frozenset({ItemKind.SELECT_MULTIPLE, ItemKind.RANK})  # their answer is a list of options
_NO_ANSWER = NON_ANSWERS | {NOT_ASKED}


def _column(frame: pd.DataFrame, name: str) -> list[object]:
    """The cells of one item; None for a missing column, NaN or a blank."""
    if name not in frame:
        return [None] * len(frame)
    cells, gone = frame[name].tolist(), frame[name].isna()
    return [
        None if lost or _is_empty(cell) else cell for cell, lost in zip(cells, gone, strict=True)
    ]


def _answers(frame: pd.DataFrame, item: Item) -> list[object]:
    """The cells of an item; several choices as lists, also where another program wrote them."""
    cells = _column(frame, item.name)
    if item.kind not in LISTS:
        return cells
    return [_choices(cell, item) for cell in cells]


def _choices(cell: object, item: Item) -> object:
    """Several choices as a list: XForms write them in one text, with spaces between the names."""
    if not is_given(cell) or isinstance(cell, list):
        return cell
    if isinstance(cell, str):
        return [cell] if item.option(cell) else cell.split()
    return list(cell) if isinstance(cell, Iterable) else [cell]


def _is_empty(cell: object) -> bool:
    if isinstance(cell, str):  # first, because nearly all are
        return not cell
    if isinstance(cell, Sized):
        return not len(cell)
    return cell is None or (isinstance(cell, float) and math.isnan(cell))


def _mark_hidden(
    columns: dict[str, list[object]], items: Sequence[Item], instrument: Instrument
) -> None:
    """Write NOT_ASKED where a cell is empty because the instrument hides the item."""
    conditional = [item.name for item in items if _is_conditional(item, instrument)]
    doubtful = sorted({at for name in conditional for at in _empty_places(columns[name])})
    if not doubtful:
        return
    deciding = [name for name in _deciding(instrument) if name in columns]
    seen: dict[tuple[object, ...], set[str]] = {}
    for at in doubtful:
        # Few answers decide what is asked; responses alike in them need one look, not each one.
        key = tuple(_hashable(columns[name][at]) for name in deciding)
        if key not in seen:
            seen[key] = _relevant(instrument, {name: columns[name][at] for name in deciding})
        for name in conditional:
            if columns[name][at] is None and name not in seen[key]:
                columns[name][at] = NOT_ASKED


def _is_conditional(item: Item, instrument: Instrument) -> bool:
    return bool(item.relevance or any(group.relevance for group in instrument.ancestors(item)))


def _empty_places(cells: Sequence[object]) -> list[int]:
    return [at for at, cell in enumerate(cells) if cell is None]


def _deciding(instrument: Instrument) -> list[str]:
    """Names of the items on whose answers some relevance depends, also by way of calculations."""
    texts = [item.relevance for item in instrument.items]
    texts += [group.relevance for group in instrument.groups]
    texts += [item.calculation for item in instrument.items]
    parsed = [parse(text) for text in texts if text]
    if any(expression.anywhere for expression in parsed):
        return [item.name for item in instrument.items]
    found = {name for expression in parsed for name in expression.names | expression.steps}
    return [item.name for item in instrument.items if item.name in found]


def _hashable(cell: object) -> object:
    return tuple(cell) if isinstance(cell, list) else cell


def _relevant(instrument: Instrument, cells: Mapping[str, object]) -> set[str]:
    given = {name: cell for name, cell in cells.items() if is_given(cell)}
    return {item.name for item in relevant_items(instrument, given)}


def _repeated(frame: pd.DataFrame, item: Item, instrument: Instrument) -> list[object]:
    """The cells of an item in a repeat, one for each time its group was answered.

    What a condition inside the repeat hid was not kept, so an empty cell of such an item counts
    as not asked.
    """
    repeat = instrument.repeat_of(item)
    if repeat is None:
        return []
    absent = NOT_ASKED if _is_conditional(item, instrument) else None
    times = [
        time
        for cell in _column(frame, repeat.name)
        if isinstance(cell, list)
        for time in cell
        if isinstance(time, dict)
    ]
    return [absent if _is_empty(time.get(item.name)) else time[item.name] for time in times]
