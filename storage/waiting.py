"""Codings made elsewhere, waiting until the names of their text are out (rule T2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlite_utils import Database

from coding.memos import Memo, MemoKind
from coding.model import Segment, quote_hash
from coding.steps import RowChange, added
from interviews.pseudonyms import redact
from storage.audit import record
from storage.coding_steps import next_revision
from storage.memos import bring_memo
from storage.unredacted import unredacted


def keep_waiting(db: Database, segments: Sequence[Segment]) -> int:
    """Within a transaction: let passages of unredacted texts wait; how many that did not yet.

    Their positions are kept, no words.
    """
    kept = db.conn.executemany(
        'insert into waiting_segment (id, source, start, "end", code, coder, created_at)'
        " values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing",
        [
            (one.id, one.source, one.start, one.end, one.code, one.coder, one.created_at)
            for one in segments
        ],
    )
    return int(kept.rowcount)


def count_waiting(db: Database, source: str) -> int:
    """How many codings wait for a text."""
    row = db.execute("select count(*) from waiting_segment where source = ?", [source]).fetchone()
    return int(row[0])


def apply_waiting(
    db: Database, source: str, text: str, moved: Callable[[int, int], tuple[int, int]], actor: str
) -> None:
    """Within a transaction: what waited for this text stands on it now, at the words it meant.

    Args:
        text: without names, as it is coded.
        moved: start and end in the text as it was brought in → in this one.
    """
    rows = db.query(
        "select waiting_segment.*, code_now.now from waiting_segment join code_now"
        " on code_now.id = code where source = ? order by waiting_segment.id",
        [source],
    )
    waiting = [
        Segment(
            *(source, *moved(row["start"], row["end"]), row["now"], row["coder"], row["id"]),
            created_at=row["created_at"],
        )
        for row in rows
    ]
    if waiting:
        insert_segments(db, source, text, waiting)
        _apply_memos(db, source)
        db.execute("delete from waiting_segment where source = ?", [source])
        record(db, actor, "applied codings made elsewhere", source, {"n": len(waiting)})


def keep_waiting_memo(db: Database, memo: Memo) -> bool:
    """Within a transaction: let a memo wait with its passage; False if that does not wait."""
    waits = db.execute("select 1 from waiting_segment where id = ?", [memo.subject]).fetchone()
    if waits:
        db.execute(
            "insert into waiting_memo (id, segment, text, written_by, written_at)"
            " values (?, ?, ?, ?, ?) on conflict (id) do nothing",
            [memo.id, memo.subject, memo.text, memo.written_by, memo.written_at],
        )
    return waits is not None


def _apply_memos(db: Database, source: str) -> None:
    rows = db.query(
        "select waiting_memo.* from waiting_memo join waiting_segment"
        " on waiting_segment.id = segment where source = ? order by 1",
        [source],
    )
    for row in list(rows):
        memo = Memo(
            MemoKind.SEGMENT,
            row["text"],
            row["segment"],
            row["id"],
            written_by=row["written_by"],
            written_at=row["written_at"],
        )
        bring_memo(db, memo)


def moved_to_redacted(vault: Database, source: str, segments: Sequence[Segment]) -> list[Segment]:
    """Passages of a text as it was brought in → where their words stand without names.

    Raises:
        KeyError: the vault does not have the words (any more).
    """
    kept = unredacted(vault, source)
    if kept is None:
        raise KeyError(f"The vault has no text of '{source}'. Look for it in a backup of vault.db.")
    done = redact(kept.text, kept.replaced)
    return [
        replace(one, start=done.moved(one.start), end=done.moved(one.end, is_end=True))
        for one in segments
    ]


def insert_segments(
    db: Database, source: str, text: str, segments: Sequence[Segment]
) -> list[RowChange]:
    """Within a transaction: put these passages on a text that may be coded; what that changed."""
    revision = next_revision(db, source)
    db.conn.executemany(
        'insert into segment (id, source, start, "end", code, coder, quote_sha256, created_at,'
        " revision, definition_n) values (?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " (select definition_n from code where id = ?))",
        [
            (
                *(one.id, source, one.start, one.end, one.code, one.coder),
                *(quote_hash(text[one.start : one.end]), one.created_at, revision, one.code),
            )
            for one in segments
        ],
    )
    return [added("segment", one.id, one.created_at, source) for one in segments]
