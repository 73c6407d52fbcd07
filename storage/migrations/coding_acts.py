"""What coders did, so that it can be undone and redone; and how each of them likes to work."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("coding_acts")


@migrations()
def m001_steps(db: Database) -> None:
    """Every act on codes and passages is a step with the rows that it changed.

    `again_of` is the step that an undo or redo is about; `undone` is the undo that took a step
    back. What was done before this table is taken over; what was undone then cannot be redone.
    A text that is deleted takes what was done in it along.
    """
    db.executescript("""
    create table coding_step (
      n integer primary key, id text not null unique, coder text not null, at text not null,
      kind text not null, place text not null, subject text not null default '',
      again_of integer, undone integer, refused integer not null default 0
    );
    create index coding_step_of_coder on coding_step (coder, n);
    create table coding_change (
      step integer not null references coding_step (n) on delete cascade, k integer not null,
      "table" text not null, row text not null, before text not null, after text not null,
      source text references source (id) on delete cascade,
      primary key (step, k)
    ) without rowid;
    create index coding_change_of_source on coding_change (source, step);
    insert into coding_step (n, id, coder, at, kind, place, subject, again_of, undone)
      select row_number() over (order by coding_act.at, coding_act.n, coding_act.id),
        coding_act.id, coding_act.coder, coding_act.at,
        case coding_act.kind when 'apply' then 'code applied' when 'remove' then 'code removed'
          else coding_act.kind end,
        coding_act.source, segment.code,
        case coding_act.kind when 'undo' then 0 end,
        case coding_act.undone when 1 then 0 end
      from coding_act join segment on segment.id = coding_act.segment;
    insert into coding_change
      select coding_step.n, 0, 'segment', coding_act.segment,
        json_object('removed_at', iif(coding_act.kind = 'apply', coding_act.at, '')),
        json_object('removed_at', iif(coding_act.kind = 'apply', '', coding_act.at)),
        coding_act.source
      from coding_act join coding_step on coding_step.id = coding_act.id
      where coding_act.kind != 'undo';
    drop table coding_act;
    """)


@migrations()
def m002_settings_of_a_coder(db: Database) -> None:
    """Pinned codes and the view of the text, for each coder, as JSON."""
    db.executescript("""
    create table coder_setting (
      coder text not null, name text not null, value text not null, primary key (coder, name)
    ) without rowid;
    """)


@migrations()
def m003_reasons(db: Database) -> None:
    """Why somebody changed the codebook, in their own words."""
    db.executescript("alter table coding_step add column why text not null default '';")
