"""Themes, findings with their evidence, the story and its releases."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("findings")


@migrations()
def m001_themes_findings_story(db: Database) -> None:
    """A release keeps the very file that was handed out."""
    db.executescript("""
    create table theme (
      id text primary key, name text not null, meaning text not null default '',
      position integer not null default 0
    ) without rowid;
    create table theme_code (
      theme text not null references theme (id) on delete cascade,
      code text not null references code (id),
      primary key (theme, code)
    ) without rowid;
    create table theme_quote (
      theme text not null references theme (id) on delete cascade,
      segment text not null references segment (id), position integer not null default 0,
      primary key (theme, segment)
    ) without rowid;
    create table stop_word (word text primary key) without rowid;
    create table finding (
      id text primary key, headline text not null, statement text not null default '',
      state text not null, author text not null,
      changed_by text not null default '', accepted_by text not null default '',
      theme text references theme (id) on delete set null, confidence text not null default '',
      confidence_reason text not null default '', changed_at text not null,
      check (accepted_by = '' or accepted_by != coalesce(nullif(changed_by, ''), author))
    ) without rowid;
    create table evidence (
      id text primary key, finding text not null references finding (id) on delete cascade,
      position integer not null, role text not null, segment text references segment (id),
      instrument text not null default '', item text not null default ''
    ) without rowid;
    create table story (
      id text primary key, title text not null, lead text not null default '',
      method text not null default '', note text not null default ''
    ) without rowid;
    create table story_finding (
      story text not null references story (id) on delete cascade,
      finding text not null references finding (id), position integer not null,
      primary key (story, finding)
    ) without rowid;
    create table release (
      number integer primary key, story text not null references story (id), html text not null,
      sha256 text not null, released_at text not null, released_by text not null
    );
    create trigger release_stays before update on release
      begin select raise(abort, 'a release is never changed: publish a new one'); end;
    """)


@migrations()
def m002_wave_of_evidence(db: Database) -> None:
    """The wave that a survey table counts; 0 counts all of them together, as before."""
    db.execute("alter table evidence add column wave integer not null default 0 check (wave >= 0)")
