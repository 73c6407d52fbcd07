"""How many respondents one process serves: `make bench-load`, about two minutes, this machine only.

Ten questions on three pages, answered without a pause by 10 to 200 respondents at once; each looks
its answers over and sends them. Beside it the same questions as a bare Streamlit script, which
shares our configuration (without it Streamlit collects garbage after every run). Then 50
respondents answer while the app is killed and started again, and every page and response that was
acknowledged has to be in the database exactly once.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from storage.database import open_database
from survey.model import Group, Instrument, Item, ItemKind, ResponseOption
from tests.bench import http_respondent, streamlit_respondent
from tests.bench.http_respondent import Account
from tests.browser.app import App
from tests.browser.respondent import data_of, open_survey

RESPONDENTS = (10, 50, 100, 200)
SECONDS, WARMING_UP, KILLED_AFTER = 6, 2, 3
GOAL = "Goal at 50: at least 120 completed a second, 95 of 100 pages under 200 ms."
OPTIONS = tuple(ResponseOption(name, {"": name}) for name in ("often", "sometimes", "never"))

Respond = Callable[[Account, float], Awaitable[None]]


def ten_items() -> Instrument:
    """Ten items on three pages: choices, several choices, a number, texts; one is conditional."""
    one, many = ItemKind.SELECT_ONE, ItemKind.SELECT_MULTIPLE
    text, number = ItemKind.TEXT, ItemKind.INTEGER
    kinds = [one, one, many, text, one, number, text, one, many, text]
    items = [
        Item(
            f"q{n}",
            kind,
            {"": f"Question {n}?"},
            group=f"page{n // 4}",
            relevance="${q0} = 'often'" if n == 5 else "",
            options=OPTIONS if kind in (one, many) else (),
        )
        for n, kind in enumerate(kinds)
    ]
    groups = tuple(Group(f"page{n}", {"": f"Part {n + 1}"}) for n in range(3))
    return Instrument("ten", {"": "Ten questions"}, tuple(items), groups)


async def crowd(n: int, seconds: float, respond: Respond) -> Account:
    """So many respondents, each beginning anew when it is through, until the time is over."""
    told = Account()
    end = time.monotonic() + seconds

    async def one() -> None:
        while time.monotonic() < end:
            try:
                await respond(told, end)
            except TimeoutError:
                told.failures.append("gave up")

    await asyncio.gather(*(one() for _ in range(n)))
    return told


def measured(name: str, respond: Respond) -> None:
    """Print a line for each number of respondents."""
    asyncio.run(crowd(4, WARMING_UP, respond))
    for n in RESPONDENTS:
        start = time.monotonic()
        told = asyncio.run(crowd(n, SECONDS, respond))
        rate = len(told.submitted) / (time.monotonic() - start)
        pages = sorted(told.pages)
        middle, slow = (1000 * pages[int(len(pages) * part)] for part in (0.5, 0.95))
        say(f"{name:18}{n:12}{rate:14.1f}{middle:12.0f}{slow:12.0f}{len(told.failures):10}")


def say(line: str) -> None:
    """Print at once: each line stands for some seconds."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def bare_streamlit(folder: Path) -> App:
    """The bare script as an app of its own, not started yet; its file beside it."""
    app = App(folder / "bare", script="tests/bench/bare_survey.py")
    os.environ["BARE_SURVEY_FILE"] = str(folder / "bare.db")
    return app


def killed_in_the_middle(
    app: App, link: str, respondents: int = 50, seconds: float = 2 * SECONDS
) -> tuple[Account, list[str]]:
    """Kill and restart under load: what was acknowledged, and what of it is not stored once."""

    async def both() -> Account:
        running = asyncio.create_task(crowd(respondents, seconds, through(app.port, link)))
        await asyncio.sleep(KILLED_AFTER)
        await asyncio.to_thread(restarted, app)
        return await running

    told = asyncio.run(both())
    app.kill()
    return told, lost(app, told)


def told_of_kill(told: Account, missing: list[str]) -> str:
    """How it ended, in a sentence."""
    return (
        f"\nKilled (SIGKILL) and started again under 50 respondents: {len(told.failures)} requests "
        f"failed and were repeated; {sum(map(len, told.acknowledged.values()))} answers and "
        f"{len(told.submitted)} responses were acknowledged, {len(missing)} of them are missing, "
        "wrong or there twice."
    )


def restarted(app: App) -> None:
    """No chance to finish anything, then a new process on the same address."""
    app.kill()
    app.start()


def lost(app: App, told: Account) -> list[str]:
    """What was acknowledged and is not stored exactly once, in words."""
    with data_of(app), open_database() as db:
        rows = db.execute("select id, answers, receipt, submitted_at from response").fetchall()
        doubles = db.execute(
            "select response from answer group by response, item having count(*) > 1"
        ).fetchall()
    stored = {id: (json.loads(answers), receipt, at) for id, answers, receipt, at in rows}
    found = [f"{id}: an answer twice" for (id,) in doubles]
    texts = [value for answers, _, _ in stored.values() for value in answers.values()]
    own = [text for text in texts if isinstance(text, str) and text.startswith("in my words")]
    found += [f"'{text}' is there twice" for text in {*own} if own.count(text) > 1]
    for id, given in told.acknowledged.items():
        kept = stored.get(id, ({}, "", None))[0]
        found += [
            f"{id}: {name} is lost" for name, value in given.items() if not same(kept, name, value)
        ]
    for id, receipt in told.submitted.items():
        if id not in stored or not stored[id][2] or stored[id][1] != receipt:
            found.append(f"{id}: submitted, but not stored so")
    return found


def same(kept: dict[str, object], name: str, value: str) -> bool:
    """True if an answer is stored as it was posted; several choices are a list."""
    answer = kept.get(name)
    return answer == [value] or str(answer) == value


def through(port: int, link: str) -> Respond:
    """Respondents of ours, by the link that was handed out."""
    return lambda told, end: http_respondent.respond(port, link, told, end)


def main() -> None:
    """Both surveys, one after the other, then the kill."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before = os.getloadavg()[0]
        say(f"{GOAL}\nBefore: load {before:.1f} on {os.cpu_count()} cores.\n")
        say("survey             respondents  completed/s  median ms    p95 ms    failures")
        ours, bare = App(folder / "ours"), bare_streamlit(folder)
        try:
            ours.start()
            link = open_survey(ours, ten_items()).rpartition("/")[2]
            measured("Throughline", through(ours.port, link))
            bare.start()
            measured(
                "bare Streamlit", lambda told, _: streamlit_respondent.respond(bare.port, told)
            )
            bare.stop()
            told, missing = killed_in_the_middle(ours, link)
        finally:
            ours.stop()
            bare.stop()
    say(told_of_kill(told, missing))
    sys.exit("\n".join(missing[:20]) if missing else 0)


if __name__ == "__main__":
    main()
