"""Who speaks in a group, types of attributes, and the consent of each participant."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("consent")


@migrations()
def m001_speakers_and_attribute_types(db: Database) -> None:
    """In a focus group each turn is somebody's. Not the label of the speaker: it can be a name, and
    is replaced when names are taken out; the turns of a text stay the same ones."""
    db.executescript("""
    create table speaker (
      source text not null references source (id) on delete cascade, turn integer not null,
      participant text not null references participant (id), primary key (source, turn)
    ) without rowid;
    create index speaker_of_participant on speaker (participant);
    create table attribute_type (
      name text primary key, kind text not null, options text not null default '[]',
      position integer not null default 0
    ) without rowid;
    insert into attribute_type (name, kind) select distinct name, 'text' from attribute;
    """)


@migrations()
def m002_consent_events(db: Database) -> None:
    """Consent is only ever added to. Who withdraws everything leaves a stub: the emptied row of the
    participant, and the withdrawal itself; only then the earlier events may go."""
    db.executescript("""
    alter table participant add column withdrawn_on text not null default '';
    create table consent_event (
      n integer primary key, participant text not null references participant (id),
      day text not null, kind text not null, level text not null default '', said text not null,
      recorded_by text not null, recorded_at text not null,
      check (kind in ('agreement', 'withdrawal', 'review'))
    );
    create index consent_event_of_participant on consent_event (participant, n);
    create trigger consent_event_never_changes before update on consent_event
      begin select raise(abort, 'consent is append-only: record another event'); end;
    create trigger consent_event_never_goes before delete on consent_event
      when old.kind = 'withdrawal' or not exists
        (select 1 from participant where id = old.participant and withdrawn_on != '')
      begin select raise(abort, 'consent is append-only: record another event'); end;
    create trigger consent_event_ends before insert on consent_event
      when exists (select 1 from participant where id = new.participant and withdrawn_on != '')
      begin select raise(abort, 'this participant has withdrawn everything'); end;
    create trigger participant_withdraws before update of withdrawn_on on participant
      when new.withdrawn_on != old.withdrawn_on and (old.withdrawn_on != '' or not exists
        (select 1 from consent_event
          where participant = old.id and kind = 'withdrawal' and level = 'everything'))
      begin select raise(abort, 'a participant withdraws by a consent event, and for good'); end;
    """)


@migrations()
def m003_what_a_withdrawal_leaves(db: Database) -> None:
    """Why a finding has to be looked at again, and which releases were called back.

    A release that quoted somebody who has withdrawn keeps its number and fingerprint, not its file.
    """
    db.executescript("""
    alter table finding add column review_reason text not null default '';
    alter table release add column recalled_on text not null default '';
    drop trigger release_stays;
    create trigger release_stays before update on release
      when new.recalled_on = '' or new.html != '' or new.sha256 != old.sha256
        or new.number != old.number or new.story != old.story
        or new.released_at != old.released_at or new.released_by != old.released_by
      begin select raise(abort, 'a release is never changed: publish a new one'); end;
    create trigger release_never_goes before delete on release
      begin select raise(abort, 'a release is never deleted'); end;
    """)
