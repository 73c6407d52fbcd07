"""AXE01 axe-core finds no violation on any page of the studio, for respondents, at the doors and in
the story, at 1280 and at 390 px; AXE02 nor in the dark scheme; AXE03 nothing scrolls sideways."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.app import App
from tests.browser.places import (
    account_doors,
    doors,
    respondent_pages,
    results_views,
    story_page,
    studio_pages,
)
from tests.browser.studio import wait_until_settled

pytestmark = pytest.mark.browser
Place = Callable[[Page, App], Iterator[str]]
WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def sample_app(sample_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """One running app with the sample study for all tests of this module."""
    app = App(tmp_path_factory.mktemp("accessible") / "data")
    shutil.copytree(sample_files, app.folder)
    app.start()
    yield app
    app.stop()


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


def looked_at(page: Page, names: Iterator[str]) -> list[str]:
    """What is wrong with each place at either width."""
    found: list[str] = []
    for name in names:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wait_until_settled(page)
            found += violations(page, f"{name} at {width}") + sideways(page, f"{name} at {width}")
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    return found


# The respondents' pages in the dark are looked at in test_reach.
@pytest.mark.parametrize(
    ("place", "scheme"),
    [
        (studio_pages, "light"),
        (studio_pages, "dark"),
        (account_doors, "light"),
        (results_views, "light"),
        (results_views, "dark"),
        (respondent_pages, "light"),
        (story_page, "light"),
        (story_page, "dark"),
    ],
)
def test_axe01_axe02_axe03_the_sample_study(
    place: Place, scheme: str, browser: Browser, sample_app: App
) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    assert looked_at(page, place(page, sample_app)) == []
    context.close()


def test_axe01_the_doors(page: Page, app: App) -> None:
    assert looked_at(page, doors(page, app)) == []
