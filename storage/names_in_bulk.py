"""Open answers through Names out in bulk: those in which nothing was found, in one act."""

from __future__ import annotations

from sqlite_utils import Database

from interviews.errors import NamesError
from interviews.identity import NamesState
from interviews.model import SourceKind
from storage.database import writing
from storage.names_out import confirm, load_review, sign_off


def list_clean_answers(db: Database, vault: Database) -> list[str]:
    """The open answers that wait and in which no name is left to decide; Source.id."""
    waiting = _answers(db, NamesState.IMPORTED, NamesState.IN_REVIEW)
    return [id for id in waiting if not load_review(db, vault, id)[1].n_open]


def sign_off_answers(db: Database, vault: Database, actor: str) -> int:
    """Sign all of these off as their first reader; how many."""
    with writing(db), writing(vault):
        clean = list_clean_answers(db, vault)
        for id in clean:
            sign_off(db, vault, id, actor)
    return len(clean)


def confirm_answers(db: Database, vault: Database, actor: str) -> int:
    """Confirm every open answer that somebody else has signed off; how many."""
    n = 0
    with writing(db), writing(vault):
        for id in _answers(db, NamesState.SIGNED_OFF):
            try:
                confirm(db, vault, id, actor)
                n += 1
            except NamesError:  # signed off by this very person: left for somebody else
                continue
    return n


def _answers(db: Database, *states: NamesState) -> list[str]:
    rows = db.execute(
        "select id from source where kind = ? and names in (?, ?) order by item, imported_at, id",
        [SourceKind.OPEN_ANSWER, states[0], states[-1]],
    )
    return [str(id) for (id,) in rows.fetchall()]
