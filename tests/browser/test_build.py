"""BUB01 somebody without a spreadsheet begins a questionnaire, adds a page and a question, gives it
answers and a condition, sees the page beside it change, undoes and redoes, and publishes; what is
had as an XLSForm reads back equal; BUB02 the frame beside shows the page in hand, also where its
condition does not hold yet, and takes no focus from the fields; BUB03 nothing scrolls sideways and
axe-core objects to nothing in any view, at 1280 and 390 px, light and dark; BUB04 two people who
build one questionnaire overwrite nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from access.model import Role
from storage.database import close_databases, open_database
from storage.instruments import load_instrument, newest_version, save_instrument
from survey.model import Instrument, ItemKind
from survey.xlsform import parse_xlsform
from tests.browser.app import App
from tests.browser.looking import looked_at
from tests.browser.studio import open_studio, sign_in, wait_until_ready
from tests.survey.questionnaires import WORKING_TOGETHER

pytestmark = pytest.mark.browser


def stored(app: App, name: str) -> Instrument:
    with open_database(app.folder / "study.db") as db:
        found = load_instrument(db, name, newest_version(db, name))
    close_databases()
    return found


def keep(app: App, instrument: Instrument) -> None:
    with open_database(app.folder / "study.db") as db:
        save_instrument(db, instrument, "a1")
    close_databases()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    wait_until_ready(page)


def turn_to(page: Page, name: str) -> None:
    """Choose one of the views, or one side of a question."""
    page.get_by_role("radio", name=name, exact=True).click()
    wait_until_ready(page)


def choose(page: Page, label: str, option: str) -> None:
    """Take an option of a select box."""
    page.get_by_role("combobox", name=re.compile(f"{label}$")).click()
    page.get_by_role("option", name=option, exact=True).click()
    wait_until_ready(page)


def test_bub01_from_nothing_to_a_published_questionnaire(
    context: BrowserContext, page: Page, app: App
) -> None:
    sign_in(context, app, Role.LEAD)
    open_studio(page, app, "/build")
    press(page, "New questionnaire")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Title, as respondents read it").fill("Night calls")
    dialog.get_by_role("button", name="Begin", exact=True).click()
    expect(page.get_by_role("button", name="1. Before you start")).to_be_visible()

    press(page, "Page")
    dialog.get_by_label("Title of the page").fill("At night")
    dialog.get_by_label("Its first question").fill("Do you take calls at night?")
    dialog.get_by_role("button", name="Add page", exact=True).click()
    expect(page.get_by_role("button", name="Do you take calls at night?")).to_be_visible()
    preview = page.frame_locator("iframe")
    expect(preview.get_by_role("heading", name="At night")).to_be_visible()
    turn_to(page, "Answers")
    page.get_by_label("English", exact=True).fill("Every night\nSometimes\nNever")
    press(page, "Save answers")
    expect(preview.get_by_text("Sometimes")).to_be_visible()

    press(page, "Question")
    dialog.get_by_label("What do you ask?").fill("How many calls in a usual week?")
    choose(page, "Kind of answer", "Whole number")
    dialog.get_by_role("button", name="Add question", exact=True).click()
    expect(page.get_by_role("button", name="How many calls in a usual week?")).to_be_visible()
    turn_to(page, "Shown if")
    press(page, "Add a condition")
    choose(page, "Question", "Do you take calls at night?")
    expect(page.get_by_role("combobox", name=re.compile("Answer$"))).to_be_visible()
    choose(page, "How", "is not")
    choose(page, "Answer", "Never")
    press(page, "Save condition")
    expect(page.get_by_text("As an expression, for spreadsheets")).to_be_visible()
    built = stored(app, "night_calls")
    (asked,) = [item for item in built.items if item.kind is ItemKind.INTEGER]
    assert asked.relevance == "${do_you_take_calls_at_night} != 'never'"

    press(page, "Undo")
    expect(page.get_by_text("It is always shown.")).to_be_visible()
    press(page, "Redo")
    expect(page.get_by_text("As an expression, for spreadsheets")).to_be_visible()
    assert stored(app, "night_calls") == built

    press(page, "Publish version 1")
    dialog.get_by_role("button", name="Publish version 1").click()
    expect(page.get_by_text("version 1 published")).to_be_visible()
    open_studio(page, app, "/questionnaire?name=night_calls")
    turn_to(page, "Versions")
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSForm").click()
    file = Path(download.value.path()).read_bytes()
    assert parse_xlsform(file, "night.xlsx") == built


def test_bub02_the_page_in_hand_stands_beside(
    context: BrowserContext, page: Page, app: App
) -> None:
    keep(app, WORKING_TOGETHER)
    sign_in(context, app, Role.RESEARCHER)
    open_studio(page, app, "/build?at=last_night")
    preview = page.frame_locator("iframe")
    expect(preview.get_by_role("heading", name="At night")).to_be_visible()
    assert page.evaluate("document.activeElement.localName") != "iframe"
    press(page, "When did you last call at night?")
    page.get_by_label("What is asked, English").fill("When was your last call at night?")
    press(page, "Save question")
    expect(preview.get_by_text("When was your last call at night?")).to_be_visible()


def test_bub03_every_view_is_accessible(context: BrowserContext, page: Page, app: App) -> None:
    keep(app, WORKING_TOGETHER)
    sign_in(context, app, Role.LEAD)

    def places() -> Iterator[str]:
        for place in ("", "night", "slowed"):
            open_studio(page, app, f"/build?at={place}")
            yield f"at {place or 'the title'}"
        for side in ("Answers", "Shown if", "More"):
            turn_to(page, side)
            yield side
        for view in ("Translate", "Check"):
            turn_to(page, view)
            yield view
        turn_to(page, "Questions")
        for name in ("Question", "Ready-made"):
            press(page, name)
            expect(page.get_by_role("dialog")).to_be_visible()
            yield f"dialog {name}"
            page.keyboard.press("Escape")

    assert looked_at(page, places()) == []


def test_bub04_two_people_overwrite_nothing(browser: Browser, app: App) -> None:
    keep(app, WORKING_TOGETHER)
    pages = []
    for role in (Role.LEAD, Role.RESEARCHER):
        context = browser.new_context()
        sign_in(context, app, role)
        pages.append(context.new_page())
        open_studio(pages[-1], app, "/build?at=role")
    first, second = pages
    for page, words in ((first, "Your work?"), (second, "Your job?")):
        page.get_by_label("What is asked, English").fill(words)
    press(first, "Save question")
    expect(first.get_by_role("button", name="Your work?")).to_be_visible()
    press(second, "Save question")
    expect(second.get_by_text("Somebody else has changed this questionnaire")).to_be_visible()
    kept = stored(app, "working_together").item("role").label["English (en)"]
    assert kept == "Your work?", "what was written on an older state is not kept over a newer one"
    for page in pages:
        page.context.close()
