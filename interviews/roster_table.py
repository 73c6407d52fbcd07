"""The roster as a table: rows that are typed or come as a CSV file, and the names they mean."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from interviews.errors import RosterError
from interviews.identity import LETTERED, Entity, Kind
from interviews.phrases import fold

COLUMNS = ("name", "kind", "also called", "participant")
MOST_ROWS = 5_000


def roster_rows(entities: Iterable[Entity]) -> list[dict[str, str]]:
    """One row per entity: its name, its kind, its other names with a semicolon between."""
    return [
        {
            "name": one.names[0],
            "kind": one.kind.value,
            "also called": "; ".join(one.names[1:]),
            "participant": one.participant,
        }
        for one in entities
        if one.names
    ]


def read_rows(rows: Sequence[Mapping[str, object]], known: Iterable[Entity]) -> list[Entity]:
    """The roster that these rows mean; whoever has one of these names already stays the same.

    Raises:
        RosterError: names every row that cannot be read.
    """
    found: list[Entity] = []
    problems: list[str] = []
    by_name = {fold(name): one for one in known for name in one.names}
    taken: dict[str, int] = {}
    for n, row in enumerate(rows, 1):
        said = {name: str(row.get(name) or "").strip() for name in COLUMNS}
        if not any(said.values()):
            continue
        names = [said["name"], *(part.strip() for part in said["also called"].split(";"))]
        names = [name for name in dict.fromkeys(names) if fold(name)]
        trouble = _trouble(said, names, taken)
        if trouble:
            problems.append(f"Row {n}: {trouble}")
            continue
        taken |= dict.fromkeys(map(fold, names), n)
        same = next((by_name[fold(name)] for name in names if fold(name) in by_name), None)
        kind = Kind(said["kind"] or Kind.PERSON)
        found.append(
            Entity(
                id=same.id if same else "",
                kind=same.kind if same and same.pseudonym else kind,
                names=tuple(names),
                pseudonym=same.pseudonym if same else "",
                on_roster=True,
                participant=said["participant"],
            )
        )
    if problems:
        raise RosterError(problems)
    return found


def read_csv(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file with the columns of `COLUMNS`; only `name` must be there.

    Raises:
        RosterError: it is no such file.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RosterError(["The file is not UTF-8. Save it as “CSV UTF-8”."]) from error
    first = text.partition("\n")[0]
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ","))
    heads = {str(head).strip().casefold() for head in (rows[0] if rows else {}) if head}
    if "name" not in heads:
        raise RosterError([f"The first line must name the columns: {', '.join(COLUMNS)}."])
    if len(rows) > MOST_ROWS:
        raise RosterError([f"It has {len(rows):,} rows; a roster may have {MOST_ROWS:,}."])
    return [
        {str(name).strip().casefold(): str(said or "") for name, said in row.items() if name}
        for row in rows
    ]


def _trouble(said: Mapping[str, str], names: Sequence[str], taken: Mapping[str, int]) -> str:
    """Why a row cannot be read; "" if it can."""
    kinds = [kind.value for kind in LETTERED]
    if not fold(said["name"]):
        return "it has no name. Write one, or clear the row."
    if said["kind"] and said["kind"] not in kinds:
        return f"“{said['kind']}” is no kind. Use one of: {', '.join(kinds)}."
    twice = next((name for name in names if fold(name) in taken), "")
    if twice:
        return f"“{twice}” stands in row {taken[fold(twice)]} too. Write it once."
    return ""
