"""BCB01 a code is chosen in the tree by click and by key, and the form shows it; BCB02 it moves by
drag between others and under another one; BCB03 and by keyboard alone, and keeps the focus; BCB04 a
code cannot go under what stands under it; BCB05 folded codes are out of sight; BCB06 M writes a
memo about a coded passage, which stands in the margin, is changed and undone; a retired code is not
offered."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from access.model import Role
from coding.model import Code, Segment
from storage.codebook import list_codes, save_code
from storage.codebook_acts import retire_code
from storage.database import close_databases, open_database
from storage.segments import save_segment
from tests.browser.app import App
from tests.browser.bench import put_text
from tests.browser.studio import open_studio, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app(running: App) -> App:
    """A running app with the codes a, b (c under it) and d."""
    with open_database(running.folder / "study.db") as db:
        for code in (Code("a", "A"), Code("b", "B"), Code("c", "C", parent="b"), Code("d", "D")):
            save_code(db, code, "lea")
    close_databases()
    return running


def tree(app: App) -> list[tuple[str, str]]:
    with open_database(app.folder / "study.db") as db:
        return [(code.id, code.parent) for code in list_codes(db)]


def test_the_tree(page: Page, app: App) -> None:
    """BCB01–BCB05, one after the other on one page."""
    sign_in(page.context, app, Role.RESEARCHER)
    open_studio(page, app, "/codebook")
    rows = page.locator(".ct-row")
    expect(rows).to_have_count(4)
    name = page.get_by_role("textbox", name="Name")

    page.locator("[data-code=d]").click()  # BCB01
    expect(name).to_have_value("D")
    page.locator("[data-code=d]").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(name).to_have_value("A")
    expect(page.locator("[data-code=a]")).to_have_attribute("aria-selected", "true")

    told = page.locator(".ct-told")  # BCB02
    page.locator("[data-code=d]").drag_to(
        page.locator("[data-code=a]"), target_position={"x": 200, "y": 3}
    )
    expect(told).to_have_text("Moved D at the top.")
    assert [code for code, _ in tree(app)] == ["d", "a", "b", "c"]
    expect(rows.first).to_contain_text("D")
    page.locator("[data-code=d]").drag_to(page.locator("[data-code=b]"))
    expect(told).to_have_text("Moved D under B.")
    assert tree(app)[-1] == ("d", "b")

    expect(page.locator("[data-code=d]")).to_have_attribute("aria-level", "2")  # BCB03
    page.locator("[data-code=d]").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(rows.nth(2)).to_contain_text("D")
    page.keyboard.press("Alt+ArrowLeft")
    expect(rows.last).to_contain_text("D")
    expect(page.locator("[data-code=d]")).to_be_focused()
    assert tree(app) == [("a", ""), ("b", ""), ("c", "b"), ("d", "")]
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("[data-code=d]")).to_have_attribute("aria-level", "2")

    page.locator("[data-code=b]").drag_to(page.locator("[data-code=c]"))  # BCB04
    assert tree(app) == [("a", ""), ("b", ""), ("c", "b"), ("d", "b")]

    page.locator("[data-code=b]").focus()  # BCB05
    page.keyboard.press("ArrowLeft")
    expect(rows).to_have_count(2)
    page.keyboard.press("ArrowRight")
    expect(rows).to_have_count(4)


def test_a_memo_in_the_workbench(page: Page, app: App) -> None:
    """BCB06."""
    source = put_text(app, [("P", "They call a number and nobody answers.")])
    with open_database(app.folder / "study.db") as db:
        retire_code(db, "a", "lea")
        save_segment(db, Segment(source, 3, 20, "b", "lea", "seg"))
    close_databases()
    sign_in(page.context, app, Role.RESEARCHER)
    open_studio(page, app, f"/workbench?source={source}&segment=seg")
    expect(page.locator(".tm-name")).to_have_count(1)
    turn = page.locator("[data-turn='0']")
    for words in ("First thought", "Second thought"):
        turn.focus()
        page.keyboard.press("m")
        page.get_by_role("textbox", name="Your words").fill(words)
        page.keyboard.press("Control+Enter")
        expect(page.locator(".tm-margin .tm-memo")).to_have_text(words)
    expect(page.locator(".tm-status")).to_contain_text("Saved")
    turn.focus()
    page.keyboard.press("u")
    expect(page.locator(".tm-margin .tm-memo")).to_have_text("First thought")
    page.reload()
    expect(page.locator(".tm-margin .tm-memo")).to_have_text("First thought")
    turn.focus()
    page.keyboard.press("c")
    expect(page.get_by_role("option")).to_have_count(3)
