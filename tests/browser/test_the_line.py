"""LINE01 a newcomer walks from an empty study to a released story in the browser, and the exact
quote stands in it, readable without script or network; LINE02 its reference leads back to the
passage in the transcript; LINE03 a server that is killed in the middle of an answer loses nothing
that was saved, and the respondent goes on; LINE04 the same line holds with a real questionnaire
and a real transcript."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from storage.audit import chain_problems
from storage.database import open_database
from storage.responses import responses_frame
from tests.browser.app import App
from tests.browser.studio import open_studio
from tests.browser.walking import (
    FORM,
    TALK,
    add_code,
    agree,
    answer,
    bring_in,
    code_by_keyboard,
    code_by_mouse,
    invite_second,
    make_theme,
    move,
    phone,
    press,
    publish,
    release,
    send,
    set_up,
    word_file,
    write_finding,
)
from tests.conftest import SHARED

pytestmark = pytest.mark.browser
QUOTE = "we wait on the line together until the next one says hello"


def test_line01_line02_line03_the_whole_line(
    new_app: App, page: Page, browser: Browser, tmp_path: Path
) -> None:
    app = new_app
    page.set_viewport_size({"width": 1280, "height": 900})
    set_up(page, app)
    address = publish(page, app, "our_work.md", FORM.encode())

    first = phone(browser).new_page()
    answer(first, address, "One number that answers at night.")
    assert len(send(first).split()) == 4

    transcript = tmp_path / "talk.docx"
    transcript.write_bytes(word_file(TALK))
    source = bring_in(page, app, transcript, "P01", "Harbour House")
    agree(page, app, "P01")
    add_code(page, app, "Going along")
    code_by_mouse(page, app, source, QUOTE, "going")
    code_by_keyboard(page, 3, 7, "going")
    make_theme(page, app, "Sending people on", ["Going along"])

    headline = "People arrive when somebody goes with them."
    finding = write_finding(page, app, headline, QUOTE)
    second = invite_second(page, app, browser)
    second.goto(finding)
    move(second, "Accept")
    story = release(page, app, "Ways on")

    assert QUOTE in unescape(story)
    reader = browser.new_context(java_script_enabled=False, offline=True).new_page()
    reader.set_content(story)
    expect(reader.get_by_role("heading", name=headline)).to_be_visible()
    expect(reader.locator("blockquote", has_text=QUOTE)).to_be_visible()
    reference = re.search(r"\bQ-[0-9A-Z]{6}\b", story)
    assert reference, "the quote carries a reference"
    page.goto(f"{app.url}/findings/trace/{reference.group(0)}")
    expect(page.locator("mark", has_text=QUOTE).first).to_be_visible(timeout=20_000)

    respondent_resumes(app, browser, address)
    with open_database(app.folder / "study.db") as db:
        assert chain_problems(db) == []
        assert list(responses_frame(db, "our_work")["years"]) == [4, 4]


def respondent_resumes(app: App, browser: Browser, address: str) -> None:
    """The server is killed in the middle of a second answer; the respondent goes on afterwards."""
    other = phone(browser).new_page()
    answer(other, address, "Fewer forms.")
    app.kill()
    app.start()
    other.goto(address)
    expect(other.get_by_label("What would you change first?")).to_be_visible()
    other.get_by_label("What would you change first?").fill("Fewer forms.")
    assert len(send(other).split()) == 4


@pytest.mark.real_inputs
def test_line04_a_real_questionnaire_and_a_real_transcript(
    new_app: App, page: Page, browser: Browser
) -> None:
    app = new_app
    page.set_viewport_size({"width": 1280, "height": 900})
    set_up(page, app)
    form = SHARED / "xlsforms" / "htcds" / "htcds_xlsform.xlsx"
    address = publish(page, app, form.name, form.read_bytes())
    respondent = phone(browser).new_page()
    respondent.goto(address)
    press(respondent, ".consent", "yes")
    respondent.locator("input[type=radio]").first.check()
    respondent.locator("input[type=checkbox]").first.check()
    press(respondent, ".go", "next")
    press(respondent, ".go", "submit")
    expect(respondent.locator("ol.words")).to_be_visible()

    transcript = SHARED / "transcripts" / "zoom_vtt" / "english_literature_discussion.vtt"
    source = bring_in(page, app, transcript, "P01", "A university")
    agree(page, app, "P01")
    add_code(page, app, "Discussion")
    open_studio(page, app, f"/workbench?source={source}")
    expect(page.locator(".tm-said").first).to_be_visible(timeout=20_000)
    said = max(page.locator(".tm-said").all_text_contents(), key=len)
    words = max(said.split("\n"), key=len)[:40].rstrip()
    code_by_mouse(page, app, source, words, "discussion")
    make_theme(page, app, "What is discussed", ["Discussion"])
    finding = write_finding(page, app, "There is discussion.", words)
    second = invite_second(page, app, browser)
    second.goto(finding)
    move(second, "Accept")
    assert words in unescape(release(page, app, "A real line"))
