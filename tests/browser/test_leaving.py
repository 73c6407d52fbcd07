"""LEA01 the way out is the first thing that Tab reaches on an opened link, the first on every page,
and stays on the screen however far one scrolls; LEA02 by the button and by Shift three times, from
every page, one comes to the neutral page, and Back does not return; without JavaScript the button
still goes there; LEA03 the screen is blank before the neutral page has arrived; LEA04 typing
capitals never leaves; LEA05 a lead's own neutral page is gone to and named on the safety page;
LEA06 no address has a query or says what is asked, no title names the topic; LEA07 the safety page
says what cannot be hidden."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from storage.database import open_database
from storage.surroundings import save_away
from survey.leaving import WEATHER as DEFAULT
from tests.browser.app import App
from tests.browser.careful import WAYS, begin, both_ways, make_a_mistake, places, visitor, weather
from tests.browser.respondent import data_of, open_survey, press
from tests.survey.careful import CAREFUL

pytestmark = pytest.mark.browser
OUT = "Leave now"
FIRST = """() => {
    const all = [...document.querySelectorAll("a[href], button, input, select, textarea")];
    const first = all.find((one) => one.type !== "hidden" && one.tabIndex >= 0);
    return first.textContent.trim();
}"""


@pytest.fixture(scope="module")
def address(running: App) -> str:
    """The address of an open survey with a hard part."""
    return open_survey(running, CAREFUL)


@both_ways
def test_lea01_the_first_key_press_finds_the_way_out(
    script: bool, address: str, browser: Browser
) -> None:
    page = visitor(browser, script=script)
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=OUT)).to_be_focused()
    page.context.close()


@pytest.mark.parametrize("how", ["button", "keys"])
def test_lea02_from_every_page_there_is_no_way_back(
    how: str, address: str, browser: Browser
) -> None:
    context = visitor(browser).context
    for way in WAYS:
        context.clear_cookies()
        page = context.new_page()
        way(page, address)
        if how == "button":
            page.get_by_role("button", name=OUT).click()
        else:
            for _ in range(3):
                page.keyboard.press("Shift")
        expect(page).to_have_title("Weather")
        for _ in range(2):
            page.go_back()
            expect(page, way.__name__).not_to_have_title("Survey")
            assert address not in page.url, way.__name__
        page.close()
    context.close()


def test_lea02_without_a_script_the_button_leaves_every_page(
    address: str, browser: Browser
) -> None:
    page = visitor(browser, script=False)
    for place in places(page, address):
        page.get_by_role("button", name=OUT).click()
        expect(page, place).to_have_title("Weather")
    page.context.close()


def test_lea03_the_screen_is_blank_before_the_neutral_page_comes(
    address: str, browser: Browser
) -> None:
    page = visitor(browser)
    begin(page, address)
    left = page.evaluate(
        """() => {
            document.querySelector(".leave button").click();
            return [document.documentElement.childElementCount, document.title.trim()];
        }"""
    )
    assert left == [0, ""]
    expect(page).to_have_title("Weather")
    page.context.close()


def test_lea04_typing_capitals_never_leaves(address: str, browser: Browser) -> None:
    page = visitor(browser)
    begin(page, address)
    field = page.get_by_label("In which city")
    field.focus()
    for letter in "RED DEER":
        page.keyboard.press("Shift+" + letter)
    expect(field).to_be_visible()
    page.context.close()


def test_lea05_the_leads_own_page_is_gone_to(app: App, browser: Browser) -> None:
    address = open_survey(app, CAREFUL)
    with data_of(app), open_database() as db:
        save_away(db, {**DEFAULT, "en": "https://news.example.org/today"}, "a-lead")
    for script in (True, False):
        page = visitor(browser, script=script)
        page.route("https://news.example.org/**", weather)
        page.goto(f"{address}/safety")
        expect(page.get_by_text("open news.example.org")).to_have_count(1)
        page.get_by_role("button", name=OUT).click()
        expect(page).to_have_title("Weather")
        assert page.url.startswith("https://news.example.org/today")
        page.context.close()


def test_lea01_lea06_no_page_hides_the_way_out_or_says_what_is_asked(
    address: str, browser: Browser
) -> None:
    page = visitor(browser)
    seen: list[str] = []
    titles: list[str] = []
    page.on("framenavigated", lambda frame: seen.append(frame.url))
    for place in places(page, address):
        titles.append(page.title())
        assert page.evaluate(FIRST) == OUT, place
        for width, height in ((390, 844), (1280, 500)):
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            expect(page.get_by_role("button", name=OUT), place).to_be_in_viewport(ratio=1)
    make_a_mistake(page, address)
    page.locator(".problems a").last.click()
    page.goto(f"{address}/review")
    press(page, "Change How many people work with you?")
    ours = [urlsplit(url) for url in seen if url.startswith("http")]
    names = {item.name for item in CAREFUL.items}
    assert not [url for url in ours if url.query]
    assert not [url for url in ours if any(name in url.fragment for name in names)]
    assert {url.fragment for url in ours} - {""}
    assert all(title.endswith("– Survey") for title in titles)
    assert not [title for title in titles if "safe" in title.replace("safety", "")]
    page.context.close()


def test_lea07_the_safety_page_is_honest(address: str, page: Page) -> None:
    page.goto(f"{address}/safety")
    for text in (
        "browser’s history",
        "watch your device",
        "your network",
        "survey link",
        "you began",
    ):
        expect(page.locator(".care").get_by_text(text)).to_be_visible()
