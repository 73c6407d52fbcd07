"""RCH01 whoever comes to a page by an act begins at its heading, a link opened anew at the top;
RCH02 problems stand in a summary that has the focus and leads to the fields, and in words at
each; RCH03 everything to press or tick is at least 24 px high and wide; RCH04 a survey is
answered and sent with the keyboard alone; RCH05 nothing scrolls sideways at 320 px, at 200 %
zoom, nor with letters twice as large; RCH06 no page ends by itself, however long one takes;
RCH07 axe finds nothing on any page, light or dark, narrow or wide; RCH08 the document says its
language, and runs from right to left where the questions do, while the page's own words keep
theirs; RCH09 the language changes on every page, and what was answered stays; RCH10 all this
with JavaScript and without, as far as it could differ.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.app import App
from tests.browser.careful import (
    WAYS,
    begin,
    both_ways,
    come_back,
    come_to_note,
    go_into_part,
    lose_it,
    make_a_mistake,
    mistype,
    open_link,
    places,
    take_back,
    visitor,
)
from tests.browser.looking import objections
from tests.browser.respondent import PHONE, open_survey, press, submitted
from tests.survey.careful import CAREFUL

pytestmark = pytest.mark.browser
OPENED = {open_link, come_back, lose_it, mistype}  # as an address that somebody follows
SMALL = """() => [...document.querySelectorAll("a, button, input, select, textarea")]
    .map((one) => one.closest("label") ?? one)
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && one.tabIndex >= -1)
    .filter((one) => !one.classList.contains("unseen"))
    .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
    .filter(([_, box]) => box.width && (box.width < 24 || box.height < 24))
    .map(([html, box]) => `${html}: ${box.width} x ${box.height}`)"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def address(running: App) -> str:
    """The address of an open survey with a hard part."""
    return open_survey(running, CAREFUL)


@both_ways
def test_rch01_rch09_a_page_begins_at_its_heading_and_changes_its_language(
    script: bool, address: str, browser: Browser
) -> None:
    page = visitor(browser, script=script)
    for way in WAYS:
        page.context.clear_cookies()
        way(page, address)
        if way is make_a_mistake:
            expect(page.locator(".problems")).to_be_focused()
        elif way is take_back:
            expect(page.get_by_label("The four words")).to_be_focused()
        elif way in OPENED:
            assert page.locator("[autofocus]").count() == 0, way.__name__
        else:
            expect(page.locator("h1"), way.__name__).to_be_focused()
        before = page.url
        heading = page.locator("h1").inner_text()
        press(page, "Français")
        expect(page.locator("html"), way.__name__).to_have_attribute("lang", "fr-CA")
        assert page.locator("h1").inner_text() != heading, way.__name__
        assert page.url == before, way.__name__
    page.context.close()


@both_ways
def test_rch02_problems_lead_to_their_fields(script: bool, address: str, browser: Browser) -> None:
    page = visitor(browser, script=script)
    make_a_mistake(page, address)
    expect(page).to_have_title("Error: Page 2 of 6 – Survey")
    links = page.locator(".problems a")
    expect(links).to_have_count(2)
    for n, label in enumerate(("In which city", "How many people work")):
        field = page.get_by_label(label)
        links.nth(n).click()
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("Problem: From 1 to 500.")
    expect(field).to_have_value("900")
    page.context.close()


def test_rch03_rch05_rch06_rch07_every_page_fits_everybody(address: str, browser: Browser) -> None:
    page = visitor(browser)
    small: list[tuple[str, str]] = []
    wide: list[tuple[str, int, int]] = []
    found: list[str] = []
    for place in places(page, address):
        assert page.locator("meta[http-equiv=refresh]").count() == 0, place
        found += objections(page, place, widths=(320, 1280))
        for width, letters in ((320, 100), (640, 100), (640, 200), (1280, 200)):
            page.set_viewport_size({"width": width, "height": 512})
            page.evaluate("(size) => document.documentElement.style.fontSize = size", f"{letters}%")
            if (more := page.evaluate(SIDEWAYS)) > 0:
                wide.append((place, width, more))
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate("() => document.documentElement.style.fontSize = ''")
            small += [(place, one) for one in page.evaluate(SMALL)]
    assert small == []
    assert wide == []
    assert found == []
    page.context.close()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the thing of this name has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => {
                const one = document.activeElement;
                return (one.labels?.[0] ?? one).textContent.trim();
            }"""
        )
        if focused.startswith(name):
            return
    raise AssertionError(f"Tab never reaches “{name}” on {page.url}")


def press_keys(page: Page, name: str) -> None:
    """Go to a button with Tab and press Enter."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@both_ways
