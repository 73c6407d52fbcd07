"""One passage cut into two, and several joined to one; each is one step."""

from __future__ import annotations

from dataclasses import replace

from sqlite_utils import Database

from coding.errors import SegmentError
from coding.segments import cut, touching
from storage.coding_steps import is_done, one_step
from storage.segments import (
    delete_segment,
    list_segments,
    own_segment,
    resize_segment,
    save_segment,
    text_of,
)
from storage.step_checks import quoted


def cut_segment(db: Database, segment: str, at: int, coder: str, act: str = "") -> None:
    """Make two passages of one, at a position inside it; the second one's id is that of the act.

    Raises:
        SegmentError: as `resize_segment`, or the position is not inside the passage.
    """
    if is_done(db, act):
        return
    known = own_segment(db, segment, coder)
    first, second = cut(known, at)
    with one_step(db, coder, "passage cut", known.source, subject=known.code, id=act):
        resize_segment(db, segment, first.start, first.end, coder)
        made = save_segment(db, replace(second, id=act))
        db.execute(  # it was coded under the same meaning as the whole
            "update segment set definition_n = (select definition_n from segment where id = ?)"
            " where id = ?",
            [segment, made.id],
        )


def join_segments(db: Database, segment: str, coder: str, act: str = "") -> None:
    """Make one passage of this one and of the coder's others of its code that touch it.

    Raises:
        SegmentError: as `resize_segment`, or nothing touches it.
    """
    if is_done(db, act):
        return
    known = own_segment(db, segment, coder)
    found = touching(known, list_segments(db, known.source), text_of(db, known.source))
    if len(found) < 2:
        raise SegmentError("No other passage of this code touches it. Move its borders first.")
    with one_step(db, coder, "passages joined", known.source, subject=known.code, id=act):
        for one in found:
            if one.id != segment:
                if why := quoted(db, one.id):
                    raise SegmentError(why)
                delete_segment(db, one.id, coder)
        start, end = min(one.start for one in found), max(one.end for one in found)
        resize_segment(db, segment, start, end, coder)
