"""BAK01 a backup holds both databases as they were, verified, readable by their owner only; BAK02
it is made while the app writes; BAK03 restoring brings everything back, keeps what was there
before, ends the sessions and is recorded; BAK04 a changed, damaged, incomplete or newer backup is
refused and changes nothing; BAK05 one database alone can be backed up and restored."""

from __future__ import annotations

import json
import sqlite3
import threading
from pathlib import Path

import pytest

from access.model import Role
from storage.accounts import create_account, list_accounts
from storage.audit import chain_problems, events_frame
from storage.backup import BackupError, check_backup, make_backup, restore_backup
from storage.database import open_database, open_vault
from storage.sessions import load_session, session_key, start_session
from storage.settings import load_setting, save_setting


@pytest.fixture
def study(data_folder: Path) -> Path:
    """A study with a name and one account."""
    with open_database() as db, open_vault() as vault:
        save_setting(db, "study_name", "Before")
        create_account(vault, "Ada", "ada@example.org", Role.LEAD, "four unrelated words")
    return data_folder


@pytest.fixture
def backup(study: Path, tmp_path: Path) -> Path:
    """A backup of that study, after which its name was changed."""
    made = make_backup(tmp_path / "backups", "operator")
    with open_database() as db:
        save_setting(db, "study_name", "After")
    return made


def the_name() -> str:
    with open_database() as db:
        return load_setting(db, "study_name")


def test_bak01_a_backup_is_whole_and_private(backup: Path) -> None:
    assert check_backup(backup) == ["study", "vault"]
    files = {path.name: path.stat().st_mode & 0o777 for path in backup.iterdir()}
    assert files == dict.fromkeys(("contents.json", "study.db", "vault.db"), 0o600)
    assert backup.stat().st_mode & 0o777 == 0o700
    with sqlite3.connect(backup / "study.db") as copy:
        assert copy.execute("select value from setting").fetchone() == ("Before",)
    copy.close()


def test_bak01_two_backups_in_one_second_both_stay(study: Path, tmp_path: Path) -> None:
    made = {make_backup(tmp_path / "backups", "operator") for _ in range(3)}
    assert len(made) == 3
    assert set((tmp_path / "backups").iterdir()) == made


def test_bak02_a_backup_is_made_while_others_write(study: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        n = 0
        while not stop.is_set():
            with open_database() as db:
                save_setting(db, "count", str(n))
            n += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = make_backup(tmp_path, "operator")
    finally:
        stop.set()
        writer.join()
    assert check_backup(made) == ["study", "vault"]


def test_bak03_everything_is_back_and_what_was_there_is_kept(backup: Path) -> None:
    with open_vault() as vault:
        key = session_key(start_session(vault, list_accounts(vault)[0].id))
    before = restore_backup(backup, "operator")
    assert the_name() == "Before"
    with open_database() as db, open_vault() as vault:
        assert load_session(vault, key) is None
        assert events_frame(db)["act"].iloc[0] == "restored a backup"
        assert chain_problems(db) == []
    restore_backup(before, "operator")
    assert the_name() == "After"


def test_bak03_a_session_in_the_backup_does_not_come_back(study: Path, tmp_path: Path) -> None:
    with open_vault() as vault:
        key = session_key(start_session(vault, list_accounts(vault)[0].id))
    made = make_backup(tmp_path / "backups", "operator")
    restore_backup(made, "operator")
    with open_vault() as vault:
        assert load_session(vault, key) is None


def assert_refused(backup: Path, told: str) -> None:
    with pytest.raises(BackupError, match=told):
        restore_backup(backup, "operator")
    assert the_name() == "After"


def test_bak04_a_changed_file_is_refused(backup: Path) -> None:
    body = bytearray((backup / "study.db").read_bytes())
    body[-1] ^= 1
    (backup / "study.db").write_bytes(body)
    assert_refused(backup, "was changed")


def test_bak04_a_missing_file_is_refused(backup: Path) -> None:
    (backup / "vault.db").unlink()
    assert_refused(backup, "is missing")


def test_bak04_another_folder_is_refused(backup: Path, tmp_path: Path) -> None:
    assert_refused(tmp_path, "is not a backup")
    (backup / "contents.json").write_text("[]", "utf-8")
    assert_refused(backup, "is not a backup")


def retold(backup: Path) -> None:
    """Make the list of contents agree with a file that was changed on purpose."""
    import hashlib

    told = json.loads((backup / "contents.json").read_text("utf-8"))
    for name in told["sha256"]:
        told["sha256"][name] = hashlib.sha256((backup / name).read_bytes()).hexdigest()
    (backup / "contents.json").write_text(json.dumps(told), "utf-8")


def test_bak04_a_broken_record_is_refused(backup: Path) -> None:
    copy = sqlite3.connect(backup / "study.db")
    copy.executescript("drop trigger event_never_changes; update event set act = 'something else'")
    copy.close()
    retold(backup)
    assert_refused(backup, "is not sound")


def test_bak04_a_file_that_is_no_database_is_refused(backup: Path) -> None:
    (backup / "study.db").write_bytes(b"not a database" * 100)
    retold(backup)
    assert_refused(backup, "is not sound")


def test_bak04_a_newer_layout_is_refused(backup: Path) -> None:
    copy = sqlite3.connect(backup / "vault.db")
    with copy:
        copy.execute(
            "update _sqlite_migrations set name = 'm999_from_the_future' where name like 'm001%'"
        )
    copy.close()
    retold(backup)
    assert_refused(backup, "newer Throughline")


def test_bak05_one_database_alone(study: Path, tmp_path: Path) -> None:
    made = make_backup(tmp_path, "operator", ["study"])
    with open_database() as db, open_vault() as vault:
        save_setting(db, "study_name", "After")
        create_account(vault, "Bo", "bo@example.org", Role.LEAD, "four unrelated words")
    with pytest.raises(BackupError, match="no vault"):
        restore_backup(made, "operator")
    restore_backup(made, "operator", ["study"])
    assert the_name() == "Before"
    with open_vault() as vault:
        assert len(list_accounts(vault)) == 2
