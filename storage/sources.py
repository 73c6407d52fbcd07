"""Sources with their turns: imported once, described and deleted, never rewritten (rule T1).

What was brought in goes to the vault; the study gets its text once the names are out (rule T2).
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from dataclasses import replace
from typing import Any

import pandas as pd
from sqlite_utils import Database

from interviews.errors import AlreadyImportedError, QuotedSourceError, SourceInUseError
from interviews.identity import Identifiability, NamesState
from interviews.model import Source, SourceKind, Turn
from interviews.speakers import count_asked, count_words
from storage.audit import record
from storage.database import now, writing
from storage.reading import forget_words
from storage.unredacted import keep_unredacted, unredacted

COLUMNS = ["id", "title", "kind", "participant", "organisation", "organisation_name", "n_words"]
COLUMNS += ["n_segments", "collected_on", "names_removed", "names", "imported_at"]


def save_source(
    db: Database,
    vault: Database,
    source: Source,
    actor: str,
    *,
    response: str | None = None,
    item: str = "",
) -> Source:
    """Store a new source and return it with its id; `response` and `item` for an open answer.

    Its words, turns and the labels of its speakers go to the vault (`load_unredacted`), what is
    known about it to the study. The vault must hold the original first (`keep_original`).

    Raises:
        AlreadyImportedError: a source made from the same file is there already.
    """
    saved = replace(source, id=secrets.token_hex(8), original_name="", names=NamesState.IMPORTED)
    with writing(db):
        _refuse_twice(db, source)
        db.execute(
            "insert into source (id, title, kind, text, sha256, participant, organisation,"
            " names, text_version, identifiability, original_sha256, n_words, n_words_asked,"
            " notices, collected_on, imported_at, response, item)"
            " values (:id, :title, :kind, '', :sha256, :participant, :organisation, :names, 0,"
            " :identifiability, :original_sha256, :n_words, :n_words_asked, :notices,"
            " :collected_on, :imported_at, :response, :item)",
            {**_row(saved), "imported_at": now(), "response": response, "item": item},
        )
        keep_unredacted(vault, saved)
        detail = {"original": saved.original_sha256, "kind": saved.kind}
        record(db, actor, "imported a source", saved.id, detail)
    return saved


def load_source(db: Database, id: str) -> Source:
    """A source with its turns as coders see it; KeyError if there is none of that id.

    It has no text and no turns before its names are out: `load_unredacted` has them then.
    """
    row = next(db.query("select * from source where id = ?", [id]), None)
    if row is None:
        raise KeyError(f"There is no source '{id}'. It may have been deleted.")
    turns = db.query(
        'select speaker, start, "end", at_ms from turn where source = ? order by n', [id]
    )
    asking = db.query("select speaker from interviewer where source = ?", [id])
    return _source(row, tuple(Turn(**turn) for turn in turns), {one["speaker"] for one in asking})


def load_unredacted(db: Database, vault: Database, id: str) -> Source:
    """A source as it was brought in, names and all: for those who take names out.

    Raises:
        KeyError: there is no such source, or the vault does not have its words (any more).
    """
    known = load_source(db, id)
    there = unredacted(vault, id)
    if there is not None:
        return replace(known, text=there.text, turns=there.turns, interviewers=there.asking)
    if known.names is NamesState.BEFORE:
        return known
    raise KeyError(f"The vault has no text of '{id}'. Look for it in a backup of vault.db.")


def find_source(db: Database, original_sha256: str) -> str:
    """The id of the source that was made from this file, "" if there is none."""
    row = db.execute("select id from source where original_sha256 = ?", [original_sha256])
    found = row.fetchone() if original_sha256 else None
    return str(found[0]) if found else ""


def update_source(db: Database, vault: Database, source: Source, actor: str) -> None:
    """Change title, kind, participant, organisation, interviewers and date; never the text.

    Before its names are out a source is given as `load_unredacted` has it.

    Raises:
        KeyError: there is no such source.
        ValueError: its text is not the stored one.
    """
    with writing(db):
        stored = load_source(db, source.id)
        in_vault = not stored.text
        if in_vault:
            stored = load_unredacted(db, vault, source.id)
        if (stored.text, stored.turns) != (source.text, source.turns):
            raise ValueError(
                f"Source '{source.id}': its words differ from those that were imported. "
                "A text is never changed; import the corrected file as a new source."
            )
        db.execute(
            "update source set title = ?, kind = ?, participant = ?, organisation = ?,"
            " collected_on = ?, n_words_asked = ? where id = ?",
            [
                source.title,
                source.kind.value,
                source.participant or None,
                source.organisation or None,
                source.collected_on,
                count_asked(source),
                source.id,
            ],
        )
        if in_vault:
            keep_unredacted(vault, source)
        else:
            save_interviewers(db, source)
        record(db, actor, "changed the details of a source", source.id)


def delete_source(db: Database, id: str, actor: str) -> None:
    """Remove a source for good; `forget_source` removes what the vault has of it.

    Raises:
        KeyError: there is no such source.
        SourceInUseError: it has coded passages.
        QuotedSourceError: its codes were removed, but a theme or finding still quotes it.
    """
    with writing(db):
        source = load_source(db, id)
        n_segments = db.execute(
            "select count(*) from live_segment where source = ?", [id]
        ).fetchone()[0]
        if n_segments:
            raise SourceInUseError(source.title, n_segments)
        try:
            db.execute("delete from segment where source = ?", [id])
        except sqlite3.IntegrityError as trouble:
            raise QuotedSourceError(source.title) from trouble
        db.execute("delete from source where id = ?", [id])
        forget_words(db)
        record(db, actor, "deleted a source", id)


def sources_frame(db: Database) -> pd.DataFrame:
    """One row per source: the columns of `COLUMNS`; open answers after the interviews.

    Missing participant, organisation and date are ""; names_removed is a bool, `names` a
    NamesState in words. n_words are without interviewers, unless the study counts them too.
    """
    rows = db.query("""
      select source.id, source.title, source.kind, coalesce(source.participant, '') participant,
        coalesce(source.organisation, '') organisation,
        coalesce(organisation.name, '') organisation_name, counted_words.n_words,
        (select count(*) from open_segment where open_segment.source = source.id) n_segments,
        source.collected_on, source.names_removed, source.names, source.imported_at
      from source join counted_words on counted_words.source = source.id
        left join organisation on organisation.id = source.organisation
      order by source.kind = 'open answer', source.kind != 'interview', source.kind,
        participant, source.title collate nocase, source.imported_at, source.id
    """)
    return pd.DataFrame(rows, columns=COLUMNS).astype({"names_removed": bool})


def _refuse_twice(db: Database, source: Source) -> None:
    same = find_source(db, source.original_sha256)
    if same:
        raise AlreadyImportedError(load_source(db, same).title, same)


def save_interviewers(db: Database, source: Source) -> None:
    """Replace the labels of those who ask."""
    db.execute("delete from interviewer where source = ?", [source.id])
    db.conn.executemany(
        "insert into interviewer (source, speaker) values (?, ?)",
        [(source.id, speaker) for speaker in sorted(source.interviewers)],
    )


def _row(source: Source) -> dict[str, object]:
    return {
        "id": source.id,
        "title": source.title,
        "kind": source.kind.value,
        "sha256": hashlib.sha256(b"").hexdigest(),
        "participant": source.participant or None,
        "organisation": source.organisation or None,
        "names": source.names.value,
        "identifiability": source.identifiability.value,
        "original_sha256": source.original_sha256,
        "n_words": count_words(source),
        "n_words_asked": count_asked(source),
        "notices": "\n".join(source.notices),
        "collected_on": source.collected_on,
    }


def _source(row: dict[str, Any], turns: tuple[Turn, ...], asking: set[str]) -> Source:
    return Source(
        title=row["title"],
        text=row["text"],
        turns=turns,
        kind=SourceKind(row["kind"]),
        id=row["id"],
        participant=row["participant"] or "",
        organisation=row["organisation"] or "",
        interviewers=frozenset(asking),
        names=NamesState(row["names"]),
        identifiability=Identifiability(row["identifiability"]),
        original_sha256=row["original_sha256"],
        collected_on=row["collected_on"],
        notices=tuple(row["notices"].split("\n")) if row["notices"] else (),
    )
