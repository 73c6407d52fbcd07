"""Fixtures for tests in a real browser. A missing browser is an error that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.app import App
from tests.browser.find import FIX, browser_path, playwright_has_its_own
from tests.browser.studio import with_runs_shown

# A busy machine is not a wrong answer; what is right is seen at once, however long one may wait.
expect.set_options(timeout=20_000)

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A page of a test is gone before its scripts, once they are fast, have paid for being made fast.
UNHURRIED = "--js-flags=--max-opt=1"


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, object], pytestconfig: pytest.Config
) -> dict[str, object]:
    """Start the machine's own Chromium, headless and without requests of its own."""
    found = browser_path()
    if found is None and not playwright_has_its_own():
        pytest.fail(FIX)
    own = {"executable_path": found} if found else {}
    measured = pytestconfig.getoption("benchmark_enable")
    args = QUIET if measured else [*QUIET, UNHURRIED]
    return {**browser_type_launch_args, **own, "args": args}


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Browser:
    """The browser of pytest-playwright, in which `wait_until_ready` sees what is under way."""
    return with_runs_shown(browser)


@pytest.fixture(scope="session")
def _kept_context(browser: Browser) -> Iterator[BrowserContext]:
    """The one behind `context`."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def context(_kept_context: BrowserContext) -> Iterator[BrowserContext]:
    """A browser that nobody is signed in to and that remembers nothing but the files it has read.

    A new one would read the three megabytes of Streamlit again, which takes two seconds of work.
    """
    yield _kept_context
    for page in _kept_context.pages:
        page.close()
    _kept_context.set_storage_state({"cookies": [], "origins": []})


@pytest.fixture(scope="session")
def _of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The process behind `empty_app`."""
    yield from _one_process(tmp_path_factory.mktemp("app") / "data")


@pytest.fixture(scope="session")
def _of_modules(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The process behind `running` and `sample_app`."""
    yield from _one_process(tmp_path_factory.mktemp("running") / "data")


def _one_process(folder: Path) -> Iterator[App]:
    one = App(folder)
    yield one
    one.stop()


@pytest.fixture(autouse=True)
def no_window_stays_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test opened is closed after it: an open page goes on asking the app."""
    if "browser" not in request.fixturenames:
        yield
        return
    browser: Browser = request.getfixturevalue("browser")
    request.getfixturevalue("_kept_context")
    of_the_module = list(browser.contexts)  # what serves several tests was opened before this
    yield
    for context in browser.contexts:
        if context not in of_the_module:
            context.close()


@pytest.fixture
def empty_app(_of_tests: App, empty_files: Path) -> App:
    """A running app with an empty study, for one test."""
    _of_tests.hold(empty_files)
    return _of_tests


@pytest.fixture
def app(empty_app: App) -> App:
    """The same, unless a module has another for all its tests."""
    return empty_app


@pytest.fixture(scope="module")
def running(_of_modules: App, empty_files: Path) -> App:
    """A running app with a study that is empty at first, for all tests of a module."""
    _of_modules.hold(empty_files)
    return _of_modules


@pytest.fixture(scope="module")
def sample_app(_of_modules: App, sample_files: Path) -> App:
    """A running app with the sample study, for all tests of a module."""
    _of_modules.hold(sample_files)
    return _of_modules


@pytest.fixture
def new_app(tmp_path: Path) -> Iterator[App]:
    """An app that was started a moment ago for the first time, with its set-up code in its log."""
    one = App(tmp_path / "data")
    one.start()
    yield one
    one.stop()
