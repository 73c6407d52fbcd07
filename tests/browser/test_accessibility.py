"""AXE01 axe-core finds no violation on any page of the studio, for respondents, at the doors and in
the story, at 1280 and at 390 px; AXE02 nor in the dark scheme; AXE03 nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.app import App
from tests.browser.places import doors, respondent_pages, story_page, studio_pages

pytestmark = pytest.mark.browser
Place = Callable[[Page, App], Iterator[str]]


def violations(page: Page, place: str) -> list[str]:
    """What axe-core objects to on this page, each with the elements."""
    found = Axe().run(page).response["violations"]
    return [
        f"{place}: {one['id']}: {one['help']}: "
        + "; ".join(str(node["html"])[:160] for node in one["nodes"][:3])
        for one in found
    ]


def sideways(page: Page, place: str) -> list[str]:
    """The place's name if its page is wider than the window."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"{place}: {wide} px wider than the window"] if wide > 0 else []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "place", [studio_pages, respondent_pages, story_page], ids=lambda one: one.__name__
)
def test_axe01_no_violation_in_the_sample_study(
    place: Place, width: int, scheme: str, browser: Browser, sample_folder: Path
) -> None:
    app = App(sample_folder)
    app.start()
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    found: list[str] = []
    for name in place(page, app):
        found += violations(page, name) + sideways(page, name)
    context.close()
    app.stop()
    assert found == []


@pytest.mark.parametrize("width", [1280, 390])
def test_axe01_no_violation_at_the_doors(width: int, page: Page, app: App) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    found: list[str] = []
    for name in doors(page, app):
        found += violations(page, name) + sideways(page, name)
    assert found == []
