"""Deleting so that nothing is left: rows with all that hangs on them, words in texts, file bytes.

Everything here looks at the schema, not at a list of tables: a table that is added later is
reached without being named.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlite_utils import Database
from sqlite_utils.db import Table

from interviews.withdrawing import Phrases, blanked

# Never searched for words: what respondents wrote, what is sealed, and texts, which never change.
# Releases and the participant's own consent are taken care of by `storage.participant_withdrawals`.
SEALED = frozenset(
    ["event", "instrument", "response", "answer", "release", "consent_event", "withdrawal", "turn"]
)
SEALED_COLUMNS = frozenset([("source", "text"), ("source", "sha256")])
_SHORTEST = 12  # signs; no phrase of three words is shorter than this in a language with vowels
_TRIES, _PAUSE = 40, 0.25  # waiting for readers before the log can be emptied; seconds


def delete_with_all(db: Database, table: str, ids: Iterable[str]) -> None:
    """Within a transaction: delete rows by id, after every row of any table that points to them."""
    wanted = json.dumps(list(ids))
    for child in plain_tables(db):
        for column in _pointing(db, child.name, table):
            where = f'"{column}" in (select value from json_each(?))'  # noqa: S608  our schema
            if "id" in child.pks:
                rows = child.rows_where(where, [wanted], select="id")
                delete_with_all(db, child.name, [str(row["id"]) for row in list(rows)])
            else:
                child.delete_where(where, [wanted])
    db.table(table).delete_where("id in (select value from json_each(?))", [wanted])


def delete_within(db: Database, source: str, spans: Sequence[tuple[int, int]]) -> None:
    """Within a transaction: delete whatever is about a stretch of a text that overlaps a span.

    The turns themselves stay: they are blanked.
    """
    for table in plain_tables(db):
        columns = {column.name for column in table.columns}
        if table.name != "turn" and {"source", "start", "end"} <= columns:
            for start, end in spans:
                where = 'source = ? and start < ? and ? < "end"'
                if "id" in table.pks:
                    rows = table.rows_where(where, [source, end, start], select="id")
                    delete_with_all(db, table.name, [str(row["id"]) for row in list(rows)])
                else:
                    table.delete_where(where, [source, end, start])


def find_words(db: Database, phrases: Phrases) -> list[tuple[str, str]]:
    """Where these phrases stand outside the texts, as (table, column); once for each row."""
    return [
        (table.name, column) for table, _, row in _texts(db) for column in _changed(row, phrases)
    ]


def blank_words(db: Database, phrases: Phrases) -> None:
    """Within a transaction: blank these phrases wherever the team has written them."""
    for table, key, row in list(_texts(db)):
        changed = _changed(row, phrases)
        if changed:
            given = ", ".join(f'"{name}" = ?' for name in changed)
            where = " and ".join(f'"{name}" = ?' for name in table.pks)
            db.execute(
                f'update "{table.name}" set {given} where {where}',  # noqa: S608  our schema
                [*changed.values(), *key],
            )


def _changed(row: Mapping[str, str], phrases: Phrases) -> dict[str, str]:
    """The columns in which one of the phrases stands, with their texts blanked."""
    clean = {name: blanked(text, phrases) for name, text in row.items() if len(text) >= _SHORTEST}
    return {name: text for name, text in clean.items() if text != row[name]}


def empty_files(*databases: Database) -> bool:
    """Not within a transaction: nothing that was deleted is left in an index, a file or a log.

    False if somebody held a file open for too long; then it has to be asked again.
    """
    done = [_empty(db) for db in databases]
    return all(done)


def _empty(db: Database) -> bool:
    for table in _indexes(db):
        db.execute(f'insert into "{table}"("{table}") values (\'rebuild\')')  # noqa: S608
    for _ in range(_TRIES):
        try:
            db.execute("vacuum")
            busy = db.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
        except sqlite3.OperationalError:  # somebody writes at this moment
            busy = 1
        if not busy:
            return True
        time.sleep(_PAUSE)
    return False


def _indexes(db: Database) -> list[str]:
    """Every full-text index: words stay in it after a deletion until it is built anew."""
    rows = db.execute(
        "select name from sqlite_master where type = 'table' and lower(sql) like ?",
        ["create virtual table%using fts5%"],
    )
    return [str(name) for (name,) in rows]


def plain_tables(db: Database) -> list[Table]:
    """The tables of ours; none that SQLite keeps behind an index."""
    rows = db.execute(
        "select name from pragma_table_list where schema = 'main' and type = 'table'"
        " and name not like 'sqlite\\_%' escape '\\' and name not like '\\_%' escape '\\'"
    ).fetchall()
    return [db.table(str(name)) for (name,) in rows]


def _pointing(db: Database, child: str, parent: str) -> list[str]:
    """The columns of a table that point to another one and are not emptied by themselves."""
    rows = db.execute(
        'select min("from"), min("table"), min(on_delete) from pragma_foreign_key_list(?)'
        " group by id having count(*) = 1",
        [child],
    ).fetchall()
    return [str(column) for column, table, then in rows if table == parent and then != "SET NULL"]


def keys_to_others(db: Database, table: str) -> set[str]:
    """The columns that hold ids of other rows."""
    rows = db.execute('select "from" from pragma_foreign_key_list(?)', [table])
    return {str(column) for (column,) in rows}


def _texts(db: Database) -> Iterator[tuple[Table, list[object], dict[str, str]]]:
    """Every row that has open texts: its table, its key, its texts by column."""
    for table in plain_tables(db):
        closed = keys_to_others(db, table.name)
        closed |= {name for of, name in SEALED_COLUMNS if of == table.name}
        names = [
            column.name
            for column in table.columns
            if column.type.upper() == "TEXT" and column.name not in closed
        ]
        if table.name in SEALED or not names:
            continue
        keys = table.pks
        wanted = ", ".join(f'"{name}"' for name in (*keys, *names))
        rows = db.execute(f'select {wanted} from "{table.name}"')  # noqa: S608  our schema
        for row in rows.fetchall():
            texts = dict(zip(names, row[len(keys) :], strict=True))
            yield table, list(row[: len(keys)]), {name: one for name, one in texts.items() if one}
