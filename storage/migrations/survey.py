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


@migrations()
def m003_collection(db: Database) -> None:
    """How answers are collected: chosen before the first response, fixed by it (decision 0007).

    `begun` never goes back, so the mode stays fixed even if every response is deleted. An
    anonymous response has no invitation; with invitations it has no time finer than the day.
    """
    db.executescript("""
    create table collection (
      instrument text primary key,
      mode text not null default 'anonymous open link' check (
        mode in ('anonymous open link', 'anonymous with invitations', 'identified')),
      begun integer not null default 0, opens_on text not null default '',
      closes_on text not null default '', most integer not null default 0,
      draft_days integer not null default 30, withdraw_until text not null default '',
      quotas text not null default '[]'
    ) without rowid;
    alter table response add column invitation text not null default '';
    create unique index response_of_invitation on response (instrument, invitation)
      where invitation != '' and submitted_at is not null;
    create index response_drafts on response (updated_at) where submitted_at is null;

    update response set updated_at = substr(updated_at, 1, 10),
      submitted_at = substr(submitted_at, 1, 10) where origin = 'web';
    insert into collection (instrument, begun) select distinct instrument, 1 from response;

    create trigger response_fixes_mode after insert on response
      when not exists (
        select 1 from collection where instrument = new.instrument and begun = 1)
      begin
        insert or ignore into collection (instrument) values (new.instrument);
        update collection set begun = 1 where instrument = new.instrument;
      end;
    create trigger collection_mode_stays before update on collection
      when old.begun = 1
        and (old.mode != new.mode or old.instrument != new.instrument or new.begun != 1)
      begin select raise(abort, 'the first response has fixed how answers are collected'); end;
    create trigger collection_begun_stays before delete on collection when old.begun = 1
      begin select raise(abort, 'the first response has fixed how answers are collected'); end;
    create trigger collection_not_replaced before insert on collection
      when exists (select 1 from collection where instrument = new.instrument and begun = 1
        and (mode != new.mode or new.begun != 1))
      begin select raise(abort, 'the first response has fixed how answers are collected'); end;

    create trigger response_named_insert before insert on response
      when new.invitation != '' and not exists (
        select 1 from collection where instrument = new.instrument and mode = 'identified')
      begin select raise(abort, 'an anonymous response has no invitation'); end;
    create trigger response_named_update before update of invitation on response
      when new.invitation != '' and not exists (
        select 1 from collection where instrument = new.instrument and mode = 'identified')
      begin select raise(abort, 'an anonymous response has no invitation'); end;
    create trigger response_timed_insert before insert on response
      when new.origin = 'web'
        and max(length(new.updated_at), length(coalesce(new.submitted_at, ''))) > 10
        and exists (select 1 from collection where instrument = new.instrument
          and mode = 'anonymous with invitations')
      begin select raise(abort, 'an anonymous response keeps days, not times'); end;
    create trigger response_timed_update before update of updated_at, submitted_at on response
      when new.origin = 'web'
        and max(length(new.updated_at), length(coalesce(new.submitted_at, ''))) > 10
        and exists (select 1 from collection where instrument = new.instrument
          and mode = 'anonymous with invitations')
      begin select raise(abort, 'an anonymous response keeps days, not times'); end;

    create table resume_code (
      code_hash text primary key,
      response text not null references response (id) on delete cascade on update cascade
    ) without rowid;
    create index resume_code_of_response on resume_code (response);
    create table withdrawal (
      receipt_hash text primary key, instrument text not null, version integer not null,
      asked_on text not null, done_on text not null default '',
      response text references response (id)
    ) without rowid;
    """)


@migrations()
def m004_imports(db: Database) -> None:
    """Files of answers that came from elsewhere: each once, and undone as one act.

    The name of the file is not kept: it often holds a person's name.
    """
    db.executescript("""
    create table import (
      id text primary key, instrument text not null, version integer not null,
      file_sha256 text not null, imported_at text not null, n_imported integer not null,
      n_rejected integer not null, undone_at text not null default ''
    ) without rowid;
    create unique index import_of_file on import (instrument, file_sha256) where undone_at = '';
    create table imported (
      response text primary key references response (id) on delete cascade on update cascade,
      import text not null references import (id)
    ) without rowid;
    create index imported_by on imported (import);
    """)


@migrations()
def m005_waves(db: Database) -> None:
    """The numbered round in which a response was sent (decision 0014).

    One invited person may answer once in each.
    """
    db.executescript("""
    alter table collection add column wave integer not null default 1 check (wave >= 1);
    alter table response add column wave integer not null default 1 check (wave >= 1);
    drop index response_of_invitation;
    create unique index response_of_invitation on response (instrument, wave, invitation)
      where invitation != '' and submitted_at is not null;
    """)
