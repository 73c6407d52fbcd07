"""Fixtures for tests in a real browser. A missing browser is an error that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.app import App
from tests.browser.find import FIX, browser_path, playwright_has_its_own

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Start the machine's own Chromium, headless and without requests of its own."""
    found = browser_path()
    if found is None and not playwright_has_its_own():
        pytest.fail(FIX)
    own = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **own, "args": QUIET}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    """An app with an empty data folder, running."""
    running = App(tmp_path / "data")
    running.start()
    yield running
    running.stop()
