"""AXE01 axe-core finds no violation on pages that were worked on, for respondents, at the doors and
in the story, at 1280 and at 390 px; AXE02 nor in the dark scheme; AXE03 nothing scrolls
sideways."""

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
    workbench_views,
)

pytestmark = pytest.mark.browser
Place = Callable[[Page, App], Iterator[str]]


PLACES = [account_doors, results_views, reading_room_views, workbench_views]
PLACES += [respondent_pages, story_page, coding_found]


@pytest.mark.parametrize("place", PLACES)
def test_axe01_axe02_axe03_the_sample_study(place: Place, page: Page, sample_app: App) -> None:
    assert looked_at(page, place(page, sample_app)) == []


def test_axe01_axe02_axe03_the_doors(page: Page, app: App) -> None:
    assert looked_at(page, doors(page, app)) == []
