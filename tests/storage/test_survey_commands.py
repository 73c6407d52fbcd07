"""SCM01 people are invited from a CSV, all of it or nobody; SCM02 letters and lists are written for
those whose invitation was not used, where only the operator reads them; SCM03 nothing is sent
unless a mail server is named and sending is asked for; SCM04 the first letter is sent once, also
when the server broke off; reminders go to unused invitations only; SCM05 a line that is not
encrypted is used on this machine only; SCM06 a receipt takes its answers back, and the operator
reads what became of it; SCM07 what cannot be done is said in one sentence with status 1."""

from __future__ import annotations

import csv
import io
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import intake
from storage.__main__ import main
from storage.audit import events_frame
from storage.collection import save_collection
from storage.database import open_database, open_vault
from storage.door import submit_invited
from storage.invitations import list_invitations
from storage.post import PostError, post_of, send_letters
from survey.collection import Collection, Mode
from tests.storage.mail_server import mail_server
from tests.survey.publishing import LEAD, publish
from tests.survey.questionnaires import EN, WORKING_TOGETHER

NAME = WORKING_TOGETHER.name
AT = ["--address", "https://survey.example.org"]
PEOPLE = "name,email,language\nAda,ada@example.org,en\nBo,bo@example.org,fr\nChi,chi@example.org,\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(data_folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """One command: its status, what it said and what it complained of."""
    publish(WORKING_TOGETHER)
    with open_database() as db:
        save_collection(db, Collection(NAME, Mode.INVITED), LEAD)

    def ran(*words: str | Path) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return ran


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A CSV of three people."""
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, "utf-8")
    return path


def use(name: str) -> None:
    """Somebody answers under their invitation."""
    with open_vault() as vault:
        token = next(one.token for one in list_invitations(vault, NAME) if one.name == name)
    draft = intake.start_draft(WORKING_TOGETHER, EN)
    assert submit_invited(token, f"cookie of {name}", draft.id)


def test_scm01_people_are_invited_once(run: Run, people: Path) -> None:
    assert run("invite", NAME, "--people", people)[:2] == (
        0,
        "3 invited; 0 had been invited before.\n",
    )
    assert "0 invited; 3 had been" in run("invite", NAME, "--people", people)[1]
    with open_database() as db:
        event = events_frame(db).iloc[0]
    assert (event["actor"], event["act"], event["detail"]) == (
        "operator",
        "invited people",
        '{"n": 3}',
    )


def test_scm01_all_of_the_list_or_nobody(run: Run, people: Path) -> None:
    people.write_text(PEOPLE + "Dee,not an address,en\n", "utf-8")
    status, _, complaint = run("invite", NAME, "--people", people)
    assert status == 1
    assert "Line 5" in complaint
    with open_vault() as vault:
        assert list_invitations(vault, NAME) == []


def test_scm02_letters_and_lists_are_written(run: Run, people: Path, tmp_path: Path) -> None:
    run("invite", NAME, "--people", people)
    use("Bo")
    listed, letters = tmp_path / "list.csv", tmp_path / "letters.zip"
    status, said, _ = run("invite", NAME, *AT, "--list", listed, "--letters", letters)
    assert (status, said.count("keep it safe")) == (0, 2)
    assert {path.stat().st_mode & 0o777 for path in (listed, letters)} == {0o600}
    rows = list(csv.DictReader(io.StringIO(listed.read_text("utf-8-sig"))))
    assert [row["name"] for row in rows] == ["Ada", "Chi"]
    assert all(row["link"].startswith("https://survey.example.org/s/") for row in rows)
    with zipfile.ZipFile(letters) as archive:
        assert len(archive.namelist()) == 2
    assert run("invite", NAME, *AT, "--list", listed)[0] == 1, "a file is never overwritten"


