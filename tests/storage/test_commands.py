"""CMD01 every command helps itself; CMD02 a study is made, filled, verified, backed up and restored
from the command line; CMD03 accounts are made, renewed, changed and closed, and a lead stays; CMD04
what cannot be done is said in one sentence with status 1; CMD05 verify names what was changed;
CMD06 the export is whole and holds no names of accounts, no links and no drafts; CMD07 a passphrase
is printed once and stored nowhere."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage.__main__ import main
from storage.audit import chain_problems, events_frame
from storage.database import close_databases, open_database, open_vault
from storage.sessions import sign_in
from tests.conftest import ROOT

COMMANDS = [
    "init",
    "sample",
    "account",
    "invite",
    "withdraw",
    "backup",
    "restore",
    "verify",
    "export",
]
ACTS = ["list", "add", "renew", "role", "close"]


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def run(folder: Path, *words: str | Path) -> Ran:
    """One command, in this process; the folder is the one of the fixture."""
    assert os.environ["THROUGHLINE_DATA"] == str(folder)
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*map(str, words)])
    close_databases()
    return Ran(code, out.getvalue(), err.getvalue())


def typed(folder: Path, *words: str | Path) -> Ran:
    """One command as an operator types it, a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "storage", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "THROUGHLINE_DATA": str(folder)},
        input="",
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def done(folder: Path, *words: str | Path) -> str:
    """The answer of a command that must succeed."""
    ran = run(folder, *words)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def test_cmd01_every_command_is_listed(data_folder: Path) -> None:
    ran = typed(data_folder, "--help")
    assert (ran.returncode, ran.stderr) == (0, "")
    listed = ran.stdout
    assert [name for name in COMMANDS if f"    {name} " not in listed] == []


@pytest.mark.parametrize("words", [[name] for name in COMMANDS] + [["account", a] for a in ACTS])
def test_cmd01_every_command_helps_itself(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([*words, "--help"])
    assert f"usage: python -m storage {' '.join(words)} " in capsys.readouterr().out


def test_cmd02_from_nothing_to_a_restored_study(new_folder: Path, tmp_path: Path) -> None:
    data_folder = new_folder
    assert "set-up code" in typed(data_folder, "init").stdout
    assert "its lead is" in done(data_folder, "sample")
    assert "every passage" in done(data_folder, "verify")
    told = done(data_folder, "backup", tmp_path / "backups")
    (made,) = (tmp_path / "backups").iterdir()
    assert str(made) in told
    with open_database() as db:
        before = db.execute("select count(*) from segment").fetchone()
        db.execute("delete from theme_quote")
        db.execute("delete from evidence")
        db.execute("delete from segment")
    close_databases()
    asked = typed(data_folder, "restore", made)  # nobody sits there to be asked
    assert (asked.returncode, "--yes" in asked.stderr) == (1, True)
    assert "Restored." in done(data_folder, "restore", made, "--yes")
    with open_database() as db:
        assert db.execute("select count(*) from segment").fetchone() == before
        assert chain_problems(db) == []


def test_cmd03_accounts_from_the_command_line(data_folder: Path) -> None:
    made = done(data_folder, "account", "add", "ada@example.org", "--name", "Ada", "--role", "lead")
    done(data_folder, "account", "add", "bo@example.org", "--name", "Bo")
    refused = run(data_folder, "account", "close", "ada@example.org")
    assert (refused.returncode, "only lead" in refused.stderr) == (1, True)
    assert "Bo is now lead" in done(data_folder, "account", "role", "bo@example.org", "lead")
    assert "is closed" in done(data_folder, "account", "close", "ADA@example.org")
    listed = done(data_folder, "account", "list").splitlines()
    assert [line.split("\t")[:3] for line in listed] == [
        ["bo@example.org", "Bo", "lead"],
        ["ada@example.org", "Ada", "lead"],
    ]
    assert "closed" in listed[1]
    with open_database() as db:
        assert set(events_frame(db)["actor"]) == {"operator"}
    assert "One-time passphrase" in made


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["account", "renew", "nobody@example.org"], "There is no account"),
        (["account", "add", "nonsense", "--name", "Ada"], "not an e-mail address"),
        (["restore", "nowhere", "--yes"], "is not a backup"),
        (["backup", "/proc/nowhere"], "cannot be made"),
    ],
)
def test_cmd04_what_cannot_be_done_is_said(data_folder: Path, words: list[str], told: str) -> None:
    ran = run(data_folder, *words)
    assert ran.returncode == 1
    assert ran.stderr.startswith("Not done. ")
    assert told in ran.stderr
    assert "Traceback" not in ran.stderr


def test_cmd05_verify_names_what_was_changed(data_folder: Path) -> None:
    done(data_folder, "sample")
    with open_database() as db:
        db.executescript("""
        drop trigger source_text_stays;
        drop trigger event_never_changes;
        drop trigger release_stays;
        update source set text = 'x' || text where id = (select source from segment limit 1);
        update event set subject = 'somebody' where n = 3;
        update release set html = 'other';
        """)
    ran = run(data_folder, "verify")
    assert ran.returncode == 1
    for told in ("The text of source", "no longer lies on", "Event 3 was changed", "Release 1"):
        assert told in ran.stderr


def test_cmd06_the_export_is_whole_and_holds_no_names(data_folder: Path, tmp_path: Path) -> None:
    lead = done(data_folder, "sample").rsplit("its lead is ")[1].strip(" .\n")
    with open_database() as db:
        db.execute(
            "insert into response (id, instrument, version, answers, updated_at)"
            " select 'unfinished', instrument, version, answers, updated_at from response limit 1"
        )
        links = [row[0] for row in db.execute("select token from link")]
    target = tmp_path / "study.zip"
    done(data_folder, "export", target)
    assert target.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(target) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(files.pop("contents.json"))
    assert told == {name: hashlib.sha256(body).hexdigest() for name, body in files.items()}
    everything = b"\n".join(files.values())
    assert links
    assert not [word for word in [lead, "unfinished", *links] if word.encode() in everything]
    (responses,) = (name for name in files if name.startswith("responses/"))
    rows = list(csv.DictReader(io.StringIO(files[responses].decode("utf-8-sig"))))
    assert len(rows) == 60
    segments = list(csv.DictReader(io.StringIO(files["tables/segment.csv"].decode("utf-8-sig"))))
    first = segments[0]
    text = files[f"texts/{first['source']}.txt"].decode("utf-8")
    words = text[int(first["start"]) : int(first["end"])]
    assert hashlib.sha256(words.encode()).hexdigest() == first["quote_sha256"]
    again = run(data_folder, "export", target)
    assert (again.returncode, "exists" in again.stderr) == (1, True)


def test_cmd07_a_passphrase_is_printed_once(data_folder: Path) -> None:
    made = done(data_folder, "account", "add", "ada@example.org", "--name", "Ada", "--role", "lead")
    first = re.findall(r": ([a-z0-9-]{23})\n", made)[0]
    second = re.findall(
        r": ([a-z0-9-]{23})\n", done(data_folder, "account", "renew", "ada@example.org")
    )[0]
    written = b"".join(path.read_bytes() for path in data_folder.iterdir())
    assert first.encode() not in written
    assert second.encode() not in written
    with open_database() as db, open_vault() as vault:
        assert not isinstance(sign_in(db, vault, "ada@example.org", first, ""), str)
        assert isinstance(sign_in(db, vault, "ada@example.org", second, ""), str)
