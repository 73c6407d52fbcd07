"""Look at a page with axe-core at every width, in both schemes, and whether it scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.studio import wait_for_scheme, wait_until_settled

Scheme = Literal["light", "dark"]
WIDTHS = (1280, 390)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
HEIGHT = 900
# The dark scheme changes colours and nothing else, so of axe's rules only contrast can differ.
_COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
_ALL = {"resultTypes": ["violations"]}
_RUN = """async ([context, options]) =>
    (await axe.run(context ?? document, options)).violations"""


def looked_at(
    page: Page,
    names: Iterator[str],
    widths: Sequence[int] = WIDTHS,
    schemes: Sequence[Scheme] = SCHEMES,
) -> list[str]:
    """What is wrong with each place at any width, in either scheme."""
    return [one for name in names for one in objections(page, name, widths, schemes)]


def objections(
    page: Page,
    place: str,
    widths: Sequence[int] = WIDTHS,
    schemes: Sequence[Scheme] = SCHEMES,
    without: str = "",
) -> list[str]:
    """What is wrong with what the page shows now; it is light and wide again afterwards.

    Args:
        without: a selector of what is not ours and is left out.
    """
    found: list[str] = []
    order = list(schemes)
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for scheme in order:
            page.emulate_media(color_scheme=scheme)
            wait_for_scheme(page, scheme)
            wait_until_settled(page)
            where = f"{place} at {width}, {scheme}"
            other = scheme != schemes[0]
            found += violations(page, where, only_colours=other, without=without)
            found += sideways(page, where)
        order.reverse()  # to go on with the scheme that is there: a change draws all of the page
    page.set_viewport_size({"width": widths[0], "height": HEIGHT})
    page.emulate_media(color_scheme="light")
    return found


def violations(
    page: Page, place: str, *, only_colours: bool = False, without: str = ""
) -> list[str]:
    """What axe-core objects to on this page, each with the elements."""
    options = _COLOURS if only_colours else _ALL
    context = {"exclude": [[without]]} if without else None
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(_RUN, [context, options])
    return [
        f"{place}: {one['id']}: {one['help']}: "
        + "; ".join(str(node["html"])[:160] for node in one["nodes"][:3])
        for one in found
    ]


def sideways(page: Page, place: str) -> list[str]:
    """The place's name if its page is wider than the window."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"{place}: {wide} px wider than the window"] if wide > 0 else []
