"""A study to code in the browser, and the hands of a coder: drag over words, read what is saved."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page, expect

from access.model import Account, Role
from coding.model import Code
from interviews.model import Source, Turn
from storage.accounts import create_account
from storage.codebook import save_code
from storage.database import open_database, open_vault
from storage.segments_frame import segments_frame
from storage.sessions import start_session
from tests.browser.app import App
from tests.browser.studio import COOKIE, PASSPHRASE, wait_until_ready
from tests.storage.texts import confirmed_source

TALK = [
    ("Interviewer", "When you send someone on, what happens next?"),
    (
        "P07",
        "It depends who picks up. If it is Worker 1 I can stay on the line and introduce them.",
    ),
    ("Interviewer", "And at night?"),
    ("P07", "At night there is one of us. Emoji 👩‍👩‍👧 and cafe\u0301 and 🇨🇦 stay whole."),
    ("P08", "שלום, זה לוקח שבועות 👍🏽 ואז אף אחד לא מתקשר."),
    ("P07", "We agreed that nothing moves before the person has said yes. It is not slow."),
]
CODES = [
    Code("time", "Time"),
    Code("waiting", "Waiting", "Days without an answer.", "time", 2),
    Code("handover", "Warm handover", "One worker introduces the person to the next.", colour=3),
    Code("person", "One named person", colour=7),
]

# Where the words begin and end on the screen; they are brought into view first.
_LINES = """async ([words]) => {
  await document.fonts.ready;
  const turns = [...document.querySelectorAll('.tm-said')];
  const said = turns.find((turn) => turn.textContent.includes(words));
  const walk = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
  const from = said.textContent.indexOf(words), to = from + words.length;
  const range = document.createRange();
  for (let at = 0, node; (node = walk.nextNode()); at += node.length) {
    if (at <= from && from < at + node.length) range.setStart(node, from - at);
    if (at < to && to <= at + node.length) range.setEnd(node, to - at);
  }
  said.scrollIntoView({ block: 'center' });
  const lines = [...range.getClientRects()], a = lines[0], z = lines[lines.length - 1];
  return [a.left, a.top + a.height / 2, z.right, z.top + z.height / 2];
}"""


def transcript(talk: list[tuple[str, str]], title: str = "P07, night line") -> Source:
    """A source in which each turn follows its label."""
    text, turns = "", []
    for speaker, said in talk:
        text += f"{speaker}: "
        turns.append(Turn(speaker, len(text), len(text) + len(said)))
        text += f"{said}\n"
    return Source(title, text, tuple(turns), interviewers=frozenset({"Interviewer"}))


def put_text(app: App, talk: list[tuple[str, str]] | None = None) -> str:
    """A fresh text to code in the app's study; its id."""
    with open_database(app.folder / "study.db") as db:
        return confirmed_source(db, transcript(talk or TALK), "ana").id


def put_codes(app: App) -> None:
    with open_database(app.folder / "study.db") as db:
        for code in CODES:
            save_code(db, code, "ana")


def coder(app: App, name: str) -> Account:
    """A researcher of this name."""
    email = f"{name.lower()}@example.org"
    with open_vault(app.folder / "vault.db") as vault:
        return create_account(vault, name, email, Role.RESEARCHER, PASSPHRASE)


def desk(
    browser: Browser, app: App, account: Account, width: int = 1280, *, touch: bool = False
) -> BrowserContext:
    """A browser in which this coder is signed in."""
    viewport = {"width": width, "height": 844}
    context = browser.new_context(viewport=viewport, has_touch=touch)  # type: ignore[arg-type]
    with open_vault(app.folder / "vault.db") as vault:
        token = start_session(vault, account.id)
    context.add_cookies([{"name": COOKIE, "value": token, "url": app.url, "httpOnly": True}])
    return context


def open_text(page: Page, app: App, source: str, segment: str = "") -> None:
    """Open the workbench at a text and wait until it can be coded."""
    page.goto(f"{app.url}/workbench?source={source}&segment={segment}")
    wait_until_ready(page)
    expect(page.locator(".tm-tree li")).not_to_have_count(0, timeout=15_000)


def drag_over(page: Page, words: str) -> None:
    """Select these words with the mouse."""
    left, top, right, bottom = page.evaluate(_LINES, [words])
    page.mouse.move(left + 1, top)
    page.mouse.down()
    page.mouse.move(right - 1, bottom, steps=6)
    page.mouse.up()


def code_words(page: Page, words: str, typed: str, key: str = "Enter") -> None:
    """Select words and give them a code by typing."""
    drag_over(page, words)
    page.get_by_role("combobox", name="Find a code").fill(typed)
    page.keyboard.press(key)


def saved(page: Page) -> None:
    """Wait until the server has acknowledged everything."""
    expect(page.locator(".tm-status")).to_contain_text("Saved")
    # What the screen says must be so.
    key = "Object.keys(sessionStorage).find((k) => k.startsWith('throughline.outbox'))"
    assert page.evaluate(f"JSON.parse(sessionStorage[{key}] ?? '[]').length") == 0


def stored(app: App, source: str) -> list[tuple[str, str]]:
    """What is coded in a text: the words and the name of the code."""
    with open_database(app.folder / "study.db") as db:
        frame = segments_frame(db)
    rows = frame[frame["source"] == source]
    return list(zip(rows["text"], rows["code_name"], strict=True))
