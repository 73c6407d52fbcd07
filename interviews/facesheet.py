"""A facesheet: a table of participants with what is known about each, read row by row.

The first column holds the labels. "Organisation" and "Role" are known columns, every other one is
an attribute. An empty cell leaves what is known as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from interviews.attributes import AttributeType, guessed, tidied, value_problems
from interviews.describing import is_label
from interviews.model import Organisation, Participant

ORGANISATION = frozenset(["organisation", "organization", "agency"])
ROLE = frozenset(["role"])


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "as it is"
    REFUSED = "not taken"
    EMPTY = "empty"


@dataclass(frozen=True)
class FacesheetRow:
    """One row of the file: its number there, whom it is about, what becomes of it and why."""

    n: int
    label: str
    outcome: Outcome
    why: str = ""
    participant: Participant | None = None  # its organisation is a name here, not an id


@dataclass(frozen=True)
class Facesheet:
    """Every row accounted for, and the attributes that are new."""

    rows: tuple[FacesheetRow, ...]
    new_types: tuple[AttributeType, ...] = ()
    problems: tuple[str, ...] = ()  # of the file as a whole; then it has no rows

    @property
    def taken(self) -> list[Participant]:
        """The participants that would be written."""
        wanted = (Outcome.NEW, Outcome.CHANGED)
        return [one.participant for one in self.rows if one.outcome in wanted and one.participant]


def plan_facesheet(
    cells: Sequence[Sequence[str]],
    participants: Sequence[Participant],
    organisations: Sequence[Organisation],
    types: Sequence[AttributeType],
) -> Facesheet:
    """What a table would change, before anything is written.

    Args:
        cells: rows of text, the heading first, all of the same width.
    """
    head = [" ".join(name.split()) for name in cells[0]] if cells else []
    problems = _head_problems(head)
    if problems:
        return Facesheet((), problems=tuple(problems))
    spelled = {type.name.casefold(): type for type in types}
    columns = {
        n: spelled.get(name.casefold(), AttributeType(name))
        for n, name in enumerate(head)
        if n and name.casefold() not in ORGANISATION | ROLE
    }
    new = {
        n: guessed(type.name, [row[n] for row in cells[1:]])
        for n, type in columns.items()
        if type.name.casefold() not in spelled
    }
    reading = _Reading(head, columns | new, {one.id: one for one in participants}, organisations)
    rows: list[FacesheetRow] = []
    for n, row in enumerate(cells[1:], 2):
        rows.append(_row(n, row, reading, {one.label: one.n for one in rows if one.participant}))
    used = [new[n] for n in new if any(row[n].strip() for row in cells[1:])]
    return Facesheet(tuple(rows), tuple(used))


@dataclass(frozen=True)
class _Reading:
    head: Sequence[str]
    columns: Mapping[int, AttributeType]
    known: Mapping[str, Participant]
    organisations: Sequence[Organisation]


def _head_problems(head: Sequence[str]) -> list[str]:
    names = [name.casefold() for name in head[1:] if name]
    twice = sorted({name for name in names if names.count(name) > 1})
    found = [f"The column '{name}' is there twice. Name each once." for name in twice]
    if len(head) < 2 or not any(head[1:]):
        found.append(
            "It has one column only. The first holds the labels, the others what is said of them."
        )
    found += [
        f"Column {n} has no name. Write one into its first row."
        for n, name in enumerate(head[1:], 2)
        if not name and len(head) > 1
    ]
    return found


def _row(n: int, row: Sequence[str], reading: _Reading, taken: Mapping[str, int]) -> FacesheetRow:
    label = row[0].strip()
    if not any(cell.strip() for cell in row):
        return FacesheetRow(n, "", Outcome.EMPTY)
    label = next((one for one in reading.known if one.casefold() == label.casefold()), label)
    before = reading.known.get(label, Participant(label))
    values = {type.name: row[at] for at, type in reading.columns.items() if row[at].strip()}
    why = _why_not(label, before, taken, values, list(reading.columns.values()))
    if why:
        return FacesheetRow(n, label, Outcome.REFUSED, why)
    after = _read(row, before, values, reading)
    if label not in reading.known:
        return FacesheetRow(n, label, Outcome.NEW, participant=after)
    names = {one.id: one.name for one in reading.organisations}
    same = after == replace(before, organisation=names.get(before.organisation, ""))
    return FacesheetRow(n, label, Outcome.SAME if same else Outcome.CHANGED, participant=after)


def _why_not(
    label: str,
    before: Participant,
    taken: Mapping[str, int],
    values: Mapping[str, str],
    types: Sequence[AttributeType],
) -> str:
    if not label:
        return "The first column is empty. Write the label of the participant, such as P07."
    if not is_label(label):
        return f"'{label}' is not a label such as P07; never use a name."
    if label in taken:
        return f"{label} stands in row {taken[label]} already."
    if before.withdrawn_on:
        return f"{label} has withdrawn everything. Nothing more is kept about them."
    return " ".join(value_problems(types, values))


def _read(
    row: Sequence[str], before: Participant, values: Mapping[str, str], reading: _Reading
) -> Participant:
    names = {one.id: one.name for one in reading.organisations}
    organisation, role = names.get(before.organisation, ""), before.role
    for name, cell in zip(reading.head, row, strict=True):
        said = " ".join(cell.split())
        if said and name.casefold() in ORGANISATION:
            known = (one for one in names.values() if one.casefold() == said.casefold())
            organisation = next(known, said)
        elif said and name.casefold() in ROLE:
            role = said
    clean = tidied(list(reading.columns.values()), values)
    return Participant(before.id, organisation, role, {**before.attributes, **clean})
