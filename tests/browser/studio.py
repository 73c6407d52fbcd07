"""Steps in the studio that many browser tests share: sign in, open a page, wait until it stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlite_utils import Database

from access.model import Account, Role
from storage.accounts import create_account, list_accounts
from storage.database import open_vault
from storage.sessions import start_session
from tests.browser.app import ROOT, App

COOKIE = "throughline_session"
PASSPHRASE = "four unrelated plain words"  # noqa: S105, of accounts made in a test
READY = (
    "html:not([data-test-owes-run]) "
    "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
)
RUNS = Path(__file__).with_name("runs.js")


def page_files() -> list[str]:
    """Every page of navigation.py, as its file."""
    text = (ROOT / "navigation.py").read_text("utf-8")
    return re.findall(r'"(\w+/pages/\w+\.py)"', text)


def address(file: str) -> str:
    """The address of a page: its file's name, and "/" for home."""
    name = Path(file).stem
    return "/" if name == "home" else f"/{name}"


def with_runs_shown(browser: Browser) -> Browser:
    """The same browser; every page of it says on <html> whether Streamlit still owes it a run."""
    plain = browser.new_context

    def new_context(**options: Any) -> BrowserContext:
        context = plain(**options)
        context.add_init_script(path=RUNS)
        return context

    browser.new_context = new_context  # type: ignore[method-assign]
    return browser


def sign_in(context: BrowserContext, app: App, role: Role) -> None:
    """Give this browser the session of an account of that role; made if there is none."""
    with open_vault(app.folder / "vault.db") as vault:
        known = [one for one in list_accounts(vault) if one.role is role and not one.closed_at]
        account = known[0] if known else _new(vault, role)
        token = start_session(vault, account.id)
    context.add_cookies([{"name": COOKIE, "value": token, "url": app.url, "httpOnly": True}])


def open_studio(page: Page, app: App, path: str) -> None:
    """Open an address of the studio and wait until its script has run."""
    page.goto(app.url + path)
    wait_until_ready(page)


def wait_until_ready(page: Page) -> None:
    """Wait until Streamlit is connected and has run everything that it was asked for.

    This includes the click of a moment ago that the server has not heard of yet: the next click
    would end its run before it has done anything.
    """
    page.locator(READY).wait_for(timeout=30_000)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=30_000)


def _new(vault: Database, role: Role) -> Account:
    return create_account(vault, f"A {role}", f"{role}@example.org", role, PASSPHRASE)


def wait_until_settled(page: Page) -> None:
    """Wait until what moves when the window changes has come to rest."""
    page.wait_for_function(
        """() => document.getAnimations().every((one) => one.playState !== 'running'
            || one.timeline !== document.timeline  // follows the reader, not the clock
            || one.effect.getComputedTiming().endTime === Infinity)"""
    )


def wait_for_scheme(page: Page, scheme: str) -> None:
    """Wait until the studio has taken over a colour scheme; other pages do so at once."""
    page.wait_for_function(
        """(wanted) => {
            const app = document.querySelector("[data-testid=stApp]");
            return !app || getComputedStyle(app).colorScheme === wanted;
        }""",
        arg=scheme,
    )


def grow_to_content(page: Page, width: int, least: int, most: int) -> None:
    """Make the window as high as what it shows, within limits: Streamlit scrolls inside."""
    page.set_viewport_size({"width": width, "height": least})
    script = """() => Math.max(document.documentElement.scrollHeight,
        ...[...document.querySelectorAll('[data-testid=stMain]')].map(e => e.scrollHeight))"""
    height = int(page.evaluate(script))
    page.set_viewport_size({"width": width, "height": min(max(height, least), most)})
