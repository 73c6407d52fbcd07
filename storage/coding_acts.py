"""What a coder asks for in the workbench, done in the order in which it was asked."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from coding.memos import Memo, MemoKind
from coding.model import Code, Origin, Segment
from coding.segments import ActKind, CodingAct
from storage.codebook import next_colour, save_code
from storage.coding_steps import one_step, redo, undo
from storage.cutting import cut_segment, join_segments
from storage.database import writing
from storage.memos import delete_memo, save_memo
from storage.segments import delete_segment, resize_segment, save_segment


def apply_acts(
    db: Database, source: str, acts: Sequence[CodingAct], coder: str
) -> list[tuple[str, str]]:
    """Do what a coder asks for, in order; the ids of acts that were refused, each with its reason.

    Everything else is stored when this returns. An act that was done before is not done again.
    """
    refused: list[tuple[str, str]] = []
    if not acts:  # who only asks for news takes no lock
        return refused
    with writing(db):
        for act in acts:
            try:
                with writing(db):
                    why_not = _apply(db, source, act, coder)
            except ValueError as error:  # how a Segment or Code refuses to be wrong
                why_not = str(error)
            if why_not:
                refused.append((act.id, why_not))
    return refused


def _apply(db: Database, source: str, act: CodingAct, coder: str) -> str:
    """Do one act; why it could not be done, "" if it was. Undo says so without undoing the rest."""
    if act.kind in {ActKind.UNDO, ActKind.REDO}:
        return _again(db, source, act, coder)
    if act.kind == ActKind.APPLY:
        save_segment(db, Segment(source, act.start, act.end, act.code, coder, id=act.segment))
    elif act.kind == ActKind.REMOVE:
        delete_segment(db, act.segment, coder, act.id)
    elif act.kind == ActKind.RESIZE:
        resize_segment(db, act.segment, act.start, act.end, coder, act.id)
    elif act.kind == ActKind.MEMO:
        _write(db, act, coder)
    elif act.kind == ActKind.CUT:
        cut_segment(db, act.segment, act.start, coder, act.id)
    elif act.kind == ActKind.JOIN:
        join_segments(db, act.segment, coder, act.id)
    elif db.execute("select 1 from code where id = ?", [act.code]).fetchone() is None:
        _create(db, source, act, coder)
    return ""


def _write(db: Database, act: CodingAct, coder: str) -> None:
    if act.text:
        memo = Memo(MemoKind.SEGMENT, act.text, act.segment, act.memo)
        save_memo(db, memo, coder, act.id)
    else:
        delete_memo(db, act.memo, coder, act.id)


def _again(db: Database, source: str, act: CodingAct, coder: str) -> str:
    take = undo if act.kind == ActKind.UNDO else redo
    taken = take(db, coder, source, act.id)
    if taken is None or not taken.why_not:
        return ""
    return f"“{taken.step.kind}” stays as it is: {taken.why_not}"


def _create(db: Database, source: str, act: CodingAct, coder: str) -> None:
    """A new code, undone where it was made: in this text."""
    origin = Origin.IN_VIVO if act.in_vivo else Origin.INDUCTIVE  # it comes from reading
    colour = next_colour(db)
    code = Code(act.code, act.name, parent=act.parent, colour=colour, origin=origin)
    with one_step(db, coder, "codebook: code added", source, subject=code.id, id=act.id):
        save_code(db, code, coder)
