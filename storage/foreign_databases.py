"""SQLite files of other programs, read with care: in memory, without a line of theirs being run."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from coding.errors import ExchangeError

MAX_BYTES = 256 * 2**20
SECONDS = 20.0  # for everything that is asked of one file
_MAX_VALUE = 64 * 2**20  # bytes of one text
_HEADER = b"SQLite format 3\x00"
_WAL = b"\x02\x02"  # bytes 18 and 19 of a file with a write-ahead log beside it
_READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION}
_READING |= {sqlite3.SQLITE_PRAGMA}

Row = dict[str, object]


def is_sqlite(data: bytes) -> bool:
    """True for the file of an SQLite database."""
    return data.startswith(_HEADER)


class ForeignDatabase:
    """The tables of a file; views, triggers and virtual tables in it are never touched."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        rows = connection.execute("select name, sql from sqlite_master where type = 'table'")
        self._tables = {
            str(name)
            for name, sql in rows
            if sql and not str(sql).lower().lstrip().startswith("create virtual")
        }

    def has(self, *tables: str) -> bool:
        """True if all of these are there."""
        return self._tables >= set(tables)

    def rows(self, table: str) -> list[Row]:
        """Every row of a table by the names of its columns; nothing if there is no such table.

        Raises:
            ExchangeError: the file is damaged, or takes too long.
        """
        if table not in self._tables:
            return []
        quoted = table.replace('"', '""')
        try:
            cursor = self._connection.execute(f'select * from "{quoted}"')  # noqa: S608  a name
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as trouble:
            raise _damaged() from trouble


@contextmanager
def open_foreign(data: bytes) -> Iterator[ForeignDatabase]:
    """The file as a database in memory: nothing is written to the disk, nothing else is opened.

    Raises:
        ExchangeError: it is too large, no SQLite file, or damaged.
    """
    if len(data) > MAX_BYTES or not is_sqlite(data):
        raise _damaged()
    if data[18:20] == _WAL:
        data = data[:18] + b"\x01\x01" + data[20:]
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(data)
        connection.execute("pragma trusted_schema = off")
        connection.execute("pragma cell_size_check = on")
        connection.execute("pragma query_only = on")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.set_authorizer(_only_reading)
        until = time.monotonic() + SECONDS
        connection.set_progress_handler(lambda: time.monotonic() > until, 100_000)
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        yield ForeignDatabase(connection)
    except sqlite3.Error as trouble:
        raise _damaged() from trouble
    finally:
        connection.close()


def _only_reading(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY


def _damaged() -> ExchangeError:
    return ExchangeError(
        "The file is no database of a coding program, or it is damaged. Close the project in the "
        "program it comes from, and export or copy it once more."
    )
