"""TOG01 what is written together is on the disk when it is acknowledged; TOG02 many threads at once
lose nothing and double nothing; TOG03 a write that fails changes nothing, raises where it was asked
for, and leaves the others alone; TOG04 if the commit fails nobody is told that it was kept; TOG05
inside `sharing` it takes part in the transaction around it."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage.database import open_database, sharing, writing
from storage.together import together


def insert(db: Database, n: int) -> int:
    """Write one row; an odd hundred is refused after it was written."""
    db.execute("insert into setting (name, value) values (?, '')", [str(n)])
    if n % 100 == 99:
        raise LookupError(f"{n} is refused")
    return n


def stored(path: Path) -> list[int]:
    """What another connection finds."""
    other = sqlite3.connect(path / "study.db")
    rows = other.execute("select name from setting where value = ''").fetchall()
    other.close()
    return sorted(int(name) for (name,) in rows if name.isdecimal())


def test_tog01_what_is_acknowledged_is_stored(data_folder: Path) -> None:
    assert together(lambda db: insert(db, 7)) == 7
    assert stored(data_folder) == [7]


def attempt(n: int) -> str:
    """Write one row; in words what came of it."""
    try:
        return f"{together(lambda db: insert(db, n))} is kept"
    except LookupError as error:
        return str(error)


def test_tog02_and_tog03_many_at_once(data_folder: Path) -> None:
    numbers = list(range(400))
    with ThreadPoolExecutor(20) as pool:
        said = list(pool.map(attempt, numbers))
    refused = [n for n in numbers if n % 100 == 99]
    assert said == [f"{n} is {'refused' if n in refused else 'kept'}" for n in numbers]
    assert stored(data_folder) == [n for n in numbers if n not in refused]


def test_tog03_a_refusal_of_the_database_is_raised_too(data_folder: Path) -> None:
    together(lambda db: insert(db, 1))
    with pytest.raises(sqlite3.IntegrityError):
        together(lambda db: insert(db, 1))
    assert stored(data_folder) == [1]


def test_tog04_a_failed_commit_acknowledges_nothing(data_folder: Path) -> None:
    def break_reference(db: Database) -> None:
        db.execute("pragma defer_foreign_keys = on")
        db.execute("insert into answer (response, item, value) values ('nobody', 'q', '1')")

    with pytest.raises(sqlite3.IntegrityError):
        together(break_reference)
    assert together(lambda db: insert(db, 2)) == 2
    assert stored(data_folder) == [2]


def test_tog05_it_takes_part_in_a_transaction_around_it(data_folder: Path) -> None:
    def give_up() -> None:
        with open_database() as db, writing(db), sharing(db):
            together(lambda db: insert(db, 3))
            raise KeyError

    with pytest.raises(KeyError):
        give_up()
    assert stored(data_folder) == []
