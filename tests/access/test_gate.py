"""GAT01 without a session only the doors and the survey are open: other addresses answer 401, pages
lead to the right door and back; GAT02 nobody outside can send an identity; GAT03 the cookie cannot
be read by scripts and its text is kept nowhere; GAT04 signing in makes a new session and ends the
one before; GAT05 an ended session is cut off at the next message, and only a person keeps one
alive; GAT06 a form of another site is refused; GAT07 every answer tells the browser what it may
load; GAT08 a visitor's websocket gets the answer page only, and nobody's developer messages; GAT09
the log knows no address; GAT10 with a one-time passphrase only choosing one's own is open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from access.model import Account, Role
from storage.accounts import close_account, create_account, renew_passphrase
from storage.database import close_databases, open_vault
from storage.sessions import session_key, start_session
from tests.access.server import (
    PAGE,
    Answer,
    ask,
    listen,
    pages_in,
    run_page,
    set_up_code,
    words_in,
)
from tests.browser.app import App

WORDS = "four unrelated words"
LEAD = {"email": "ada@example.org", "passphrase": WORDS}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A running app whose lead is Ada."""
    running = App(tmp_path_factory.mktemp("gate") / "data")
    running.start()
    form = {**LEAD, "study": "A study", "name": "Ada", "code": set_up_code(running)}
    assert ask(running, "/set-up", form).status == 303
    yield running
    running.stop()
    close_databases()


@pytest.fixture
def worker(app: App) -> Iterator[Account]:
    """A researcher for one test."""
    with open_vault(app.folder / "vault.db") as vault:
        n = vault.execute("select count(*) from account").fetchone()[0]
        yield create_account(vault, f"R{n}", f"r{n}@example.org", Role.RESEARCHER, WORDS)


def session_cookie(app: App, account: Account) -> str:
    with open_vault(app.folder / "vault.db") as vault:
        return f"throughline_session={start_session(vault, account.id)}"


def sign_in(app: App, cookie: str = "") -> Answer:
    return ask(app, "/sign-in", {**LEAD, "next": "/library"}, cookie=cookie)


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/library", "/media/abc.csv", "/app/static/x", "/component/x/y", "/record.csv"),
        *("/_stcore/metrics", "/_stcore/upload_file/a/b", "/_stcore/bidi-components/x/y"),
        *(
            "/_stcore/script-health-check",
            "/_stcore/agent",
            "/doorsx",
            "/set-upx",
            "/sample/remove",
        ),
        *("/answer/../library", "//library", "/s", "/api/coding/x", "/findings/releases/1.html"),
    ],
)
def test_gat01_everything_else_needs_a_session(app: App, path: str) -> None:
    assert ask(app, path).status == 401
    assert ask(app, path, cookie="throughline_session=guessed").status == 401


@pytest.mark.parametrize("path", ["/sign-in", "/answer", "/_stcore/health", "/doors/door.css"])
def test_gat01_doors_and_the_answer_page_are_open(app: App, path: str) -> None:
    assert ask(app, path).status == 200


def test_gat01_a_page_leads_to_the_door_and_back(app: App) -> None:
    led = ask(app, "/workbench?source=s1&segment=g1", headers=PAGE)
    assert led.status == 303
    assert led.headers["location"] == "/sign-in?next=/workbench%3Fsource%3Ds1%26segment%3Dg1"
    door = ask(app, led.headers["location"], headers=PAGE)
    assert 'value="/workbench?source=s1&amp;segment=g1"' in door.text
    assert sign_in(app).headers["location"] == "/library"


