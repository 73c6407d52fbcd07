"""BRO01 a blind round, in two browsers at once: what one coder marks does not reach the other's
screen, appears there when the round is closed after a question, and can then be compared and
settled; the decision stands in the workbench as "Agreed"; a
lead turns the figures off after a question; BRO02 nothing on the page runs over the
edge of a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from access.model import Role
from coding.rounds import Round, assigned
from storage.database import open_database
from storage.rounds import open_round
from tests.browser.app import App
from tests.browser.bench import code_words, coder, desk, open_text, put_codes, put_text, saved
from tests.browser.studio import open_studio, sign_in, wait_until_ready

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app(running: App) -> App:
    """One running app with a codebook."""
    put_codes(running)
    return running


def test_bro01_blind_then_closed_then_settled(app: App, browser: Browser) -> None:
    ana, ben = coder(app, "Ana"), coder(app, "Ben")
    source = put_text(app)
    with open_database(app.folder / "study.db") as db:
        round = assigned(Round("Round 1", ()), (source,), (ana.id, ben.id))
        open_round(db, round, ana.id)
    hers, his = desk(browser, app, ana), desk(browser, app, ben, width=390)
    page, other = hers.new_page(), his.new_page()
    open_text(page, app, source)
    open_text(other, app, source)
    code_words(page, "stay on the line", "warm")
    saved(page)
    open_text(other, app, source)  # what is asked for anew, not only what the page had
    expect(other.locator(".tm-host mark")).to_have_count(0)
    expect(other.get_by_text("you see your own codes only")).to_be_visible()

    open_studio(page, app, "/agreement?view=rounds")
    expect(page.get_by_text("0 of 1")).to_have_count(2)
    page.get_by_role("button", name="Close this round").click()
    page.get_by_role("dialog").get_by_role("button", name="Close this round").click()
    expect(page.locator(".tl-state", has_text="closed")).to_be_visible()
    expect(other.locator(".tm-host mark").first).to_be_visible(timeout=20_000)

    code_words(other, "At night there is one of us.", "person")
    saved(other)
    open_studio(page, app, "/agreement?view=differences")
    expect(page.locator(".tl-pair .tl-said")).to_have_count(2)
    page.get_by_role("button", name="Take Ben’s").click()
    wait_until_ready(page)
    open_text(page, app, source)
    expect(page.locator(".tm-name", has_text="Agreed")).to_be_visible()

    for view in ("agreement", "differences", "rounds"):
        open_studio(other, app, f"/agreement?view={view}")
        expect(other.locator("h1.tl-title")).to_be_visible()
        wide = other.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"BRO02 {view} runs {wide} px over the edge"

    sign_in(hers, app, Role.LEAD)
    open_studio(page, app, "/agreement?view=agreement")
    page.get_by_role("button", name="Show no statistics").click()
    page.get_by_role("dialog").get_by_role("button", name="Show no statistics").click()
    expect(page.get_by_text("This study shows no statistics")).to_be_visible()
    hers.close()
    his.close()
