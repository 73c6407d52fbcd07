"""What a team settles: decisions on differences, the passages they leave, and what was said."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from sqlite_utils import Database

from coding.compared import Compared
from coding.differences import Decision, Remark, Ruling, Spans, alike
from coding.errors import RoundError
from coding.model import Segment
from coding.rounds import AGREED
from coding.steps import added
from storage.audit import record
from storage.coding_steps import change_row, one_step, record_step
from storage.database import now, writing
from storage.rounds import hidden_in
from storage.segments import delete_segment, save_segment

SETTLING = "settling"  # the place in which `undo` finds what somebody settled


def decide(db: Database, decision: Decision, spans: Spans, actor: str, code: str = "") -> Decision:
    """Keep a decision, and mark its passages as the coder "agreed": one step, which can be undone.

    A decision that was there before on the same difference is taken back first.

    Args:
        spans: the passages that shall have the code; none if nobody's reading is kept.
        code: another code than the one that was differed on.

    Raises:
        RoundError: a blind round still hides what others marked in this text.
        SegmentError: a passage does not lie in the text, or the code is gone.
    """
    made = replace(decision, id=uuid4().hex, decided_by=actor, decided_at=now())
    _refuse_hidden(db, made.source)
    with one_step(db, actor, "difference settled", SETTLING, subject=code or made.code):
        for old in list_decisions(db, made.round):
            if old.key == made.key:
                _take_back(db, old)
        _insert(db, made)
        change = added("decision", made.id, made.decided_at, made.source)
        record_step(db, actor, "difference settled", SETTLING, [change])
        for n, (start, end) in enumerate(spans):
            _mark(db, Segment(made.source, start, end, code or made.code, AGREED), made.id, n)
        detail = {"source": made.source, "ruling": made.ruling.value, "code": code or made.code}
        record(db, actor, "settled a difference", made.id, detail)
    return made


def reopen(db: Database, decision: str, actor: str) -> None:
    """Take a decision back, whoever made it, with its passages; can be undone as well."""
    with writing(db):
        row = next(iter(db.query("select * from decision where id = ?", [decision])), None)
        if row is None or row["removed_at"]:
            return
        known = _decision(row)
        with one_step(db, actor, "decision taken back", SETTLING, subject=known.code):
            _take_back(db, known)
            record(db, actor, "took a decision back", known.id, {"source": known.source})


def take_over_alike(db: Database, compared: Compared, actor: str) -> int:
    """Mark as "agreed" what all coders marked alike and is not agreed yet; how many. One step."""
    with one_step(db, actor, "passages taken over", SETTLING):
        n = 0
        for one in alike(compared):
            _refuse_hidden(db, one.source)
            wanted = Segment(one.source, one.start, one.end, one.code, AGREED)
            n += _mark(db, wanted, uuid4().hex, 0)
        if n:
            record(db, actor, "took over what all coders marked alike", detail={"passages": n})
    return n


def list_decisions(db: Database, round: str) -> list[Decision]:
    """The decisions that stand, of a round or ("") of texts compared outside any; newest first."""
    rows = db.query(
        "select * from decision where round = ? and removed_at = '' order by decided_at desc, id",
        [round],
    )
    return [_decision(row) for row in rows]


def add_remark(db: Database, remark: Remark, actor: str) -> None:
    """Keep what somebody says about a difference.

    Raises:
        RoundError: nothing was written, or a blind round still hides what others marked.
    """
    if not remark.words.strip():
        raise RoundError("Write a few words first.")
    _refuse_hidden(db, remark.source)
    with writing(db):
        id = uuid4().hex
        db.execute(
            'insert into discussion (id, round, source, start, "end", code, author, written_at,'
            " words) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(id, remark.round, remark.source, remark.start, remark.end, remark.code),
                *(actor, now(), remark.words.strip()),
            ],
        )
        record(db, actor, "wrote about a difference", id, {"source": remark.source})


def list_remarks(db: Database, source: str, code: str, start: int, end: int) -> list[Remark]:
    """What was said about these words and this code, oldest first, also with other borders."""
    rows = db.query(
        'select * from discussion where source = ? and code = ? and start < ? and ? < "end"'
        " order by n",
        [source, code, end, start],
    )
    names = ("source", "code", "start", "end", "words", "author", "written_at", "round")
    return [Remark(**{name: row[name] for name in names}) for row in rows]


def _take_back(db: Database, decision: Decision) -> None:
    change = change_row(db, "decision", decision.id, {"removed_at": now()}, decision.source)
    record_step(db, decision.decided_by, "decision taken back", SETTLING, [change])
    left = db.execute(
        "select id from segment where coder = ? and removed_at = '' and id like ? || '-%'",
        [AGREED, decision.id],
    )
    for (segment,) in left.fetchall():
        delete_segment(db, segment, AGREED)


def _mark(db: Database, segment: Segment, decision: str, n: int) -> bool:
    """Mark an agreed passage unless it is there; whether it was not."""
    there = db.execute(
        'select 1 from live_segment where source = ? and start = ? and "end" = ? and code = ?'
        " and coder = ?",
        [segment.source, segment.start, segment.end, segment.code, AGREED],
    ).fetchone()
    if there is None:
        save_segment(db, replace(segment, id=f"{decision}-{n}"))
    return there is None


def _refuse_hidden(db: Database, source: str) -> None:
    if hidden_in(db, source):
        raise RoundError("A blind round hides what others marked in this text until it is closed.")


def _insert(db: Database, one: Decision) -> None:
    db.execute(
        'insert into decision (id, round, source, start, "end", code, ruling, taken, decided_by,'
        " decided_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(one.id, one.round, one.source, one.start, one.end, one.code),
            *(one.ruling.value, one.taken, one.decided_by, one.decided_at),
        ],
    )


def _decision(row: dict[str, object]) -> Decision:
    names = ("source", "code", "taken", "round", "id", "decided_by", "decided_at")
    return Decision(
        start=int(str(row["start"])),
        end=int(str(row["end"])),
        ruling=Ruling(str(row["ruling"])),
        **{name: str(row[name]) for name in names},
    )
