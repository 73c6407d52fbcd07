"""CAR01 a note stands before a hard part and offers going on, skipping, going back and a break, as
equals; CAR02 who skips is asked the rest, and who comes back meets the note again; CAR03 "Don't
know" and "Prefer not to answer" stand at sensitive and required items, take the place of what was
typed, can be taken back, and are stored apart from what was left empty and what was not asked;
CAR04 every item can be passed over but consent; CAR05 the lead's support lines stand on every page,
and once more after declining and at the end; CAR06 a break is offered wherever one answers; CAR07
progress is told in words; CAR08 an answer that became irrelevant is kept while one answers, holds
nothing up, and is not sent; CAR09 the sample study says on every page that it is made up; CAR10 all
this with JavaScript and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from storage.database import open_database
from storage.settings import save_setting
from storage.surroundings import save_support_lines
from survey.model import DONT_KNOW, NOT_ASKED, PREFER_NOT
from survey.support import SupportLine
from tests.browser.app import App
from tests.browser.careful import (
    both_ways,
    come_to_note,
    go_into_part,
    look_over,
    places,
    visitor,
)
from tests.browser.respondent import data_of, open_survey, press, submitted
from tests.survey.careful import CAREFUL

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(running: App) -> str:
    """The address of an open survey with a hard part."""
    return open_survey(running, CAREFUL)


def heading(page: Page) -> str:
    """What the page is about."""
    return page.locator("h1").inner_text()


def instead(page: Page, question: str) -> Locator:
    """What one may say instead of an answer to a question."""
    return page.locator(".item", has_text=question).locator(".apart")


def sent_from(app: App, city: str) -> dict[str, object]:
    """The one response that names this city."""
    found = [row for row in submitted(app, CAREFUL) if row["city"] == city]
    assert len(found) == 1
    return found[0]


@both_ways
def test_car01_a_note_stands_before_the_hard_part(
    script: bool, address: str, browser: Browser
) -> None:
    page = visitor(browser, script=script)
    come_to_note(page, address)
    assert heading(page) == "About the next part"
    expect(page.get_by_text("The next part asks about threats.")).to_be_visible()
    expect(page.get_by_text("It has 3 questions.")).to_be_visible()
    press(page, "Back")
    assert heading(page) == "Your service"
    press(page, "Next")
    press(page, "Take a break")
    press(page, "Go on now")
    assert heading(page) == "About the next part"
    press(page, "Go on to this part")
    assert heading(page) == "When somebody is not safe"
    page.reload()
    assert heading(page) == "When somebody is not safe"
    press(page, "Back")
    press(page, "Next")
    assert heading(page) == "When somebody is not safe"
    page.context.close()


@both_ways
def test_car02_who_skips_is_asked_the_rest(
    script: bool, running: App, address: str, browser: Browser
) -> None:
    page = visitor(browser, script=script)
    come_to_note(page, address)
    press(page, "Back")
    page.get_by_label("In which city").fill(f"Skips {script}")
    press(page, "Next")
    press(page, "Skip this part")
    assert heading(page) == "To finish"
    press(page, "Back")
    assert heading(page) == "About the next part"
    press(page, "Skip this part")
    page.get_by_label("What would help?").fill("Time")
    press(page, "Next")
    expect(page.locator("dd", has_text="Prefer not to answer")).to_have_count(3)
    press(page, "Send my answers")
    expect(page.locator(".words li")).to_have_count(4)
    row = sent_from(running, f"Skips {script}")
    assert [row[name] for name in ("threats", "told", "moved")] == [PREFER_NOT] * 3
    assert row["change"] == "Time"
    page.context.close()


@both_ways
def test_car03_why_there_is_no_answer_is_kept_apart(
    script: bool, running: App, address: str, browser: Browser
) -> None:
    page = visitor(browser, script=script)
    go_into_part(page, address)
    threats = page.get_by_label("How often were you threatened?")
    threats.fill("12")
    way = instead(page, "How often")
    way.get_by_label("Don’t know").check()
    expect(threats).to_be_hidden()
    way.get_by_label("Don’t know").uncheck()
    expect(threats).to_have_value("12")
    way.get_by_label("Don’t know").check()
    page.get_by_label("By phone").check()
    told = instead(page, "How did people")
    told.get_by_label("Prefer not to answer").check()
    expect(page.get_by_label("By phone")).to_be_hidden()
    press(page, "Next")
    press(page, "Back")
    expect(way.get_by_label("Don’t know")).to_be_checked()
    expect(threats).to_have_value("")
    press(page, "Next")
    page.get_by_role("group", name="Did somebody have to move?").get_by_label("Don’t know").check()
    press(page, "Next")
    press(page, "Next")
    press(page, "Change In which city do you work?")
    page.get_by_label("In which city").fill(f"Apart {script}")
    for _ in range(4):
        press(page, "Next")
    press(page, "Send my answers")
    expect(page.locator(".words li")).to_have_count(4)
    row = sent_from(running, f"Apart {script}")
    assert (row["threats"], row["told"], row["moved"]) == (DONT_KNOW, PREFER_NOT, DONT_KNOW)
    assert (row["staff"], row["nights"]) == (None, NOT_ASKED)
    page.context.close()


@both_ways
def test_car04_everything_can_be_passed_over_but_consent(
    script: bool, address: str, browser: Browser
) -> None:
    page = visitor(browser, script=script)
    page.goto(address)
    press(page, "I agree, start")
    expect(page.get_by_text("An answer is needed; one of those set apart will do.")).to_be_visible()
    press(page, "Next")
    expect(page.get_by_role("heading", name="Please look at one answer")).to_be_visible()
    instead(page, "In which city").get_by_label("Prefer not to answer").check()
    press(page, "Next")
    press(page, "Skip this part")
    press(page, "Next")
    press(page, "Send my answers")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page.context.close()


def test_car05_car09_the_leads_lines_and_the_samples_notice_stand_on_every_page(
    app: App, browser: Browser
) -> None:
    address = open_survey(app, CAREFUL)
    page = visitor(browser)
    page.goto(address)
    invented = page.get_by_text("This study is a made-up example.")
    expect(invented).to_have_count(0)
    own = SupportLine("403-555-0100", {"en": "Our desk", "fr": "Notre bureau"})
    with data_of(app), open_database() as db:
        save_support_lines(db, [own], "a-lead")
        save_setting(db, "sample", "yes")
    for place in places(page, address):
        link = page.locator("footer").get_by_role("link", name="403-555-0100")
        expect(link, place).to_have_attribute("href", "tel:4035550100")
        expect(page.locator("footer").get_by_text("Our desk"), place).to_be_visible()
        expect(page.get_by_text("911"), place).to_have_count(0)
        expect(invented, place).to_be_visible()
        if place in ("decline", "send"):
            expect(page.locator("main").get_by_role("link", name="403-555-0100")).to_be_visible()
    page.context.close()


@both_ways
def test_car06_car07_a_break_and_where_one_is(script: bool, address: str, browser: Browser) -> None:
    page = visitor(browser, script=script)
    for way in (come_to_note, go_into_part, look_over):
        page.context.clear_cookies()
        way(page, address)
        expect(page.get_by_role("button", name="Take a break")).to_be_visible()
        expect(page.locator(".where > p")).to_have_text(re.compile(r"^Page \d of 6, "))
    page.context.close()


@both_ways
def test_car08_what_became_irrelevant_is_kept_and_not_sent(
    script: bool, running: App, address: str, browser: Browser
) -> None:
    page = visitor(browser, script=script)
    page.goto(address)
    press(page, "I agree, start")
    page.get_by_label("In which city").fill(f"Irrelevant {script}")
    page.get_by_role("radio", name="Yes").check()
    if not script:
        press(page, "Next")
    page.get_by_label("How many nights").fill("90")  # more than its constraint allows
    press(page, "Next")
    expect(page.locator(".problems")).to_be_visible()
    page.get_by_role("radio", name="No").check()
    press(page, "Next")
    assert heading(page) == "About the next part"
    press(page, "Back")
    page.get_by_role("radio", name="Yes").check()
    if not script:
        press(page, "Next")
    expect(page.get_by_label("How many nights")).to_have_value("90")
    page.get_by_role("radio", name="No").check()
    press(page, "Next")
    press(page, "Skip this part")
    press(page, "Next")
    expect(page.get_by_text("How many nights")).to_have_count(0)
    press(page, "Send my answers")
    expect(page.locator(".words li")).to_have_count(4)
    assert sent_from(running, f"Irrelevant {script}")["nights"] == NOT_ASKED
    page.context.close()
