"""Read the submitted responses: one table for analysis, counts, and the open answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlite_utils import Database

from storage.instruments import list_versions
from survey.heads import head_columns
from survey.model import NOT_ASKED, Instrument
from survey.repeats import written_answers
from survey.versions import answer_names, columns, joined


@dataclass(frozen=True)
class OpenAnswer:
    """What one respondent wrote to one text item."""

    response: str
    item: str
    text: str
    language: str
    submitted_at: str


def responses_frame(db: Database, instrument: str) -> pd.DataFrame:
    """One row per submitted response, oldest first; one column per item of any version.

    Columns: response, version, wave, language, origin (web, paper or import), submitted_at, each
    under the name that `survey.heads.head_columns` gives it; then the items as `load_joined`
    orders them, calculations included, notes left out, a repeat as one. A
    cell is the answer as in `Response.answers`, None where the item was left empty, NOT_ASKED
    where it was not asked or not in the version. Equal cells may be one and the same list.
    """
    columns, rows = list_response_rows(db, instrument)
    frame = pd.DataFrame(list(rows), columns=columns, dtype=object)
    _, version, wave, *_ = columns
    return frame.astype({version: int, wave: int})


def list_response_rows(db: Database, instrument: str) -> tuple[list[str], Iterator[list[object]]]:
    """The same as names of the columns and one row after the other, for files of any length."""
    versions = list_versions(db, instrument)
    items = answer_names(joined(versions)) if versions else []
    places = _places(versions, items)
    rows = db.execute(
        """
        select id, version, wave, language, origin, submitted_at,
               (select json_group_object(item, value) from answer where response = id)
        from response
        where instrument = ? and submitted_at is not null order by submitted_at, id
        """,
        [instrument],
    )
    return [*head_columns(items).values(), *items], _read_rows(rows, places)


def _read_rows(
    rows: Iterable[tuple[Any, ...]], places: dict[int, list[str]]
) -> Iterator[list[object]]:
    known = _Known()
    for *head, written in rows:
        answers = json.loads(written)
        yield [*head, *[known[answers.get(name, _ABSENT)] for name in places[head[1]]]]


class _Known(dict[str, object]):
    """Answers by their JSON: the same answer is given many times, and is read and kept once."""

    def __missing__(self, written: str) -> object:
        if len(self) > _MOST_KNOWN:
            self.clear()
        self[written] = json.loads(written)
        return self[written]


_ABSENT = json.dumps(NOT_ASKED)
_MOST_KNOWN = 100_000  # long texts hardly repeat; a file of any length is written in little room


def count_responses(db: Database, instrument: str) -> int:
    """How many have submitted."""
    return _count(
        db.execute(
            "select count(*) from response where instrument = ? and submitted_at is not null",
            [instrument],
        ).fetchone()
    )


def count_origins(db: Database, instrument: str) -> dict[str, int]:
    """How many responses were sent from the web, came on paper and were imported; no zeros."""
    rows = db.execute(
        """
        select origin, count(*) from response
        where instrument = ? and submitted_at is not null group by origin order by origin
        """,
        [instrument],
    )
    return {str(origin): int(n) for origin, n in rows}


def count_waves(db: Database, instrument: str) -> dict[int, int]:
    """How many responses were sent in each wave that has any."""
    rows = db.execute(
        """
        select wave, count(*) from response
        where instrument = ? and submitted_at is not null group by wave order by wave
        """,
        [instrument],
    )
    return {int(wave): int(n) for wave, n in rows}


def count_drafts(db: Database, instrument: str) -> int:
    """How many have begun and not yet submitted or given up."""
    return _count(
        db.execute(
            "select count(*) from response where instrument = ? and submitted_at is null",
            [instrument],
        ).fetchone()
    )


def last_response_at(db: Database, instrument: str) -> str:
    """When the newest response was submitted; "" before the first."""
    row = db.execute(
        "select max(submitted_at) from response where instrument = ?", [instrument]
    ).fetchone()
    return row[0] or ""


def list_open_answers(db: Database, instrument: str) -> list[OpenAnswer]:
    """Everything that was written to a text item, oldest response first.

    In a repeat the item of an answer is its place (`survey.repeats.place`).
    """
    versions = {version.version: version for version in list_versions(db, instrument)}
    rows = db.execute(
        """
        select response.version, response.id,
               (select json_group_object(item, json(value)) from answer
                where answer.response = response.id),
               response.language, response.submitted_at
        from response
        where response.instrument = ? and response.submitted_at is not null
        order by response.submitted_at, response.id
        """,
        [instrument],
    )
    return [
        OpenAnswer(id, item, text, language, at)
        for version, id, answers, language, at in rows
        for item, text in sorted(written_answers(versions[version], json.loads(answers)))
    ]


def _places(versions: list[Instrument], items: list[str]) -> dict[int, list[str]]:
    """Version → the name by which it knows each column; "" where it has none."""
    names: dict[int, dict[str, str]] = {version.version: {} for version in versions}
    for (number, name), column in columns(versions).items():
        names[number][column] = name
    return {number: [known.get(item, "") for item in items] for number, known in names.items()}


def _count(row: tuple[int]) -> int:
    return row[0]
