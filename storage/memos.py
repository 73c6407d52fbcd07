"""Memos: written, changed, removed and brought back, each as a step that can be undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from uuid import uuid4

from sqlite_utils import Database

from coding.errors import MemoError
from coding.memos import MEMOS, Memo, MemoKind, check_memo
from coding.steps import RowChange, added
from storage.audit import record
from storage.coding_steps import change_row, is_done, next_revision, record_step
from storage.database import now, writing

_SUBJECTS = [kind.value for kind in MemoKind if kind.has_subject]


def save_memo(db: Database, memo: Memo, actor: str, act: str = "") -> Memo:
    """Write a memo (its id is made if it has none), or give one's own new words.

    `act` is an id made by the caller: the same act twice counts once.

    Raises:
        MemoError: it cannot be kept, is somebody else's, or what it is about is gone.
    """
    check_memo(memo)
    id = memo.id or uuid4().hex
    with writing(db):
        if not is_done(db, act):
            known = next(iter(db.query("select * from memo where id = ?", [id])), None)
            change = _change(db, known, memo, actor) if known else _insert(db, id, memo, actor)
            did = "memo changed" if known else "memo written"
            _keep(db, did, id, change, actor, act)
        return _memo(db.table("memo").get(id))


def delete_memo(db: Database, id: str, actor: str, act: str = "") -> None:
    """Remove one's own memo; undo brings it back.

    Raises:
        MemoError: it is somebody else's, or gone.
    """
    with writing(db):
        if is_done(db, act):
            return
        row = next(iter(db.query("select * from memo where id = ?", [id])), None)
        _refuse_others(row, actor)
        if row and not row["removed_at"]:
            change = change_row(db, "memo", id, {"removed_at": now()}, row["source"] or "")
            _keep(db, "memo removed", id, change, actor, act)


def bring_memo(db: Database, memo: Memo) -> RowChange | None:
    """Within a transaction: store a memo that was written elsewhere, by whom and when it says.

    None if there is one of its id already. The caller keeps the step.

    Raises:
        MemoError: what it is about is gone.
    """
    check_memo(memo)
    if db.execute("select 1 from memo where id = ?", [memo.id]).fetchone():
        return None
    return _insert(db, memo.id, memo, memo.written_by, memo.written_at)


def list_memos(db: Database, viewer: str) -> list[Memo]:
    """Every memo that this viewer may read, the one that was changed last first.

    In texts of open blind rounds others' memos are left out.
    """
    rows = db.query(f"{_READABLE} order by changed_at desc, memo.id", {"viewer": viewer})
    return [_memo(row) for row in rows]


def memos_since(db: Database, source: str, revision: int, viewer: str) -> list[tuple[Memo, bool]]:
    """The memos on passages of a text that changed after a revision, with whether each is gone."""
    rows = db.query(
        "select * from memo where source = ? and segment is not null and revision > ?"
        " and (written_by = ? or source not in (select source from blind_source)) order by id",
        [source, revision, viewer],
    )
    return [(_memo(row), bool(row["removed_at"])) for row in rows]


def memo_subjects(db: Database, viewer: str) -> dict[str, str]:
    """What each memo is about, in words, by Memo.id; "" for one about nothing in particular."""
    rows = db.execute(
        f"""
        select readable.id, case readable.kind when 'code' then
            (select code.name from code_now join code on code.id = code_now.now
              where code_now.id = readable.code)
          when 'segment' then (select '“' || substr(source.text, segment.start + 1,
              segment."end" - segment.start) || '” (' || code.name || ', ' || source.title || ')'
            from segment join source on source.id = segment.source
              join code on code.id = segment.code where segment.id = readable.segment)
          when 'source' then (select title from source where source.id = readable.source)
          when 'participant' then readable.participant
          when 'theme' then (select name from theme where theme.id = readable.theme) end
        from ({_READABLE}) as readable
        """,  # noqa: S608  our own query
        {"viewer": viewer},
    )
    return {str(id): str(words or "") for id, words in rows}


_READABLE = (
    "select memo.* from memo left join segment on segment.id = memo.segment"
    " where memo.removed_at = '' and (memo.segment is null or segment.removed_at = '')"
    " and (written_by = :viewer or memo.source is null"
    " or memo.source not in (select source from blind_source))"
)


def _insert(db: Database, id: str, memo: Memo, actor: str, at: str = "") -> RowChange:
    at = at or now()
    subject = {name: memo.subject if name == memo.kind else None for name in _SUBJECTS}
    if memo.kind is MemoKind.SEGMENT:
        subject["source"] = _source_of(db, memo.subject)
    source = subject["source"] or ""
    row = {
        **{"id": id, "kind": memo.kind.value, "text": memo.text.strip(), **subject},
        **{"written_by": actor, "written_at": at, "changed_at": at},
        "revision": next_revision(db, source) if source else 0,
    }
    try:
        db.table("memo").insert(row)
    except sqlite3.IntegrityError as error:
        raise MemoError("What this memo is about is no longer in the study.") from error
    return added("memo", id, at, source)


def _source_of(db: Database, segment: str) -> str:
    found = db.execute("select source from segment where id = ?", [segment]).fetchone()
    if found is None:
        raise MemoError("This passage is no longer coded.")
    return str(found[0])


def _change(db: Database, known: Mapping[str, object], memo: Memo, actor: str) -> RowChange | None:
    _refuse_others(known, actor)
    if known["removed_at"]:
        raise MemoError("This memo was removed. Undo brings it back.")
    if known["text"] == memo.text.strip():
        return None
    values = {"text": memo.text.strip(), "changed_at": now()}
    return change_row(db, "memo", str(known["id"]), values, str(known["source"] or ""))


def _keep(db: Database, did: str, id: str, change: RowChange | None, actor: str, act: str) -> None:
    if change:
        record_step(db, actor, did, MEMOS, [change], id=act)
        record(db, actor, did, id, {"source": change.source} if change.source else {})


def _refuse_others(known: Mapping[str, object] | None, actor: str) -> None:
    if known is None:
        raise MemoError("This memo is gone. Load the page again.")
    if known["written_by"] != actor:
        raise MemoError("Somebody else wrote this memo; only they can change it.")


def _memo(row: Mapping[str, object]) -> Memo:
    kind = MemoKind(str(row["kind"]))
    return Memo(
        kind,
        str(row["text"]),
        str(row[kind.value] or "") if kind.has_subject else "",
        source=str(row["source"] or ""),
        **{name: str(row[name]) for name in ("id", "written_by", "written_at", "changed_at")},
    )
