"""What hangs on a code, looked up before it is removed, merged or split."""

from __future__ import annotations

from sqlite_utils import Database

from coding.segments import words_of
from coding.uses import Use, Uses
from storage.segments import list_segments


def code_uses(db: Database, code: str, viewer: str) -> Uses:
    """Everything that a code is used for; of others in open blind rounds only how many."""
    rows = db.execute(
        """
        select iif(hidden, 'Texts of a blind round', title), iif(hidden, '', coder), count(*)
        from (select source.title, live_segment.coder, live_segment.coder != :viewer
              and live_segment.source in (select source from blind_source) as hidden
            from live_segment join source on source.id = live_segment.source
            where live_segment.code = :code)
        group by 1, 2 order by 2, 1
        """,
        {"code": code, "viewer": viewer},
    )
    themes = db.execute(
        "select name from theme join theme_code_now on theme = theme.id where code = ?"
        " order by position",
        [code],
    )
    findings = db.execute(
        "select distinct headline from finding join evidence on evidence.finding = finding.id"
        " join live_segment on live_segment.id = evidence.segment where live_segment.code = ?"
        " order by headline",
        [code],
    )
    return Uses(
        [Use(*row) for row in rows],
        [name for (name,) in themes],
        [headline for (headline,) in findings],
    )


def passages_of(db: Database, code: str, viewer: str) -> list[tuple[str, str, str, str]]:
    """Segment.id, title of the text, coder and words of every passage that this viewer may see."""
    rows = db.execute(
        "select live_segment.id, source, title, coder from live_segment join source"
        " on source.id = live_segment.source where code = ? and (coder = ? or source.id not in"
        " (select source from blind_source)) order by title, source.id, start",
        [code, viewer],
    ).fetchall()
    words: dict[str, str] = {}
    for source in {source for _, source, _, _ in rows}:
        (text,) = db.execute("select text from source where id = ?", [source]).fetchone()
        words |= {one.id: words_of(one, text) for one in list_segments(db, source)}
    return [(id, title, coder, words[id]) for id, _, title, coder in rows]