def test_rch04_the_keyboard_alone_is_enough(
    script: bool, running: App, address: str, browser: Browser
) -> None:
    page = visitor(browser, script=script)
    page.goto(address)
    press_keys(page, "I agree, start")
    tab_to(page, "In which city")
    page.keyboard.type(f"Keys {script}")
    tab_to(page, "How many people")
    page.keyboard.type("12")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # in a field it means Next
    press_keys(page, "Go on to this part")
    tab_to(page, "How often")
    page.keyboard.type("2")
    tab_to(page, "In person")
    page.keyboard.press("Space")
    press_keys(page, "Next")
    tab_to(page, "Yes")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    press_keys(page, "Next")
    tab_to(page, "What would help?")
    page.keyboard.type("Time")
    press_keys(page, "Next")
    press_keys(page, "Send my answers")
    expect(page.locator(".words li")).to_have_count(4)
    row = next(row for row in submitted(running, CAREFUL) if row["city"] == f"Keys {script}")
    assert (row["staff"], row["threats"], row["told"]) == (12, 2, ["visit"])
    assert (row["moved"], row["change"]) == ("no", "Time")
    page.context.close()


def test_rch06_no_page_ends_by_itself(address: str, browser: Browser) -> None:
    page = visitor(browser)
    page.clock.install()
    begin(page, address)
    page.get_by_label("In which city").fill("Slowly")
    page.clock.fast_forward(72 * 3_600_000)
    expect(page.get_by_label("In which city")).to_have_value("Slowly")
    press(page, "Next")
    expect(page.locator("h1")).to_have_text("About the next part")
    page.context.close()


@both_ways
def test_rch08_the_document_runs_as_its_questions_do(
    script: bool, address: str, browser: Browser
) -> None:
    page = visitor(browser, script=script)
    page.goto(address)
    press(page, "العربية")
    document = page.locator("html")
    press(page, "I agree, start")
    expect(document).to_have_attribute("lang", "ar")
    expect(document).to_have_attribute("dir", "rtl")
    label = page.get_by_text("في أي مدينة؟")
    assert label.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert label.evaluate("one => getComputedStyle(one).textAlign") == "start"
    box = label.bounding_box()
    assert box is not None
    for own in (".bar", ".where", ".ways", ".foot", ".apart label"):
        expect(page.locator(own).first).to_have_attribute("lang", "en-CA")
        expect(page.locator(own).first).to_have_attribute("dir", "ltr")
    page.get_by_label("في أي مدينة؟").fill("كالغاري")
    press(page, "Next")
    expect(page.get_by_text("يسأل الجزء التالي")).to_be_visible()
    press(page, "Skip this part")
    press(page, "Next")
    expect(page.locator("dd", has_text="كالغاري")).to_be_visible()
    expect(document).to_have_attribute("dir", "rtl")
    press(page, "Send my answers")
    expect(document).to_have_attribute("lang", "en-CA")
    expect(document).to_have_attribute("dir", "ltr")
    page.context.close()


@both_ways
def test_rch09_what_was_answered_stays(script: bool, address: str, browser: Browser) -> None:
    page = visitor(browser, script=script)
    come_to_note(page, address)
    press(page, "Français")
    press(page, "Aller à cette partie")
    press(page, "العربية")
    press(page, "English")
    press(page, "Back")
    expect(page.get_by_label("In which city")).to_have_value("Red Deer")
    page.context.close()


def test_rch03_the_way_to_what_came_up_is_large_enough(address: str, browser: Browser) -> None:
    page = visitor(browser, script=False)
    page.set_viewport_size({"width": 320, "height": PHONE["height"]})
    begin(page, address)
    page.get_by_label("In which city").fill("Red Deer")
    page.get_by_label("Yes").check()
    press(page, "Next")
    expect(page.get_by_role("link", name="Go there")).to_be_visible()
    assert page.evaluate(SMALL) == []
    page.context.close()


def test_rch03_a_note_and_ways_out_fit_a_phone(address: str, browser: Browser) -> None:
    page = visitor(browser, script=False)
    page.set_viewport_size({"width": 320, "height": PHONE["height"]})
    go_into_part(page, address)
    ways = page.locator(".apart label")
    expect(ways.first).to_be_visible()
    assert all(box["height"] >= 24 for way in ways.all() if (box := way.bounding_box()))
    page.context.close()
