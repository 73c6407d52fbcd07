"""Every page that a respondent can see, one after the other, with JavaScript or without."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.respondent import phone, press

WEATHER = "https://weather.gc.ca/**"
both_ways = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def weather(route: Route) -> None:
    """A page that stands in for the neutral one."""
    route.fulfill(body="<title>Weather</title>", content_type="text/html")


def visitor(browser: Browser, *, script: bool = True) -> Page:
    """Somebody new on a phone; the neutral page answers without a network."""
    page = phone(browser, script=script)
    page.context.route(WEATHER, weather)
    return page


def open_link(page: Page, address: str) -> None:
    """The link as it was handed out."""
    page.goto(address)


def decline(page: Page, address: str) -> None:
    """Who does not want to take part."""
    open_link(page, address)
    press(page, "No, thank you")


def begin(page: Page, address: str) -> None:
    """The first page of questions."""
    open_link(page, address)
    press(page, "I agree, start")


def make_a_mistake(page: Page, address: str) -> None:
    """The same page with two problems on it."""
    begin(page, address)
    page.get_by_label("How many people work").fill("900")
    press(page, "Next")


def come_to_note(page: Page, address: str) -> None:
    """The note before the hard part."""
    begin(page, address)
    page.get_by_label("In which city").fill("Red Deer")
    press(page, "Next")


def go_into_part(page: Page, address: str) -> None:
    """The first page of the hard part."""
    come_to_note(page, address)
    press(page, "Go on to this part")


def take_a_break(page: Page, address: str) -> None:
    """The page that says what is saved."""
    come_to_note(page, address)
    press(page, "Take a break")


def look_over(page: Page, address: str) -> None:
    """The review of all answers; the hard part was skipped."""
    come_to_note(page, address)
    press(page, "Skip this part")
    press(page, "Next")


def send(page: Page, address: str) -> None:
    """The receipt."""
    look_over(page, address)
    press(page, "Send my answers")
    expect(page.locator(".words li")).to_have_count(4)


def read_on_safety(page: Page, address: str) -> None:
    """What leaving can and cannot hide."""
    begin(page, address)
    page.get_by_role("button", name="What leaving quickly").click()
    page.wait_for_load_state()


def come_back(page: Page, address: str) -> None:
    """The page that asks for the words of a break."""
    page.goto(f"{address}/resume")


def take_back(page: Page, address: str) -> None:
    """The page that asks for the receipt, after a receipt that nobody has."""
    page.goto(f"{address}/withdraw")
    page.get_by_label("The four words of your receipt").fill("one two three four")
    press(page, "Delete my answers")


def lose_it(page: Page, address: str) -> None:
    """A page of questions in a browser that has not begun."""
    page.goto(f"{address}/2")


def mistype(page: Page, address: str) -> None:
    """A link with a letter missing."""
    page.goto(address[:-1])


WAYS: list[Callable[[Page, str], None]] = [
    open_link,
    decline,
    begin,
    make_a_mistake,
    come_to_note,
    go_into_part,
    take_a_break,
    look_over,
    send,
    read_on_safety,
    come_back,
    take_back,
    lose_it,
    mistype,
]


def places(page: Page, address: str) -> Iterator[str]:
    """Each page once, always as somebody new; yields how one came there."""
    for way in WAYS:
        page.context.clear_cookies()
        way(page, address)
        yield way.__name__
