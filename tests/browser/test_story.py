"""BST01 in the browser a theme is made, a finding written from it, evidence added and judged, and
the finding accepted by a second person only; BST02 the story is composed and released, and its file
reads whole without network and without a script; BST03 a mark in the preview leads to the passage
in the workbench; BST04 the routes refuse who may not, and say so; BST05 the story fits 320 px and
more, in the dark too."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from access.model import Role
from findings.model import FindingState, Story
from findings.reference import reference
from storage.database import close_databases, open_database, open_vault
from storage.findings import save_finding, set_finding_state
from storage.stories import list_releases, release_story, save_story
from tests.browser.app import App
from tests.browser.studio import open_studio, sign_in, wait_until_ready
from tests.storage.coded_study import ANN, BOB, QUOTE, Study, answer, coded_study, ready_finding

pytestmark = pytest.mark.browser


@pytest.fixture
def study(app: App) -> Study:
    """The app holds a small coded study with twenty responses."""
    with open_database(app.folder / "study.db") as db:
        found = coded_study(db)
        answer(db, found, ["friend"] * 14 + ["desk"] * 6)
    return found


@pytest.fixture
def story(app: App, study: Study) -> Story:
    """A story with one accepted finding."""
    with open_database(app.folder / "study.db") as db:
        finding = save_finding(db, ready_finding(study), ANN)
        set_finding_state(db, finding.id, FindingState.IN_REVIEW, ANN)
        set_finding_state(db, finding.id, FindingState.ACCEPTED, BOB)
        return save_story(db, Story("", "Doors", "We asked.", "We coded.", (finding.id,)), ANN)


@pytest.fixture(autouse=True)
def closed() -> None:
    """Each test opens the files of its own app."""
    close_databases()


def press(page: Page, name: str) -> None:
    """Press the button of this name when nothing runs any more."""
    wait_until_ready(page)
    page.get_by_role("button", name=name, exact=True).click()


def test_bst01_from_codes_to_an_accepted_finding(
    app: App, study: Study, page: Page, browser: Browser
) -> None:
    sign_in(page.context, app, Role.RESEARCHER)
    open_studio(page, app, "/themes")
    press(page, "New theme")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Handing over")
    dialog.get_by_label("Codes", exact=True).click()
    page.get_by_role("option", name="Warm handover").click()
    page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Save theme").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Handing over")
    expect(page.get_by_text("2 passages by 2 coders")).to_be_visible()

    press(page, "Write a finding")
    dialog.get_by_label("Headline").fill("Calls may go to people")
    dialog.get_by_label("Statement").fill("They call whom they know.")
    dialog.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", name="Calls may go to people")).to_be_visible()
    expect(page.get_by_text("Nothing supports it yet")).to_be_visible()

    press(page, "Add a quote")
    dialog.get_by_label("Words in the passage").fill("tuesdays")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("1 coded passage")).to_be_visible()
    expect(dialog.get_by_role("button", name="Add", exact=True)).to_have_count(1)
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_text(QUOTE)).to_be_visible()

    press(page, "Add a survey table")
    expect(dialog.get_by_text("14 (70%)")).to_be_visible()
    dialog.get_by_role("button", name="Add table").click()
    expect(page.get_by_text("1 quote, 1 survey table")).to_be_visible()

    press(page, "Change the judgement")
    dialog.get_by_text("Moderate: likely").click()
    dialog.get_by_label("Why this level").fill("Two sources agree.")
    dialog.get_by_role("button", name="Save judgement").click()
    expect(page.get_by_text("Moderate confidence")).to_be_visible()

    press(page, "Send to review")
    dialog.get_by_role("button", name="Send to review").click()
    expect(page.get_by_text("A second person reads and accepts it")).to_be_visible()
    expect(page.get_by_role("button", name="Accept", exact=True)).to_be_disabled()

    with browser.new_context() as second:
        sign_in(second, app, Role.LEAD)
        other = second.new_page()
        other.goto(page.url)
        press(other, "Accept")
        other.get_by_role("dialog").get_by_role("button", name="Accept finding").click()
        expect(other.get_by_text("accepted by A lead")).to_be_visible()


def test_bst02_a_release_reads_whole_without_network_or_script(
    app: App, study: Study, story: Story, page: Page, browser: Browser, tmp_path: Path
) -> None:
    sign_in(page.context, app, Role.LEAD)
    open_studio(page, app, "/story")
    press(page, "Release edition 1")
    page.get_by_role("dialog").get_by_role("button", name="Release edition 1").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Download")).click()
    file = tmp_path / "story.html"
    download.value.save_as(file)
    with open_database(app.folder / "study.db") as db:
        assert file.read_text("utf-8") == list_releases(db)[0].html
    assert QUOTE in html.unescape(file.read_text("utf-8"))

    with browser.new_context(java_script_enabled=False, offline=True) as reader:
        requests: list[str] = []
        reader.on("request", lambda request: requests.append(request.url))
        told = reader.new_page()
        told.goto(file.as_uri())
        expect(told.get_by_role("heading", level=1)).to_have_text("Doors")
        expect(told.get_by_text(QUOTE)).to_be_visible()
        told.get_by_text("Where this comes from").click()
        expect(told.locator(f"#where-1-{reference(study.segment)}")).to_be_visible()
        assert requests == [file.as_uri()]


def test_bst03_a_mark_leads_to_its_passage(
    app: App, study: Study, story: Story, page: Page
) -> None:
    sign_in(page.context, app, Role.LEAD)
    open_studio(page, app, "/story")
    mark = page.frame_locator("iframe").get_by_role("link", name=reference(study.segment))
    with page.expect_popup() as opened:
        mark.first.click()
    where = f"{app.url}/workbench?source={study.source}&segment={study.segment}"
    expect(opened.value).to_have_url(where)
    wait_until_ready(opened.value)
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("P01 On Tuesdays")


def test_bst04_the_routes_refuse_who_may_not(
    app: App, story: Story, context: BrowserContext, browser: Browser
) -> None:
    with open_database(app.folder / "study.db") as db, open_vault(app.folder / "vault.db") as vault:
        release_story(db, vault, story.id, ANN)
    release, preview = f"{app.url}/findings/releases/1.html", f"{app.url}/findings/story/preview"
    with browser.new_context() as visitor:
        for address in (release, preview, f"{app.url}/findings/trace/Q-000000"):
            assert visitor.request.get(address).status == 401
    sign_in(context, app, Role.RESEARCHER)
    assert context.request.get(preview).status == 200
    assert context.request.get(release).status == 403
    lost = context.request.get(f"{app.url}/findings/trace/Q-000000")
    assert (lost.status, "Check its letters" in lost.text()) == (404, True)
    with browser.new_context() as leading:
        sign_in(leading, app, Role.LEAD)
        file = leading.request.get(release)
        assert file.headers["content-disposition"] == 'attachment; filename="story-1.html"'
        assert leading.request.get(release.replace("1.html", "9.html")).status == 404


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bst05_the_story_fits_every_width(
    app: App, story: Story, browser: Browser, width: int, scheme: str
) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]  parametrize gives plain strings
    ) as context:
        sign_in(context, app, Role.LEAD)
        page = context.new_page()
        page.goto(f"{app.url}/findings/story/preview")
        for summary in page.locator("summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == {"light": "rgb(252, 251, 248)", "dark": "rgb(21, 25, 28)"}[scheme]
