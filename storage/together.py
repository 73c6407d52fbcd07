"""Writes of many respondents share a commit: the disk is asked once for all who wait for it.

A commit that survives a power cut takes some milliseconds, and only one can be made at a time.
While one is made, others line up; whoever comes next takes everybody in the line along.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

from sqlite_utils import Database

from storage.database import data_folder, is_sharing, open_database, writing

T = TypeVar("T")


class _Turn(Generic[T]):
    """One write that waits, and what came of it."""

    def __init__(self, write: Callable[[Database], T]) -> None:
        self.write = write
        self.results: list[T] = []
        self.error: BaseException | None = None
        self.is_done = False

    def __enter__(self) -> None:
        self.results.clear()
        self.error = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Keep what went wrong: it is raised where the write was asked for, not for others."""
        self.error = error
        return isinstance(error, Exception)


class _Line:
    """Who waits to write into one study; the lock is held by the one who writes for all."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting: deque[_Turn[object]] = deque()


_lines: dict[Path, _Line] = {}


def together(write: Callable[[Database], T]) -> T:
    """Do a write in one transaction with those of others; what it returns, once it is on the disk.

    A write that fails changes nothing and leaves the others alone. If the commit fails, each is
    tried again by itself. Inside `sharing` it takes part in that transaction.
    """
    if is_sharing():
        with open_database() as db, writing(db):
            return write(db)
    line = _lines.setdefault(data_folder(), _Line())
    mine = _Turn(write)
    line.waiting.append(mine)  # type: ignore[arg-type]  # nobody but this function reads its result
    with line.lock:
        if not mine.is_done:
            _take(line, mine)  # type: ignore[arg-type]
    if mine.error is not None:
        raise mine.error
    return mine.results[0]


def _take(line: _Line, first: _Turn[object]) -> None:
    """Write for one and for all who wait."""
    turns = {first: None}
    while line.waiting:
        turns[line.waiting.popleft()] = None
    with open_database() as db, writing(db):
        for turn in turns:
            with turn, writing(db):
                turn.results.append(turn.write(db))
    for turn in turns:
        turn.is_done = True
