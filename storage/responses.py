"""Read the submitted responses: one table for analysis, counts, and the open answers."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pandas as pd
from sqlite_utils import Database

from survey.model import NOT_ASKED, Instrument, ItemKind, from_json

HEAD = ["response", "version", "language", "origin", "submitted_at"]


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

    Columns: response, version, language, origin (web, paper or import), submitted_at, then the
    items in the order of the newest version, calculations included, notes left out. A cell is the
    answer as in `Response.answers`, None where the item was left empty, NOT_ASKED where it was
    not asked or not in the version.
    """
    items = _columns(_versions(db, instrument))
    rows = db.query(
        """
        select id, version, language, origin, submitted_at,
               (select json_group_object(item, json(value)) from answer where response = id) answers
        from response
        where instrument = ? and submitted_at is not null order by submitted_at, id
        """,
        [instrument],
    )
    table = [
        [*(row[name] for name in ("id", *HEAD[1:])), *_cells(json.loads(row["answers"]), items)]
        for row in rows
    ]
    return pd.DataFrame(table, columns=[*HEAD, *items], dtype=object).astype({"version": int})


def count_responses(db: Database, instrument: str) -> int:
    """How many have submitted."""
    return _count(
        db.execute(
            "select count(*) from response where instrument = ? and submitted_at is not null",
            [instrument],
        ).fetchone()
    )


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
    """Everything that was written to a text item, oldest response first."""
    texts = {
        (version.version, item.name)
        for version in _versions(db, instrument)
        for item in version.items
        if item.kind is ItemKind.TEXT
    }
    rows = db.execute(
        """
        select response.version, answer.item, response.id, answer.value, response.language,
               response.submitted_at
        from answer join response on response.id = answer.response
        where response.instrument = ? and response.submitted_at is not null
          and answer.value != 'null'
        order by response.submitted_at, response.id, answer.item
        """,
        [instrument],
    )
    return [
        OpenAnswer(id, item, str(json.loads(value)), language, at)
        for version, item, id, value, language, at in rows
        if (version, item) in texts
    ]


def _versions(db: Database, instrument: str) -> list[Instrument]:
    """All versions, newest first."""
    rows = db.execute(
        "select body from instrument where name = ? order by version desc", [instrument]
    )
    return [from_json(body) for (body,) in rows]


def _columns(versions: list[Instrument]) -> list[str]:
    names = [
        item.name
        for version in versions
        for item in version.items
        if item.kind is not ItemKind.NOTE
    ]
    return list(dict.fromkeys(names))


def _cells(answers: dict[str, object], items: list[str]) -> list[object]:
    return [answers.get(item, NOT_ASKED) for item in items]


def _count(row: tuple[int]) -> int:
    return row[0]
