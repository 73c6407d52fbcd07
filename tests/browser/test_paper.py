"""PPR01 the paper form prints on numbered pages, black on white in any theme; PPR02 a researcher
enters a sheet from the page of the studio, with script and without; PPR03 questions follow the
answers as one types; PPR04 a sheet that is sent twice at once counts once; PPR05 axe-core finds
nothing on the form and while entering, at 1280 and 390 px, in both schemes, and nothing scrolls
sideways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from access.model import Role
from storage.database import open_database
from storage.paper import list_sheets
from tests.browser.app import App
from tests.browser.looking import SCHEMES, looked_at
from tests.browser.respondent import data_of, open_survey, submitted
from tests.browser.studio import open_studio, sign_in
from tests.survey.questionnaires import FR, WORKING_TOGETHER

pytestmark = pytest.mark.browser
NAME = WORKING_TOGETHER.name
FORM = f"/survey/paper/{NAME}/1"
BEGIN = f"/survey/paper/enter/{NAME}"


@pytest.fixture
def study(app: App) -> App:
    """The app with the questionnaire published."""
    open_survey(app, WORKING_TOGETHER)
    return app


def researcher(browser: Browser, study: App, **options: object) -> BrowserContext:
    """A browser in which a researcher is signed in."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    sign_in(context, study, Role.RESEARCHER)
    return context


def begin(page: Page, study: App) -> None:
    """Get a number for the next sheet."""
    page.goto(study.url + BEGIN)
    page.get_by_role("button", name="Give it a number").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^Sheet \d+$"))


def test_ppr01_the_form_prints_on_numbered_pages(
    browser: Browser, study: App, tmp_path: Path
) -> None:
    page = researcher(browser, study).new_page()
    page.goto(study.url + FORM)
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    body = "getComputedStyle(document.body)"
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        colours = page.evaluate(f"[{body}.color, {body}.backgroundColor]")
        assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    page.get_by_role("link", name="Français").click()
    expect(page.locator("h1")).to_have_text("Travailler ensemble")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    page.pdf(path=tmp_path / "form.pdf", format="Letter")
    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "form.pdf").read_bytes())) == 3
    rules = page.evaluate(
        "[...document.styleSheets].flatMap(s => [...s.cssRules]).map(r => r.cssText).join(' ')"
    )
    assert "counter(page)" in rules


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_ppr02_a_researcher_enters_a_sheet(script: bool, browser: Browser, study: App) -> None:
    page = researcher(browser, study).new_page()
    open_studio(page, study, "/paper")
    page.get_by_role("link", name="Enter a sheet").click()
    expect(page.get_by_text("Does the sheet bear a number already?")).to_be_visible()
    entering = researcher(browser, study, java_script_enabled=script).new_page()
    entering.goto(page.url)
    entering.get_by_label("Français").check()
    entering.get_by_role("button", name="Give it a number").click()
    expect(entering.get_by_text("Write 1 on the sheet now")).to_be_visible()
    entering.locator("[name=agreed]").check()
    entering.get_by_label("2. Que faites-vous?").fill("Sage-femme")
    entering.locator("[name=refers][value=yes]").check()
    if script:
        entering.get_by_label("4. Environ combien le mois dernier?").fill("2")
        expect(entering.get_by_text("5. Qu’est-ce qui a ralenti la dernière?")).to_be_visible()
    entering.get_by_role("button", name="Enter the sheet").click()
    if not script:
        expect(entering.get_by_text("brought up more questions")).to_be_visible()
        entering.get_by_label("4. Environ combien le mois dernier?").fill("2")
        entering.get_by_role("button", name="Enter the sheet").click()
        expect(entering.get_by_text("5. Qu’est-ce qui a ralenti la dernière?")).to_be_visible()
        entering.get_by_role("button", name="Enter the sheet").click()
    expect(entering.get_by_role("heading", name="Sheet 1 is entered")).to_be_visible()
    (row,) = submitted(study, WORKING_TOGETHER)
    assert (row["origin"], row["language"], row["role"]) == ("paper", FR, "Sage-femme")
    assert row["referred"] == 2
    open_studio(page, study, "/paper")
    expect(page.locator("dl.tl-facts")).to_contain_text("Sheets entered1")


def test_ppr03_questions_follow_the_answers(browser: Browser, study: App) -> None:
    page = researcher(browser, study).new_page()
    begin(page, study)
    more = page.get_by_label("4. About how many last month?")
    expect(more).to_have_count(0)
    page.locator("[name=refers][value=yes]").check()
    expect(more).to_be_visible()
    expect(page.get_by_role("heading", name="At night")).to_be_visible()
    page.get_by_label("2. What do you do?").fill("A nurse")
    page.locator("[name=refers][value=no]").check()
    expect(more).to_have_count(0)
    expect(page.get_by_label("2. What do you do?")).to_have_value("A nurse")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    expect(page.get_by_label("2. What do you do?")).to_have_value("A nurse")


def test_ppr04_a_sheet_that_is_sent_twice_counts_once(browser: Browser, study: App) -> None:
    context = researcher(browser, study)
    page, other = context.new_page(), context.new_page()
    page.goto(study.url + BEGIN)
    page.get_by_role("button", name="Give it a number").dblclick()
    expect(page.get_by_role("heading", level=1, name="Sheet 1")).to_be_visible()
    other.goto(page.url)
    for one in (page, other):
        one.locator("[name=agreed]").check()
    for one in (page, other):
        one.get_by_role("button", name="Enter the sheet").click()
        expect(one.get_by_role("heading", name="Sheet 1 is entered")).to_be_visible()
    assert len(submitted(study, WORKING_TOGETHER)) == 1
    with data_of(study), open_database() as db:
        assert [sheet.number for sheet in list_sheets(db, NAME)] == [1]


def test_ppr05_nothing_stands_in_the_way(browser: Browser, study: App) -> None:
    page = researcher(browser, study).new_page()

    def places() -> Iterator[str]:
        page.goto(study.url + FORM)
        yield "paper form"
        page.goto(study.url + BEGIN)
        yield "beginning a sheet"
        begin(page, study)
        page.locator("[name=refers][value=yes]").check()
        page.get_by_label("4. About how many last month?").fill("9000")
        yield "entering a sheet"
        page.get_by_text("Give up this sheet").click()
        yield "giving up a sheet"
        page.get_by_role("button", name="Enter the sheet").click()
        expect(page.get_by_text("2 answers cannot be kept like this")).to_be_visible()
        yield "a sheet with problems"
        page.locator("[name=agreed]").check()
        page.get_by_label("4. About how many last month?").fill("9")
        page.get_by_role("button", name="Enter the sheet").click()
        expect(page.get_by_role("heading", name="is entered")).to_be_visible()
        yield "a sheet that is entered"
        open_studio(page, study, "/paper")
        yield "paper forms"

    assert looked_at(page, places()) == []
