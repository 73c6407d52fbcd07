"""The worklist of passages coded under an older definition: kept as they are, or recoded."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from coding.rounds import AGREED
from coding.second_looks import SecondLook
from coding.segments import words_of
from coding.steps import CODEBOOK
from storage.audit import record
from storage.coding_steps import change_row, one_step, record_step
from storage.database import writing
from storage.segments import list_segments, own_segment, recode_segment


def list_second_looks(db: Database, viewer: str) -> list[SecondLook]:
    """Every passage coded before its code's meaning changed, by code, then in order of the texts.

    In open blind rounds only what `viewer` marked is in it.

    Raises:
        SegmentError: names the segment whose words are no longer those that were marked.
    """
    found = []
    texts: dict[str, dict[str, str]] = {}
    for row in list(db.query(_OLDER, [viewer])):
        if row["source"] not in texts:
            texts[row["source"]] = _words(db, row["source"])
        words = texts[row["source"]]
        names = ("source", "source_title", "code", "coder", "changed_at")
        here = {name: str(row[name]) for name in names}
        found.append(SecondLook(row["id"], words=words[row["id"]], **here))
    return found


def keep_code(db: Database, segments: Iterable[str], coder: str) -> int:
    """The coder has looked again, and these passages keep their code; how many. Undone at once.

    Raises:
        SegmentError: one of them is another coder's.
    """
    n = 0
    with one_step(db, coder, "passages looked at again", CODEBOOK):
        for segment in segments:
            n += _keep(db, segment, coder)
        if n:
            record(db, coder, "looked again at passages", detail={"passages": n})
    return n


def give_other_code(db: Database, segment: str, code: str, coder: str) -> None:
    """The coder has looked again, and the passage gets another code.

    Raises:
        SegmentError: it is another coder's, or the code cannot be given.
    """
    with writing(db), one_step(db, coder, "passage recoded", CODEBOOK, subject=code):
        recode_segment(db, segment, code, _whose(db, segment, coder))


def _keep(db: Database, segment: str, coder: str) -> bool:
    known = own_segment(db, segment, _whose(db, segment, coder))
    now = db.execute("select definition_n from code where id = ?", [known.code]).fetchone()[0]
    change = change_row(db, "segment", segment, {"definition_n": now}, known.source)
    record_step(db, coder, "passages looked at again", CODEBOOK, [change], subject=known.code)
    return change is not None


def _whose(db: Database, segment: str, coder: str) -> str:
    """What a team has settled is everybody's to look at; the rest its own coder's."""
    row = db.execute("select coder from segment where id = ?", [segment]).fetchone()
    return AGREED if row and row[0] == AGREED else coder


def _words(db: Database, source: str) -> dict[str, str]:
    text = db.execute("select text from source where id = ?", [source]).fetchone()[0]
    return {one.id: words_of(one, text) for one in list_segments(db, source)}


_OLDER = """
    select live_segment.id, live_segment.source, source.title as source_title, live_segment.code,
      live_segment.coder, coalesce(coding_step.at, '') as changed_at
    from live_segment join code on code.id = live_segment.code
      join source on source.id = live_segment.source
      left join coding_step on coding_step.n = code.definition_n
    where live_segment.definition_n < code.definition_n
      and (live_segment.coder = ?
        or live_segment.source not in (select source from blind_source))
    order by code.name, source.title, source.id, live_segment.start
"""
