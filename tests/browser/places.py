"""Every place that a person can see, one after the other: for pictures and for accessibility.

Each function brings the page to a place, waits until it stands, and yields the place's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

from access.model import Role
from interviews.model import SourceKind
from storage.database import close_databases, open_database
from storage.findings import list_findings
from storage.instruments import list_links
from storage.settings import save_setting
from storage.sources import sources_frame
from storage.themes import list_themes
from tests.browser.app import App
from tests.browser.studio import address, open_studio, page_files, sign_in


def doors(page: Page, app: App) -> Iterator[str]:
    """Set-up on an empty study, and sign-in once an account exists."""
    page.goto(f"{app.url}/")
    expect(page.get_by_role("heading", name="Set up this study")).to_be_visible()
    yield "set-up"
    sign_in(page.context, app, Role.LEAD)
    with open_database(app.folder / "study.db") as db:
        save_setting(db, "study_name", "Working together")
    close_databases()
    page.context.clear_cookies()
    page.goto(f"{app.url}/sign-in")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    yield "sign-in"


def studio_pages(page: Page, app: App, package: str = "") -> Iterator[str]:
    """Every page of the navigation, as a lead; or of one package only."""
    sign_in(page.context, app, Role.LEAD)
    for file in page_files():
        if file.startswith(package):
            open_studio(page, app, address(file))
            expect(page.locator("h1.tl-title").first).to_be_visible()
            yield Path(file).stem


def studio_views(page: Page, app: App) -> Iterator[str]:
    """What opens on the pages of the navigation, as a lead."""
    sign_in(page.context, app, Role.LEAD)
    for view, words in (("changes", "The codebook"), ("bring-in", "From a file")):
        open_studio(page, app, f"/codebook?view={view}")
        expect(page.get_by_role("heading", name=words)).to_be_visible()
        yield f"codebook-{view}"
    open_studio(page, app, "/library?view=import")
    expect(page.get_by_test_id("stFileUploaderDropzone")).to_be_visible()
    yield "library-import"
    for view, there in (("", "What was said"), ("agreement", "The form"), ("withdraw", "How far")):
        open_studio(page, app, f"/consent?participant=P06&view={view}")
        expect(page.get_by_role("heading", name=there)).to_be_visible()
        yield f"consent-{view or 'person'}"
    open_studio(page, app, "/participants")
    for tab in ("Attributes", "Organisations", "Facesheet"):
        page.get_by_role("tab", name=tab).click()
        yield f"participants-{tab.lower()}"
    for view, there in (("rounds", "Texts finished"), ("differences", "Why we decide so")):
        open_studio(page, app, f"/agreement?view={view}")
        expect(page.get_by_text(there)).to_be_visible()
        yield f"agreement-{view}"
    for path, name in _opened(app):
        open_studio(page, app, path)
        expect(page.locator(".tl-section").first).to_be_visible()
        yield name


def account_doors(page: Page, app: App) -> Iterator[str]:
    """The pages beside the studio that need a session."""
    sign_in(page.context, app, Role.LEAD)
    for path, name in (
        ("/passphrase", "passphrase"),
        ("/sign-out", "sign-out"),
        ("/sample/remove", "sample-remove"),
    ):
        page.goto(app.url + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        yield name


def results_views(page: Page, app: App) -> Iterator[str]:
    """Results of one question, compared by group with and without small numbers, and of scales."""
    sign_in(page.context, app, Role.LEAD)
    open_studio(page, app, "/results")
    shown = page.locator(".st-key-results-view")
    shown.get_by_text("One question").click()
    expect(page.get_by_text("Compare by")).to_be_visible()
    yield "results-one-question"
    by = page.get_by_role("combobox", name="Compare by")
    by.click()
    by.press("ArrowDown")
    by.press("Enter")
    expect(page.get_by_text("Hide small numbers")).to_be_visible()
    yield "results-compared"
    page.get_by_text("Hide small numbers").click()
    expect(page.locator(".tl-glyphs")).to_be_visible()
    yield "results-compared-in-full"
    shown.get_by_text("Scales").click()
    expect(page.get_by_text("Do these statements measure one thing?")).to_be_visible()
    yield "results-scales"
    page.get_by_role("button", name="Filter and weigh").click()
    expect(page.get_by_text("Only responses by")).to_be_visible()
    yield "results-filter"


def reading_room_views(page: Page, app: App) -> Iterator[str]:
    """What was found, a word in its surroundings, and the words counted."""
    sign_in(page.context, app, Role.LEAD)
    open_studio(page, app, "/reading_room")
    find = page.get_by_role("textbox", name="Find in every text")
    find.fill("handover")
    find.press("Enter")
    expect(page.locator(".tl-hit").first).to_be_visible()
    yield "reading-room-search"
    shown = page.locator(".st-key-reading_room-view")
    shown.get_by_text("In context").click()
    word = page.get_by_role("textbox", name="Word or words")
    word.fill("trust")
    word.press("Enter")
    expect(page.locator(".tl-kwic")).to_be_visible()
    yield "reading-room-context"
    shown.get_by_text("Words", exact=True).click()
    expect(page.get_by_role("table", name="Words said together")).to_be_visible()
    yield "reading-room-words"


def workbench_views(page: Page, app: App) -> Iterator[str]:
    """The workbench with a passage in hand, the list of codes, its view and its keys."""
    sign_in(page.context, app, Role.LEAD)
    open_studio(page, app, "/workbench")
    name = page.locator(".tm-name").first
    expect(name).to_be_visible()
    page.locator(".tm-code").first.click()
    name.click()
    expect(page.get_by_role("combobox", name="Find a code")).to_be_focused()
    yield "workbench-codes"
    page.keyboard.press("Escape")
    page.locator(".tm-turn").first.focus()
    page.keyboard.press("v")
    expect(page.get_by_role("dialog", name="View of the text")).to_be_visible()
    yield "workbench-view"
    page.keyboard.press("Escape")
    page.locator(".tm-turn").first.focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys of the workbench")).to_be_visible()
    yield "workbench-keys"


def respondent_pages(page: Page, app: App) -> Iterator[str]:
    """The survey from consent to receipt, with a problem, the break and the safety page."""
    home = f"{app.url}/s/{_first_link(app)}"
    page.context.clear_cookies()
    page.goto(home)
    yield "respondent-1-consent"
    with page.expect_navigation():
        page.locator("button[name='.consent'][value=yes]").click()
    yield "respondent-2-questions"
    page.locator("[name=years]").fill("300")
    _go(page, "next")
    expect(page.locator("section.problems")).to_be_visible()
    yield "respondent-3-problem"
    page.locator("[name=years]").fill("4")
    _go(page, "next")
    yield "respondent-4-agreement"
    _go(page, "break")
    yield "respondent-5-break"
    _go(page, "resume")
    while not re.search(r"/review$", page.url):
        if page.locator("button[value=enter]").count():
            yield "respondent-5-note"
            _go(page, "enter")
        _go(page, "next")
    yield "respondent-6-review"
    page.goto(f"{home}/safety")
    yield "respondent-7-safety"
    page.goto(f"{home}/review")
    _go(page, "submit")
    expect(page.locator("ol.words")).to_be_visible()
    yield "respondent-8-thanks"


def coding_found(page: Page, app: App) -> Iterator[str]:
    """A query with its quotes, and the tables of codes."""
    sign_in(page.context, app, Role.LEAD)
    open_studio(page, app, "/passages")
    page.locator(".st-key-passages-view").get_by_text("Queries").click()
    codes = page.get_by_role("combobox", name="All of these codes")
    codes.click()
    codes.press("ArrowDown")
    codes.press("ArrowDown")
    codes.press("Enter")
    codes.press("Escape")
    expect(page.get_by_text("Open the passage").first).to_be_visible()
    yield "passages-query"
    open_studio(page, app, "/tables")
    shown = page.locator(".st-key-tables-view")
    for view, there in (("How often", "Coverage, and passages"), ("New codes", "All so far")):
        shown.get_by_text(view).click()
        expect(page.get_by_text(there).first).to_be_visible()
        yield f"tables-{view.lower().replace(' ', '-')}"


def story_page(page: Page, app: App) -> Iterator[str]:
    """The story as a reader sees it."""
    sign_in(page.context, app, Role.LEAD)
    page.goto(f"{app.url}/findings/story/preview")
    expect(page.locator("h1")).to_be_visible()
    yield "story-published"


def _opened(app: App) -> list[tuple[str, str]]:
    """The addresses of a theme, a finding and an interview, with names for them."""
    with open_database(app.folder / "study.db") as db:
        theme, finding = list_themes(db)[0], list_findings(db)[0]
        sources = sources_frame(db)
    close_databases()
    interview = sources[sources["kind"] == SourceKind.INTERVIEW]["id"].iloc[0]
    return [
        (f"/themes?theme={theme.id}", "themes-open"),
        (f"/findings?finding={finding.id}", "findings-open"),
        (f"/library?source={interview}", "library-open"),
    ]


def _first_link(app: App) -> str:
    with open_database(app.folder / "study.db") as db:
        token = list_links(db)[0].token
    close_databases()
    return token


def _go(page: Page, where: str) -> None:
    # The unseen first button of the form serves the Enter key; people press the ones they see.
    with page.expect_navigation():
        page.locator(f"button[name='.go'][value={where}]:not(.unseen)").first.click()
