"""BEN-C1 a text of 20,000 words in 600 turns with 1,000 coded passages is drawn; BEN-C2 a code is
seen on its words after Enter; BEN-C3 the server acknowledges it; BEN-C4 all passages as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from access.model import Account
from coding.model import quote_hash
from storage.database import open_database, writing
from storage.segments import segments_frame
from tests.browser.app import App
from tests.browser.bench import coder, desk, open_text, put_codes, put_text, transcript

pytestmark = pytest.mark.browser

TALK = [
    ("P07" if n % 2 else "INT", "we met early and talked about the shared work, slowly " * 4)
    for n in range(600)
]
MARKS = 1_000


@pytest.fixture(scope="module")
def app(running: App) -> App:
    put_codes(running)
    return running


@pytest.fixture(scope="module")
def source(app: App) -> str:
    """The long text with its passages, some of them over each other."""
    long, text = put_text(app, TALK), transcript(TALK).text
    with open_database(app.folder / "study.db") as db, writing(db):
        for n in range(MARKS):
            start = 20 + n * (len(text) - 200) // MARKS
            end = start + 60 + n % 90
            code, words = ("waiting", "person")[n % 2], quote_hash(text[start:end])
            db.execute(
                'insert into segment (id, source, start, "end", code, coder, quote_sha256,'
                " created_at, revision) values (?, ?, ?, ?, ?, 'ana', ?, '', ?)",
                [f"s{n}", long, start, end, code, words, n + 1],
            )
        db.execute("update source set revision = ? where id = ?", [MARKS, long])
    return long


@pytest.fixture(scope="module")
def ana(app: App) -> Account:
    return coder(app, "Ana")


@pytest.fixture
def page(browser: Browser, app: App, ana: Account, source: str) -> Iterator[Page]:
    context = desk(browser, app, ana)
    opened = context.new_page()
    open_text(opened, app, source)
    yield opened
    context.close()


def test_ben_c1_a_long_text_is_drawn(
    benchmark: Callable[..., Any], page: Page, app: App, source: str
) -> None:
    def draw() -> None:
        open_text(page, app, source)
        expect(page.locator("mark").first).to_be_visible()

    benchmark.pedantic(draw, rounds=5)  # type: ignore[attr-defined]
    assert page.locator(".tm-turn").count() == 600


# From the key to the frame after the mark is in the page; then to the acknowledgement.
_CODE = """async () => {
  const said = document.querySelectorAll('.tm-said')[6];
  const started = performance.now();
  const seen = new Promise((resolve) => new MutationObserver(() =>
    requestAnimationFrame(() => resolve(performance.now() - started))
  ).observe(said, { childList: true }));
  const status = document.querySelector('.tm-status');
  const saved = new Promise((resolve) => new MutationObserver(() =>
    status.textContent.startsWith('Saved') && resolve(performance.now() - started)
  ).observe(status, { childList: true }));
  document.querySelector('.tm-find').dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  return [await seen, await saved];
}"""


def test_ben_c2_c3_a_code_is_seen_and_acknowledged(
    benchmark: Callable[..., Any], page: Page
) -> None:
    times: list[list[float]] = []

    def code_a_turn() -> None:
        times.append(page.evaluate(_CODE))

    def choose(n: int = 0) -> None:
        page.locator(".tm-turn").nth(6).focus()
        for _ in range(len(times) + 1):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("c")
        page.get_by_role("combobox", name="Find a code").fill("warm")

    benchmark.pedantic(code_a_turn, setup=choose, rounds=10)  # type: ignore[attr-defined]
    seen, saved = (sorted(column)[len(times) // 2] for column in zip(*times, strict=True))
    benchmark.extra_info |= {"seen_ms": seen, "saved_ms": saved}  # type: ignore[attr-defined]
    assert 0 < seen <= saved


def test_ben_c4_all_passages_as_a_table(
    benchmark: Callable[..., Any], app: App, source: str
) -> None:
    with open_database(app.folder / "study.db") as db:
        frame = benchmark(segments_frame, db)
    assert len(frame) >= MARKS
