"""Participants as a table to edit: a row each, a column for each attribute by its type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from interviews.attributes import AttributeKind, AttributeType, tidied
from interviews.model import Organisation, Participant

if TYPE_CHECKING:
    import pandas as pd

LABEL, ORGANISATION, ROLE = "Participant", "Organisation", "Role"


def people_frame(
    participants: Sequence[Participant],
    organisations: Sequence[Organisation],
    types: Sequence[AttributeType],
) -> pd.DataFrame:
    """One row for each participant: label, organisation's name, role, then the attributes.

    Numbers are floats, dates are dates, everything else is text; what is not known is None.
    """
    import pandas as pd

    names = {one.id: one.name for one in organisations}
    rows = [
        {
            LABEL: one.id,
            ORGANISATION: names.get(one.organisation),
            ROLE: one.role,
            **{type.name: _cell(type, one.attributes.get(type.name, "")) for type in types},
        }
        for one in participants
    ]
    return pd.DataFrame(rows, columns=[LABEL, ORGANISATION, ROLE, *(type.name for type in types)])


def changed_people(
    frame: pd.DataFrame,
    participants: Sequence[Participant],
    organisations: Sequence[Organisation],
    types: Sequence[AttributeType],
) -> list[Participant]:
    """The participants whose rows were edited.

    Raises:
        ValueError: a value does not fit its attribute; says whose.
    """
    ids = {one.name: one.id for one in organisations}
    known = {one.id: one for one in participants}
    found = []
    for row in frame.to_dict("records"):
        before = known[str(row[LABEL])]
        values = {type.name: _text(row[type.name]) for type in types}
        try:
            attributes = tidied(types, values)
        except ValueError as problem:
            raise ValueError(f"{before.id}, {problem}") from problem
        organisation = ids.get(_text(row[ORGANISATION]), "")
        after = Participant(before.id, organisation, _text(row[ROLE]), attributes)
        if _told(after) != _told(before):
            found.append(after)
    return found


def _told(one: Participant) -> tuple[str, str, Mapping[str, str]]:
    return one.organisation, one.role, dict(one.attributes)


def _cell(type: AttributeType, value: str) -> object:
    if not value:
        return None
    if type.kind is AttributeKind.NUMBER:
        return float(value)
    return date.fromisoformat(value) if type.kind is AttributeKind.DATE else value


def _text(cell: object) -> str:
    """What was typed into a cell, as text; "" for nothing."""
    if cell is None or cell != cell:  # NaN is the one value that is not equal to itself
        return ""
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
