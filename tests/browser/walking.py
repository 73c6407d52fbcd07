"""One study from set-up to a released story, step by step, as the people who do it would."""

from __future__ import annotations

import io
import re
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from storage.database import open_database
from storage.instruments import list_links
from storage.sources import sources_frame
from tests.browser.app import App
from tests.browser.bench import code_words, open_text, saved
from tests.browser.naming import take_names_out
from tests.browser.studio import PASSPHRASE, open_studio, wait_until_ready

FORM = """
| survey | | | | | | |
| | type | name | label | required | relevant | constraint |
| | begin_group | start | Before you start | | | |
| | acknowledge | consent | I agree to take part. | yes | | |
| | end_group | | | | | |
| | begin_group | work | Your work | | | |
| | select_one kinds | kind | What kind of service do you work in? | | | |
| | integer | years | For how many years? | | ${kind} = 'shelter' | . <= 60 |
| | end_group | | | | | |
| | begin_group | words | In your own words | | | |
| | text | change | What would you change first? | | | |
| | end_group | | | | | |
| choices | | | |
| | list_name | name | label |
| | kinds | shelter | Shelter |
| | kinds | police | Police |
| settings | | |
| | form_title | form_id |
| | Our work | our_work |
"""
TALK = [
    ("Interviewer", "What happens when you send somebody on?"),
    ("P01", "I ring first and we wait on the line together until the next one says hello."),
    ("Interviewer", "And when there is no time for that?"),
    ("P01", "Then it is a slip of paper, and half of them never arrive."),
]


def word_file(talk: list[tuple[str, str]]) -> bytes:
    """A Word transcript with a label before each turn."""
    from docx import Document

    document = Document()
    for who, said in talk:
        document.add_paragraph(f"{who}: {said}")
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def set_up(page: Page, app: App) -> None:
    """The first lead starts the study with the code that the program printed."""
    found = re.search(r"\b[A-Z2-9]{4}(?:-[A-Z2-9]{4})+\b", app.log.read_text("utf-8"))
    assert found, f"the program prints a set-up code:\n{app.log.read_text('utf-8')}"
    page.goto(app.url)
    page.get_by_label("Set-up code").fill(found.group(0))
    page.get_by_label("Name of the study").fill("Ways on")
    page.get_by_label("Your name").fill("Lea Lead")
    page.get_by_label("Your e-mail").fill("lea@example.org")
    page.get_by_role("textbox", name="Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Start a study").click()
    wait_until_ready(page)
    expect(page.get_by_role("heading", name="A good place to begin")).to_be_visible()


def publish(page: Page, app: App, name: str, data: bytes) -> str:
    """Upload an XLSForm, keep it, publish it; the link's address."""
    open_studio(page, app, "/questionnaire")
    page.get_by_role("button", name=re.compile("Bring in")).first.click()
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    page.get_by_role("button", name="Keep as a draft").click(timeout=20_000)
    wait_until_ready(page)
    page.get_by_role("button", name=re.compile("^Publish")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=re.compile("^Publish")).click()
    expect(dialog).to_have_count(0)
    wait_until_ready(page)
    with open_database(app.folder / "study.db") as db:
        newest = max(list_links(db), key=lambda link: link.created_at)
    address = f"{app.url}/s/{newest.token}"
    expect(page.get_by_text(address)).to_be_visible()
    return address


def phone(browser: Browser) -> BrowserContext:
    """A respondent's own browser, 390 px wide."""
    return browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)


def press(page: Page, name: str, value: str) -> None:
    """Press a button of the respondent's form and wait for the page that follows."""
    with page.expect_navigation():
        page.locator(f"button[name='{name}'][value={value}]:not(.unseen)").first.click()


def answer(page: Page, address: str, change: str) -> None:
    """Answer the survey of FORM up to its last page, which is filled in but not sent on."""
    page.goto(address)
    press(page, ".consent", "yes")
    expect(page.locator("[name=years]")).to_have_count(0)
    page.get_by_label("Shelter").check()
    page.get_by_label("For how many years?").fill("400")
    press(page, ".go", "next")
    expect(page.locator("section.problems")).to_be_visible()
    page.get_by_label("For how many years?").fill("4")
    press(page, ".go", "next")
    page.get_by_label("What would you change first?").fill(change)


def send(page: Page) -> str:
    """From the last page over the review to the receipt; its words."""
    press(page, ".go", "next")
    expect(page.locator("dl.answers", has_text="Shelter")).to_be_visible()
    press(page, ".go", "submit")
    return " ".join(page.locator("ol.words > li").all_inner_texts())


def bring_in(page: Page, app: App, path: Path, participant: str, organisation: str) -> str:
    """Import one transcript with its participant and organisation; the id of the source."""
    open_studio(page, app, "/library?view=import")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("1 of 1 read")).to_be_visible(timeout=20_000)
    for label, typed in (("Participant", participant), ("Organisation", organisation)):
        box = page.get_by_role("combobox", name=label)
        box.fill(typed)
        box.press("Enter")
        wait_until_ready(page)
    page.get_by_role("button", name="Keep this transcript").click()
    expect(page.get_by_role("cell", name="in the library")).to_have_count(1)
    with open_database(app.folder / "study.db") as db:
        frame = sources_frame(db)
    id = str(frame[frame["kind"] == "interview"]["id"].iloc[0])
    browser = page.context.browser
    assert browser is not None
    take_names_out(page, app, id, browser)
    return id


