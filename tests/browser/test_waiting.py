"""WAIT01 a page is not ready as long as the server has not heard of a click; WAIT02 of two clicks
in a row the page is ready after the second, whether the first became a run of its own or not."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page

from access.model import Role
from tests.browser.app import App
from tests.browser.studio import READY, open_studio, sign_in, wait_until_ready

pytestmark = pytest.mark.browser


@contextmanager
def held_up(app: App) -> Iterator[None]:
    """Within, the server answers nobody: a machine that is busy with something else."""
    assert app.process is not None
    os.kill(app.process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(app.process.pid, signal.SIGCONT)


def test_wait01_wait02_a_page_is_ready_once_it_shows_what_was_clicked(
    page: Page, sample_app: App
) -> None:
    sign_in(page.context, sample_app, Role.LEAD)
    open_studio(page, sample_app, "/results")
    shown = page.locator(".st-key-results-view")
    with held_up(sample_app):
        shown.get_by_text("One question").click()
        assert page.locator(READY).count() == 0
    wait_until_ready(page)
    assert page.get_by_text("Compare by").is_visible()

    with held_up(sample_app):
        shown.get_by_text("Scales").click()
        shown.get_by_text("One question").click()
    wait_until_ready(page)
    assert page.get_by_text("Compare by").is_visible()
