"""Codebook, segments and the acts that made them."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("coding")


@migrations()
def m001_codes_and_segments(db: Database) -> None:
    """A removed segment stays as a tombstone: open screens drop it, undo brings it back.

    A removed code hides its segments without touching them, so that it comes back with all of
    them: whoever reads segments reads `live_segment`.
    """
    db.executescript("""
    create table code (
      id text primary key, name text not null, definition text not null default '',
      parent text references code (id), colour integer not null,
      position integer not null default 0, removed_at text not null default ''
    ) without rowid;
    create unique index code_name on code (name collate nocase) where removed_at = '';
    create table segment (
      id text primary key, source text not null references source (id),
      start integer not null, "end" integer not null, code text not null references code (id),
      coder text not null, quote_sha256 text not null, created_at text not null,
      revision integer not null, removed_at text not null default '',
      check (0 <= start and start < "end")
    ) without rowid;
    create index segment_of_source on segment (source, revision);
    create index segment_of_code on segment (code) where removed_at = '';
    create table coding_act (
      id text primary key, source text not null references source (id), kind text not null,
      segment text not null references segment (id), coder text not null, at text not null,
      undone integer not null default 0, n integer not null
    ) without rowid;
    create index coding_act_of_coder on coding_act (source, coder, n);
    create view live_segment as select segment.* from segment join code on code.id = segment.code
      where segment.removed_at = '' and code.removed_at = '';
    """)
