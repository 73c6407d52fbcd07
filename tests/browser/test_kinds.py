"""BKN01 times, scales, rankings, "other" and a repeat are answered to the receipt, with JavaScript
and without; BKN02 equal places are a problem that can be solved, empty ones are none; BKN03 one
time more and one less, with its answers only after asking; BKN04 no range is preset; BKN05 the
order of options stays the same on every visit to a page; BKN06 axe finds nothing and nothing
scrolls sideways, wide and narrow, light and dark; BKN07 with JavaScript a repeat asks on as one
types."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.app import App
from tests.browser.looking import objections
from tests.browser.respondent import open_survey, phone, press, submitted
from tests.survey.kinds import EVERY_KIND

pytestmark = pytest.mark.browser
WIDTHS = (1280, 390, 320)
both_ways = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


@pytest.fixture(scope="module")
def address(running: App) -> str:
    """The address of an open survey with every kind of item."""
    return open_survey(running, EVERY_KIND)


def started(page: Page, address: str) -> Page:
    """A visitor on the first page of items."""
    page.goto(address)
    page.locator("main button.go").click()
    page.wait_for_load_state()
    return page


def rank(page: Page, name: str, place: str) -> None:
    page.get_by_label(name, exact=True).select_option(place)


@both_ways
def test_bkn01_every_kind_is_answered_to_the_receipt(
    script: bool, running: App, address: str, browser: Browser
) -> None:
    before = len(submitted(running, EVERY_KIND))
    page = started(phone(browser, script=script), address)
    page.locator("[name=starts]").fill("07:30")
    page.locator("[name=met]").fill("2026-03-01T14:30")
    page.get_by_role("group", name="How easy").get_by_label("7", exact=True).check()
    page.get_by_label("What share").select_option("35")
    ranking = page.get_by_role("group", name="What would help")
    ranking.get_by_label("One named person").select_option("1")
    ranking.get_by_label("A day together").select_option("3")
    page.get_by_label("Other", exact=True).check()
    page.get_by_label("Please specify").fill("A shared van")
    page.get_by_label("What matters least?").select_option(label="Plain rules")
    press(page, "Next")
    page.get_by_label("What kind").fill("Shelter")
    page.get_by_label("How often did you meet?").fill("2")
    page.get_by_role("button", name="Add one more").click()
    page.wait_for_load_state()
    page.locator("[name='partner/2/kind']").fill("Clinic")
    page.locator("[name='partner/2/meetings']").fill("0")
    press(page, "Next")
    expect(page.locator("dl.answers").first).to_contain_text("1. One named person")
    press(page, "Send my answers")
    found = submitted(running, EVERY_KIND)
    assert len(found) == before + 1
    mine = next(one for one in found if one["first_other"] == "A shared van")
    assert (mine["starts"], mine["met"]) == ("07:30", "2026-03-01T14:30")
    assert (mine["reach"], mine["share"], mine["wave"]) == (7, 35, "spring")
    assert (mine["helps"], mine["first"]) == (["person", "day_out"], "other")
    assert mine["partner"] == [
        {"kind": "Shelter", "meetings": 2},
        {"kind": "Clinic", "meetings": 0},
    ]


@both_ways
def test_bkn02_equal_places_are_a_problem(script: bool, address: str, browser: Browser) -> None:
    page = started(phone(browser, script=script), address)
    ranking = page.get_by_role("group", name="What would help")
    for name in ("One named person", "Plain rules"):
        ranking.get_by_label(name).select_option("2")
    press(page, "Next")
    expect(page.locator(".problems")).to_contain_text("give each place only once")
    wrong = page.locator(".rank [aria-invalid=true]")
    assert sorted(one.input_value() for one in wrong.all()) == ["2 person", "2 rules"]
    ranking.get_by_label("Plain rules").select_option("4")
    press(page, "Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your partners")


@both_ways
def test_bkn03_a_time_goes_with_its_answers_only_after_asking(
    script: bool, address: str, browser: Browser
) -> None:
    page = started(phone(browser, script=script), address)
    press(page, "Next")
    expect(page.get_by_role("button", name="Remove")).to_have_count(0)
    add = page.get_by_role("button", name="Add one more")
    for _ in range(2):
        add.click()
        page.wait_for_load_state()
    page.locator("[name='partner/1/kind']").fill("Shelter")
    page.locator("[name='partner/3/kind']").fill("Clinic")
    press(page, "Remove Partner 2")  # it is empty
    expect(page.locator(".time")).to_have_count(2)
    expect(page.locator("[name='partner/2/kind']")).to_have_value("Clinic")
    press(page, "Remove Partner 1")
    press(page, "No, keep it")
    expect(page.locator("[name='partner/1/kind']")).to_have_value("Shelter")
    press(page, "Remove Partner 1")
    press(page, "Yes, remove it")
    expect(page.locator(".time")).to_have_count(1)
    expect(page.locator("[name='partner/1/kind']")).to_have_value("Clinic")


def test_bkn04_no_range_is_preset(address: str, browser: Browser) -> None:
    page = started(phone(browser), address)
    expect(page.locator("[name=reach]:checked")).to_have_count(0)
    expect(page.get_by_label("What share")).to_have_value("")
    expect(page.locator("input[type=range]")).to_have_count(0)


def test_bkn05_the_order_of_options_stays(address: str, browser: Browser) -> None:
    page = started(phone(browser), address)
    order = page.locator("[name=first]").evaluate_all("all => all.map((one) => one.value)")
    assert order[-1] == "other"
    press(page, "Next")
    press(page, "Back")
    assert page.locator("[name=first]").evaluate_all("all => all.map((one) => one.value)") == order


def test_bkn06_nothing_stands_in_the_way(address: str, page: Page) -> None:
    started(page, address)
    found = objections(page, "kinds", WIDTHS)
    ranking = page.get_by_role("group", name="What would help")
    for name in ("One named person", "Plain rules"):
        ranking.get_by_label(name).select_option("1")
    page.get_by_label("Other", exact=True).check()
    page.get_by_text("More about this question").click()
    press(page, "Next")
    found += objections(page, "kinds with a problem", WIDTHS)
    ranking.get_by_label("Plain rules").select_option("")
    press(page, "Next")
    page.get_by_role("button", name="Add one more").click()
    page.wait_for_load_state()
    page.locator("[name='partner/2/meetings']").fill("4")
    press(page, "Remove Partner 2")
    assert found + objections(page, "repeat, asked about a time", WIDTHS) == []


def test_bkn07_a_repeat_asks_on_as_one_types(address: str, browser: Browser) -> None:
    page = started(phone(browser), address)
    press(page, "Next")
    hours = page.get_by_label("How often did you meet?")
    hours.fill("3")
    expect(page.get_by_role("group", name="Were these meetings useful?")).to_be_visible()
    expect(page.get_by_text("That is 3 meetings.")).to_be_visible()
    expect(hours).to_be_focused()
    expect(hours).to_have_value("3")
