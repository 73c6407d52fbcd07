"""BWB01 words are coded with mouse and palette, and stored as selected; BWB02 with the keyboard
alone; BWB03 Ctrl+Enter stays for another code, and overlaps lie in lanes below each other; BWB04 a
code is removed from a passage, one's own only; BWB05 undo takes back the last act, after a reload
too; BWB06 a code is created while reading; BWB07 what was coded while the server was dead is
stored once it is back, also after a reload; BWB08 coders see each other's passages with a name;
BWB09 any selection is stored as the words on the screen, with emoji, accents and right-to-left
text; BWB10 the palette finds by name, path and definition, recent codes first; BWB11 a finger on a
phone codes with a sheet at the bottom; BWB12 an address opens a text at a passage; BWB13
Streamlit's own keys stay quiet and `?` lists ours; BWB14 a refused act is taken back with its
reason; BWB15 a triple click selects the turn and no more; BWB16 what others do meanwhile leaves the
coder's own selection alone; BWB17 the first code of a study can be written from the text;
BWB18 the page around the text counts again after coding, and the sidebar stays closed; another
text opens at its start."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from access.model import Account
from coding.model import Segment
from storage.codebook import delete_code, list_codes, restore_code
from storage.database import open_database
from storage.segments import save_segment
from tests.browser.app import App
from tests.browser.bench import (
    TALK,
    code_words,
    coder,
    desk,
    drag_over,
    open_text,
    put_codes,
    put_text,
    saved,
    stored,
    transcript,
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app(running: App) -> App:
    """One running app with a codebook for all tests of this module; each test has its own text."""
    put_codes(running)
    return running


@pytest.fixture(scope="module")
def ana(app: App) -> Account:
    return coder(app, "Ana")


@pytest.fixture(scope="module")
def ben(app: App) -> Account:
    return coder(app, "Ben")


@pytest.fixture
def source(app: App) -> str:
    return put_text(app)


@pytest.fixture(scope="module")
def window(browser: Browser, app: App, ana: Account) -> Iterator[BrowserContext]:
    """Ana's browser, shared by the tests."""
    context = desk(browser, app, ana)
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext, app: App, source: str) -> Iterator[Page]:
    """Ana's page at a fresh text."""
    opened = window.new_page()
    open_text(opened, app, source)
    yield opened
    opened.close()


def test_bwb01_words_are_coded_with_the_mouse(page: Page, app: App, source: str) -> None:
    drag_over(page, "stay on the line")
    expect(page.get_by_role("combobox", name="Find a code")).to_be_focused()
    page.keyboard.type("warm")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Warm handover")
    page.keyboard.press("Enter")
    expect(page.locator(".tm-name", has_text="Warm handover")).to_be_visible()
    expect(page.locator("mark")).to_have_text("stay on the line")
    saved(page)
    assert stored(app, source) == [("stay on the line", "Warm handover")]


