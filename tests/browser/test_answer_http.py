"""WEB01 the first page with its style and script is under 15 kB, asks for one style sheet, and
nothing of it is Streamlit's; WEB02 no page has inline script or style, and the policy forbids it;
WEB03 nothing is kept before one agrees, then one cookie that scripts and other paths cannot read;
WEB04 titles and addresses say nothing of the topic and carry no answer; WEB05 an unknown or closed
link is a kind page; WEB06 the preview is for those who design surveys, and saves nothing; WEB07
the export is for those who may, safe and recorded; WEB08 what is too long or foreign is refused;
WEB09 who answered, and from where, is stored nowhere."""

from __future__ import annotations

import gzip
import http.cookiejar
import re
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import urlencode

import pytest

from access.model import Role
from storage.audit import events_frame
from storage.database import open_database, open_vault
from storage.instruments import close_link
from storage.responses import count_drafts, count_responses
from storage.sessions import start_session
from tests.browser.app import App
from tests.browser.respondent import data_of, open_survey
from tests.pages.opening import new_account
from tests.survey.careful import CAREFUL
from tests.survey.publishing import LEAD
from tests.survey.questionnaires import EN, PLAIN, WORKING_TOGETHER

AGENT = "A very particular browser 4711"
FIRST_PAGE = 15_000  # bytes
NAME = WORKING_TOGETHER.name
SEEN = ("role", "refers", "hear_back", "know_whom")  # on page 2 before anything is answered


@dataclass
class Answer:
    """What the server sent."""

    status: int
    url: str
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


def _answer(status: int, url: str, headers: Message, body: bytes) -> Answer:
    return Answer(status, url, {name.lower(): value for name, value in headers.items()}, body)


@dataclass
class Visitor:
    """A browser without script: it keeps cookies and follows redirects."""

    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, url: str) -> Answer:
        """Open an address."""
        return self._send(urllib.request.Request(url, headers=self.headers))

    def post(self, url: str, *pairs: tuple[str, str]) -> Answer:
        """Post a form."""
        return self._send(urllib.request.Request(url, urlencode(pairs).encode(), self.headers))

    def _send(self, request: urllib.request.Request) -> Answer:
        request.add_header("User-Agent", AGENT)
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        try:
            with opener.open(request, timeout=20) as got:
                return _answer(got.status, got.url, got.headers, got.read())
        except urllib.error.HTTPError as got:
            with got:
                return _answer(got.code, got.url, got.headers, got.read())


@pytest.fixture(scope="module")
def address(running: App) -> str:
    """The address of an open survey."""
    return open_survey(running, WORKING_TOGETHER)


@pytest.fixture
def lead(running: App) -> Visitor:
    """Somebody who is signed in as lead."""
    account = new_account(Role.LEAD, running.folder)
    with open_vault(running.folder / "vault.db") as vault:
        token = start_session(vault, account.id)
    return Visitor(headers={"Cookie": f"throughline_session={token}"})


def agree(address: str) -> Visitor:
    """A visitor who has begun."""
    visitor = Visitor()
    page = visitor.post(address, (".consent", "yes"), (".in", EN), (".shown", "agreed"))
    assert page.status == 200
    return visitor


def pages(address: str) -> list[Answer]:
    """Every page that a respondent can see, the receipt last."""
    visitor = Visitor()
    found = [visitor.get(address), visitor.post(address, (".consent", "no"))]
    found.append(visitor.get(f"{address}/2"))  # without a draft
    visitor = agree(address)
    places = ("2", "4", "review", "break", "safety")
    found += [visitor.get(f"{address}/{place}") for place in places]
    found.append(visitor.post(f"{address}/review", (".go", "submit")))
    return found


