"""WAY01 the four words of a break open the draft on another device and shut it on the first; WAY02
wrong words are a problem at their field, and too many are refused; WAY03 an invitation is answered
once: its browser sees the receipt, any other reads that it was used, and the open link says where
to go; WAY04 however many browsers send under one invitation at once, one response is stored; WAY05
a receipt takes its answers back, also after the survey has closed; WAY06 when enough have answered
nobody begins, who has begun can finish; when enough have given an answer the next one is not kept;
WAY07 addresses of invitations stand in no log and not in the study; WAY08 axe finds no violation
on these pages; WAY09 a lead chooses the mode, invites and downloads letters whose addresses open
the survey, and nobody else may; WAY10 what chance has drawn stays from page to page; WAY11
respondents read whether their answers are anonymous before they begin. All of it with JavaScript
and without."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from playwright.sync_api import Browser, Page, expect

from access.model import Role
from storage import intake
from storage.collection import save_collection
from storage.database import open_database, open_vault
from storage.instruments import close_link
from storage.invitations import list_invitations, save_invitations
from storage.resuming import TRIES
from storage.sessions import start_session
from survey.collection import Collection, Mode, Quota
from survey.invitations import Person
from survey.model import Group, Instrument, Item, ItemKind
from tests.browser.app import App
from tests.browser.looking import objections
from tests.browser.respondent import data_of, open_survey, phone, press, submitted
from tests.browser.studio import open_studio, sign_in, wait_until_ready
from tests.browser.test_answer_http import Visitor, agree
from tests.pages.opening import new_account
from tests.survey.publishing import LEAD
from tests.survey.questionnaires import EN, WORKING_TOGETHER

NAME = WORKING_TOGETHER.name
browsed = pytest.mark.browser
with_and_without = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])

Opened = Callable[..., list[str]]


@pytest.fixture
def opened(running: App, request: pytest.FixtureRequest) -> Opened:
    """Open a survey of its own in a mode; its address, then those of the people invited to it."""

    def open_as(
        mode: Mode = Mode.OPEN,
        n_people: int = 0,
        instrument: Instrument = WORKING_TOGETHER,
        **limits: object,
    ) -> list[str]:
        name = re.sub(r"\W+", "_", request.node.name)
        link = open_survey(running, replace(instrument, name=name))
        people = [Person(f"Person {n}", f"p{n}@example.org", "en") for n in range(n_people)]
        with data_of(running), open_database() as db, open_vault() as vault:
            save_collection(db, Collection(name, mode, **limits), LEAD)  # type: ignore[arg-type]
            save_invitations(db, vault, name, people, LEAD)
            tokens = [one.token for one in list_invitations(vault, name)]
        return [link, *(f"{running.url}/s/{token}" for token in tokens)]

    return open_as


def name_of(request: pytest.FixtureRequest) -> str:
    return re.sub(r"\W+", "_", request.node.name)


def start(page: Page, address: str) -> None:
    """Open an address and agree."""
    page.goto(address)
    press(page, "I agree, start")


def words(page: Page) -> str:
    """The four words on a page."""
    expect(page.locator(".words li")).to_have_count(4)
    return " ".join(page.locator(".words li").all_text_contents())


def n_responses(running: App, name: str) -> int:
    with data_of(running), open_database() as db:
        row = db.execute(
            "select count(*) from response where instrument = ? and submitted_at is not null",
            [name],
        ).fetchone()
        return int(row[0])


@browsed
@with_and_without
def test_way01_four_words_open_the_draft_elsewhere(
    script: bool, opened: Opened, browser: Browser
) -> None:
    (address,) = opened()
    first, second = phone(browser, script=script), phone(browser, script=script)
    start(first, address)
    first.get_by_label("What do you do?").fill("On two devices")
    press(first, "Take a break")
    code = words(first)
    first.reload()
    assert words(first) == code
    second.goto(address)
    second.get_by_role("link", name="I have four words from a break").click()
    second.get_by_label("Your four words").fill(code.upper())
    press(second, "Go on")
    expect(second.get_by_label("What do you do?")).to_have_value("On two devices")
    first.goto(f"{address}/2")
    expect(first.get_by_role("heading", level=1)).to_have_text(
        "Your answers are not in this browser"
    )
    first.get_by_role("link", name="I have four words from a break").click()
    first.get_by_label("Your four words").press_sequentially(code)
    first.get_by_label("Your four words").press("Enter")
    expect(first.get_by_label("What do you do?")).to_have_value("On two devices")
    for page in (first, second):
        page.context.close()


@browsed
@with_and_without
def test_way02_wrong_words_are_a_problem_at_their_field(
    script: bool, opened: Opened, browser: Browser
) -> None:
    (address,) = opened()
    page = phone(browser, script=script)
    page.goto(f"{address}/resume")
    page.get_by_label("Your four words").fill("wrong words every time")
    press(page, "Go on")
    field = page.get_by_label("Your four words")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(page.locator("#words-problem")).to_contain_text("These words open nothing")
    page.get_by_role("button", name="Français").click()
    expect(page.get_by_label("Vos quatre mots")).to_be_visible()
    page.context.close()


def test_way02_too_many_wrong_words_are_refused(opened: Opened) -> None:
    (address,) = opened()
    visitor = Visitor()

    def guess(_: int) -> int:
        return visitor.post(f"{address}/resume", (".words", "a guess"), (".go", "resume")).status

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(guess, range(TRIES + 2)))
    assert (found.count(422), found.count(429)) == (TRIES, 2)


@browsed
@with_and_without
def test_way03_an_invitation_is_answered_once(
    script: bool,
    opened: Opened,
    running: App,
    browser: Browser,
    request: pytest.FixtureRequest,
) -> None:
    link, mine, another = opened(Mode.INVITED, 2)
    page, other = phone(browser, script=script), phone(browser, script=script)
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "This survey is answered by invitation"
    )
    start(page, mine)
    page.goto(f"{mine}/review")
    press(page, "Send my answers")
    receipt = words(page)
    expect(page.get_by_role("button", name="Another person answers")).to_have_count(0)
    page.goto(mine)
    assert words(page) == receipt
    other.goto(mine)
    expect(other.get_by_role("heading", level=1)).to_have_text(
        "Answers were sent under this invitation"
    )
    start(other, another)
    expect(other.get_by_label("What do you do?")).to_be_visible()
    assert n_responses(running, name_of(request)) == 1
    for one in (page, other):
        one.context.close()


@pytest.mark.parametrize("mode", [Mode.INVITED, Mode.IDENTIFIED])
def test_way04_one_response_however_many_send(
    mode: Mode, opened: Opened, running: App, request: pytest.FixtureRequest
) -> None:
    _, address = opened(mode, 1)
    visitors = [agree(address) for _ in range(6)]

    def send(n: int) -> str:
        return visitors[n % 6].post(f"{address}/review", (".go", "submit")).text

    with ThreadPoolExecutor(12) as threads:
        pages = list(threads.map(send, range(24)))
    assert n_responses(running, name_of(request)) == 1
    receipts = {
        found.group(1) for page in pages if (found := re.search(r'"words"(.*?)</ol>', page, re.S))
    }
    assert len(receipts) == 1
    assert sum("Answers were sent under this invitation" in page for page in pages) == 20


@browsed
@with_and_without
def test_way05_a_receipt_takes_its_answers_back(
    script: bool,
    opened: Opened,
    running: App,
    browser: Browser,
    request: pytest.FixtureRequest,
) -> None:
    (address,) = opened(withdraw_until="2999-12-31")
    page = phone(browser, script=script)
    start(page, address)
    page.goto(f"{address}/review")
    press(page, "Send my answers")
    receipt = words(page)
    expect(page.get_by_text("Until December 31, 2999")).to_be_visible()
    with data_of(running), open_database() as db:
        close_link(db, address.rpartition("/")[2], LEAD)
    assert n_responses(running, name_of(request)) == 1
    page.get_by_role("link", name="Take back answers that I sent").click()
    page.get_by_label("The four words of your receipt").fill("not my receipt")
    press(page, "Delete my answers")
    expect(page.locator("#words-problem")).to_contain_text("No answers have this receipt")
    page.get_by_label("The four words of your receipt").fill(receipt)
    press(page, "Delete my answers")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers are deleted")
    assert n_responses(running, name_of(request)) == 0
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("This survey is not open")
    page.context.close()


def test_way06_when_enough_have_answered_nobody_begins(
    opened: Opened, running: App, request: pytest.FixtureRequest
) -> None:
    (address,) = opened(most=1)
    begun = agree(address)
    agree(address).post(f"{address}/review", (".go", "submit"))
    late = Visitor()
    page = late.get(address)
    assert (page.status, "Enough people have answered" in page.text) == (410, True)
    assert "Enough people" in late.post(address, (".consent", "yes"), (".in", EN)).text
    assert list(late.jar) == []
    assert 'class="words"' in begun.post(f"{address}/review", (".go", "submit")).text
    assert n_responses(running, name_of(request)) == 2


def test_way06_a_quota_that_is_full(
    opened: Opened, running: App, request: pytest.FixtureRequest
) -> None:
    (address,) = opened(quotas=(Quota("refers", "no", 1),))
    first, second = agree(address), agree(address)
    seen = [(".shown", name) for name in ("role", "refers", "hear_back", "know_whom")]
    answer = [*seen, ("refers", "no"), (".go", "next")]
    assert first.post(f"{address}/2", *answer).status == 200
    first.post(f"{address}/review", (".go", "submit"))
    page = second.post(f"{address}/2", *answer)
    assert (page.status, "Nothing of yours is stored" in page.text) == (410, True)
    assert list(second.jar) == []
    with data_of(running), open_database() as db:
        drafts = db.execute(
            "select count(*) from response where instrument = ? and submitted_at is null",
            [name_of(request)],
        ).fetchone()
    assert drafts == (0,)


def test_way07_addresses_stand_in_no_log(opened: Opened, running: App) -> None:
    _, address, unused = opened(Mode.INVITED, 2)
    agree(address).post(f"{address}/review", (".go", "submit"))
    Visitor().get(f"{unused}/nowhere")
    Visitor().get(f"{unused}/resume")
    study = b"".join(path.read_bytes() for path in running.folder.glob("study.db*"))
    log = running.log.read_bytes()
    for token in (address.rpartition("/")[2], unused.rpartition("/")[2]):
        assert token.encode() not in study + log


@browsed
def test_way08_axe_finds_nothing(opened: Opened, page: Page) -> None:
    link, mine = opened(Mode.INVITED, 1, withdraw_until="2999-12-31")
    found: list[str] = []
    for address in (link, mine, f"{mine}/resume", f"{mine}/withdraw"):
        page.goto(address)
        found += objections(page, page.url)
    for place, button in (("resume", "Go on"), ("withdraw", "Delete my answers")):
        page.goto(f"{mine}/{place}")
        page.get_by_role("textbox").fill("wrong")
        press(page, button)
        found += objections(page, page.url)
    start(page, mine)
    press(page, "Take a break")
    found += objections(page, page.url)
    page.goto(f"{mine}/review")
    press(page, "Send my answers")
    receipt = words(page)
    found += objections(page, page.url)
    page.goto(f"{mine}/withdraw")
    page.get_by_role("textbox").fill(receipt)
    press(page, "Delete my answers")
    found += objections(page, page.url)
    page.goto(mine)
    assert found + objections(page, page.url) == []


@browsed
def test_way09_a_lead_invites(app: App, browser: Browser) -> None:
    open_survey(app, WORKING_TOGETHER)
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    sign_in(context, app, Role.LEAD)
    open_studio(page, app, "/collect")
    page.get_by_text("Change how answers are collected").click()
    page.get_by_text("Anonymous, with invitations that can be used once").click()
    page.get_by_role("button", name="Save", exact=True).click()
    wait_until_ready(page)
    page.get_by_label("People").fill("Ada Example, ada@example.org, en\nBo, bo@example.org, fr")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_text("The 2 who were invited")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Letters as e-mail drafts").click()
    letters = letters_in(download.value.path().read_bytes())
    assert [str(one["To"]) for one in letters] == [
        "Ada Example <ada@example.org>",
        "Bo <bo@example.org>",
    ]
    for one, begin in zip(letters, ("I agree, start", "J’accepte, commencer"), strict=True):
        found = re.search(r"https?://\S+/s/\S+", one.get_content())
        assert found
        visitor = phone(browser, language="en-CA" if begin.startswith("I") else "fr-CA")
        visitor.goto(found.group(0))
        expect(visitor.get_by_role("button", name=begin)).to_be_visible()
        visitor.context.close()
    page.get_by_text("The 2 who were invited").click()
    wait_until_ready(page)
    page.get_by_role("button", name="Delete this list").click()
    page.get_by_label("Type delete to go on").fill("delete")
    page.get_by_role("dialog").get_by_role("button", name="Delete the list").click()
    expect(page.get_by_text("The 2 who were invited")).to_have_count(0)
    assert b"ada@example.org" not in (app.folder / "vault.db").read_bytes()
    context.close()


def letters_in(archive: bytes) -> Sequence[EmailMessage]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return [
            message_from_bytes(opened.read(name), EmailMessage, policy=default)
            for name in opened.namelist()
        ]


@pytest.mark.parametrize(
    ("role", "status"), [(None, 401), (Role.RESEARCHER, 403), (Role.LEAD, 200)]
)
@pytest.mark.parametrize("file", ["letters.zip", "reminders.zip", "list.csv"])
def test_way09_letters_are_for_leads(
    role: Role | None,
    status: int,
    file: str,
    opened: Opened,
    running: App,
    request: pytest.FixtureRequest,
) -> None:
    opened(Mode.INVITED, 1)
    visitor = Visitor()
    if role:
        account = new_account(role, running.folder)
        with open_vault(running.folder / "vault.db") as vault:
            token = start_session(vault, account.id)
        visitor = Visitor(headers={"Cookie": f"throughline_session={token}"})
    base = f"{running.url}/survey/invitations/{name_of(request)}"
    assert visitor.get(f"{base}/{file}").status == status
    if role is Role.LEAD:
        assert visitor.get(f"{base}/other.txt").status == 404


CHANCE = Instrument(
    name="chance",
    title={"": "Chance"},
    groups=(Group("one"), Group("two")),
    items=(
        Item("drawn", ItemKind.CALCULATE, calculation="random()"),
        Item("kept", ItemKind.CALCULATE, calculation="once(random())"),
        Item("a", ItemKind.TEXT, {"": "First ${drawn} ${kept}"}, group="one"),
        Item("b", ItemKind.TEXT, {"": "Second ${drawn} ${kept}"}, group="two"),
    ),
)


def test_way10_chance_is_drawn_once(
    opened: Opened, running: App, request: pytest.FixtureRequest
) -> None:
    (address,) = opened(instrument=CHANCE)
    visitor = Visitor()
    visitor.post(address, (".consent", "yes"), (".in", ""))
    seen = set()
    for number in (2, 3, 2):
        text = visitor.get(f"{address}/{number}").text
        seen.add(re.findall(r"0\.\d+ 0\.\d+", text)[0])
        visitor.post(f"{address}/{number}", (".shown", "a"), ("a", "x"), (".go", "next"))
    assert len(seen) == 1
    visitor.post(f"{address}/review", (".go", "submit"))
    (row,) = submitted(running, Instrument(name_of(request), {}, ()))
    assert seen == {f"{row['drawn']} {row['kept']}"}


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        (Mode.OPEN, None),
        (Mode.INVITED, "nobody can tell which answers came from it"),
        (Mode.IDENTIFIED, "Your answers are not anonymous"),
    ],
)
def test_way11_respondents_read_it_before_they_begin(
    mode: Mode, said: str | None, opened: Opened
) -> None:
    addresses = opened(mode, 1)
    page = Visitor().get(addresses[0 if mode is Mode.OPEN else 1]).text
    assert "I agree, start" in page
    assert said is None or said in page
    assert ("You were invited by name" in page) is (mode is not Mode.OPEN)


def test_way11_an_identified_response_keeps_its_invitation(
    opened: Opened, running: App, request: pytest.FixtureRequest
) -> None:
    _, address = opened(Mode.IDENTIFIED, 1)
    agree(address).post(f"{address}/review", (".go", "submit"))
    with data_of(running), open_database() as db, open_vault() as vault:
        (one,) = list_invitations(vault, name_of(request))
        (kept,) = db.execute(
            "select invitation from response where instrument = ?", [name_of(request)]
        ).fetchone()
        assert intake.open_link(address.rpartition("/")[2]) is None
    assert (kept, one.used) == (one.id, True)
