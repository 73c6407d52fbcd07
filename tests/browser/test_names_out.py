"""NOB01 names are replaced and kept by mouse and keyboard, and a decision is undone; NOB02 words
that no tool finds are marked by selecting them, and replaced wherever they stand; NOB03 the same
person under two names gets one stand-in; NOB04 nobody confirms what they signed off themselves,
somebody else does, and the workbench shows the text without names; NOB05 the page shows the text
as coders will see it; NOB06 it needs no scrolling sideways on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from access.model import Role
from interviews.transcript import parse_transcript
from storage.database import open_database, open_vault
from storage.sources import load_source, save_source
from tests.browser.app import App
from tests.browser.naming import open_names, take_step
from tests.browser.studio import open_studio, sign_in

pytestmark = pytest.mark.browser
TALK = """INT: Who helped?

Maren Holt: Maureen Ames did 😀, from Red Deer. Mrs. Ames rang on 403-555-0142.

INT: And then?

Maren Holt: The kite table met. I went to the kite table with her.
"""


@pytest.fixture
def source(app: App) -> str:
    with (
        open_database(app.folder / "study.db") as db,
        open_vault(app.folder / "vault.db") as vault,
    ):
        return save_source(db, vault, parse_transcript(TALK.encode(), "talk.txt"), "a1").id


def press(page: Page, name: str, verdict: str) -> None:
    """Press "Replace" or "Keep" beside a name."""
    page.locator(f".nm-name[data-name='{name}'] [data-verdict={verdict}]").click()


def select_words(page: Page, words: str) -> None:
    """Select these words of the text with the mouse's event at the end."""
    page.evaluate(
        """(words) => {
          for (const piece of document.querySelectorAll('.nm-text span[data-start]')) {
            const node = piece.firstChild, at = node?.textContent.indexOf(words) ?? -1;
            if (at < 0) continue;
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
            document.dispatchEvent(new PointerEvent('pointerup', {bubbles: true}));
            return;
          }
        }""",
        words,
    )


def test_names_out_by_hand(app: App, page: Page, browser: Browser, source: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in(page.context, app, Role.LEAD)
    open_names(page, app, source)
    expect(page.locator(".nm-count")).to_have_text("5 of 5")

    # NOB01
    press(page, "maren holt", "replace")
    expect(page.locator(".nm-count")).to_have_text("4 of 5")
    page.keyboard.press("a")
    expect(page.locator(".nm-text .tl-id.ok", has_text="[Person B]")).to_have_count(1)
    page.keyboard.press("u")
    expect(page.locator(".nm-count")).to_have_text("4 of 5")
    press(page, "maureen ames", "replace")
    expect(page.locator(".nm-count")).to_have_text("3 of 5")
    press(page, "red deer", "keep")
    expect(page.locator(".nm-text .tl-id.no", has_text="Red Deer")).to_have_count(1)

    # NOB03: proposed as the same person, by her last name
    expect(page.locator(".nm-name[data-name=ames]")).to_contain_text("[Person B]")
    press(page, "ames", "replace")
    press(page, "403 555 0142", "replace")
    expect(page.locator(".nm-none")).to_be_visible()

    # NOB02
    select_words(page, "ite tab")
    expect(page.locator(".nm-marked")).to_have_text("“kite table”")
    page.locator(".nm-own").fill("the weekly meeting")
    page.get_by_role("button", name="Replace these words").click()
    expect(page.locator(".nm-text", has_text="[the weekly meeting]")).to_be_visible()
    expect(page.locator(".tl-id.ok", has_text="[the weekly meeting]")).to_have_count(2)

    # NOB05
    page.get_by_label("Show it as coders will").check()
    expect(page.locator(".nm-text s").first).to_be_hidden()

    # NOB04
    take_step(page, "Sign off")
    expect(page.locator(".nm-state")).to_contain_text("Somebody else")
    expect(page.locator(".nm-steps").get_by_role("button", name="Confirm")).to_have_count(0)
    with browser.new_context(viewport={"width": 390, "height": 844}) as phone:
        sign_in(phone, app, Role.RESEARCHER)
        second = phone.new_page()
        open_names(second, app, source)
        width = second.evaluate("document.documentElement.scrollWidth")
        assert width <= 390  # NOB06
        take_step(second, "Confirm")
        open_studio(second, app, f"/workbench?source={source}")
        expect(second.locator(".tm-said").nth(1)).to_contain_text(
            "[Person B] did 😀, from Red Deer"
        )
    with open_database(app.folder / "study.db") as db:
        clean = load_source(db, source)
    assert [turn.speaker for turn in clean.turns] == ["INT", "[Person A]", "INT", "[Person A]"]
    assert clean.said(clean.turns[1]) == (
        "[Person B] did 😀, from Red Deer. Mrs. [Person B] rang on [phone number]."
    )
    stored = b"".join(path.read_bytes() for path in Path(app.folder).glob("study.db*"))
    assert b"Maureen" not in stored
