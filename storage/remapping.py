"""Passages carried over to a new version of their text, by the exact map of positions (T1)."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database

from coding.model import quote_hash
from storage.database import now

Move = Callable[[int, int], tuple[int, int]]


def move_passages(
    db: Database, source: str, before: str, after: str, moved: Move
) -> dict[str, int]:
    """Move every passage of a source; how many were moved and how many could not be.

    One that no longer lay on its words is taken off the text and listed in `unmapped`.

    Args:
        moved: start and end in the text before → start and end in the text after.
    """
    revision, version = db.execute(
        "select revision + 1, text_version from source where id = ?", [source]
    ).fetchone()
    rows = db.execute(
        'select id, start, "end", quote_sha256 from segment where source = ?', [source]
    ).fetchall()
    counts = {"moved": 0, "unmapped": 0}
    for segment, start, end, expected in rows:
        new_start, new_end = moved(start, end)
        whole = quote_hash(before[start:end]) == expected and new_start < new_end
        counts["moved" if whole else "unmapped"] += 1
        if whole:
            words = quote_hash(after[new_start:new_end])
            db.execute(
                'update segment set start = ?, "end" = ?, quote_sha256 = ?, revision = ?'
                " where id = ?",
                [new_start, new_end, words, revision, segment],
            )
        else:
            _list(db, segment, source, version, revision)
    db.execute("update source set revision = ? where id = ?", [revision, source])
    return counts


def _list(db: Database, segment: str, source: str, version: int, revision: int) -> None:
    db.execute(
        "insert or replace into unmapped (segment, source, text_version, at) values (?, ?, ?, ?)",
        [segment, source, version, now()],
    )
    db.execute(
        "update segment set removed_at = ?, revision = ? where id = ? and removed_at = ''",
        [now(), revision, segment],
    )
