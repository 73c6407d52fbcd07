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

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from storage.database import close_databases, open_database, open_vault
from storage.sample.load import load_sample
from tests.browser.app import ROOT, App
from tests.browser.conftest import QUIET
from tests.browser.find import browser_path
from tests.browser.places import (
    account_doors,
    doors,
    respondent_pages,
    story_page,
    studio_pages,
    studio_views,
)
from tests.browser.studio import grow_to_content, wait_until_settled, with_runs_shown

WIDTHS = {1280: 800, 390: 780}  # width: least height
COLOURS = 256  # a palette keeps the pictures small
GROUNDS = 12  # the most frequent colours: paper, surface, ink
TALLEST = 1600  # px: what is further down is more of the same
PLACES = (studio_pages, studio_views, respondent_pages, story_page, account_doors)


def studies(folder: Path) -> tuple[Path, Path]:
    """Two folders with databases: an empty study and the sample."""
    empty, sample = folder / "empty", folder / "sample"
    with open_database(empty / "study.db"), open_vault(empty / "vault.db"):
        pass
    with open_database(sample / "study.db") as db, open_vault(sample / "vault.db") as vault:
        load_sample(db, vault)
    close_databases()
    return empty, sample


@contextmanager
def running(folder: Path) -> Iterator[App]:
    """An app that is stopped whatever happens."""
    app = App(folder)
    try:
        app.start()
        yield app
    finally:
        app.stop()


def keep(page: Page, width: int, path: Path) -> None:
    """Write what the page shows as a small PNG."""
    grow_to_content(page, width, WIDTHS[width], TALLEST)
    wait_until_settled(page)
    page.wait_for_timeout(300)  # charts settle after the window has grown, and tell nobody
    page.screenshot(path=path)
    with Image.open(path) as picture:
        in_few_colours(picture.convert("RGB")).save(path, optimize=True)
    print(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def in_few_colours(picture: Image.Image) -> Image.Image:
    """The picture with a palette: small marks keep their colour, large grounds keep it exactly."""
    few = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    palette = few.getpalette() or []
    pixels, places = np.asarray(picture), np.asarray(few)
    counted: list[tuple[int, tuple[int, ...]]] = picture.getcolors(picture.width * picture.height)
    for _, colour in sorted(counted)[-GROUNDS:]:
        at = 3 * int(places[(pixels == colour).all(axis=2)][0])
        palette[at : at + 3] = colour
    few.putpalette(palette)
    return few


def draw_all(browser: Browser, folder: Path, data: Path, dark: bool) -> None:
    """Every place at every width, by one app that holds the one study after the other."""
    ending = "-dark" if dark else ""
    empty, sample = studies(data)
    with running(data / "data") as app:
        for width, height in WIDTHS.items():
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
            )
            page = context.new_page()
            for study, places in ((empty, (doors,)), (sample, PLACES)):
                app.hold(study)
                for place in places:
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
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(prefix="study-") as data:
        os.environ["THROUGHLINE_DATA"] = data
        found = browser_path()
        browser = with_runs_shown(playwright.chromium.launch(executable_path=found, args=QUIET))
        draw_all(browser, asked.folder, Path(data), asked.dark)
        browser.close()


if __name__ == "__main__":
    main()
