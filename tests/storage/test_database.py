"""DB01 opening migrates before foreign keys are switched on; DB02 what is written is durable and
waits its turn; DB03 a failed write leaves nothing; DB04 the data folder follows the environment;
DB05 the published body of an instrument, the text of a source and the record cannot be changed."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage.database import open_database, open_vault, writing
from storage.settings import load_setting, save_setting


def test_db01_a_new_database_is_migrated_and_enforces_foreign_keys(db: Database) -> None:
    assert {"event", "instrument", "source", "segment", "finding"} <= set(db.table_names())
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("insert into participant (id, organisation, role) values ('P01', 'nobody', '')")


def test_db01_the_vault_holds_accounts_and_the_study_does_not(
    db: Database, vault: Database
) -> None:
    assert "account" in vault.table_names()
    assert "account" not in db.table_names()


def test_db02_the_file_waits_for_other_writers_and_keeps_a_log(data_folder: Path) -> None:
    with open_database() as db:
        pragmas = [
            db.execute(f"pragma {name}").fetchone()[0]
            for name in ("journal_mode", "busy_timeout", "foreign_keys")
        ]
    assert pragmas == ["wal", 15000, 1]


def test_db02_writers_that_read_first_never_find_the_file_locked(data_folder: Path) -> None:
    def count_up(_: int) -> None:
        with open_database() as db, writing(db):
            save_setting(db, "count", str(int(load_setting(db, "count", "0")) + 1))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(count_up, range(80)))
    with open_database() as db:
        assert load_setting(db, "count") == "80"


def test_db03_a_failed_write_leaves_nothing_behind(db: Database) -> None:
    with pytest.raises(RuntimeError), writing(db):
        save_setting(db, "one", "1")
        raise RuntimeError
    assert load_setting(db, "one") == ""


def test_db03_a_failed_part_inside_a_write_takes_back_only_itself(db: Database) -> None:
    with writing(db):
        save_setting(db, "one", "1")
        with pytest.raises(RuntimeError), writing(db):
            save_setting(db, "two", "2")
            raise RuntimeError
    assert (load_setting(db, "one"), load_setting(db, "two")) == ("1", "")


def test_db04_both_files_lie_in_the_folder_of_the_environment(data_folder: Path) -> None:
    with open_database(), open_vault():
        assert {path.name for path in data_folder.glob("*.db")} == {"study.db", "vault.db"}


@pytest.mark.parametrize(
    "change",
    [
        "update instrument set body = '{}'",
        "update source set text = 'b'",
        "update event set act = 'b'",
        "delete from event",
    ],
)
def test_db05_what_must_not_change_cannot(db: Database, change: str) -> None:
    db.execute("insert into instrument values ('i', 1, '{\"a\":1}', 'x', 'now', 'now')")
    db.execute(
        "insert into source (id, title, kind, text, sha256, imported_at)"
        " values ('s', 't', 'interview', 'a', 'x', 'now')"
    )
    db.execute("insert into event values (1, 'now', 'a', 'a', '', '{}', '', 'h')")
    with pytest.raises(sqlite3.IntegrityError, match=r"never|append-only"):
        db.execute(change)
