"""Sources on their way from a text with names to one that may be coded."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("names_out")


@migrations()
def m001_from_the_vault_to_the_study(db: Database) -> None:
    """A text changes only as a new version: from none to the redacted one, or to a corrected one.

    Sources that are there already keep the text that they have ("from before"). A passage that
    did not survive a new version is listed in `unmapped`, never moved by guessing (rule T1).
    """
    db.executescript("""
    alter table source add column names text not null default 'from before';
    alter table source add column identifiability text not null default 'directly identifying';
    alter table source add column text_version integer not null default 1;
    alter table source add column first_reader text not null default '';
    alter table source add column second_reader text not null default '';
    drop trigger source_text_stays;
    create trigger source_text_stays before update of text, sha256 on source
      when new.text_version != old.text_version + 1
      begin select raise(abort, 'the text of a source is never changed'); end;
    create table unmapped (
      segment text primary key references segment (id) on delete cascade,
      source text not null, text_version integer not null, at text not null
    ) without rowid;
    """)
