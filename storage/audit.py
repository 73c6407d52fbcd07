"""The append-only record: every act is one event that hashes the one before (rule T4)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import pandas as pd
from sqlite_utils import Database

from storage.database import now, writing

_COLUMNS = ("n", "at", "actor", "act", "subject", "detail", "previous")


def record(
    db: Database,
    actor: str,
    act: str,
    subject: str = "",
    detail: Mapping[str, object] | None = None,
    *,
    at: str = "",
) -> None:
    """Add one event: ids only, no names, no answers, no quotes.

    Args:
        actor: an Account.id, "respondent" or "operator".
        at: the day alone, where the time would tell who answered; else the present moment.
    """
    with writing(db):
        last = db.execute("select n, hash from event order by n desc limit 1").fetchone()
        n, previous = (last[0] + 1, last[1]) if last else (1, "")
        text = json.dumps(detail or {}, ensure_ascii=False, sort_keys=True)
        row = (n, at or now(), actor, act, subject, text, previous)
        db.execute("insert into event values (?, ?, ?, ?, ?, ?, ?, ?)", [*row, _hash(row)])


def chain_problems(db: Database) -> list[str]:
    """What is wrong with the record, in words; empty if every event is as it was written."""
    found: list[str] = []
    previous, expected = "", 1
    for row in db.query("select * from event order by n"):
        if row["n"] != expected:
            found.append(f"Event {expected} is missing: the next one is {row['n']}.")
        if row["previous"] != previous:
            found.append(f"Event {row['n']} does not follow the one before it.")
        if row["hash"] != _hash(tuple(row[name] for name in _COLUMNS)):
            found.append(f"Event {row['n']} was changed after it was written.")
        previous, expected = row["hash"], row["n"] + 1
    return found


def events_frame(db: Database, limit: int = 500, reader: str | None = None) -> pd.DataFrame:
    """The newest events first: n, at, actor, act, subject, detail (JSON).

    Args:
        reader: the Account.id who reads. What others did in the texts of an open blind round has
            neither subject nor detail for them; nothing is hidden if nobody is named.
    """
    rows = db.query(
        """
        select n, at, actor, act, iif(hidden, '', subject) as subject,
          iif(hidden, '{"hidden": "until the blind round is closed"}', detail) as detail
        from (select *, :reader is not null and actor != :reader and
            coalesce(json_extract(detail, '$.source'), json_extract(detail, '$.place'))
            in (select source from blind_source) as hidden
          from event order by n desc limit :limit)
        order by n desc
        """,
        {"reader": reader, "limit": limit},
    )
    return pd.DataFrame(rows, columns=["n", "at", "actor", "act", "subject", "detail"])


def titles(db: Database) -> dict[str, str]:
    """What the events speak of, by id, as it is called today; what is gone is not in it."""
    rows = db.execute(
        """
        select id, name from code union all select id, name from theme
        union all select id, headline from finding union all select id, title from story
        union all select id, title from source union all select id, name from organisation
        union all select id, 'a passage' from segment union all select id, 'a memo' from memo
        union all select id, name from round union all select id, 'a difference' from decision
        union all select id, 'a difference' from discussion
        """
    )
    return dict(rows.fetchall())


def _hash(row: tuple[object, ...]) -> str:
    return hashlib.sha256(json.dumps(row, ensure_ascii=False).encode()).hexdigest()
