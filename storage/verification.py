"""Is everything as it was written? SQLite, record, texts, passages, originals, promises."""

from __future__ import annotations

import hashlib

from sqlite_utils import Database

from storage.audit import chain_problems

_PROMISES = {
    *("response_fixes_mode", "collection_mode_stays", "collection_begun_stays"),
    *("collection_not_replaced", "response_named_insert", "response_named_update"),
    *("response_timed_insert", "response_timed_update"),
}


def file_problems(db: Database) -> list[str]:
    """What SQLite and the record find wrong with a database; empty if it is sound."""
    found = [f"SQLite: {row[0]}" for row in db.execute("pragma integrity_check") if row[0] != "ok"]
    found += [
        f"Table {row[0]} points to a row of {row[2]} that is not there."
        for row in db.execute("pragma foreign_key_check")
    ]
    return found + (chain_problems(db) if "event" in db.table_names() else [])


def study_problems(db: Database) -> list[str]:
    """What is wrong with the study: its file, its texts, the words under its passages (rule T1)."""
    return [
        *file_problems(db),
        *_texts(db),
        *_passages(db),
        *_releases(db),
        *_anonymity(db),
    ]


def vault_problems(vault: Database) -> list[str]:
    """What is wrong with the vault: its file, the originals and the texts with names in it."""
    changed = [
        f"The original '{row['sha256'][:12]}' was changed after it was kept."
        for row in vault.query("select sha256, body from original")
        if hashlib.sha256(row["body"]).hexdigest() != row["sha256"]
    ]
    changed += [
        f"The text of source {row['source']} was changed in the vault after it was imported."
        for row in vault.query("select source, text, sha256 from unredacted")
        if _hash(row["text"]) != row["sha256"]
    ]
    return [*file_problems(vault), *changed]


def _texts(db: Database) -> list[str]:
    return [
        f"The text of source {row['id']} was changed after it was imported."
        for row in db.query("select id, text, sha256 from source")
        if _hash(row["text"]) != row["sha256"]
    ]


def _passages(db: Database) -> list[str]:
    rows = db.query(
        'select segment.id, quote_sha256, source.text, start, "end" from segment'
        " join source on source.id = segment.source"
        " where segment.id not in (select segment from unmapped)"  # told on its source's page
    )
    return [
        f"Segment {row['id']} no longer lies on the words that were marked."
        for row in rows
        if _hash(row["text"][row["start"] : row["end"]]) != row["quote_sha256"]
    ]


def _releases(db: Database) -> list[str]:
    return [
        f"Release {row['number']} is not the file that was handed out."
        for row in db.query("select number, html, sha256 from release where recalled_on = ''")
        if _hash(row["html"]) != row["sha256"]
    ]


def _anonymity(db: Database) -> list[str]:
    """The triggers of decision 0007 are there, and what they forbid is not."""
    rows = db.execute("select name from sqlite_master where type = 'trigger'")
    there = {str(name) for (name,) in rows}
    found = [
        f"The trigger {name}, which keeps the promise made to respondents, was taken out."
        for name in sorted(_PROMISES - there)
    ]
    (n,) = db.execute(
        "select count(*) from response where invitation != '' and instrument not in"
        " (select instrument from collection where mode = 'identified')"
    ).fetchone()
    return found + ([f"{n} anonymous responses name an invitation."] if n else [])


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
