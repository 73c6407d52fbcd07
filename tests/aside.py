"""A coroutine in a thread of its own: a browser test before may hold this thread's event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def run_aside(work: Coroutine[object, object, T]) -> T:
    """What it returns; what goes wrong in it is raised here."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
