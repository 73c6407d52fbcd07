"""A picture of every page from the sample study: `python -m tests.screens [FOLDER] [--dark]`.

At 1280 and at 390 px; without a folder into docs/screens/, where the README shows four of them.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from storage.database import close_databases, open_database, open_vault
from storage.sample.load import load_sample
from tests.browser.app import ROOT, App
from tests.browser.conftest import QUIET
from tests.browser.find import browser_path
from tests.browser.places import account_doors, doors, respondent_pages, story_page, studio_pages
from tests.browser.studio import grow_to_content

WIDTHS = {1280: 800, 390: 780}  # width: least height
COLOURS = 128  # a palette keeps the pictures small
TALLEST = 1600  # px: what is further down is more of the same


@contextmanager
def sample_app(folder: Path) -> Iterator[App]:
    """The app with the sample study, running."""
    with open_database(folder / "study.db") as db, open_vault(folder / "vault.db") as vault:
        load_sample(db, vault)
    close_databases()
    app = App(folder)
    app.start()
    yield app
    app.stop()


def keep(page: Page, width: int, path: Path) -> None:
    """Write what the page shows as a small PNG."""
    grow_to_content(page, width, WIDTHS[width], TALLEST)
    page.wait_for_timeout(400)  # fonts and charts settle after the window has grown
    page.screenshot(path=path)
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    print(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def draw_all(browser: Browser, folder: Path, data: Path, dark: bool) -> None:
    """Every place at every width."""
    ending = "-dark" if dark else ""
    for width, height in WIDTHS.items():
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
        )
        page = context.new_page()
        empty = App(data / f"empty-{width}")
        empty.start()
        for name in doors(page, empty):
            keep(page, width, folder / f"{name}-{width}{ending}.png")
        empty.stop()
        with sample_app(data / f"sample-{width}") as app:
            for place in (studio_pages, respondent_pages, story_page, account_doors):
                for name in place(page, app):
                    keep(page, width, folder / f"{name}-{width}{ending}.png")
        context.close()


def main() -> None:
    """Draw into docs/screens/, or into the folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "screens")
    parser.add_argument("--dark", action="store_true", help="draw the dark scheme")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as data:
        os.environ["THROUGHLINE_DATA"] = data
        found = browser_path()
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        draw_all(browser, asked.folder, Path(data), asked.dark)
        browser.close()


if __name__ == "__main__":
    main()
