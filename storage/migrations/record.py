"""The append-only record and the settings of the study."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("record")


@migrations()
def m001_event_chain(db: Database) -> None:
    """Each row hashes the one before; nothing may be changed or taken out (rule T4)."""
    db.executescript("""
    create table event (
      n integer primary key, at text not null, actor text not null, act text not null,
      subject text not null, detail text not null, previous text not null, hash text not null unique
    );
    create trigger event_never_changes before update on event
      begin select raise(abort, 'the record is append-only'); end;
    create trigger event_never_goes before delete on event
      begin select raise(abort, 'the record is append-only'); end;
    create table setting (name text primary key, value text not null) without rowid;
    """)
