"""DSK01 what is stored is on the disk when its outcome is there; DSK02 acts that come together
share a transaction, many at once lose nothing and double nothing; DSK03 an act that fails changes
nothing, raises where it was asked for, and leaves the others alone; DSK04 while somebody else
writes, the event loop goes on, and the act is stored afterwards; DSK05 if the commit fails, each is
done by itself and only what cannot be kept fails; DSK06 who has gone harms nobody; DSK07 if SQLite
gives up the transaction halfway, nothing is written beside it, and each is done by itself."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from storage.database import open_database, writing
from storage.desk import stored
from storage.together import together

T = TypeVar("T")


def run(work: Coroutine[object, object, T]) -> T:
    """On an event loop of its own; a browser test before this one may hold this thread's."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, work).result()


def insert(n: int) -> int:
    """Write one row; how many there are then. An odd hundred is refused after it was written."""
    together(lambda db: db.execute("insert into setting (name, value) values (?, '')", [str(n)]))
    if n % 100 == 99:
        raise LookupError(f"{n} is refused")
    with open_database() as db:
        return int(db.execute("select count(*) from setting where value = ''").fetchone()[0])


def on_disk(folder: Path) -> list[int]:
    """What another connection finds."""
    other = sqlite3.connect(folder / "study.db")
    rows = other.execute("select name from setting where value = ''").fetchall()
    other.close()
    return sorted(int(name) for (name,) in rows)


def break_reference() -> None:
    """What the database refuses only at the commit."""
    with open_database() as db:
        db.execute("pragma defer_foreign_keys = on")
        db.execute("insert into answer (response, item, value) values ('nobody', 'q', '1')")


def test_dsk01_what_is_acknowledged_is_stored(data_folder: Path) -> None:
    async def work() -> tuple[int, list[int]]:
        return await stored(lambda: insert(7)), on_disk(data_folder)

    assert run(work()) == (1, [7])


def test_dsk02_who_comes_together_shares_a_transaction(data_folder: Path) -> None:
    seen: list[tuple[int, list[int]]] = []

    def act(n: int) -> None:
        seen.append((insert(n), on_disk(data_folder)))

    async def work() -> None:
        await asyncio.gather(*(stored(lambda n=n: act(n)) for n in (1, 2, 3)))

    run(work())
    assert seen == [(1, []), (2, []), (3, [])]
    assert on_disk(data_folder) == [1, 2, 3]


def test_dsk02_and_dsk03_many_at_once(data_folder: Path) -> None:
    async def attempt(n: int) -> str:
        await asyncio.sleep(n % 7 / 1000)
        try:
            await stored(lambda: insert(n))
        except LookupError as error:
            return str(error)
        return f"{n} is kept"

    async def work() -> list[str]:
        return await asyncio.gather(*map(attempt, range(400)))

    said = run(work())
    refused = [n for n in range(400) if n % 100 == 99]
    assert said == [f"{n} is {'refused' if n in refused else 'kept'}" for n in range(400)]
    assert on_disk(data_folder) == [n for n in range(400) if n not in refused]


def test_dsk04_the_loop_does_not_wait_for_another_writer(data_folder: Path) -> None:
    async def work() -> tuple[bool, int, int]:
        with open_database() as db, writing(db):
            asked = asyncio.create_task(stored(lambda: insert(5)))
            turns = 0
            while turns < 20:
                await asyncio.sleep(0.005)
                turns += 1
            early = asked.done()
        return early, turns, await asked

    assert run(work()) == (False, 20, 1)
    assert on_disk(data_folder) == [5]


def test_dsk05_a_failed_commit_fails_for_who_broke_it_only(data_folder: Path) -> None:
    async def work() -> list[object]:
        acts = (lambda: insert(1), break_reference, lambda: insert(2))
        return await asyncio.gather(*map(stored, acts), return_exceptions=True)

    first, broken, second = run(work())
    assert isinstance(broken, sqlite3.IntegrityError)
    assert {first, second} == {1, 2}
    assert on_disk(data_folder) == [1, 2]


def test_dsk06_who_has_gone_is_stored_all_the_same(data_folder: Path) -> None:
    async def work() -> int:
        gone = asyncio.create_task(stored(lambda: insert(1)))
        await asyncio.sleep(0)
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        return await stored(lambda: insert(2))

    assert run(work()) == 2
    assert on_disk(data_folder) == [1, 2]


def test_dsk07_a_transaction_that_sqlite_gives_up(data_folder: Path) -> None:
    done: list[int] = []

    def give_up() -> None:
        with open_database() as db:
            if len(done) == 1:  # together with the others: as on a full disk
                db.execute("rollback")

    def act(n: int) -> int:
        done.append(n)
        return insert(n)

    async def work() -> list[object]:
        acts = (lambda: act(1), give_up, lambda: act(2))
        return await asyncio.gather(*map(stored, acts))

    run(work())
    assert sorted(done) == [1, 1, 2]
    assert on_disk(data_folder) == [1, 2]
