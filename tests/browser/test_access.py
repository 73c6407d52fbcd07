"""DOR01 a new study is set up with the code, at 1280 and 390 px, by keyboard too; DOR02 the sample
study opens with one click on this machine, says on every page that it is one, and is removed with
one click and a confirmation; DOR03 a stranger is led to the door and then to where they wanted to
go; DOR04 a lead invites somebody who chooses a passphrase and works, and changes and closes
accounts; DOR05 a role sees its pages only and is refused at the address of others; DOR06 an open
page of a closed account stops at the next click; DOR07 signing out in one window ends the others;
DOR08 nothing is asked of another machine and the page's policy is never broken; DOR09 when the app
listens wider, the sample asks for the code; DOR10 the record is read, checked and exported; DOR11
the doors work without a script and have the colours of the studio."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from access.model import Role
from access.pages.parts.look import TOKENS
from storage.accounts import close_account, list_accounts
from storage.database import close_databases, open_vault
from storage.setting_up import new_code
from tests.access.server import set_up_code
from tests.browser.app import ROOT, App
from tests.browser.studio import PASSPHRASE, open_studio, sign_in, wait_until_ready

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def closed_databases() -> Iterator[None]:
    yield
    close_databases()


def another_code(app: App) -> str:
    """A set-up code as the program makes one when it is started."""
    with open_vault(app.folder / "vault.db") as vault:
        return new_code(vault)


def start_study(page: Page, app: App) -> None:
    """Fill in the first door."""
    page.goto(app.url)
    page.get_by_label("Set-up code").fill(another_code(app))
    page.get_by_label("Name of the study").fill("Working together")
    page.get_by_label("Your name").fill("Dana Whitford")
    page.get_by_label("Your e-mail").fill("dana@example.org")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)


def link_to(page: Page, title: str) -> Locator:
    """The link of the sidebar to a page."""
    return page.get_by_test_id("stSidebar").get_by_role("link", name=title, exact=True)


@pytest.mark.parametrize("width", [1280, 390])
def test_dor01_a_new_study_is_set_up(page: Page, app: App, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    start_study(page, app)
    page.get_by_label("Set-up code").fill("AAAA-BBBB-CCCC")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not the set-up code")
    expect(page.get_by_label("Your name")).to_have_value("Dana Whitford")
    overflow = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert page.evaluate(overflow) is False
    page.get_by_label("Set-up code").fill(another_code(app).lower())
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Show the passphrase").click()
    expect(page.get_by_label("Passphrase", exact=True)).to_have_value(PASSPHRASE)
    page.get_by_role("button", name="Start a study").click()
    wait_until_ready(page)
    expect(page).to_have_url(f"{app.url}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Sample study.")).to_have_count(0)


def test_dor02_the_sample_opens_says_so_and_goes(page: Page, app: App) -> None:
    page.goto(app.url)
    page.get_by_role("button", name="Open the sample study").click()
    wait_until_ready(page)
    for path in ("/", "/library", "/codebook", "/findings", "/record"):
        open_studio(page, app, path)
        expect(page.get_by_text("Sample study.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Open the sample study").click()
    wait_until_ready(page)
    page.get_by_role("link", name="Remove the sample").click()
    page.get_by_role("link", name="Keep it").click()
    wait_until_ready(page)
    page.get_by_role("link", name="Remove the sample").click()
    page.get_by_role("button", name="Remove the sample study").click()
    code = page.locator(".code").inner_text()
    page.get_by_role("link", name="Set up this study").click()
    page.get_by_label("Set-up code").fill(code)
    page.get_by_label("Name of the study").fill("Our own")
    page.get_by_label("Your name").fill("Dana")
    page.get_by_label("Your e-mail").fill("dana@example.org")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Start a study").click()
    wait_until_ready(page)
    expect(page.get_by_text("Sample study.")).to_have_count(0)


def test_dor03_a_stranger_is_led_to_the_door_and_on(page: Page, app: App) -> None:
    page.goto(f"{app.url}/codebook")
    expect(page).to_have_url(f"{app.url}/set-up")
    start_study(page, app)
    page.get_by_role("button", name="Start a study").click()
    wait_until_ready(page)
    page.context.clear_cookies()
    page.goto(f"{app.url}/codebook?x=1")
    page.get_by_label("E-mail").fill("DANA@example.org")
    page.get_by_label("Passphrase", exact=True).fill("not this one, surely")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.keyboard.press("Enter")
    wait_until_ready(page)
    expect(page).to_have_url(re.compile(r"/codebook(\?x=1)?$"))


def test_dor04_somebody_is_invited_and_works(page: Page, app: App, browser: Browser) -> None:
    sign_in(page.context, app, Role.LEAD)
    open_studio(page, app, "/people")
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_label("Name").fill("Sam *Oakes* <b>")
    page.get_by_label("E-mail").fill("sam@example.org")
    page.get_by_role("button", name="Make the account").click()
    once = page.get_by_role("dialog").locator("code").inner_text()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("Sam *Oakes* <b>")).to_be_visible()
    phone = browser.new_context(viewport={"width": 390, "height": 800})
    other = phone.new_page()
    other.goto(f"{app.url}/library")
    other.get_by_label("E-mail").fill("sam@example.org")
    other.get_by_label("Passphrase", exact=True).fill(once)
    other.keyboard.press("Enter")
    other.get_by_label("The passphrase you were given").fill(once)
    other.get_by_label("New passphrase").fill("another four plain words")
    other.get_by_role("button", name="Save the passphrase").click()
    wait_until_ready(other)
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    phone.close()


def test_dor04_a_role_is_changed_and_an_account_closed(page: Page, app: App) -> None:
    sign_in(page.context, app, Role.RESEARCHER)
    sign_in(page.context, app, Role.LEAD)
    open_studio(page, app, "/people")
    only_lead = page.locator("[class*=st-key-person_]").filter(has_text="A lead")
    expect(only_lead.get_by_role("button", name="Close")).to_be_disabled()
    other = page.locator("[class*=st-key-person_]").filter(has_text="A researcher")
    other.get_by_role("button", name="Change").click()
    page.get_by_text("Lead: everything").click()
    page.get_by_role("button", name="Save the role").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("2 leads")).to_be_visible()
    other.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Close the account").click()
    expect(page.get_by_text("1 lead, 1 closed")).to_be_visible()
    expect(other.get_by_role("button")).to_have_count(0)


def test_dor05_a_role_sees_its_own_pages(page: Page, app: App) -> None:
    sign_in(page.context, app, Role.LEAD)
    open_studio(page, app, "/library")
    for title in ("People", "Record", "Library"):
        expect(link_to(page, title)).to_be_visible()
    page.context.clear_cookies()
    sign_in(page.context, app, Role.RESEARCHER)
    open_studio(page, app, "/library")
    expect(link_to(page, "Library")).to_be_visible()
    for title in ("People", "Record"):
        expect(link_to(page, title)).to_have_count(0)
    for path in ("/people", "/record"):
        open_studio(page, app, path)
        expect(page.get_by_role("heading", name="This page is not open to you")).to_be_visible()
        assert page.request.get(f"{app.url}/record.csv").status == 403


def test_dor06_a_closed_account_stops_at_the_next_click(page: Page, app: App) -> None:
    sign_in(page.context, app, Role.LEAD)
    sign_in(page.context, app, Role.RESEARCHER)
    open_studio(page, app, "/codebook")
    with open_vault(app.folder / "vault.db") as vault:
        (worker,) = (one for one in list_accounts(vault) if one.role is Role.RESEARCHER)
        close_account(vault, worker.id)
    link_to(page, "Library").click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible(timeout=15_000)
    page.get_by_role("link", name="Sign in again").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_dor07_signing_out_ends_every_window(context: BrowserContext, app: App) -> None:
    sign_in(context, app, Role.LEAD)
    first, second = context.new_page(), context.new_page()
    for window in (first, second):
        open_studio(window, app, "/codebook")
    first.get_by_role("button", name="Sign out").click()
    expect(first.get_by_role("heading", name="Sign in")).to_be_visible()
    link_to(second, "Library").click()
    expect(second.get_by_role("heading", name="You are signed out")).to_be_visible(timeout=15_000)


def test_dor08_nothing_is_asked_of_another_machine(browser: Browser, app: App) -> None:
    page = browser.new_context().new_page()  # one that has read no file before
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    def listen(said: ConsoleMessage) -> None:
        # The preview of the story forbids the script of the story on purpose.
        if "Content Security" in said.text and "/story/preview" not in said.location["url"]:
            broken.append(said.text)

    page.on("console", listen)
    page.goto(app.url)
    page.get_by_role("button", name="Open the sample study").click()
    wait_until_ready(page)
    for path in ("/results", "/themes", "/workbench", "/answer", "/story"):
        open_studio(page, app, path)
    own = (app.url, app.url.replace("http", "ws"), "data:", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []
    assert broken == []


def test_dor09_listening_wider_the_sample_asks_for_the_code(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_ADDRESS", "0.0.0.0")  # noqa: S104
    app = App(tmp_path / "data")
    app.start()
    page.goto(app.url)
    page.get_by_role("button", name="Open the sample study").click()
    expect(page.get_by_role("alert")).to_contain_text("not the set-up code")
    page.get_by_label("Set-up code").fill(set_up_code(app))
    page.get_by_role("button", name="Open the sample study").click()
    wait_until_ready(page)
    expect(page.get_by_text("Sample study.")).to_be_visible()
    app.stop()
    assert "external" not in app.log.read_text("utf-8").lower(), "it asked for its own address"


def test_dor10_the_record_is_read_checked_and_exported(page: Page, app: App) -> None:
    page.goto(app.url)
    page.get_by_role("button", name="Open the sample study").click()
    wait_until_ready(page)
    open_studio(page, app, "/record")
    page.get_by_role("button", name="Check the record").click()
    expect(page.get_by_text("Unbroken")).to_be_visible()
    rows = page.get_by_role("table").get_by_role("row")
    expect(rows).to_have_count(51)
    page.get_by_role("button", name="Show more").click()
    expect(rows).to_have_count(101)
    page.get_by_label("What").click()
    page.keyboard.type("signed in")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(2)
    with page.expect_download() as download:
        page.get_by_role("link", name="Export CSV").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    assert text.startswith('"n","at","actor","name","act","subject","detail"')
    assert "signed in" in text


def test_dor11_the_doors_work_without_a_script(browser: Browser, app: App) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    start_study(page, app)
    page.get_by_role("button", name="Start a study").click()
    page.goto(f"{app.url}/sign-out")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("E-mail").fill("dana@example.org")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{app.url}/")
    context.close()


def test_dor11_the_doors_have_the_colours_of_the_studio() -> None:
    css = (ROOT / "access/web/files/door.css").read_text("utf-8")
    used = re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", css)
    own = {"primary", "primary-danger"}  # the theme's, and the red of look.css
    assert {name: (a, b) for name, a, b in used if name not in own}.items() <= TOKENS.items()
