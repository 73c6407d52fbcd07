"""Answers collected elsewhere: written once as one act, and taken back as one act."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from interviews.errors import QuotedSourceError, SourceInUseError
from storage.audit import record
from storage.collection import load_collection
from storage.database import now, today, writing
from storage.sources import delete_source
from storage.unredacted import forget_sources
from survey.imports.plan import NewResponse, Plan, without_known
from survey.model import Instrument


@dataclass(frozen=True)
class ImportRow:
    """One import; `undone_at` is "" while its responses are in the study."""

    id: str
    instrument: str
    version: int
    imported_at: str
    n_imported: int
    n_rejected: int
    undone_at: str = ""


class ImportRefusedError(ValueError):
    """An import that would count answers twice, or take back what is worked on; says the remedy."""


def known_responses(db: Database, ids: Iterable[str]) -> set[str]:
    """Those of the ids that are responses of the study already."""
    rows = db.execute(
        "select id from response where id in (select value from json_each(?))",
        [json.dumps(list(ids))],
    )
    return {str(id) for (id,) in rows}


def list_imports(db: Database) -> list[ImportRow]:
    """Every import, the newest first; also those that were undone."""
    rows = db.execute(
        """
        select id, instrument, version, imported_at, n_imported, n_rejected, undone_at
        from import order by imported_at desc, id
        """
    )
    return [ImportRow(*row) for row in rows]


def earlier_import(db: Database, instrument: str, file_sha256: str) -> ImportRow | None:
    """The import of the same file onto the same instrument that still stands."""
    row = db.execute(
        """
        select id, instrument, version, imported_at, n_imported, n_rejected, undone_at
        from import where instrument = ? and file_sha256 = ? and undone_at = ''
        """,
        [instrument, file_sha256],
    ).fetchone()
    return ImportRow(*row) if row else None


def save_import(
    db: Database, instrument: Instrument, plan: Plan, file_sha256: str, actor: str
) -> ImportRow:
    """Write the rows of a plan that are not in the study yet, all of them or none.

    Raises:
        ImportRefusedError: this very file was imported before, or it brings nothing new.
    """
    with writing(db):
        _refuse_again(earlier_import(db, instrument.name, file_sha256))
        fresh = without_known(plan, known_responses(db, [one.id for one in plan.taken]))
        if not fresh.taken:
            raise ImportRefusedError(
                "No row of this file can be taken over. Look at the reasons, change the columns or "
                "the file, and try again."
            )
        made = ImportRow(
            *(secrets.token_hex(10), instrument.name, instrument.version, now()),
            *(len(fresh.taken), len(fresh.rejected)),
        )
        db.execute(
            """
            insert into import (id, instrument, version, file_sha256, imported_at, n_imported,
              n_rejected) values (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                *(made.id, made.instrument, made.version, file_sha256, made.imported_at),
                *(made.n_imported, made.n_rejected),
            ],
        )
        _insert(db, made, fresh.taken)
        detail = {
            **{"instrument": instrument.name, "version": instrument.version},
            **{"imported": made.n_imported, "rejected": made.n_rejected, "file": file_sha256},
        }
        record(db, actor, "imported answers", made.id, detail)
    return made


def _refuse_again(earlier: ImportRow | None) -> None:
    if earlier:
        raise ImportRefusedError(
            f"This file was imported on {earlier.imported_at[:10]} "
            f"({earlier.n_imported} responses). Undo that import first, or choose another file."
        )


def _insert(db: Database, made: ImportRow, responses: Sequence[NewResponse]) -> None:
    day, wave = today(), load_collection(db, made.instrument).wave
    db.conn.executemany(
        """
        insert into response
          (id, instrument, version, answers, language, updated_at, submitted_at, wave, origin)
        values (?, ?, ?, ?, ?, ?, ?, ?, 'import')
        """,
        [
            (
                *(one.id, made.instrument, made.version, _json(_answered(one)), one.language),
                *(day, one.day or day, one.wave or wave),
            )
            for one in responses
        ],
    )
    db.conn.executemany(
        "insert into answer (response, item, value) values (?, ?, ?)",
        [(one.id, item, _json(value)) for one in responses for item, value in one.answers.items()],
    )
    db.conn.executemany(
        "insert into imported (response, import) values (?, ?)",
        [(one.id, made.id) for one in responses],
    )


def undo_import(db: Database, id: str, actor: str) -> int:
    """Take back every response of an import that is still there; how many that were.

    Undoing twice changes nothing.

    Raises:
        LookupError: there is no such import.
        ImportRefusedError: an open answer of it was coded or is quoted.
    """
    with writing(db):
        row = db.execute("select undone_at from import where id = ?", [id]).fetchone()
        if row is None:
            raise LookupError(f"There is no import '{id}'. Choose one from the list.")
        if row[0]:
            return 0
        _delete_sources(db, id, actor)
        n = db.execute(
            "delete from response where id in (select response from imported where import = ?)",
            [id],
        ).rowcount
        db.execute("update import set undone_at = ? where id = ?", [now(), id])
        record(db, actor, "undid an import of answers", id, {"responses": n})
    return int(n)


def _delete_sources(db: Database, id: str, actor: str) -> None:
    """The texts that were made of this import's open answers, unless somebody has coded them."""
    rows = db.execute(
        "select source.id from source join imported using (response) where import = ?", [id]
    ).fetchall()
    for (source,) in rows:
        try:
            delete_source(db, source, actor)
        except (SourceInUseError, QuotedSourceError) as used:
            raise ImportRefusedError(
                f"An open answer of this import is worked on. {used} Then undo the import."
            ) from used
    forget_sources(source for (source,) in rows)


def _answered(one: NewResponse) -> dict[str, object]:
    return {name: value for name, value in one.answers.items() if value is not None}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
