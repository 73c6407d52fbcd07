"""The vault: texts with their names in, the key of pseudonyms, the roster, what was decided."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("vault_names")


@migrations()
def m001_unredacted_texts_and_the_key(db: Database) -> None:
    """`folded` is how a name is compared: without case, accents and signs.

    A decision with `source` '' holds in the whole study, one with `start` for a single mention.
    """
    db.executescript("""
    create table unredacted (
      source text primary key, original_sha256 text not null default '', text text not null,
      sha256 text not null, turns text not null, asking text not null,
      spans text not null default '[]'
    ) without rowid;
    create table entity (
      id text primary key, kind text not null, pseudonym text not null default '',
      on_roster integer not null default 0, participant text not null default ''
    ) without rowid;
    create unique index entity_pseudonym on entity (pseudonym) where pseudonym != '';
    create table entity_name (
      entity text not null references entity (id) on delete cascade, folded text not null,
      words text not null, position integer not null, primary key (entity, folded)
    ) without rowid;
    create index entity_of_name on entity_name (folded);
    create table decision (
      n integer primary key, source text not null, folded text not null, words text not null,
      start integer, "end" integer, verdict text not null, kind text not null,
      entity text references entity (id) on delete set null, stand_in text not null default '',
      account text not null, at text not null, undone integer not null default 0
    );
    create index decision_of_source on decision (source, undone);
    create index decision_of_name on decision (folded, undone);
    """)


@migrations()
def m002_a_redaction_waits_for_its_second_reader(db: Database) -> None:
    """`spans` is what the text in the study replaces, `pending` what was signed off since."""
    db.execute("alter table unredacted add column pending text not null default '[]'")


@migrations()
def m003_where_a_decision_was_made(db: Database) -> None:
    """Undo takes back what was decided in the text on the screen, also for the study."""
    db.execute("alter table decision add column made_in text not null default ''")
    db.execute("update decision set made_in = source")
