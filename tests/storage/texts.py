"""Texts to code, put into a study without an import."""

from __future__ import annotations

from uuid import uuid4

from sqlite_utils import Database

from interviews.model import Source, Turn


def put_source(db: Database, text: str, turns: tuple[Turn, ...] = (), title: str = "P07") -> str:
    """A source with this text, as one turn of P07 if none are given; its id."""
    turns = turns or (Turn("P07", 0, len(text)),)
    source = Source(title, text, turns, id=uuid4().hex)
    db.execute(
        "insert into source (id, title, kind, text, sha256, imported_at)"
        " values (?, ?, ?, ?, ?, '2026-01-01')",
        [source.id, title, source.kind.value, text, source.sha256],
    )
    for n, turn in enumerate(turns):
        db.execute(
            'insert into turn (source, n, speaker, start, "end") values (?, ?, ?, ?, ?)',
            [source.id, n, turn.speaker, turn.start, turn.end],
        )
    return source.id