def test_web01_the_first_page_is_small(running: App, address: str) -> None:
    visitor = Visitor(headers={"Accept-Encoding": "gzip"})
    page = visitor.get(address)
    files = re.findall(r'(?:src|href)="(/s/assets/[^"]+)"', page.text)
    assert [name.rpartition("/")[2] for name in files] == ["respondent.css", "leave.js"]
    assert "streamlit" not in page.text.lower()
    size = len(page.body) + sum(len(visitor.get(running.url + file).body) for file in files)
    assert size < FIRST_PAGE


def test_web01_files_may_be_kept_for_ever(running: App, address: str) -> None:
    css = re.findall(r'href="(/s/assets/[^"]+)"', Visitor().get(address).text)[0]
    assert "immutable" in Visitor().get(running.url + css).headers["cache-control"]
    assert Visitor().get(f"{running.url}/s/assets/x/../page.py").status == 400
    assert Visitor().get(f"{running.url}/s/assets/x/routes.py").status == 404


def test_web02_no_page_has_inline_script_or_style(address: str) -> None:
    for page in pages(address):
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)", page.text), page.url
        policy = page.headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["x-robots-tag"] == "noindex"


def test_web03_nothing_is_kept_before_one_agrees(running: App, address: str) -> None:
    visitor = Visitor()
    visitor.get(address)
    visitor.post(address, (".language", "French (fr)"))
    visitor.post(address, (".consent", "no"))
    assert list(visitor.jar) == []


def test_web03_one_cookie_for_this_survey_that_no_script_reads(address: str) -> None:
    cookies = list(agree(address).jar)
    assert len(cookies) == 1
    assert cookies[0].path == f"/s/{address.rpartition('/')[2]}"
    assert cookies[0].has_nonstandard_attr("HttpOnly")
    assert cookies[0].get_nonstandard_attr("SameSite", "").lower() == "lax"


def test_web03_the_cookie_cannot_be_made_from_the_database(running: App, address: str) -> None:
    value = next(iter(agree(address).jar)).value
    assert value
    stored = b"".join(path.read_bytes() for path in running.folder.glob("study.db*"))
    assert value.encode() not in stored


def test_web04_titles_and_addresses_say_nothing(address: str) -> None:
    for page in pages(address):
        title = re.search(r"<title>(.*?)</title>", page.text)
        assert title is not None
        assert title.group(1).endswith("– Survey")
        assert "Working together" not in title.group(1)
        assert "?" not in page.url


def test_web05_an_unknown_link_is_a_kind_page(running: App) -> None:
    page = Visitor().get(f"{running.url}/s/nothing-here")
    assert page.status == 404
    assert "This survey is not open" in page.text
    assert "tel:211" in page.text


def test_web05_a_closed_link_shows_receipts_and_nothing_else(running: App) -> None:
    address = open_survey(running, PLAIN)
    sent, begun = Visitor(), Visitor()
    for visitor in (sent, begun):
        visitor.post(address, (".consent", "yes"), (".in", ""))
    thanks = sent.post(f"{address}/review", (".go", "submit"))
    with data_of(running), open_database() as db:
        close_link(db, address.rpartition("/")[2], LEAD)
    assert sent.get(address).text == thanks.text
    assert begun.get(f"{address}/1").status == 404


def test_web06_the_preview_is_not_for_visitors(running: App, address: str) -> None:
    assert Visitor().get(f"{running.url}/s/preview/{NAME}/1").status == 401


def test_web06_the_preview_shows_every_page_and_saves_nothing(
    running: App, address: str, lead: Visitor
) -> None:
    def stored() -> tuple[int, int]:
        with data_of(running), open_database() as db:
            return count_drafts(db, NAME), count_responses(db, NAME)

    before, preview = stored(), f"{running.url}/s/preview/{NAME}/1"
    assert "This is a preview" in lead.get(preview).text

    def forward(page: Answer, *pairs: tuple[str, str]) -> Answer:
        hidden = re.findall(r'name="(\.(?:kept|at|in))" value="([^"]*)"', page.text)
        kept = [(name, value.replace("&#34;", '"')) for name, value in hidden]
        shown = [
            (".shown", name) for name in re.findall(r'name="\.shown" value="(\w+)"', page.text)
        ]
        return lead.post(preview, *kept, *shown, *pairs)

    page = forward(lead.get(preview), (".consent", "yes"))
    assert "What do you do?" in page.text
    page = forward(page, ("role", "Tester"), (".go", "next"))
    page = forward(page, ("change", "Nothing"), (".go", "next"))
    assert "Tester" in page.text
    assert 'class="words"' in forward(page, (".go", "submit")).text
    assert stored() == before


