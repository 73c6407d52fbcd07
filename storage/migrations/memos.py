"""Memos: what the team writes down while it thinks, each with what it is about."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("memos")


@migrations()
def m001_memos(db: Database) -> None:
    """A memo goes with the text, passage or participant that it is about; one about a theme stays.

    A removed memo stays until then, so that it can be brought back. When a memo goes for good, its
    words go from the steps as well. `source` is also the text of a passage.
    """
    db.executescript("""
    create table memo (
      id text primary key, kind text not null, text text not null,
      code text references code (id) on delete cascade,
      segment text references segment (id) on delete cascade,
      source text references source (id) on delete cascade,
      participant text references participant (id) on delete cascade,
      theme text references theme (id) on delete set null,
      written_by text not null, written_at text not null, changed_at text not null,
      revision integer not null default 0, removed_at text not null default ''
    ) without rowid;
    create index memo_of_source on memo (source, revision);
    create index memo_of_segment on memo (segment);
    create trigger memo_leaves_nothing after delete on memo begin
      delete from coding_change where "table" = 'memo' and row = old.id;
    end;
    """)
