"""RBR01 every kind of chart is drawn anew for its question: bars, marks of groups, means, diverging
bars; RBR02 the words of the chart go with it; RBR03 a filter changes the picture and its base."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from playwright.sync_api import Page, expect

from access.model import Role
from tests.browser.app import App
from tests.browser.studio import open_studio, sign_in, wait_until_ready

pytestmark = pytest.mark.browser
PAGE = "working_together"
CHART = "[data-testid=stVegaLiteChart]"


@pytest.fixture
def results(page: Page, sample_app: App) -> Page:
    """Results of one question of the sample study."""
    sign_in(page.context, sample_app, Role.LEAD)
    open_studio(page, sample_app, "/results")
    page.locator(".st-key-results-view").get_by_text("One question").click()
    expect(page.get_by_text("Compare by")).to_be_visible()
    return page


def choose(page: Page, key: str, words: str) -> None:
    """Take the option that begins with these words."""
    box = page.locator(f".st-key-results-{key}-{PAGE}").get_by_role("combobox")
    box.click()
    box.fill(words)
    page.get_by_role("option", name=words).first.click()
    wait_until_ready(page)


def picture(page: Page, seen: Collection[bytes] = ()) -> bytes:
    """The first chart once it stands still and is none of those seen before."""
    wait_until_ready(page)
    chart = page.locator(CHART).first
    expect(chart.locator("canvas, svg").first).to_be_visible()
    before = b""
    for _ in range(60):
        now = chart.screenshot()
        if now == before and now not in seen:
            return now
        before = now
        page.wait_for_timeout(150)  # Vega has no event for "drawn"
    raise AssertionError("The chart does not come to rest, or is still that of another question.")


def test_rbr01_rbr02_every_chart_is_drawn_anew(results: Page) -> None:
    seen = [picture(results)]
    choose(results, "by", "Have you referred")
    results.get_by_text("Hide small numbers").click()
    for question, told in (
        ("What gets in the way", "Different opening hours”: from 55% (No) to 72% (Yes)"),
        ("I know whom to call", "Strongly agree”: from 50% (No) to 68% (Yes)"),
        ("For how many years", "Mean from"),
        ("When I refer a person", "Strongly agree”: from"),
    ):
        choose(results, "item", question)
        expect(results.locator("h2.tl-section").first).to_contain_text(told)
        seen.append(picture(results, seen))


def test_rbr03_a_filter_changes_the_picture_and_its_base(results: Page) -> None:
    choose(results, "item", "What gets in the way")
    before = picture(results)
    results.get_by_role("button", name="Filter and weigh").click()
    choose(results, "filter", "Have you referred")
    results.keyboard.press("Tab")  # closes the list, which stays open for more
    wanted = results.locator(f".st-key-results-filter-{PAGE}-referred").get_by_role("combobox")
    wanted.click()
    results.get_by_role("option", name="No", exact=True).click()
    wait_until_ready(results)
    expect(results.get_by_text("Only 11 of 60 responses.")).to_be_visible()
    expect(results.locator("h2.tl-section").first).to_contain_text("Base: all 11")
    picture(results, [before])
