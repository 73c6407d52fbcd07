"""Projects of other coding programs: what came in, and codings that wait for their text."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("exchange")
vault_migrations = Migrations("vault_exchange")


@migrations()
def m001_codings_that_wait(db: Database) -> None:
    """A text that was coded elsewhere has its names in, so it is in the vault and nobody sees its
    passages: their positions wait here, without words, and become segments when two readers have
    taken the names out (decision 0020). `foreign` keeps the GUID under which something came in.
    """
    db.executescript("""
    create table waiting_segment (
      id text primary key, source text not null references source (id) on delete cascade,
      start integer not null, "end" integer not null, code text not null references code (id),
      coder text not null, created_at text not null, check (0 <= start and start < "end")
    ) without rowid;
    create index waiting_segment_of_source on waiting_segment (source);
    create table foreign_thing (
      guid text primary key, kind text not null, id text not null
    ) without rowid;
    create index foreign_thing_of on foreign_thing (kind, id);
    """)


@migrations()
def m002_memos_that_wait(db: Database) -> None:
    """What was noted on a passage waits with it."""
    db.executescript("""
    create table waiting_memo (
      id text primary key,
      segment text not null references waiting_segment (id) on delete cascade,
      text text not null, written_by text not null, written_at text not null
    ) without rowid;
    create index waiting_memo_of_segment on waiting_memo (segment);
    """)


@vault_migrations()
def m001_coders_elsewhere(vault: Database) -> None:
    """Somebody who coded in another program and has no account here: a name, so in the vault."""
    vault.execute(
        "create table coder_elsewhere (id text primary key, name text not null) without rowid"
    )
