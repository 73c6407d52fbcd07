"""AXE01 axe-core finds no violation on any page of the studio and in what opens on it, at 1280 and
at 390 px; AXE02 nor in the dark scheme; AXE03 nothing scrolls sideways; AXE04 the list of pages is
equally wide on every page that shows it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.app import App
from tests.browser.looking import looked_at
from tests.browser.places import studio_pages, studio_views
from tests.browser.studio import page_files

pytestmark = pytest.mark.browser
SIDEBAR = 232  # px
PACKAGES = sorted({file.split("/")[0] for file in page_files()})


@pytest.mark.parametrize("package", [*PACKAGES, "views"])
def test_axe01_axe02_axe03_axe04_the_studio(package: str, page: Page, sample_app: App) -> None:
    widths: dict[str, float] = {}

    def measured() -> Iterator[str]:
        views = package == "views"
        places = (
            studio_views(page, sample_app) if views else studio_pages(page, sample_app, package)
        )
        for name in places:
            box = page.get_by_test_id("stSidebar").bounding_box()
            if box and box["width"]:
                widths[name] = round(box["width"])
            yield name

    found = looked_at(page, measured())
    assert found == [], "\n".join(found)
    assert widths, "some page shows the list"
    assert {name: width for name, width in widths.items() if width != SIDEBAR} == {}
