"""AXE01 axe-core finds no violation on any page of the studio, for respondents, at the doors and in
the story, at 1280 and at 390 px; AXE02 nor in the dark scheme; AXE03 nothing scrolls sideways;
AXE04 the list of pages is equally wide on every page that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.app import App
from tests.browser.looking import looked_at
from tests.browser.places import (
    account_doors,
    coding_found,
    doors,
    reading_room_views,
    respondent_pages,
    results_views,
    story_page,
    studio_pages,
    workbench_views,
)

pytestmark = pytest.mark.browser
Place = Callable[[Page, App], Iterator[str]]
SIDEBAR = 232  # px


def test_axe01_axe02_axe03_axe04_the_studio(page: Page, sample_app: App) -> None:
    widths: dict[str, float] = {}

    def measured() -> Iterator[str]:
        for name in studio_pages(page, sample_app):
            box = page.get_by_test_id("stSidebar").bounding_box()
            if box and box["width"]:
                widths[name] = round(box["width"])
            yield name

    found = looked_at(page, measured())
    assert found == [], "\n".join(found)
    assert len(widths) > 5
    assert {name: width for name, width in widths.items() if width != SIDEBAR} == {}


PLACES = [account_doors, results_views, reading_room_views, workbench_views]
PLACES += [respondent_pages, story_page, coding_found]


@pytest.mark.parametrize("place", PLACES)
def test_axe01_axe02_axe03_the_sample_study(place: Place, page: Page, sample_app: App) -> None:
    assert looked_at(page, place(page, sample_app)) == []


def test_axe01_axe02_axe03_the_doors(page: Page, app: App) -> None:
    assert looked_at(page, doors(page, app)) == []
