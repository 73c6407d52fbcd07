"""BGR01 arrow keys move between rows and codes, and one cell alone is in the tab order; BGR02 space
codes the whole answer, space again takes it away, and Ctrl Z brings it back; BGR03 letters find a
code that has no column, Enter gives it; BGR04 the grid is accessible and usable at 390 px; BGR05
what was coded stands there after a reload."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from storage.database import close_databases, open_database
from tests.browser.app import App
from tests.browser.bench import coder, desk
from tests.browser.looking import looked_at
from tests.browser.studio import wait_until_ready

pytestmark = pytest.mark.browser


def own(app: App, account: str) -> int:
    with open_database(app.folder / "study.db") as db:
        (n,) = db.execute("select count(*) from live_segment where coder = ?", [account]).fetchone()
    close_databases()
    return int(n)


def opened(page: Page, app: App) -> Locator:
    page.goto(f"{app.url}/answers")
    wait_until_ready(page)
    grid = page.locator(".ag-grid")
    expect(grid.locator(".ag-box").first).to_be_visible(timeout=15_000)
    return grid


def test_bgr01_to_bgr05_by_keyboard(sample_app: App, browser: Browser) -> None:
    app = sample_app
    ana = coder(app, "Ana")
    context = desk(browser, app, ana)
    page = context.new_page()
    grid = opened(page, app)
    here = grid.locator('[tabindex="0"]')
    expect(here).to_have_count(1)
    here.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    row = grid.locator("tbody tr").nth(1)
    cell = row.locator(".ag-box").nth(1)
    expect(cell).to_be_focused()
    saved = page.locator(".ag-host")
    page.keyboard.press("Space")
    expect(cell).to_have_attribute("aria-checked", "true")
    expect(saved).to_have_attribute("data-saved", "1")
    assert own(app, ana.id) == 1
    page.keyboard.press("Enter")
    expect(saved).to_have_attribute("data-saved", "2")
    expect(cell).to_have_attribute("aria-checked", "false")
    assert own(app, ana.id) == 0
    page.keyboard.press("Control+z")
    expect(cell).to_have_attribute("aria-checked", "true")
    expect(cell).to_be_focused()
    page.keyboard.type("short f")
    expect(page.get_by_role("option", name="Short funding")).to_be_visible()
    page.keyboard.press("Enter")
    expect(row.locator(".ag-else")).to_contain_text("Short funding")
    expect(saved).to_have_attribute("data-saved", "4")
    expect(cell).to_be_focused()
    assert own(app, ana.id) == 2
    page.set_viewport_size({"width": 390, "height": 844})
    grid = opened(page, app)
    expect(grid.locator("tbody tr").nth(1).locator('[aria-checked="true"]')).not_to_have_count(0)
    grid.locator("tbody tr").nth(2).locator(".ag-box").first.click()
    expect(page.locator(".ag-host")).to_have_attribute("data-saved", "1")
    assert own(app, ana.id) == 3
    assert looked_at(page, iter(["answers"])) == []
    context.close()
