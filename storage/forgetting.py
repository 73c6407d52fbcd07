"""Drafts whose time is over go by themselves, also where nobody opens a page any more."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress

from storage.database import open_database
from storage.intake import purge_drafts
from storage.together import together

EVERY = 3600  # seconds


async def forget_in_time(every: float = EVERY) -> None:
    """Forget what is over now, and again and again until cancelled.

    Args:
        every: seconds between two times.
    """
    while True:
        with suppress(sqlite3.OperationalError):  # somebody else writes for long: the next time
            await asyncio.to_thread(forget_drafts)
        await asyncio.sleep(every)


def forget_drafts() -> None:
    """Delete the drafts whose time is over, and what the write-ahead log still holds of them."""
    together(purge_drafts)
    with open_database() as db:
        db.execute("pragma wal_checkpoint(truncate)").fetchall()
