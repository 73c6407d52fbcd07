"""Which items of a questionnaire stand together: statements of one scale, and rows of a page."""

from __future__ import annotations

from collections.abc import Sequence

from survey.model import Instrument, Item, words
from survey.results import title_of
from survey.scales import is_scale


def runs(items: Sequence[Item]) -> list[list[Item]]:
    """The items in order; statements that follow each other with one scale stand together."""
    found: list[list[Item]] = []
    for item in items:
        last = found[-1][-1] if found else None
        if last and is_scale(last) and is_scale(item) and last.options == item.options:
            found[-1].append(item)
        else:
            found.append([item])
    return found


def title_of_scale(items: Sequence[Item], instrument: Instrument) -> str:
    """What stands over statements of one scale: their group's words, if they have one group."""
    if len(items) == 1:
        return title_of(items[0], instrument)
    names = {item.group for item in items}
    group = instrument.group(items[0].group) if len(names) == 1 and items[0].group else None
    own = words(group.label, instrument.default_language) if group else ""
    return own or "How far people agree"


def rows_of(together: Sequence[list[Item]]) -> list[list[list[Item]]]:
    """The runs as they stand on the page: scales take a whole row, others stand two by two."""
    found: list[list[list[Item]]] = []
    for run in together:
        row = found[-1] if found else []
        if is_scale(run[0]) or not row or len(row) == 2 or is_scale(row[0][0]):
            found.append([run])
        else:
            row.append(run)
    return found
