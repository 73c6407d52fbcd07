"""Instruments, links, drafts and responses."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("survey")


@migrations()
def m001_instruments_and_responses(db: Database) -> None:
    """A published version is never edited; a response belongs to the version in which it began."""
    db.executescript("""
    create table instrument (
      name text not null, version integer not null, body text not null, sha256 text not null,
      created_at text not null, published_at text not null default '',
      primary key (name, version)
    ) without rowid;
    create trigger instrument_published_stays before update of body on instrument
      when old.published_at != ''
      begin select raise(abort, 'a published questionnaire is never edited'); end;
    create table link (
      token text primary key, instrument text not null, created_at text not null,
      closed_at text not null default ''
    ) without rowid;
    create table response (
      id text primary key, instrument text not null, version integer not null,
      page integer not null default 0, answers text not null default '{}',
      language text not null default '', receipt text not null default '',
      updated_at text not null, submitted_at text,
      foreign key (instrument, version) references instrument (name, version)
    ) without rowid;
    create index response_of_instrument on response (instrument, version, submitted_at);
    create unique index response_receipt on response (receipt) where receipt != '';
    create table answer (
      response text not null references response (id) on delete cascade, item text not null,
      value text not null, primary key (response, item)
    ) without rowid;
    """)


@migrations()
def m002_origin(db: Database) -> None:
    """Where answers came from; a sheet of paper bears a running number and is entered once."""
    db.executescript("""
    alter table response add column origin text not null default 'web'
      check (origin in ('web', 'paper', 'import'));
    alter table response add column sheet integer check (sheet is null or sheet > 0);
    create unique index response_sheet on response (instrument, sheet) where sheet is not null;
    """)
