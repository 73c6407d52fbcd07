"""Names out as people do it: one decides and signs off, somebody else confirms."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from access.model import Role
from tests.browser.app import App
from tests.browser.studio import open_studio, sign_in


def open_names(page: Page, app: App, source: str) -> None:
    """Open a text on the Names out page."""
    open_studio(page, app, f"/names_out?source={source}")
    expect(page.locator(".nm-text .tl-turn").first).to_be_visible(timeout=20_000)


KEEP, REPLACE = "r", "a"  # the keys


def decide_every_name(page: Page, key: str = KEEP) -> None:
    """Keep or replace what is left to decide, by the keyboard alone."""
    waiting = page.locator(".nm-open .nm-name")
    page.locator(".nm-text").focus()
    while n := waiting.count():
        page.keyboard.press(key)
        expect(waiting).to_have_count(n - 1)


def take_step(page: Page, name: str) -> None:
    """Press a step of the bar, and agree where it asks; wait until the page has heard of it."""
    page.locator(".nm-steps").get_by_role("button", name=name).click()
    asked = page.locator("dialog.nm-ask")
    if name in ("Sign off", "Confirm"):
        asked.get_by_role("button", name=name).click()
    expect(page.locator(".nm-steps").get_by_role("button", name=name)).to_have_count(0)


def take_names_out(page: Page, app: App, source: str, browser: Browser, key: str = KEEP) -> None:
    """Keep or replace every name and sign the text off; then let a second person confirm it."""
    open_names(page, app, source)
    decide_every_name(page, key)
    take_step(page, "Sign off")
    with browser.new_context() as context:
        sign_in(context, app, Role.RESEARCHER)
        second = context.new_page()
        open_names(second, app, source)
        take_step(second, "Confirm")
        expect(second.locator(".nm-state")).to_contain_text("can be coded")