def test_web06_the_preview_stops_at_the_note_and_may_skip(running: App, lead: Visitor) -> None:
    open_survey(running, CAREFUL)
    preview = f"{running.url}/s/preview/{CAREFUL.name}/1"
    state = ((".at", "1"), (".in", "English (en)"), (".kept", "{}"))
    way_out = ("city", "__prefer_not__")
    shown = [(".shown", name) for name in ("city", "staff", "on_call")]
    page = lead.post(preview, *state, *shown, way_out, (".go", "next"))
    assert "The next part asks about threats." in page.text
    at_note = ((".at", "2"), (".in", "English (en)"), (".kept", "{}"))
    assert "When somebody is not safe" in lead.post(preview, *at_note, (".go", "enter")).text
    assert "What would help?" in lead.post(preview, *at_note, (".go", "skip")).text


def test_web07_the_export_is_for_those_who_may(running: App, address: str, lead: Visitor) -> None:
    visitor = agree(address)
    visitor.post(f"{address}/2", ("role", "=1+1"), (".shown", "role"), (".go", "next"))
    visitor.post(f"{address}/review", (".go", "submit"))
    export = f"{running.url}/survey/answers/{NAME}.csv"
    assert Visitor().get(export).status == 401
    got = lead.get(export)
    assert got.headers["content-type"].startswith("text/csv")
    assert '"\'=1+1"' in got.text
    with data_of(running), open_database() as db:
        assert "exported answers" in set(events_frame(db)["act"])


def test_web07_an_export_of_nothing_says_so(running: App, lead: Visitor) -> None:
    assert lead.get(f"{running.url}/survey/answers/nothing.csv").status == 404


def test_web08_what_is_too_long_is_refused(address: str) -> None:
    visitor = agree(address)
    page = visitor.post(f"{address}/2", ("role", "x" * 1_100_000), (".shown", "role"))
    assert page.status == 413


def test_web08_an_option_that_was_not_offered_is_a_problem(address: str) -> None:
    visitor = agree(address)
    page = visitor.post(
        f"{address}/2",
        *((".shown", name) for name in SEEN),
        ("refers", "<script>alert(1)</script>"),
        (".go", "next"),
    )
    assert page.status == 422
    assert "<script>alert" not in page.text


def test_web08_what_was_typed_is_shown_as_text(address: str) -> None:
    visitor = agree(address)
    visitor.post(f"{address}/2", ("role", '"><b>x</b>'), (".shown", "role"), (".go", "back"))
    page = visitor.get(f"{address}/2")
    assert "<b>x</b>" not in page.text
    assert "&#34;&gt;&lt;b&gt;x&lt;/b&gt;" in page.text
    assert "<b>x</b>" not in visitor.get(f"{address}/review").text


def test_web09_who_answered_is_stored_nowhere(running: App, address: str) -> None:
    visitor = agree(address)
    visitor.post(f"{address}/2", ("role", "A trace to find"), (".shown", "role"), (".go", "back"))
    stored = b"".join(path.read_bytes() for path in running.folder.glob("*.db*"))
    assert b"A trace to find" in stored
    assert AGENT.encode() not in stored
    assert b"127.0.0.1" not in stored
    log = running.log.read_text("utf-8")
    assert AGENT not in log
    assert "127.0.0.1:" not in log.replace(f"127.0.0.1:{running.port}", "")
    assert address.rpartition("/")[2] not in log
