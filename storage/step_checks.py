"""What stands in the way of taking a step back: codes in use, circles in the tree, quoted words,
and people who have withdrawn."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from coding.errors import SegmentError
from coding.model import Segment, quote_hash
from coding.steps import RowChange
from storage.quoting import refuse_new_use


def why_not(db: Database, change: RowChange) -> str:
    """Why a row may not get the values of `after`, in words; "" if nothing stands in the way."""
    if change.table == "code" and change.after.get("parent"):
        return _circle(db, change.row, str(change.after["parent"]))
    if change.table != "segment":
        return ""
    moves = bool({"start", "end"} & set(change.after))
    comes_back = change.after.get("removed_at") == ""
    reason = quoted(db, change.row) or _moved_words(db, change) if moves else ""
    return reason or (_withdrawn(db, change) if moves or comes_back else "")


def quoted(db: Database, segment: str) -> str:
    """Why the borders of this passage must stay; "" if no finding quotes it."""
    row = db.execute(
        "select finding.headline from evidence join finding on finding.id = evidence.finding"
        " where evidence.segment = ? limit 1",
        [segment],
    ).fetchone()
    if row is None:
        return ""
    return (
        f"The finding “{row[0]}” quotes these words, so their borders stay. Code the other words "
        "as a passage of its own, or take the quote out of the finding first."
    )


def in_use(db: Database, code: str) -> str:
    """Why this code may not go just by undoing that it was made; "" if no passage has it."""
    n = db.execute("select count(*) from live_segment where code = ?", [code]).fetchone()[0]
    if not n:
        return ""
    passages = "1 passage has" if n == 1 else f"{n} passages have"
    return f"{passages} this code by now. Remove it on the codebook page."


def _moved_words(db: Database, change: RowChange) -> str:
    """A new version of the text has other positions: the words must be those of then."""
    row = _as_it_would_be(db, change)
    text = db.execute("select text from source where id = ?", [change.source]).fetchone()[0]
    if quote_hash(text[row["start"] : row["end"]]) == row["quote_sha256"]:
        return ""
    return "The text has a new version since, in which other words stand there."


def _withdrawn(db: Database, change: RowChange) -> str:
    """Whoever has withdrawn from new use is not coded anew by undo or redo either."""
    row = _as_it_would_be(db, change)
    names = ("source", "start", "end", "code", "coder", "id")
    try:
        refuse_new_use(db, Segment(**{name: row[name] for name in names}))
    except SegmentError as error:
        return str(error)
    return ""


def _as_it_would_be(db: Database, change: RowChange) -> dict[str, Any]:
    row = next(iter(db.query("select * from segment where id = ?", [change.row])))
    return {**row, **change.after}


def _circle(db: Database, code: str, parent: str) -> str:
    above = db.execute(
        "with recursive above (id) as (select ? union select code.parent from code"
        " join above on code.id = above.id where code.parent is not null)"
        " select 1 from above where id = ?",
        [parent, code],
    ).fetchone()
    return "The code above it stands under it by now." if above else ""