def test_bwb02_words_are_coded_with_the_keyboard_alone(page: Page, app: App, source: str) -> None:
    page.locator(".tm-turn").first.focus()
    for key in ("j", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "c"):
        page.keyboard.press(key)
    page.keyboard.type("waiting")
    page.keyboard.press("Enter")
    saved(page)
    assert stored(app, source) == [("It depends who", "Waiting")]
    expect(page.locator(".tm-turn").nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("c")
    page.keyboard.type("time")
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_count(2)
    saved(page)
    assert stored(app, source)[0] == (TALK[0][1], "Time")


def test_bwb03_several_codes_lie_in_lanes(page: Page, app: App, source: str) -> None:
    code_words(page, "If it is Worker 1 I can stay", "warm", "Control+Enter")
    expect(page.get_by_role("dialog", name="Codes for this passage")).to_be_visible()
    page.keyboard.type("named")
    page.keyboard.press("Enter")
    code_words(page, "I can stay on the line", "waiting")
    saved(page)
    assert sorted(stored(app, source)) == [
        ("I can stay on the line", "Waiting"),
        ("If it is Worker 1 I can stay", "One named person"),
        ("If it is Worker 1 I can stay", "Warm handover"),
    ]
    three = page.locator("mark", has_text="I can stay").first
    layers = three.evaluate("(e) => getComputedStyle(e).backgroundImage.match(/gradient/g).length")
    lanes = three.evaluate("(e) => new Set(e.style.backgroundPosition.split(',')).size")
    assert (layers, lanes) == (3, 3)


def test_bwb04_a_code_is_removed(page: Page, app: App, source: str, ben: Account) -> None:
    with open_database(app.folder / "study.db") as db:
        save_segment(db, Segment(source, 60, 70, "time", ben.id))
    open_text(page, app, source)
    code_words(page, "stay on the line", "warm", "Control+Enter")
    page.keyboard.type("named")
    page.keyboard.press("Enter")
    page.locator(".tm-name", has_text="Warm handover").click()
    page.get_by_role("button", name="Remove Warm handover from these words").click()
    expect(page.locator(".tm-name", has_text="Warm handover")).to_have_count(0)
    page.keyboard.press("x")
    expect(page.locator(".tm-name", has_text="One named person")).to_have_count(0)
    saved(page)
    assert [code for _, code in stored(app, source)] == ["Time"]
    page.keyboard.press("x")
    expect(page.locator(".tm-unseen")).to_have_text("No code of yours on these words.")
    page.locator(".tm-name", has_text="Ben").click()
    expect(page.locator(".tm-theirs")).to_have_text("Time (Ben)")
    expect(page.locator(".tm-remove")).to_have_count(0)


def test_bwb05_undo_goes_back_also_after_a_reload(page: Page, app: App, source: str) -> None:
    code_words(page, "stay on the line", "warm")
    code_words(page, "And at night?", "time")
    expect(page.locator("mark")).to_have_count(2)
    page.keyboard.press("u")
    expect(page.locator("mark")).to_have_count(1)
    saved(page)
    page.reload()
    expect(page.locator("mark")).to_have_text("stay on the line")
    undo = page.get_by_role("button", name="Undo")
    undo.click()
    expect(page.locator("mark")).to_have_count(0)
    expect(undo).to_be_disabled()
    saved(page)
    assert stored(app, source) == []


def test_bwb06_a_code_is_created_while_reading(page: Page, app: App, source: str) -> None:
    code_words(page, "one of us", "Night cover")
    expect(page.locator(".tm-tree")).to_contain_text("Night cover")
    page.keyboard.press("n")
    page.keyboard.type("Second new one")
    page.keyboard.press("Enter")
    saved(page)
    assert {code for _, code in stored(app, source)} == {"Night cover", "Second new one"}
    with open_database(app.folder / "study.db") as db:
        assert {"Night cover", "Second new one"} <= {code.name for code in list_codes(db)}


def test_bwb07_nothing_is_lost_when_the_server_dies(page: Page, app: App, source: str) -> None:
    code_words(page, "stay on the line", "warm")
    app.kill()
    code_words(page, "one of us", "waiting")
    code_words(page, "And at night?", "time")
    expect(page.locator("mark")).to_have_count(3)
    expect(page.locator(".tm-status")).to_contain_text("Not saved yet")
    app.start()
    expect(page.locator(".tm-status")).to_contain_text("Saved", timeout=30_000)
    saved(page)
    assert len(stored(app, source)) == 3


def test_bwb07_a_reload_keeps_what_was_not_sent(page: Page, app: App, source: str) -> None:
    page.on("dialog", lambda dialog: dialog.accept())  # "leave although something is not saved?"
    app.kill()
    code_words(page, "one of us", "waiting")
    expect(page.locator(".tm-status")).to_contain_text("Not saved yet")
    page.route("**/acts", lambda route: route.abort())
    app.start()
    page.reload()
    expect(page.locator(".tm-turn")).to_have_count(len(TALK), timeout=15_000)
    assert stored(app, source) == []
    page.unroute("**/acts")
    saved_text = page.locator(".tm-status")
    expect(saved_text).to_contain_text("Saved", timeout=30_000)
    assert stored(app, source) == [("one of us", "Waiting")]


def test_bwb08_coders_see_each_other(
    page: Page, app: App, source: str, browser: Browser, ben: Account
) -> None:
    context = desk(browser, app, ben)
    other = context.new_page()
    open_text(other, app, source)
    code_words(other, "stay on the line", "warm")
    saved(other)
    # The next question is due within ten seconds; an act of one's own asks at once.
    code_words(page, "stay on the line", "warm")
    expect(page.locator(".tm-name", has_text="Ben")).to_be_visible()
    saved(page)
    assert stored(app, source) == [("stay on the line", "Warm handover")] * 2
    context.close()


def test_bwb09_any_selection_is_stored_as_seen(page: Page, app: App, source: str) -> None:
    chance = random.Random(7)  # noqa: S311
    wanted = set()
    for _ in range(40):
        wanted.add(_words(page.evaluate(_SELECT, [chance.random() for _ in range(4)])))
        page.locator(".tm-turn").first.dispatch_event("keydown", {"key": "c"})
        page.get_by_role("combobox", name="Find a code").fill("person")
        page.keyboard.press("Enter")
    saved(page)
    assert len(wanted) > 30
    assert {words for words, _ in stored(app, source)} == wanted


def _words(selected: list[int]) -> str:
    """The words in the source between two places in turns, which count UTF-16 units."""
    first, start, last, end = selected
    text, turns = transcript(TALK).text, transcript(TALK).turns

    def place(turn: int, unit: int) -> int:
        units = TALK[turn][1].encode("utf-16-le")[: 2 * unit]
        return turns[turn].start + len(units.decode("utf-16-le"))

    return text[place(first, start) : place(last, end)].strip()


# Select at random, within a turn or across two, on whole visible characters; where that is.
_SELECT = """([a, b, c, d]) => {
  const said = [...document.querySelectorAll('.tm-said')];
  const whole = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const borders = (e) => [...whole.segment(e.textContent)].map((s) => s.index);
  const first = Math.floor(a * said.length);
  const last = Math.min(said.length - 1, first + (b < 0.7 ? 0 : 1));
  const opening = borders(said[first]), closing = borders(said[last]).slice(1);
  const start = opening[Math.floor(c * opening.length)];
  let end = closing[Math.floor(d * closing.length)];
  if (first === last && end <= start) end = said[first].textContent.length;
  const at = (e, unit) => {
    const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
    for (let seen = 0, node; (node = walk.nextNode()); seen += node.length)
      if (unit <= seen + node.length) return [node, unit - seen];
  };
  getSelection().setBaseAndExtent(...at(said[first], start), ...at(said[last], end));
  return [first, start, last, end];
}"""


def test_bwb10_the_palette_finds_by_name_path_and_definition(page: Page) -> None:
    def found(typed: str) -> list[str]:
        page.get_by_role("combobox", name="Find a code").fill(typed)
        return page.locator(".tm-option .tm-label").all_inner_texts()

    code_words(page, "stay on the line", "named")
    drag_over(page, "one of us")
    expect(page.locator(".tm-option").first).to_contain_text("One named person")
    assert [text.split("\n")[0] for text in found("time")][:2] == ["Time", "WaitingTime"]
    assert found("introduces") == ["Warm handover"]
    assert found("WARM") == ["Warm handover"]
    expect(page.locator(".tm-option b")).to_have_text("Warm")
    page.keyboard.press("Escape")
    expect(page.locator(".tm-palette")).to_be_hidden()


def test_bwb11_a_finger_codes_on_a_phone(
    browser: Browser, app: App, ana: Account, source: str
) -> None:
    context = desk(browser, app, ana, width=390, touch=True)
    phone = context.new_page()
    open_text(phone, app, source)
    phone.evaluate(_SELECT, [0.2, 0, 0, 0.3])
    phone.get_by_role("button", name="Code", exact=True).tap()
    sheet = phone.locator(".tm-palette").bounding_box()
    assert sheet is not None
    assert sheet["width"] > 360
    assert 780 < sheet["y"] + sheet["height"] <= 844
    phone.locator(".tm-option", has_text="Warm handover").tap()
    saved(phone)
    assert [code for _, code in stored(app, source)] == ["Warm handover"]
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_bwb12_an_address_opens_the_passage(
    browser: Browser, app: App, ana: Account, page: Page
) -> None:
    talk = [("P07", f"Turn {n} says little. " * 8) for n in range(80)]
    long = put_text(app, [*talk, ("P07", "Here it is."), *talk])
    text = transcript([*talk, ("P07", "Here it is."), *talk]).text
    start = text.index("Here it is.")
    with open_database(app.folder / "study.db") as db:
        segment = save_segment(db, Segment(long, start, start + 11, "waiting", ana.id))
    open_text(page, app, long, segment.id)
    expect(page.locator("mark", has_text="Here it is.")).to_be_in_viewport()
    assert page.evaluate("[...CSS.highlights.get('tm-pick')].map(String)") == ["Here it is."]
    expect(page.locator(".tm-definition")).to_contain_text("Days without an answer.")


def test_bwb13_only_our_keys_answer(page: Page) -> None:
    page.locator(".tm-turn").first.focus()
    page.keyboard.press("r")
    page.keyboard.press("Shift+C")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stDialog")).to_have_count(0)
    page.locator(".tm-turn").first.focus()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys of the workbench")
    expect(keys).to_contain_text("next and previous turn")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_bwb14_a_refused_act_is_taken_back(page: Page, app: App, source: str) -> None:
    drag_over(page, "stay on the line")
    with open_database(app.folder / "study.db") as db:
        delete_code(db, "handover", "ana")
    page.get_by_role("combobox", name="Find a code").fill("warm")
    page.keyboard.press("Enter")
    expect(page.locator(".tm-status")).to_contain_text("no longer in the codebook")
    expect(page.locator("mark")).to_have_count(0)
    expect(page.locator(".tm-tree")).not_to_contain_text("Warm handover")
    with open_database(app.folder / "study.db") as db:
        restore_code(db, "handover", "ana")


def test_bwb15_a_triple_click_selects_the_turn(page: Page, app: App, source: str) -> None:
    page.locator(".tm-said").nth(1).click(click_count=3, position={"x": 30, "y": 14})
    page.get_by_role("combobox", name="Find a code").fill("warm")
    page.keyboard.press("Enter")
    saved(page)
    assert stored(app, source) == [(TALK[1][1], "Warm handover")]


def test_bwb16_others_do_not_disturb_a_selection(
    page: Page, app: App, source: str, ben: Account
) -> None:
    page.locator(".tm-turn").nth(1).focus()
    for key in ("ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    with open_database(app.folder / "study.db") as db:
        save_segment(db, Segment(source, 70, 80, "time", ben.id))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # asks at once
    expect(page.locator(".tm-name", has_text="Ben")).to_be_visible()
    page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate("String(getSelection())").strip() == "It depends who picks"


def test_bwb17_the_first_code_is_written_from_the_text(browser: Browser, empty_app: App) -> None:
    fresh = empty_app
    source, eva = put_text(fresh), coder(fresh, "Eva")
    context = desk(browser, fresh, eva)
    page = context.new_page()
    page.goto(f"{fresh.url}/workbench?source={source}")
    expect(page.locator(".tm-definition")).to_contain_text("No codes yet", timeout=15_000)
    drag_over(page, "one of us")
    expect(page.get_by_placeholder("Name of the new code")).to_be_focused()
    page.keyboard.type("Night cover")
    page.keyboard.press("Enter")
    saved(page)
    assert stored(fresh, source) == [("one of us", "Night cover")]
    context.close()


def test_bwb18_the_page_counts_again_and_stays_calm(page: Page, app: App, source: str) -> None:
    here = page.locator(".st-key-source_on")
    expect(here).to_contain_text("not coded")
    code_words(page, "stay on the line", "warm")
    expect(here).to_contain_text("1 coded", timeout=15_000)
    sidebar = page.get_by_test_id("stSidebar").bounding_box()
    assert sidebar is None or sidebar["x"] + sidebar["width"] <= 0


def test_bwb18_another_text_opens_at_its_start(page: Page, app: App) -> None:
    long = put_text(app, [("P07", f"Turn {n} says little. " * 8) for n in range(80)])
    open_text(page, app, long)
    page.locator(".tm-turn").first.focus()
    for _ in range(60):
        page.keyboard.press("j")
    page.locator(".st-key-sources button").first.click()
    expect(page.locator(".tm-turn")).to_have_count(len(TALK), timeout=15_000)
    expect(page.locator(".tm-turn").first).to_be_in_viewport()