@pytest.mark.parametrize("aim", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_gat01_nobody_is_led_to_another_site(app: App, aim: str) -> None:
    answer = ask(app, "/sign-in", {**LEAD, "next": aim})
    assert answer.headers["location"] == "/"


def test_gat01_an_open_set_up_is_over(app: App) -> None:
    assert ask(app, "/set-up").headers["location"] == "/sign-in"
    form = {**LEAD, "study": "B", "name": "Eve", "email": "eve@example.org"}
    assert ask(app, "/set-up", {**form, "code": set_up_code(app)}).status == 422
    assert ask(app, "/set-up/sample", {}).status == 422


def test_gat02_a_sent_identity_is_taken_away(app: App) -> None:
    with open_vault(app.folder / "vault.db") as vault:
        (key,) = vault.execute("select token_sha256 from session limit 1").fetchone()
    spoofed = {"X-Throughline-Session": key}
    assert ask(app, "/record.csv", headers=spoofed).status == 401
    with listen(app, spoofed) as socket:
        got = run_page(socket, app, "/record")
    assert "You are signed out" in words_in(got)
    assert pages_in(got) == set()


def test_gat03_scripts_cannot_read_the_cookie(app: App) -> None:
    flags = sign_in(app).headers["set-cookie"].lower()
    assert "httponly" in flags
    assert "samesite=lax" in flags
    assert "path=/" in flags
    secure = ask(app, "/sign-in", LEAD, {"X-Forwarded-Proto": "https", "Origin": app.url})
    assert "secure" in secure.headers["set-cookie"].lower()


def test_gat03_the_token_is_kept_nowhere(app: App) -> None:
    token = sign_in(app).cookie.split("=")[1]
    assert ask(app, "/", headers=PAGE, cookie=f"throughline_session={token}").status == 200
    files = b"".join(path.read_bytes() for path in app.folder.glob("*.db*"))
    assert token.encode() not in files
    assert session_key(token).encode() in files


def test_gat04_a_session_brought_along_is_not_taken_over(app: App) -> None:
    planted = "throughline_session=planted-by-somebody"
    first = sign_in(app, planted)
    assert first.cookie != planted
    assert ask(app, "/record.csv", cookie=planted).status == 401
    second = sign_in(app, first.cookie)
    assert ask(app, "/record.csv", cookie=first.cookie).status == 401
    assert ask(app, "/record.csv", cookie=second.cookie).status == 200


def test_gat05_signing_out_ends_the_session(app: App) -> None:
    cookie = sign_in(app).cookie
    out = ask(app, "/sign-out", {}, cookie=cookie)
    assert out.headers["location"] == "/sign-in"
    assert 'throughline_session=""' in out.headers["set-cookie"]
    assert ask(app, "/record.csv", cookie=cookie).status == 401


def test_gat05_a_closed_account_is_cut_off_at_the_next_message(app: App, worker: Account) -> None:
    cookie = session_cookie(app, worker)
    with listen(app, {"Cookie": cookie}) as socket:
        assert "library" in pages_in(run_page(socket, app, "/library"))
        with open_vault(app.folder / "vault.db") as vault:
            close_account(vault, worker.id)
        got = run_page(socket, app, "/library")
        assert "You are signed out" in words_in(got)
        assert pages_in(got) == set()
    assert ask(app, "/", cookie=cookie).status == 401


def seen_at(app: App, account: Account) -> float:
    with open_vault(app.folder / "vault.db") as vault:
        (at,) = vault.execute(
            "select seen_at from session where account = ?", [account.id]
        ).fetchone()
    return float(at)


def test_gat05_only_a_person_keeps_a_session_alive(app: App, worker: Account) -> None:
    cookie = session_cookie(app, worker)
    with open_vault(app.folder / "vault.db") as vault:
        vault.execute("update session set seen_at = seen_at - 3600")
    before = seen_at(app, worker)
    with listen(app, {"Cookie": cookie}) as socket:
        timer = BackMsg()
        timer.rerun_script.is_auto_rerun = True
        timer.rerun_script.fragment_id = "gone"
        socket.send(timer.SerializeToString())
        beat = BackMsg()
        beat.app_heartbeat = True
        socket.send(beat.SerializeToString())
        assert ask(app, "/api/nothing", cookie=cookie).status == 200
        assert seen_at(app, worker) == before
        run_page(socket, app, "/library")
    assert seen_at(app, worker) > before


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-out", "/passphrase", "/set-up", "/set-up/sample"]
)
def test_gat06_a_form_of_another_site_is_refused(app: App, path: str) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert ask(app, path, LEAD, headers).status == 403


