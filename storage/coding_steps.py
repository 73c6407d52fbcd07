"""The steps of each coder: kept as they are made, taken back, done again.

Whoever changes codes or passages writes through `change_row` (or adds a row) and hands the changes
to `record_step`; several acts inside `one_step` are one. Undo and redo then need to know nothing
about what was done.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

from sqlite_utils import Database

from coding.steps import RowChange, Step, TakenBack, changed, is_as_left
from storage.audit import record
from storage.database import now, writing
from storage.step_checks import in_use, why_not

_together: ContextVar[list[RowChange] | None] = ContextVar("together", default=None)


def change_row(
    db: Database, table: str, row: str, values: Mapping[str, object], source: str = ""
) -> RowChange | None:
    """Give a row new values; what that changed, None if it had them already."""
    before = db.table(table).get(row)
    change = changed(table, row, before, values, source)
    if change:
        _write(db, change)
    return change


def record_step(
    db: Database,
    coder: str,
    kind: str,
    place: str,
    changes: Iterable[RowChange | None],
    *,
    subject: str = "",
    id: str = "",
    why: str = "",
) -> None:
    """Keep what was just changed as one step, or as a part of the step around it (`one_step`).

    Args:
        place: a Source.id or `CODEBOOK`: where undo will look for it.
        subject: the Code.id that it is about.
        id: made by the caller; unique.
        why: the coder's reason, in words.
    """
    made = [change for change in changes if change]
    around = _together.get()
    if around is not None:
        around.extend(made)
    elif made:
        _insert(db, coder, kind, place, made, subject=subject, id=id, why=why)


@contextmanager
def one_step(
    db: Database,
    coder: str,
    kind: str,
    place: str,
    *,
    subject: str = "",
    id: str = "",
    why: str = "",
) -> Iterator[None]:
    """Everything recorded inside is one step: stored whole or not, undone at once."""
    if _together.get() is not None:  # a part of a larger one
        yield
        return
    made: list[RowChange] = []
    before = _together.set(made)
    try:
        with writing(db):
            yield
            if made:
                _insert(db, coder, kind, place, made, subject=subject, id=id, why=why)
    finally:
        _together.reset(before)


def is_done(db: Database, id: str) -> bool:
    """True if a step of this id was made before: a repeated request is not done again."""
    found = db.execute("select 1 from coding_step where id = ?", [id]).fetchone()
    return bool(id) and found is not None


def next_step(db: Database) -> int:
    """The number that the next step will have."""
    return int(db.execute("select coalesce(max(n), 0) + 1 from coding_step").fetchone()[0])


def next_undo(db: Database, coder: str, place: str) -> Step | None:
    """The coder's last step in a place that is not undone."""
    return _step(
        db,
        f"select * from ({_STEPS_HERE}) where undone is null and refused = 0"  # noqa: S608
        " order by n desc limit 1",
        coder,
        place,
    )


def next_redo(db: Database, coder: str, place: str) -> Step | None:
    """The step undone last, unless the coder has done something new there since."""
    return _step(
        db,
        f"with here as ({_STEPS_HERE}) select * from here"  # noqa: S608
        " where undone > (select max(n) from here) and refused = 0 order by undone desc limit 1",
        coder,
        place,
    )


def undo(db: Database, coder: str, place: str, id: str = "") -> TakenBack | None:
    """Take back the coder's last step in a place; None if there is none, or this id was done.

    It is a new event in the record; nothing is erased. What others have changed since stays: then
    the step is set aside, and the next undo goes to the one before.
    """
    with writing(db):
        step = None if is_done(db, id) else next_undo(db, coder, place)
        if step is None:
            return None
        changes = [change.turned_round() for change in reversed(step.changes)]
        return _again(db, step, changes, "undone", id)


def redo(db: Database, coder: str, place: str, id: str = "") -> TakenBack | None:
    """Do again what `undo` took back last; None if there is nothing, or this id was done."""
    with writing(db):
        step = None if is_done(db, id) else next_redo(db, coder, place)
        return _again(db, step, step.changes, "done again", id) if step else None


