"""Organisations, participants, sources and their turns."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("interviews")


@migrations()
def m001_people_and_sources(db: Database) -> None:
    """The text of a source is never changed (rule T1).

    The name of the original file is not here: it often holds a person's name, so the vault has it.
    """
    db.executescript("""
    create table organisation (
      id text primary key, name text not null unique, sector text not null default ''
    ) without rowid;
    create table participant (
      id text primary key, organisation text references organisation (id),
      role text not null default ''
    ) without rowid;
    create table attribute (
      participant text not null references participant (id) on delete cascade, name text not null,
      value text not null, primary key (participant, name)
    ) without rowid;
    create table source (
      id text primary key, title text not null, kind text not null, text text not null,
      sha256 text not null, participant text references participant (id),
      organisation text references organisation (id), names_removed integer not null default 0,
      original_sha256 text not null default '', n_words integer not null default 0,
      notices text not null default '', collected_on text not null default '',
      imported_at text not null,
      revision integer not null default 0,
      response text references response (id), item text not null default ''
    ) without rowid;
    create unique index source_of_answer on source (response, item) where response is not null;
    create unique index source_of_original on source (original_sha256)
      where original_sha256 != '';
    create trigger source_text_stays before update of text, sha256 on source
      begin select raise(abort, 'the text of a source is never changed'); end;
    create table turn (
      source text not null references source (id) on delete cascade, n integer not null,
      speaker text not null, start integer not null, "end" integer not null, at_ms integer,
      primary key (source, n)
    ) without rowid;
    create table interviewer (
      source text not null references source (id) on delete cascade, speaker text not null,
      primary key (source, speaker)
    ) without rowid;
    """)