def agree(page: Page, app: App, participant: str) -> None:
    """Record that a participant agrees to be quoted."""
    open_studio(page, app, f"/consent?participant={participant}")
    page.get_by_role("button", name="Record consent").click()
    page.get_by_label("Version of the form").fill("2026-01")
    page.get_by_text("What they said may be used for this study").click()
    page.get_by_text("Yes", exact=True).click()
    page.get_by_role("button", name="Record the consent").click()
    expect(page.get_by_text("may be quoted", exact=True).first).to_be_visible()
    wait_until_ready(page)


def add_code(page: Page, app: App, name: str) -> None:
    """Write a code on the codebook page."""
    open_studio(page, app, "/codebook")
    page.get_by_role("button", name=re.compile("(first|New) code")).first.click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name=re.compile("^(Save|Add)")).first.click()
    expect(page.get_by_text(name).first).to_be_visible()
    wait_until_ready(page)


def code_by_mouse(page: Page, app: App, source: str, words: str, code: str) -> None:
    """Select words with the mouse and give them a code by typing."""
    open_text(page, app, source)
    code_words(page, words, code)
    saved(page)


def code_by_keyboard(page: Page, turn: int, n_words: int, code: str) -> None:
    """Select the first words of a turn with the keyboard alone and give them a code."""
    page.locator(".tm-turn").nth(turn).focus()
    page.keyboard.press("ArrowRight")
    for _ in range(n_words - 1):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("c")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    saved(page)


def make_theme(page: Page, app: App, name: str, codes: list[str]) -> None:
    """Group codes into a theme."""
    open_studio(page, app, "/themes")
    page.get_by_role("button", name=re.compile("theme", re.IGNORECASE)).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    for code in codes:
        dialog.get_by_role("combobox", name="Codes").click()
        page.get_by_role("option", name=code).click()
    dialog.get_by_role("combobox", name="Codes").press("Escape")
    dialog.get_by_role("button", name="Save theme").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    wait_until_ready(page)


def write_finding(page: Page, app: App, headline: str, quoted: str) -> str:
    """Write a finding, attach a quote and a survey table, send it to review; its address."""
    open_studio(page, app, "/findings")
    page.get_by_role("button", name="New finding").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(re.compile("^Headline")).fill(headline)
    dialog.get_by_label(re.compile("^Statement")).fill(f"{headline} Staff say so themselves.")
    dialog.get_by_role("button", name="Save finding").click()
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Add a quote").click()
    dialog.get_by_label("Words in the passage").fill(quoted.split()[0])
    dialog.get_by_label("Words in the passage").press("Enter")
    wait_until_ready(page)
    dialog.get_by_role("button", name="Add", exact=True).first.click()
    expect(dialog).to_have_count(0)
    expect(page.locator("blockquote", has_text=quoted)).to_be_visible()
    page.get_by_role("button", name="Add a survey table").click()
    dialog.get_by_role("button", name="Add table").click()
    expect(dialog).to_have_count(0)
    judge(page)
    move(page, "Send to review")
    return page.url


def judge(page: Page) -> None:
    """Say how sure the team is of the open finding."""
    page.get_by_role("button", name="Change the judgement").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(re.compile("^Low:")).click()
    dialog.get_by_label(re.compile("^Why this level")).fill("One interview only.")
    dialog.get_by_role("button", name="Save judgement").click()
    expect(dialog).to_have_count(0)


def move(page: Page, act: str) -> None:
    """Move the open finding, and confirm."""
    wait_until_ready(page)
    page.get_by_role("button", name=act).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=re.compile(f"^{act.split()[0]}")).click()
    expect(dialog).to_have_count(0)
    wait_until_ready(page)


def invite_second(page: Page, app: App, browser: Browser) -> Page:
    """The lead invites a researcher, who signs in and chooses a passphrase; their window."""
    open_studio(page, app, "/people")
    page.get_by_role("button", name=re.compile("Invite|Add")).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Rae Researcher")
    dialog.get_by_label("E-mail").fill("rae@example.org")
    dialog.get_by_role("button", name=re.compile("Invite|Make|Create")).last.click()
    given = page.locator("[data-testid=stCode]").first.inner_text(timeout=15_000).strip()
    second = browser.new_context().new_page()
    second.goto(f"{app.url}/sign-in")
    second.get_by_label("E-mail").fill("rae@example.org")
    second.get_by_role("textbox", name="Passphrase").fill(given)
    second.get_by_role("button", name="Sign in").click()
    second.get_by_role("textbox", name="The passphrase you were given").fill(given)
    second.get_by_role("textbox", name="New passphrase").fill("another four plain words")
    second.get_by_role("button", name="Save the passphrase").click()
    wait_until_ready(second)
    return second


def release(page: Page, app: App, title: str) -> str:
    """Compose the story of every accepted finding and release it; the file that was handed out."""
    open_studio(page, app, "/story")
    page.get_by_role("button", name="Begin the story").click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Opening, one paragraph").fill(
        "What services told us about sending people on."
    )
    page.get_by_label(re.compile("^How we worked")).fill("A survey and one interview.")
    page.get_by_role("button", name="Save words").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    wait_until_ready(page)
    page.get_by_role("button", name="Add", exact=True).click()
    wait_until_ready(page)
    expect(page.get_by_role("button", name="Release edition 1")).to_be_enabled()
    page.get_by_role("button", name="Release edition 1").click()
    page.get_by_role("dialog").get_by_role("button", name="Release edition 1").click()
    link = page.get_by_role("link", name=re.compile("Download"))
    with page.expect_download() as handed_out:
        link.click(timeout=15_000)
    return Path(handed_out.value.path()).read_text("utf-8")
