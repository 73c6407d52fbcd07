"""The tables of one questionnaire as they may stand together: of single waves, and of all of them.

Whoever has the table of all waves and that of one can subtract: what is left are the answers of the
other waves, which are protected like any table.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from findings.survey_links import giving_back
from findings.survey_table import NO_ANSWER, SurveyTable, emptied, table_of
from survey.asked import asked, is_given
from survey.cross_tab import TOTAL, cross_tab, protected
from survey.heads import head_columns
from survey.model import NOT_ASKED, Instrument, Item, ItemKind
from survey.summary import names_in, summarise
from survey.versions import answer_names

if TYPE_CHECKING:
    import pandas as pd

ALL = 0  # in the place of a wave: all of them together


def tables_together(
    frame: pd.DataFrame, instrument: Instrument, wanted: Sequence[tuple[str, int]]
) -> dict[tuple[str, int], SurveyTable]:
    """The tables of these items, each in its wave or in ALL; those that do not exist are left out.

    A table of all waves prints nothing where it would give back small numbers beside single waves.

    Args:
        frame: as from `responses_frame`.
    """
    frames = _frames(frame, instrument, {wave for _, wave in wanted})
    there = _waves(frame, instrument)
    found: dict[tuple[str, int], SurveyTable] = {}
    for wave, part in frames.items():
        near = {item for item, other in wanted if wave == other or ALL in (wave, other)}
        revealing = giving_back(part, instrument, near)
        summary = summarise(part, instrument)
        for item in dict.fromkeys(item for item, other in wanted if other == wave):
            table = table_of(summary, instrument, item)
            if table is not None:
                counted = (wave,) if wave else there if len(there) > 1 else ()
                kept = emptied(table) if item in revealing else table
                found[item, wave] = replace(kept, waves=counted)
    return found | {
        (item, ALL): emptied(table)
        for (item, wave), table in found.items()
        if wave == ALL and _tells_more(item, found, frame, instrument)
    }


def _tells_more(
    name: str,
    tables: Mapping[tuple[str, int], SurveyTable],
    frame: pd.DataFrame,
    instrument: Instrument,
) -> bool:
    """Whether the table of all waves and those of single ones tell more than each by itself."""
    alone = {wave: one for (item, wave), one in tables.items() if item == name and one.rows}
    single = [wave for wave in alone if wave != ALL]
    if not single or ALL not in alone:
        return False
    item = instrument.item(name)
    parts = _frames(frame, instrument, single)
    rest = frame[~_wave_column(frame, instrument).isin(single)]
    cells = {str(wave): _cells(part, item, instrument) for wave, part in parts.items()}
    cells["rest"] = _cells(rest, item, instrument)
    every = [cell for group in cells.values() for cell in group]
    names = _names(item, every)
    together = protected(
        cross_tab(
            [group for group, own in cells.items() for _ in own],
            every,
            list(cells),
            names,
            several=item.kind is ItemKind.SELECT_MULTIPLE,
        )
    )
    for wave, table in alone.items():
        own = _names(item, cells[str(wave)] if wave else every)
        hidden = {label for label, row in zip(own, table.rows, strict=True) if row.n is None}
        group = str(wave) if wave else TOTAL
        if any(together.n(group, label) is None for label in {*names, TOTAL} - hidden):
            return True
    return False


def _cells(frame: pd.DataFrame, item: Item, instrument: Instrument) -> list[object]:
    """The answers of those who were asked, NO_ANSWER for who gave none."""
    several = item.kind is ItemKind.SELECT_MULTIPLE
    silent = [NO_ANSWER] if several else NO_ANSWER
    cells = asked(frame, instrument)[item.name]
    return [cell if is_given(cell) else silent for cell in cells if cell != NOT_ASKED]


def _names(item: Item, cells: Sequence[object]) -> list[str]:
    """The rows of a table: the options, then NO_ANSWER if somebody gave none."""
    found = names_in(item, cells)
    others = [name for name in found if name != NO_ANSWER]
    return [*others, NO_ANSWER] if NO_ANSWER in found else others


def _frames(
    frame: pd.DataFrame, instrument: Instrument, waves: Collection[int]
) -> dict[int, pd.DataFrame]:
    """The responses of each wave; all of them under ALL."""
    column = _wave_column(frame, instrument)
    return {wave: frame if wave == ALL else frame[column == wave] for wave in sorted(waves)}


def _waves(frame: pd.DataFrame, instrument: Instrument) -> tuple[int, ...]:
    return tuple(sorted(int(wave) for wave in _wave_column(frame, instrument).unique()))


def _wave_column(frame: pd.DataFrame, instrument: Instrument) -> pd.Series:
    return frame[head_columns(answer_names(instrument))["wave"]]
