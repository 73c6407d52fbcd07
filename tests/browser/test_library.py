"""LBW01 a folder of files of ten kinds is imported by hand, one that fails beside them, spellings
of one speaker put together, with a new organisation and participant; LBW02 a chosen row opens the
source and its way to the workbench; LBW03 a source is deleted only after the word was typed, with
its original; LBW04 the page needs no scrolling sideways on a phone; LBW05 of what was imported one
text with its names replaced and a real one go through two readers, and the reading room finds words
of both and leads to the turn."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from access.model import Role
from storage.database import open_database, open_vault
from storage.people import list_organisations, list_participants
from storage.sources import load_unredacted, sources_frame
from tests.browser.app import App
from tests.browser.naming import REPLACE, take_names_out
from tests.browser.studio import open_studio, sign_in, wait_until_ready
from tests.conftest import SHARED
from tests.interviews.words import word

pytestmark = pytest.mark.browser
TALK = word("INT: How are you?", "P1: Fine, thank you.", "INT: And the others?")
CAPTIONS = (
    b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello?\n\n00:02.000 --> 00:04.000\n<v Bo>Hi.\n"
)
NAMES = b"Ann Lee: So?\n\nBo Carr: I began.\n\nAnn: And?\n\nBo: I went.\n\nAnn: Ok?\n\nBo: Yes.\n"
REAL = (
    "zoom_vtt/english_literature_discussion.vtt",
    "qualcoder_examples/transcript.txt",
    "qualcoder_examples/ID2.odt",
    "kerrigan_pdf/P1.pdf",
    "mantas_small/srt.srt",
    "mantas_small/rtf2.rtf",
    "changelog_md/away-from-keyboard-1.md",
    "asr_json/amazon-transcribe_todayinfocus.sample.json",
)


def files(folder: Path) -> list[Path]:
    """A Word file made here, transcripts (real ones where they are), and one that is broken."""
    made = {"talk.docx": TALK, "captions.vtt": CAPTIONS, "broken.txt": b"P1: a\x00b"}
    made |= {"names.txt": NAMES}
    real = [SHARED / "transcripts" / name for name in REAL]
    there = [path for path in real if path.exists()]
    if there:
        made.pop("captions.vtt")
    folder.mkdir()
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in made] + there


def choose_new(page: Page, label: str, words: str) -> None:
    """Type a new option into a selectbox."""
    box = page.get_by_role("combobox", name=label)
    box.fill(words)
    box.press("Enter")
    wait_until_ready(page)


def import_all(page: Page, paths: list[Path], n: int) -> None:
    """Hand the files in and keep the n that can be read, the first with new people."""
    page.locator("input[type=file]").set_input_files(paths)
    expect(page.get_by_text(f"{n} of {len(paths)} read")).to_be_visible(timeout=15_000)
    choose_new(page, "Organisation", "Harbour House")
    page.get_by_label("Role").fill("Advocate")
    page.get_by_label("Role").press("Tab")
    for kept in range(1, n + 1):
        wait_until_ready(page)
        together = page.get_by_role("button", name="Put them together")
        if together.is_visible():
            together.click()
            expect(together).to_be_hidden()
        page.get_by_role("button", name="Keep this transcript").click()
        expect(page.get_by_role("cell", name="in the library")).to_have_count(kept)
    page.get_by_role("button", name="Go to the library").click()


def find_turn(page: Page, app: App, words: str, speaker: str) -> None:
    """Search in the reading room, and follow the first hit to its turn in the library."""
    open_studio(page, app, "/reading_room")
    field = page.get_by_role("textbox", name="Find in every text")
    field.fill(words)
    field.press("Enter")
    hit = page.locator(".tl-hit").first
    expect(hit.locator("mark").first).to_have_text(words)
    expect(hit.locator(".tl-who")).to_have_text(speaker)
    hit.get_by_role("link").click()
    wait_until_ready(page)
    expect(page.get_by_text("the marked turn is")).to_be_visible()
    expect(page.get_by_test_id("stMain")).to_contain_text(words)


def test_lbw01_lbw02_lbw03_lbw05_import_read_delete_and_find(
    app: App, context: BrowserContext, page: Page, tmp_path: Path, browser: Browser
) -> None:
    sign_in(context, app, Role.LEAD)
    open_studio(page, app, "/library?view=import")
    paths = files(tmp_path / "handed in")
    import_all(page, paths, len(paths) - 1)
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    with open_database(app.folder / "study.db") as db:
        frame = sources_frame(db)
        first = frame[frame["title"] == "talk"].iloc[0]
        assert len(frame) == len(paths) - 1
        assert [one.name for one in list_organisations(db)] == ["Harbour House"]
        assert list_participants(db)[0].role == "Advocate"
    assert first["organisation_name"] == "Harbour House"
    with open_database(app.folder / "study.db") as db, open_vault(app.folder / "vault.db") as vault:
        assert load_unredacted(db, vault, first["id"]).interviewers == {"INT"}
        named = load_unredacted(db, vault, frame[frame["title"] == "names"].iloc[0]["id"])
    assert [turn.speaker for turn in named.turns] == ["Ann Lee", "Bo Carr"] * 3

    wait_until_ready(page)
    table = page.get_by_test_id("stDataFrame").bounding_box()
    assert table is not None
    row = list(frame["id"]).index(first["id"])
    page.mouse.click(table["x"] + 16, table["y"] + 36 * (row + 1) + 18)
    expect(page.get_by_text("Fine, thank you.")).to_be_visible()
    expect(page).to_have_url(re.compile(f"source={first['id']}"))
    expect(page.get_by_role("button", name="Take names out")).to_be_visible()

    page.get_by_role("button", name="Delete this text").click()
    delete = page.get_by_role("button", name="Delete it")
    delete.click()
    expect(page.get_by_text("Type the word delete into the field first.")).to_be_visible()
    typed = page.get_by_label("Type delete to go on")
    typed.fill("delete")
    typed.press("Enter")
    wait_until_ready(page)
    delete.click()
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    with open_database(app.folder / "study.db") as db:
        assert "talk" not in list(sources_frame(db)["title"])
    with open_vault(app.folder / "vault.db") as vault:
        assert vault.execute("select count(*) from original").fetchone()[0] == len(frame) - 1

    ids = dict(zip(frame["title"], frame["id"], strict=True))
    take_names_out(page, app, ids["names"], browser, REPLACE)
    find_turn(page, app, "began", "[Person B]")
    if "transcript" in ids:  # a real one
        take_names_out(page, app, ids["transcript"], browser)
        find_turn(page, app, "semester", "id3")


def test_lbw04_nothing_sticks_out_on_a_phone(
    app: App, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(context, app, Role.RESEARCHER)
    open_studio(page, app, "/library?view=import")
    page.locator("input[type=file]").set_input_files(files(tmp_path / "handed in")[0])
    expect(page.get_by_role("button", name="Keep this transcript")).to_be_visible()
    width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= 390
