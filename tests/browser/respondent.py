"""What tests of the respondent's pages share: a running app with an open survey, and a phone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from storage.database import close_databases, open_database
from storage.responses import responses_frame
from survey.model import Instrument
from tests.browser.app import App
from tests.survey.publishing import publish

PHONE = {"width": 390, "height": 844}


@contextmanager
def data_of(app: App) -> Iterator[None]:
    """Within, `open_database()` opens the study of this app."""
    before = os.environ.get("THROUGHLINE_DATA")
    os.environ["THROUGHLINE_DATA"] = str(app.folder)
    try:
        yield
    finally:
        close_databases()
        if before is None:
            del os.environ["THROUGHLINE_DATA"]
        else:
            os.environ["THROUGHLINE_DATA"] = before


def open_survey(app: App, instrument: Instrument) -> str:
    """Publish an instrument in this app; the address to hand out."""
    with data_of(app):
        return f"{app.url}/s/{publish(instrument)}"


def phone(browser: Browser, *, script: bool = True, language: str = "en-CA") -> Page:
    """A new visitor on a phone, with a cookie jar of its own."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=script, locale=language)
    context.set_default_timeout(10_000)
    return context.new_page()


def press(page: Page, name: str) -> None:
    """Press a button of the page's form and wait for what comes."""
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def submitted(app: App, instrument: Instrument) -> list[dict[str, object]]:
    """The responses that the app has stored."""
    with data_of(app), open_database() as db:
        return [dict(row) for row in responses_frame(db, instrument.name).to_dict("records")]
