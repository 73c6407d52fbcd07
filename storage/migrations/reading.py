"""The index of the reading room: the words of every turn that may be read."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("reading")


@migrations()
def m001_words_of_turns(db: Database) -> None:
    """The index follows the turns by itself; a turn is added after the text that it lies in.

    Deleted words stay inside the index's own pages until it is rebuilt (`forget_words`).
    """
    db.executescript("""
    create table turn_place (
      id integer primary key, source text not null, n integer not null, unique (source, n)
    );
    create virtual table turn_words using fts5 (
      words, tokenize = 'porter unicode61 remove_diacritics 2'
    );
    create trigger turn_is_indexed after insert on turn begin
      insert into turn_place (source, n) values (new.source, new.n);
      insert into turn_words (rowid, words)
        select turn_place.id, substr(source.text, new.start + 1, new."end" - new.start)
        from source join turn_place on turn_place.source = source.id
        where source.id = new.source and turn_place.n = new.n;
    end;
    create trigger turn_leaves_index after delete on turn begin
      delete from turn_words where rowid =
        (select id from turn_place where source = old.source and n = old.n);
      delete from turn_place where source = old.source and n = old.n;
    end;
    insert into turn_place (source, n) select source, n from turn;
    insert into turn_words (rowid, words)
      select turn_place.id, substr(source.text, turn.start + 1, turn."end" - turn.start)
      from turn_place join turn on turn.source = turn_place.source and turn.n = turn_place.n
        join source on source.id = turn.source;
    """)