# A step belongs to the place where it was made, and to every text that it changed.
_STEPS_HERE = """
    select * from coding_step where coder = :coder and again_of is null
      and exists (select 1 from coding_change where step = n)
      and (place = :place
        or exists (select 1 from coding_change where step = n and source = :place))
"""


def _again(db: Database, step: Step, changes: Iterable[RowChange], what: str, id: str) -> TakenBack:
    reason = ""
    try:
        with writing(db):
            for change in changes:
                _check(db, change, step)
                _write(db, change)
    except (_CannotBeError, sqlite3.IntegrityError) as error:
        taken = "Another code has taken its name meanwhile."
        reason = str(error) if isinstance(error, _CannotBeError) else taken
    n = _insert(db, step.coder, what, step.place, (), id=id, again_of=step.n)
    if reason:
        db.execute("update coding_step set refused = 1 where n = ?", [step.n])
    else:
        undone = n if what == "undone" else None
        db.execute("update coding_step set undone = ? where n = ?", [undone, step.n])
        record(db, step.coder, f"{what}: {step.kind}", step.subject, {"place": step.place})
    return TakenBack(step, reason)


class _CannotBeError(Exception):
    """Why a step cannot be taken back or done again."""


def _check(db: Database, change: RowChange, step: Step) -> None:
    row = next(iter(db.table(change.table).rows_where("id = ?", [change.row])), None)
    if row is None or not is_as_left(row, change.turned_round()):
        raise _CannotBeError("Somebody has changed it meanwhile.")
    going = step.adds_codes and change.table == "code" and change.after.get("removed_at")
    if reason := in_use(db, change.row) if going else why_not(db, change):
        raise _CannotBeError(reason)


def _write(db: Database, change: RowChange) -> None:
    """Give the row the values of `after`, and let open screens know."""
    values = dict(change.after)
    if values.get("removed_at"):
        values["removed_at"] = now()
    if change.source:
        values["revision"] = next_revision(db, change.source)
    db.table(change.table).update(change.row, values)
    if change.table == "code" and "removed_at" in values:
        tell_sources(db, change.row)


def next_revision(db: Database, source: str) -> int:
    """The number of the next change in a text, by which open screens ask for what is new."""
    db.execute("update source set revision = revision + 1 where id = ?", [source])
    return int(db.execute("select revision from source where id = ?", [source]).fetchone()[0])


def tell_sources(db: Database, code: str) -> None:
    """Give the code's segments a new revision, so that open screens draw them anew."""
    db.execute(
        "update source set revision = revision + 1"
        " where id in (select source from segment where code = ?)",
        [code],
    )
    db.execute(
        "update segment set revision = (select revision from source where id = segment.source)"
        " where code = ?",
        [code],
    )


def _insert(
    db: Database,
    coder: str,
    kind: str,
    place: str,
    changes: Iterable[RowChange],
    *,
    subject: str = "",
    id: str = "",
    again_of: int | None = None,
    why: str = "",
) -> int:
    n = db.execute(
        "insert into coding_step (id, coder, at, kind, place, subject, again_of, why)"
        " values (?, ?, ?, ?, ?, ?, ?, ?) returning n",
        [id or uuid4().hex, coder, now(), kind, place, subject, again_of, why],
    ).fetchone()[0]
    db.conn.executemany(
        "insert into coding_change values (?, ?, ?, ?, ?, ?, ?)",
        [
            (n, k, one.table, one.row, _json(one.before), _json(one.after), one.source or None)
            for k, one in enumerate(changes)
        ],
    )
    return int(n)


def _json(values: Mapping[str, object]) -> str:
    return json.dumps(dict(values), ensure_ascii=False)


def _step(db: Database, query: str, coder: str, place: str) -> Step | None:
    row = next(iter(db.query(query, {"coder": coder, "place": place})), None)
    if row is None:
        return None
    changes = db.query("select * from coding_change where step = ? order by k", [row["n"]])
    return Step(
        **{name: row[name] for name in ("n", "coder", "kind", "place", "subject")},
        changes=tuple(
            RowChange(
                one["table"],
                one["row"],
                json.loads(one["before"]),
                json.loads(one["after"]),
                one["source"] or "",
            )
            for one in changes
        ),
    )