def test_scm03_nothing_is_sent_by_itself(
    run: Run, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("THROUGHLINE_SMTP", raising=False)

    def no_network(*_: object) -> None:
        raise AssertionError("something opened a line")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    run("invite", NAME, "--people", people)
    status, said, _ = run("invite", NAME, *AT, "--dry-run")
    assert status == 0
    assert "ada@example.org" in said
    assert "3 would be written to. Nothing was sent." in said
    status, _, complaint = run("invite", NAME, *AT, "--send")
    assert (status, "No mail server is named" in complaint) == (1, True)
    monkeypatch.setenv("THROUGHLINE_SMTP", "127.0.0.1:25")
    monkeypatch.setenv("THROUGHLINE_SMTP_FROM", "study@example.org")
    assert "Nothing was sent" in run("invite", NAME, *AT, "--dry-run")[1]


def test_scm04_letters_and_then_reminders(
    run: Run, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("invite", NAME, "--people", people)
    with mail_server() as box:
        monkeypatch.setenv("THROUGHLINE_SMTP", f"127.0.0.1:{box.port}")
        monkeypatch.setenv("THROUGHLINE_SMTP_FROM", "study@example.org")
        box.refuses.add("bo@example.org")
        status, _, complaint = run("invite", NAME, *AT, "--send")
        assert (status, "1 were sent, then" in complaint) == (1, True)
        box.refuses.clear()
        assert "2 letters were sent" in run("invite", NAME, *AT, "--send")[1]
        assert "0 letters were sent" in run("invite", NAME, *AT, "--send")[1]
        assert sorted(one["To"] for one in box.letters) == [
            "Ada <ada@example.org>",
            "Bo <bo@example.org>",
            "Chi <chi@example.org>",
        ]
        assert {str(one["From"]) for one in box.letters} == {"study@example.org"}
        use("Ada")
        box.letters.clear()
        assert "2 letters were sent" in run("invite", NAME, *AT, "--send", "--reminders")[1]
    assert sorted(one["To"].addresses[0].display_name for one in box.letters) == ["Bo", "Chi"]
    assert all("eminder" in one["Subject"] or "Rappel" in one["Subject"] for one in box.letters)


@pytest.mark.parametrize(
    ("server", "sender", "why"),
    [
        ("mail.example.org", "study@example.org", "host:port"),
        ("mail.example.org:smtp", "study@example.org", "host:port"),
        ("mail.example.org:587", "", "THROUGHLINE_SMTP_FROM"),
    ],
)
def test_scm03_a_server_named_in_part(server: str, sender: str, why: str) -> None:
    with pytest.raises(PostError, match=why):
        post_of({"THROUGHLINE_SMTP": server, "THROUGHLINE_SMTP_FROM": sender})


def test_scm05_a_plain_line_is_refused_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server() as box:
        here = socket.create_connection
        monkeypatch.setattr(
            socket, "create_connection", lambda _, *rest: here(("127.0.0.1", box.port), *rest)
        )
        post = post_of(
            {
                "THROUGHLINE_SMTP": f"mail.example.org:{box.port}",
                "THROUGHLINE_SMTP_FROM": "study@example.org",
            }
        )
        assert post is not None
        with pytest.raises(PostError, match="STARTTLS"):
            send_letters(post, [], lambda _: None)
    assert box.letters == []


def test_scm06_a_receipt_takes_its_answers_back(run: Run) -> None:
    receipt = intake.submit(intake.start_draft(WORKING_TOGETHER, EN).id, {"change": "words"})
    assert run("withdraw", *receipt.split())[:2] == (
        0,
        "The answers with this receipt are deleted. Delete older backups too.\n",
    )
    assert run("withdraw", receipt)[0] == 0
    assert run("withdraw", "no such receipt")[0] == 1
    assert run("withdraw", "--finish")[1] == "0 withdrawals are finished.\n"
    with open_database() as db:
        assert db.execute("select count(*) from response").fetchone() == (0,)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["withdraw"], "Give the four words"),
        (["invite", "nothing", "--dry-run", *AT], "no questionnaire 'nothing'"),
        (["invite", NAME, "--dry-run"], "--address https"),
        (["invite", NAME, "--people", "/nowhere/at/all.csv"], "No such file"),
    ],
)
def test_scm07_what_cannot_be_done(words: list[str], why: str, run: Run) -> None:
    status, _, complaint = run(*words)
    assert status == 1
    assert why in complaint


def test_scm07_an_open_link_invites_nobody(run: Run) -> None:
    with open_database() as db:
        save_collection(db, Collection(NAME, Mode.OPEN), LEAD)
    assert "one open link" in run("invite", NAME, "--dry-run", *AT)[2]
