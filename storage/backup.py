"""Back up and restore both databases through SQLite's backup API, read back and verified."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from storage.audit import record
from storage.database import (
    MEMORY,
    close_databases,
    data_folder,
    now,
    open_database,
    open_vault,
)
from storage.verification import file_problems

NAMES = ("study", "vault")
CONTENTS = "contents.json"


class BackupError(ValueError):
    """A backup cannot be made or used; the message says why and what to do."""


def make_backup(folder: Path, actor: str, names: Sequence[str] = NAMES) -> Path:
    """Copy the databases into a new folder below `folder`, while the app goes on, and verify them.

    Raises:
        BackupError: the folder cannot be written, or the copy is not sound.
    """
    target = _new_folder(folder)
    with open_database() as db:
        record(db, actor, "made a backup", "", {"databases": list(names)})
    for name in names:
        _copy_out(name, target / f"{name}.db")
    contents = {f"{name}.db": _sha256(target / f"{name}.db") for name in names}
    _private(target / CONTENTS).write_text(
        json.dumps({"made_at": now(), "sha256": contents}, indent=1), "utf-8"
    )
    check_backup(target)
    return target


def check_backup(folder: Path) -> list[str]:
    """Verify a backup and return the names of the databases in it.

    Raises:
        BackupError: a file is missing, changed, damaged, or of a newer Throughline.
    """
    try:
        told = json.loads((folder / CONTENTS).read_text("utf-8"))["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(
            f"'{folder}' is not a backup: its {CONTENTS} is missing or cannot be read. "
            "Name the folder that `python -m storage backup` made."
        ) from error
    names = [name for name in NAMES if f"{name}.db" in told]
    for name in names:
        _check_file(name, folder / f"{name}.db", told[f"{name}.db"])
    return names


def restore_backup(folder: Path, actor: str, names: Sequence[str] = NAMES) -> Path:
    """Put a backup in place of the present databases, and return the backup made of those before.

    Sessions of the vault end: whoever was signed in when the backup was made is not any more.

    Raises:
        BackupError: the backup is not sound or lacks one of the databases; nothing is changed then.
    """
    there = check_backup(folder)
    missing = [name for name in names if name not in there]
    if missing:
        raise BackupError(
            f"'{folder}' holds no {' and no '.join(missing)}. Restore only what is there, with "
            f"--only {there[0] if there else 'study'}."
        )
    before = make_backup(data_folder() / "before-restore", actor)
    for name in names:
        _copy_in(name, folder / f"{name}.db")
    close_databases()  # what is opened next is brought to the present layout
    with open_database() as db, open_vault() as vault:
        if "vault" in names:
            vault.execute("delete from session")
        record(db, actor, "restored a backup", "", {"databases": list(names)})
    return before


def _new_folder(folder: Path) -> Path:
    name = f"throughline-{now().replace(':', '').replace('+0000', 'Z')}"
    same_second = len(list(folder.glob(f"{name}*")))
    target = folder / (f"{name}-{same_second + 1}" if same_second else name)
    try:
        target.mkdir(parents=True, mode=0o700)
    except OSError as error:
        raise BackupError(f"'{target}' cannot be made: {error.strerror}.") from error
    return target


def _copy_out(name: str, target: Path) -> None:
    _private(target)
    with _opened(name) as db, _closing(target) as copy:
        db.conn.backup(copy)
        # One file without a log beside it is what people copy about.
        copy.execute("pragma journal_mode = delete")


def _copy_in(name: str, source: Path) -> None:
    with _opened(name) as db, _closing(source) as copy:
        copy.backup(db.conn)


def _check_file(name: str, path: Path, told: str) -> None:
    if not path.is_file():
        raise BackupError(f"'{path}' is missing. The backup is not whole: use another one.")
    if _sha256(path) != told:
        raise BackupError(
            f"'{path}' was changed after the backup was made, or is damaged. Use another backup."
        )
    with _closing(path) as copy:
        try:
            problems = file_problems(Database(copy))
        except sqlite3.DatabaseError as error:
            problems = [f"SQLite: {error}"]
        if problems:
            raise BackupError(f"'{path}' is not sound: {problems[0]} Use another backup.")
        _check_layout(Database(copy), name, path)


def _check_layout(db: Database, name: str, path: Path) -> None:
    with open_database(MEMORY) if name == "study" else open_vault(MEMORY) as fresh:
        newer = _steps(db) - _steps(fresh)
    if newer:
        raise BackupError(
            f"'{path}' was made by a newer Throughline ({min(newer)} is not known here). "
            "Install that version, then restore."
        )


def _steps(db: Database) -> set[str]:
    rows = db.query("select migration_set, name from _sqlite_migrations")
    return {f"{row['migration_set']} {row['name']}" for row in rows}


@contextmanager
def _opened(name: str) -> Iterator[Database]:
    with open_database() if name == "study" else open_vault() as db:
        yield db


@contextmanager
def _closing(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path)
    try:
        yield connection
    finally:
        connection.close()


def _private(path: Path) -> Path:
    path.touch(mode=0o600)
    return path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
