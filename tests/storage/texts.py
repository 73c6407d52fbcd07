"""Texts to code: put into a study as they are, or brought in and confirmed by two readers."""

from __future__ import annotations

from uuid import uuid4

from sqlite_utils import Database

from interviews.deciding import Decision, Verdict
from interviews.model import Source, Turn
from storage.database import MEMORY, open_vault
from storage.names_out import confirm, decide, load_review, sign_off
from storage.sources import load_source, save_source


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


def keep_all_names(db: Database, vault: Database, source: str, reader: str = "ann") -> None:
    """Decide that every name of a source stays, sign it off and let somebody else confirm it."""
    for name in load_review(db, vault, source)[1].names:
        if name.n_open:
            decision = Decision(name.words, Verdict.KEEP, name.kind, source=source)
            decide(db, vault, source, decision, reader)
    sign_off(db, vault, source, reader)
    confirm(db, vault, source, f"not {reader}")


def confirmed_source(db: Database, source: Source, actor: str) -> Source:
    """A source that was brought in and may be coded; its vault is gone afterwards."""
    with open_vault(MEMORY) as vault:
        saved = save_source(db, vault, source, actor)
        keep_all_names(db, vault, saved.id, actor)
    return load_source(db, saved.id)
