"""Rounds of coding by several people, what is hidden while one is open, and what was settled."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("rounds")


@migrations()
def m001_rounds(db: Database) -> None:
    """A round without codes is about all of them.

    `changed_at` is the revision of the text at which a round opened or closed last: a screen from
    before loads all passages anew, because others' appear or disappear. Whoever shows passages
    reads `open_segment`, and adds the reader's own.
    """
    db.executescript("""
    create table round (
      n integer primary key, id text not null unique, name text not null, blind integer not null,
      reference text not null default '', created_by text not null, created_at text not null,
      closed_at text not null default ''
    );
    create table round_source (
      round text not null references round (id) on delete cascade,
      source text not null references source (id) on delete cascade,
      changed_at integer not null, primary key (round, source)
    ) without rowid;
    create index round_of_source on round_source (source);
    create table round_code (
      round text not null references round (id) on delete cascade,
      code text not null references code (id), primary key (round, code)
    ) without rowid;
    create table assignment (
      round text not null, source text not null, coder text not null,
      done_at text not null default '', primary key (round, source, coder),
      foreign key (round, source) references round_source (round, source) on delete cascade
    ) without rowid;
    create view blind_source as select distinct round_source.source
      from round_source join round on round.id = round_source.round
      where round.blind and round.closed_at = '';
    create view open_segment as select * from live_segment
      where source not in (select source from blind_source);
    """)


@migrations()
def m002_decisions(db: Database) -> None:
    """What a team decided about a passage on which its coders differ, and what was said of it.

    A decision that is taken back stays, with the time. The decided passages are segments of the
    coder "agreed".
    """
    db.executescript("""
    create table decision (
      id text primary key, round text not null default '',
      source text not null references source (id) on delete cascade,
      start integer not null, "end" integer not null, code text not null references code (id),
      ruling text not null, taken text not null default '', decided_by text not null,
      decided_at text not null, revision integer not null default 0,
      removed_at text not null default ''
    ) without rowid;
    create index decision_of_source on decision (source);
    create table discussion (
      n integer primary key, id text not null unique, round text not null default '',
      source text not null references source (id) on delete cascade,
      start integer not null, "end" integer not null, code text not null references code (id),
      author text not null, written_at text not null, words text not null
    );
    create index discussion_of_source on discussion (source);
    create view person_segment as select * from live_segment where coder != 'agreed';
    """)
