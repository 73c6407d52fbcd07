"""Coded passages: applied, resized, removed, and read again with their words."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from sqlite_utils import Database

from coding.errors import NOT_CODABLE, SegmentError
from coding.model import Segment, quote_hash
from coding.segments import Change, Changes, passage, words_of
from coding.steps import RowChange, added
from interviews.identity import CODABLE
from storage.audit import record
from storage.coding_steps import change_row, is_done, next_revision, record_step
from storage.database import now, writing
from storage.quoting import refuse_new_use
from storage.rounds import changed_at
from storage.step_checks import quoted


def save_segment(db: Database, segment: Segment) -> Segment:
    """Apply a code to a passage. The same id twice counts once, so a repeated request is harmless.

    Raises:
        SegmentError: the passage does not lie in the source, the code or source is gone, or the
            id belongs to another passage.
    """
    with writing(db):
        segment = replace(segment, id=segment.id or uuid4().hex, created_at=now())
        if _exists(db, segment.id):
            return _same(db, _load(db, segment.id), segment)
        words = passage(
            _codabletext_of(db, segment.source), segment.start, segment.end, segment.source
        )
        refuse_new_use(db, segment)
        segment = replace(segment, quote_sha256=quote_hash(words))
        _check_code(db, segment.code)
        _insert(db, segment, next_revision(db, segment.source))
        made = added("segment", segment.id, segment.created_at, segment.source)
        _keep(db, "code applied", segment, made, segment.id)
        where = {"source": segment.source, "start": segment.start, "end": segment.end}
        record(db, segment.coder, "code applied", segment.id, {**where, "code": segment.code})
    return segment


def resize_segment(
    db: Database, segment: str, start: int, end: int, coder: str, act: str = ""
) -> Segment:
    """Move the borders of a passage to characters `start` up to but not including `end`.

    `act` is an id made by the caller: the same act twice counts once.

    Raises:
        SegmentError: it is not there, it is another coder's, the borders do not lie in the source,
            a finding quotes the words, or somebody who speaks there has withdrawn.
    """
    with writing(db):
        known = own_segment(db, segment, coder)
        if is_done(db, act):
            return known
        if not _is_live(db, segment):
            raise SegmentError("This passage is no longer coded, so its borders stay.")
        if why := quoted(db, segment):
            raise SegmentError(why)
        words = passage(_codabletext_of(db, known.source), start, end, known.source)
        refuse_new_use(db, replace(known, start=start, end=end))
        borders = {"start": start, "end": end, "quote_sha256": quote_hash(words)}
        change = change_row(db, "segment", segment, borders, known.source)
        _keep(db, "passage resized", known, change, act)
        if change:
            detail = {"source": known.source, "start": start, "end": end}
            record(db, coder, "passage resized", segment, detail)
    return replace(known, start=start, end=end, quote_sha256=quote_hash(words))


def delete_segment(db: Database, segment: str, coder: str, act: str = "") -> None:
    """Remove a code from a passage; only its own coder may. Undo brings it back.

    `act` is an id made by the caller: the same act twice counts once.

    Raises:
        SegmentError: there is no such segment, or it is another coder's.
    """
    with writing(db):
        known = own_segment(db, segment, coder)
        if is_done(db, act) or not _is_live(db, segment):
            return
        change = change_row(db, "segment", segment, {"removed_at": now()}, known.source)
        _keep(db, "code removed", known, change, act)
        record(db, coder, "code removed", segment, {"source": known.source, "code": known.code})


def recode_segment(db: Database, segment: str, code: str, coder: str) -> None:
    """Give a passage another code instead of its own; only its coder may.

    Raises:
        SegmentError: there is no such segment, it is another coder's, or the code cannot be given.
    """
    with writing(db):
        known = own_segment(db, segment, coder)
        _check_code(db, code)
        n = db.execute("select definition_n from code where id = ?", [code]).fetchone()[0]
        values = {"code": code, "definition_n": n}
        change = change_row(db, "segment", segment, values, known.source)
        record_step(db, coder, "passage recoded", known.source, [change], subject=code)
        detail = {"source": known.source, "from": known.code, "to": code}
        record(db, coder, "passage recoded", segment, detail)


def list_segments(db: Database, source: str) -> list[Segment]:
    """The passages of a source in the order of its text, each checked against its words.

    Raises:
        SegmentError: names the segment whose words are no longer those that were marked.
    """
    text = text_of(db, source)
    rows = db.query(
        'select * from live_segment where source = ? order by start, "end", id', [source]
    )
    found = [segment_of(row) for row in rows]
    for segment in found:
        words_of(segment, text)
    return found


def changes_since(db: Database, source: str, revision: int, viewer: str = "") -> Changes:
    """Every segment changed after a revision, removed ones too; all present ones for -1.

    A revision that is not reached yet is from before a backup was restored, and counts as -1; so
    does one from before a round opened or closed on this text.

    Args:
        viewer: the Account.id who looks. In an open blind round others' segments are left out.

    Raises:
        SegmentError: there is no such source.
    """
    row = db.execute("select revision from source where id = ?", [source]).fetchone()
    if row is None:
        raise SegmentError(f"There is no source '{source}'. Choose one from the list.")
    full = not changed_at(db, source) <= revision <= row[0]
    rows = db.query(
        "select segment.*, segment.removed_at != '' or code.removed_at != '' as gone"
        " from segment join code on code.id = segment.code"
        " where segment.source = ? and segment.revision > ?"
        " and (segment.coder = ? or segment.source not in (select source from blind_source))"
        " order by segment.start",
        [source, -1 if full else revision, viewer],
    )
    changes = (Change(segment_of(row), bool(row["gone"])) for row in rows)
    return Changes(int(row[0]), tuple(c for c in changes if not (full and c.removed)), full)


def _exists(db: Database, segment: str) -> bool:
    return db.execute("select 1 from segment where id = ?", [segment]).fetchone() is not None


def _load(db: Database, segment: str) -> Segment:
    row = next(iter(db.query("select * from segment where id = ?", [segment])), None)
    if row is None:
        raise SegmentError(f"There is no segment '{segment}'. Load the page again.")
    return segment_of(row)


def segment_of(row: dict[str, object]) -> Segment:
    """The segment of a row of its table."""
    return Segment(
        source=str(row["source"]),
        start=int(str(row["start"])),
        end=int(str(row["end"])),
        code=str(row["code"]),
        coder=str(row["coder"]),
        id=str(row["id"]),
        quote_sha256=str(row["quote_sha256"]),
        created_at=str(row["created_at"]),
    )


def own_segment(db: Database, segment: str, coder: str) -> Segment:
    """A segment of this coder, removed ones too.

    Raises:
        SegmentError: there is none, or it is another coder's.
    """
    known = _load(db, segment)
    if known.coder != coder:
        raise SegmentError("This passage was coded by somebody else; only they can change it.")
    return known


def _same(db: Database, known: Segment, asked: Segment) -> Segment:
    """The segment of an id that is asked for again; what became of it since does not matter."""
    again = replace(asked, created_at=known.created_at, quote_sha256=known.quote_sha256)
    changed_since = db.execute(
        "select 1 from coding_change where source = ? and row = ?"
        " and after not like '%removed_at%'",
        [asked.source, known.id],
    ).fetchone()
    if again != known and not (known.coder == asked.coder and changed_since):
        raise SegmentError(
            f"The id '{known.id}' belongs to another coded passage. Load the page again."
        )
    return known


def text_of(db: Database, source: str) -> str:
    """The text of a source.

    Raises:
        SegmentError: there is no such source.
    """
    row = db.execute("select text from source where id = ?", [source]).fetchone()
    if row is None:
        raise SegmentError(f"There is no source '{source}'. Choose one from the list.")
    return str(row[0])


def _codabletext_of(db: Database, source: str) -> str:
    """The text, if its names are out (rule T2)."""
    row = db.execute("select names from source where id = ?", [source]).fetchone()
    if row and row[0] not in CODABLE:
        raise SegmentError(NOT_CODABLE)
    return text_of(db, source)


def _check_code(db: Database, code: str) -> None:
    row = db.execute(
        "select name, retired_at from code where id = ? and removed_at = ''", [code]
    ).fetchone()
    if row is None:
        raise SegmentError(
            "This code is no longer in the codebook. Choose another one, or ask who removed it."
        )
    if row[1]:
        raise SegmentError(
            f"Code '{row[0]}' is retired: its passages stay, and new ones receive another code."
        )


def _is_live(db: Database, segment: str) -> bool:
    row = db.execute("select removed_at from segment where id = ?", [segment]).fetchone()
    return bool(row[0] == "")


def _insert(db: Database, segment: Segment, revision: int) -> None:
    db.execute(
        'insert into segment (id, source, start, "end", code, coder, quote_sha256, created_at,'
        " revision, definition_n) values (?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " (select definition_n from code where id = ?))",
        [
            *(segment.id, segment.source, segment.start, segment.end, segment.code),
            *(segment.coder, segment.quote_sha256, segment.created_at, revision, segment.code),
        ],
    )


def _keep(db: Database, kind: str, segment: Segment, change: RowChange | None, act: str) -> None:
    """One step of the coder, which undo finds in the text."""
    record_step(db, segment.coder, kind, segment.source, [change], subject=segment.code, id=act)
