"""Writes that come by the event loop: many share one transaction, and a thread commits it.

What a respondent asks for takes less time than handing it to a thread, so it is done on the event
loop itself. Only the disk takes long. Whoever waits is written into one transaction, a thread
commits it, and nobody is answered before that; meanwhile the loop serves others, and the next
writes line up.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from storage.database import PATIENCE, data_folder, open_database, sharing, writing

T = TypeVar("T")


@dataclass
class _Turn:
    """One act that waits, and where its outcome is awaited."""

    act: Callable[[], object]
    told: asyncio.Future[object]
    outcome: object = None
    error: Exception | None = None

    def do(self, act: Callable[[], object]) -> None:
        """Do it, and keep what came of it: an error is raised where the act was asked for."""
        self.error = None
        try:
            self.outcome = act()
        except Exception as error:
            self.error = error

    def tell(self) -> None:
        """Hand the outcome to who asked, unless they have gone."""
        if self.told.done():
            return
        if self.error is not None:
            self.told.set_exception(self.error)
        else:
            self.told.set_result(self.outcome)


@dataclass
class _Desk:
    """Who waits to write into one study, on one event loop."""

    waiting: list[_Turn] = field(default_factory=list)
    work: asyncio.Task[None] | None = None

    async def serve(self) -> None:
        """One transaction after another, until nobody waits."""
        while self.waiting:
            turns, self.waiting = self.waiting, []
            if not await _committed(turns):
                await asyncio.gather(*(asyncio.to_thread(turn.do, turn.act) for turn in turns))
            for turn in turns:
                turn.tell()
        self.work = None


_desks: dict[tuple[asyncio.AbstractEventLoop, Path], _Desk] = {}


async def stored(act: Callable[[], T]) -> T:
    """What an act returns, once all that it wrote is on the disk.

    It finds its transaction by `open_database()`. An act that fails changes nothing and leaves
    the others alone. If somebody else is writing just now, or the commit fails, it is done (again)
    in a thread, which can wait: what was done before is not kept.
    """
    loop = asyncio.get_running_loop()
    desk = _desks.setdefault((loop, data_folder()), _Desk())
    mine = _Turn(act, loop.create_future())
    desk.waiting.append(mine)
    if desk.work is None:
        desk.work = loop.create_task(desk.serve())
    return await mine.told  # type: ignore[return-value]  # the outcome of this very act


async def _committed(turns: list[_Turn]) -> bool:
    """Do all of them in one transaction; False if nothing of it is stored."""
    try:
        with open_database() as db:
            db.execute("pragma busy_timeout = 0")  # nobody waits on the event loop
            try:
                db.execute("begin immediate")
                for turn in turns:
                    turn.do(partial(_within, db, turn.act))
                await asyncio.to_thread(db.execute, "commit")
            finally:
                db.execute(f"pragma busy_timeout = {PATIENCE}")
    except sqlite3.Error:  # each is told why when it is done in a thread
        return False
    return True


def _within(db: Database, act: Callable[[], object]) -> object:
    """Act in the open transaction; what fails leaves nothing behind.

    On a full disk SQLite gives up all of it at once: nothing may be written beside it then.
    """
    if not db.conn.in_transaction:
        raise sqlite3.OperationalError("The transaction was given up by SQLite.")
    with sharing(db), writing(db):
        return act()
