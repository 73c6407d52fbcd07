"""Find a browser for the tests, or fetch one: `python -m tests.browser.find`. Fails with the fix.

FB01 a Chromium or Chrome of this machine is taken first, Chromium's shell without windows before
all; FB02 else Playwright's own download; FB03 else, on Debian as root, the package `chromium`; FB04
else an error that says what to do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The shell has no window to draw: it takes two thirds of the time where pages are opened anew.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
NAMES += ("google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
FIX = (
    "No browser for the browser tests. Install Chromium or Chrome (on Debian: apt-get install "
    "chromium), or name one: THROUGHLINE_BROWSER=/path/to/chrome make test"
)


def browser_path() -> str | None:
    """The browser of `THROUGHLINE_BROWSER` or of this machine; None if there is none."""
    named = os.environ.get("THROUGHLINE_BROWSER")
    if named:
        return named
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or next((place for place in PLACES if Path(place).exists()), None)


def playwright_has_its_own() -> bool:
    """True if Playwright has downloaded a Chromium before."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def succeeds(*command: str) -> bool:
    """Run a command and say whether it ended well; what it prints is shown."""
    return subprocess.run(command, check=False).returncode == 0


def download() -> bool:
    """Playwright's own Chromium, if its server can be reached."""
    return succeeds(sys.executable, "-m", "playwright", "install", "chromium")


def install_package() -> bool:
    """Debian's package, if this is Debian and we may install."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not is_root or not shutil.which("apt-get"):
        return False
    return succeeds("apt-get", "update", "-qq") and succeeds(
        "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"
    )


def main() -> str | None:
    """None if a browser is there in the end, else what is wrong and how to fix it."""
    if browser_path() or playwright_has_its_own() or download() or install_package():
        return None
    return FIX


if __name__ == "__main__":
    sys.exit(main())