def test_gat06_a_huge_form_is_refused(app: App) -> None:
    assert ask(app, "/sign-in", {"email": "x" * 30_000}).status == 413


def test_gat07_no_other_origin_may_be_loaded(app: App) -> None:
    cookie = sign_in(app).cookie
    studio = ask(app, "/library", headers=PAGE, cookie=cookie).headers["content-security-policy"]
    doors = ask(app, "/sign-in").headers["content-security-policy"]
    survey = ask(app, "/s/unknown").headers["content-security-policy"]
    survey, _, sends = survey.partition("form-action")  # a respondent may leave to another site
    assert "script-src" not in sends
    for policy in (studio, doors, survey):
        assert "http" not in policy
        assert "*" not in policy
        assert "unsafe-eval" not in policy
        assert "script-src 'self'" in policy
    assert "blob:" not in doors + survey
    assert "unsafe-inline" not in doors + survey
    assert "frame-ancestors 'self'" in sends
    for path in ("/sign-in", "/answer", "/media/x"):
        headers = ask(app, path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_gat08_a_visitor_gets_the_answer_page_only(app: App) -> None:
    with listen(app) as socket:
        answering = run_page(socket, app, "/answer")
        assert pages_in(answering) == {"answer"}
        for path in ("/library", "/record", "/", "/people"):
            got = run_page(socket, app, path)
            assert pages_in(got) == set()
            assert "You are signed out" in words_in(got)


def test_gat08_a_researcher_is_not_told_of_pages_for_leads(app: App, worker: Account) -> None:
    with listen(app, {"Cookie": session_cookie(app, worker)}) as socket:
        got = run_page(socket, app, "/record")
    assert {"library", "workbench", "answer"} <= pages_in(got)
    assert not {"people", "record"} & pages_in(got)
    assert "This page is not open to you" in words_in(got)


def test_gat08_messages_for_developers_are_dropped(app: App, worker: Account) -> None:
    for headers in ({}, {"Cookie": session_cookie(app, worker)}):
        with listen(app, headers) as socket:
            for kind in ("clear_cache", "load_git_info", "set_run_on_save"):
                message = BackMsg()
                setattr(message, kind, True)
                socket.send(message.SerializeToString())
            socket.send(b"\xff\xff not a message")
            got = run_page(socket, app, "/answer")
        assert {"new_session", "script_finished"} <= {m.WhichOneof("type") for m in got}
        assert "git_info_changed" not in {m.WhichOneof("type") for m in got}


def test_gat09_the_log_knows_neither_address_nor_browser(app: App) -> None:
    ask(app, "/sign-in", {**LEAD, "passphrase": "wrong"}, {"User-Agent": "Tell-Tale/1.0"})
    ask(app, "/nowhere?secret=1", headers={"User-Agent": "Tell-Tale/1.0"})
    log = app.log.read_text("utf-8")
    for word in ("Tell-Tale", "secret", "nowhere", "ada@example.org", "sign-in", "127.0.0.1"):
        assert word not in log
    assert f"http://localhost:{app.port}" in log, "the address to open"


def test_gat10_a_one_time_passphrase_opens_nothing_else(app: App, worker: Account) -> None:
    with open_vault(app.folder / "vault.db") as vault:
        once = renew_passphrase(vault, worker.id)
    cookie = ask(app, "/sign-in", {"email": worker.email, "passphrase": once}).cookie
    assert ask(app, "/library", headers=PAGE, cookie=cookie).headers["location"] == "/passphrase"
    assert ask(app, "/media/x", cookie=cookie).status == 401
    with listen(app, {"Cookie": cookie}) as socket:
        assert "You are signed out" in words_in(run_page(socket, app, "/library"))
    short = ask(app, "/passphrase", {"old": once, "new": "short"}, cookie=cookie)
    assert short.status == 422
    assert "at least 14" in short.text
    own = ask(app, "/passphrase", {"old": once, "new": "another four words"}, cookie=cookie)
    assert own.status == 303
    assert ask(app, "/library", headers=PAGE, cookie=own.cookie).status == 200
    assert ask(app, "/library", cookie=cookie).status == 401
