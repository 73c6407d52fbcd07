"""Many passages coded at once, as one step that one undo takes back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from coding.model import Segment
from coding.steps import PASSAGES
from storage.coding_steps import one_step
from storage.segments import save_segment


def code_passages(
    db: Database, passages: Sequence[tuple[str, int, int]], code: str, coder: str
) -> int:
    """Apply a code to these passages (source, start, end): to all of them, or to none.

    What this coder has marked with the code already, from end to end, is left as it is; the number
    that was new is returned.

    Raises:
        SegmentError: one of them cannot be coded.
    """
    wanted = [one for one in dict.fromkeys(passages) if not _is_coded(db, one, code, coder)]
    with one_step(db, coder, "passages coded together", PASSAGES, subject=code):
        for source, start, end in wanted:
            save_segment(db, Segment(source, start, end, code, coder))
    return len(wanted)


def _is_coded(db: Database, passage: tuple[str, int, int], code: str, coder: str) -> bool:
    found = db.execute(
        'select 1 from live_segment where source = ? and start <= ? and "end" >= ?'
        " and code = ? and coder = ?",
        [*passage, code, coder],
    ).fetchone()
    return found is not None
