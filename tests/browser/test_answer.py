"""ANS01 a survey is answered at phone width, with JavaScript and without, and arrives once; ANS02
an item appears when its relevance holds, at once with a script and after Next without; ANS03 a
problem stands at its item and in a summary that leads there, and nothing entered is lost; ANS04
back and "change" keep every answer; ANS05 a reload, a new tab and a killed server go on where one
was; ANS06 the language changes on any page and answers stay; ANS07 however often one sends, there
is one response and one receipt; ANS08 who declines leaves nothing behind, who takes a break can
delete; ANS09 leaving goes away at once, with a script there is no way back; ANS10 focus stays where
one types; ANS11 a lead closes and opens the link in the studio; ANS12 axe finds no violation on any
page, light or dark, on a phone or a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from access.model import Role
from tests.browser.app import App
from tests.browser.looking import objections
from tests.browser.respondent import open_survey, phone, press, submitted
from tests.browser.studio import open_studio, sign_in
from tests.survey.questionnaires import WORKING_TOGETHER

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(running: App) -> str:
    """The address of an open survey."""
    return open_survey(running, WORKING_TOGETHER)


def start(page: Page, address: str) -> None:
    """Open the link and agree."""
    page.goto(address)
    press(page, "I agree, start")


def stored_role(app: App, role: str) -> dict[str, object]:
    """The one response in which this role was given."""
    found = [row for row in submitted(app, WORKING_TOGETHER) if row["role"] == role]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_ans01_a_survey_is_answered_on_a_phone(
    script: bool, running: App, address: str, browser: Browser
) -> None:
    page = phone(browser, script=script)
    start(page, address)
    page.get_by_label("What do you do?").fill(f"Role {script}")
    page.get_by_label("Yes").check()
    if not script:
        press(page, "Next")
        expect(page.get_by_role("heading", name="One more question")).to_be_visible()
    page.get_by_label("About how many last month?").fill("12")
    if not script:
        press(page, "Next")
    page.get_by_label("Nobody replied").check()
    page.get_by_role("group", name="I hear back").get_by_label("Agree", exact=True).check()
    press(page, "Next")
    page.get_by_label("When did you last call").fill("2026-03-14")
    page.get_by_label("How many hours").fill("2,5")
    press(page, "Next")
    page.get_by_label("What one change").fill("One number\nto call")
    press(page, "Next")
    expect(page.get_by_text("March 14, 2026")).to_be_visible()
    press(page, "Send my answers")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(page.locator(".words li")).to_have_count(4)
    expect(page.locator("main").get_by_role("link", name="211")).to_be_visible()
    row = stored_role(running, f"Role {script}")
    assert (row["referred"], row["slowed"], row["hear_back"]) == (12, ["reply"], "4")
    assert (row["hours"], row["calls"], row["know_whom"]) == (2.5, "many", None)
    assert row["change"] == "One number\nto call"
    page.context.close()


def test_ans02_an_item_comes_and_goes_with_a_script(address: str, browser: Browser) -> None:
    page = phone(browser)
    start(page, address)
    expect(page.get_by_label("About how many last month?")).to_have_count(0)
    page.get_by_label("Yes").check()
    page.get_by_label("About how many last month?").fill("7")
    expect(page.get_by_text("What slowed the last one?")).to_be_visible()
    page.get_by_label("No", exact=True).check()
    expect(page.get_by_label("About how many last month?")).to_have_count(0)
    page.get_by_label("Yes").check()
    expect(page.get_by_label("About how many last month?")).to_have_value("7")
    page.context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_ans03_a_problem_stands_at_its_item(script: bool, address: str, browser: Browser) -> None:
    page = phone(browser, script=script)
    start(page, address)
    page.get_by_label("What do you do?").fill("Kept")
    page.get_by_label("Yes").check()
    if not script:
        press(page, "Next")
    page.get_by_label("About how many last month?").fill("900")
    if not script:  # the number calls up another question, which is shown first
        press(page, "Next")
    expect(page.get_by_text("What slowed the last one?")).to_be_visible()
    press(page, "Next")
    expect(page).to_have_title("Error: Page 2 of 5 – Survey")
    summary = page.locator(".problems")
    expect(summary).to_be_focused()
    field = page.get_by_label("About how many last month?")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(
        "A whole number. Your best guess is fine. Problem: Between 0 and 500, please."
    )
    expect(field).to_have_value("900")
    expect(page.get_by_label("What do you do?")).to_have_value("Kept")
    summary.get_by_role("link").click()
    expect(page).to_have_url(f"{address}/2#q-5")
    page.context.close()


def test_ans04_back_and_change_keep_every_answer(address: str, browser: Browser) -> None:
    page = phone(browser, script=False)
    start(page, address)
    page.get_by_label("What do you do?").fill("Outreach")
    page.get_by_label("No", exact=True).check()
    press(page, "Next")
    page.get_by_label("What one change").fill("Half a")
    press(page, "Back")
    expect(page.get_by_label("What do you do?")).to_have_value("Outreach")
    press(page, "Next")
    expect(page.get_by_label("What one change")).to_have_value("Half a")
    press(page, "Next")
    press(page, "Change What do you do?")
    expect(page).to_have_url(f"{address}/2#q-3")
    page.get_by_label("What do you do?").fill("Intake")
    press(page, "Next")
    press(page, "Next")
    expect(page.locator("dd", has_text="Intake")).to_be_visible()
    page.context.close()


def test_ans05_a_reload_and_a_new_tab_go_on_where_one_was(address: str, browser: Browser) -> None:
    page = phone(browser)
    start(page, address)
    page.get_by_label("What do you do?").fill("Outreach")
    page.get_by_label("No", exact=True).check()
    press(page, "Next")
    page.reload()
    expect(page.get_by_label("What one change")).to_be_visible()
    tab = page.context.new_page()
    tab.goto(address)
    expect(tab).to_have_url(f"{address}/4")
    page.context.close()


def test_ans05_a_killed_server_loses_nothing_that_was_saved(app: App, browser: Browser) -> None:
    address = open_survey(app, WORKING_TOGETHER)
    page = phone(browser)
    start(page, address)
    page.get_by_label("What do you do?").fill("Before the kill")
    page.get_by_label("Yes").check()
    page.get_by_label("About how many last month?").fill("3")
    expect(page.get_by_text("What slowed the last one?")).to_be_visible()
    press(page, "Next")
    app.kill()
    app.start()
    page.get_by_label("How many hours").fill("4")
    press(page, "Next")
    page.goto(address)
    expect(page).to_have_url(f"{address}/4")
    press(page, "Next")
    press(page, "Send my answers")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    row = stored_role(app, "Before the kill")
    assert (row["referred"], row["hours"], row["last_night"]) == (3, 4, None)
    page.context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_ans06_the_language_changes_and_answers_stay(
    script: bool, address: str, browser: Browser
) -> None:
    page = phone(browser, script=script)
    page.goto(address)
    press(page, "Français")
    expect(page.locator("html")).to_have_attribute("lang", "fr-CA")
    press(page, "J’accepte, commencer")
    page.get_by_label("Que faites-vous?").fill("Accueil")
    press(page, "English")
    expect(page.locator("html")).to_have_attribute("lang", "en-CA")
    expect(page.get_by_label("What do you do?")).to_have_value("Accueil")
    press(page, "Français")
    expect(page.get_by_role("button", name="Suivant", exact=True)).to_be_visible()
    expect(page.get_by_text("Personne n’a")).to_have_count(0)
    page.context.close()


def test_ans06_the_browser_decides_the_first_language(address: str, browser: Browser) -> None:
    page = phone(browser, language="fr-CA")
    page.goto(address)
    expect(page.get_by_role("button", name="J’accepte, commencer")).to_be_visible()
    page.context.close()


def test_ans07_sending_again_shows_the_same_receipt(
    running: App, address: str, browser: Browser
) -> None:
    page = phone(browser)
    start(page, address)
    page.get_by_label("What do you do?").fill("Sends often")
    press(page, "Next")
    press(page, "Next")
    receipts = page.evaluate(
        """async (address) => {
            const send = () => fetch(address, {method: "POST",
                body: new URLSearchParams({".go": "submit"})}).then((answer) => answer.text());
            const pages = await Promise.all(Array.from({length: 8}, send));
            const words = (html) => [...new DOMParser().parseFromString(html, "text/html")
                .querySelectorAll(".words li")].map((word) => word.textContent).join(" ");
            return [...new Set(pages.map(words))];
        }""",
        f"{address}/review",
    )
    assert len(receipts) == 1
    assert len(receipts[0].split()) == 4
    page.goto(f"{address}/2")
    expect(page.locator(".words li")).to_have_text(receipts[0].split())
    stored_role(running, "Sends often")
    page.context.close()


def test_ans08_who_declines_leaves_nothing_behind(
    running: App, address: str, browser: Browser
) -> None:
    page = phone(browser, script=False)
    page.goto(address)
    press(page, "No, thank you")
    expect(page.locator("main").get_by_role("link", name="911")).to_be_visible()
    assert page.context.cookies() == []
    page.context.close()


def test_ans08_a_break_can_be_ended_or_the_answers_deleted(address: str, browser: Browser) -> None:
    page = phone(browser, script=False)
    start(page, address)
    page.get_by_label("What do you do?").fill("On a break")
    press(page, "Take a break")
    expect(page.get_by_role("heading", name="Your answers are saved")).to_be_visible()
    press(page, "Go on now")
    expect(page.get_by_label("What do you do?")).to_have_value("On a break")
    press(page, "Take a break")
    press(page, "Delete my answers")
    assert page.context.cookies() == []
    page.goto(address)
    expect(page.get_by_role("button", name="I agree, start")).to_be_visible()
    page.context.close()


def weather(route: Route) -> None:
    """A page that stands in for the one that leaving opens."""
    route.fulfill(body="<title>Weather</title>", content_type="text/html")


@pytest.mark.parametrize("how", ["button", "keys"])
def test_ans09_leaving_with_a_script_has_no_way_back(
    how: str, address: str, browser: Browser
) -> None:
    page = phone(browser)
    page.route("https://weather.gc.ca/**", weather)
    start(page, address)
    if how == "button":
        page.get_by_role("button", name="Leave now").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    expect(page).to_have_title("Weather")
    page.goto("about:blank")
    page.go_back()
    page.go_back()
    expect(page).to_have_title("Weather")
    page.goto(address)
    expect(page.get_by_label("What do you do?")).to_be_visible()
    page.context.close()


def test_ans09_leaving_works_without_a_script(address: str, browser: Browser) -> None:
    page = phone(browser, script=False)
    page.route("https://weather.gc.ca/**", weather)
    start(page, address)
    page.get_by_role("button", name="Leave now").click()
    expect(page).to_have_title("Weather")
    page.context.close()


def test_ans09_leaving_inside_the_app_leaves_the_app(
    running: App, address: str, browser: Browser
) -> None:
    page = phone(browser)
    page.route("https://weather.gc.ca/**", weather)
    page.goto(f"{running.url}/answer")
    inside = page.frame_locator("iframe")
    inside.get_by_role("button", name="I agree, start").click(timeout=30_000)
    expect(inside.get_by_label("What do you do?")).to_be_visible()
    inside.get_by_role("button", name="Leave now").click()
    expect(page).to_have_title("Weather")
    page.context.close()


def test_ans10_focus_stays_where_one_types(address: str, browser: Browser) -> None:
    page = phone(browser)
    start(page, address)
    page.get_by_label("Yes").check()
    field = page.get_by_label("About how many last month?")
    field.press_sequentially("12", delay=30)
    expect(page.get_by_text("What slowed the last one?")).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value("12")
    field.press_sequentially("3")
    expect(field).to_have_value("123")
    page.context.close()


def test_ans11_a_lead_closes_the_link_and_opens_it_again(app: App, browser: Browser) -> None:
    address = open_survey(app, WORKING_TOGETHER)
    page = browser.new_context().new_page()
    sign_in(page.context, app, Role.LEAD)
    respondent = phone(browser)
    for act, way in (("Close this survey", "Close the survey"), ("Open again", "Open again")):
        open_studio(page, app, "/collect")
        page.get_by_role("button", name=act).click()
        page.get_by_role("dialog").get_by_role("button", name=way).click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        respondent.goto(address)
        is_open = respondent.get_by_role("button", name="I agree, start")
        expect(is_open).to_have_count(0 if act.startswith("Close") else 1)
    page.context.close()
    respondent.context.close()


def test_ans12_axe_finds_nothing(address: str, page: Page) -> None:
    found: list[str] = []
    page.goto(address)
    found += objections(page, page.url)
    press(page, "I agree, start")
    page.get_by_label("Yes").check()
    page.get_by_label("About how many last month?").fill("900")
    expect(page.get_by_text("What slowed the last one?")).to_be_visible()
    press(page, "Next")
    found += objections(page, page.url)
    for place in ("4", "review", "break", "safety"):
        page.goto(f"{address}/{place}")
        found += objections(page, page.url)
    page.goto(f"{address}/2")
    page.get_by_label("About how many last month?").fill("9")
    press(page, "Next")
    page.goto(f"{address}/review")
    press(page, "Send my answers")
    expect(page.locator(".words li")).to_have_count(4)
    found += objections(page, page.url)
    page.goto(f"{address}-unknown")
    assert found + objections(page, page.url) == []
