"""Open the two databases: `study.db` for research data, `vault.db` for names (rule T3)."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from sqlite_utils import Database, Migrations

from storage.migrations import (
    codebook,
    coding,
    coding_acts,
    consent,
    counts,
    exchange,
    findings,
    interviews,
    memos,
    names_out,
    queries,
    reading,
    record,
    rounds,
    survey,
    vault,
    vault_names,
)

MEMORY = Path(":memory:")
PATIENCE = 15_000  # milliseconds that a write waits for another
STUDY = [m.migrations for m in (record, survey, interviews, coding, findings, names_out)]
STUDY += [coding_acts.migrations, rounds.migrations, consent.migrations, reading.migrations]
STUDY += [exchange.migrations, codebook.migrations, memos.migrations]
STUDY += [counts.migrations, queries.migrations]
VAULT = [vault.migrations, vault_names.migrations, exchange.vault_migrations]
# Streamlit runs most scripts in a new thread, so connections are lent, not thread-local. As many
# may read at once as the server has threads; opening one takes longer than most of what is asked.
_POOL_SIZE = 40
_DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "data"
_pools: dict[Path, list[Database]] = {}  # of idle connections; the last one returned goes first
_shared: ContextVar[Database | None] = ContextVar("shared", default=None)


def data_folder() -> Path:
    """The folder of both databases: `THROUGHLINE_DATA`, else `data/` beside the program."""
    return _folder(os.environ.get("THROUGHLINE_DATA", ""))


@cache  # each page of a respondent asks for it, and reading a path takes long; so does joining
def _folder(told: str) -> Path:
    return Path(told) if told else _DEFAULT_FOLDER


@cache
def _file(folder: Path, name: str) -> Path:
    return folder / name


def now() -> str:
    """The time as everything in the databases writes it: ISO, UTC, seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def today() -> str:
    """The day (UTC), where a time would tell too much."""
    return now()[:10]


@contextmanager
def open_database(path: Path | None = None) -> Iterator[Database]:
    """Lend a migrated connection to the study; `MEMORY` gives a fresh one that nobody else sees.

    What is written outside `writing(db)` is committed statement by statement.
    """
    shared = _shared.get()
    if path is None and shared is not None:
        yield shared
        return
    with _lent(path or _file(data_folder(), "study.db"), STUDY) as db:
        yield db


@contextmanager
def open_vault(path: Path | None = None) -> Iterator[Database]:
    """Lend a migrated connection to the vault."""
    with _lent(path or _file(data_folder(), "vault.db"), VAULT) as db:
        yield db


@contextmanager
def sharing(db: Database) -> Iterator[None]:
    """Inside, `open_database()` gives this connection: functions that open the study themselves,
    as the respondents' do, take part in its transaction."""
    before = _shared.set(db)
    try:
        yield
    finally:
        _shared.reset(before)


def is_sharing() -> bool:
    """True inside `sharing`."""
    return _shared.get() is not None


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """One transaction that takes the write lock at once: all of it is stored, or nothing.

    A deferred transaction fails with "locked" when it reads first and writes later, so every
    write of more than one statement goes through here. Inside another `writing` it is a savepoint.
    """
    inside = db.conn.in_transaction
    db.conn.execute("savepoint step" if inside else "begin immediate")
    try:
        yield
    except BaseException:
        db.conn.execute("rollback to step" if inside else "rollback")
        if inside:
            db.conn.execute("release step")
        raise
    db.conn.execute("release step" if inside else "commit")


def migrate(db: Database, migrations: list[Migrations]) -> None:
    """Bring a database to the present layout; foreign keys must be off."""
    for one in migrations:
        if one.pending(db):
            with writing(db):
                one.apply(db)


def close_databases() -> None:
    """Close the idle connections, so that the files can be moved or replaced."""
    while _pools:
        _, pool = _pools.popitem()
        while pool:
            pool.pop().conn.close()


@contextmanager
def _lent(path: Path, migrations: list[Migrations]) -> Iterator[Database]:
    pool = _pools.setdefault(path, [])
    try:
        db = pool.pop()
    except IndexError:
        db = Database(_connect(path, migrations))
    try:
        yield db
    finally:
        if db.conn.in_transaction:
            db.conn.execute("rollback")
        if path != MEMORY and _pools.get(path) is pool and len(pool) < _POOL_SIZE:
            pool.append(db)
        else:
            db.conn.close()


def _connect(path: Path, migrations: list[Migrations]) -> sqlite3.Connection:
    if path != MEMORY:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)  # nobody else on this machine reads it
    connection = sqlite3.connect(
        path, timeout=PATIENCE / 1000, isolation_level=None, check_same_thread=False
    )
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")  # "saved" on a screen survives a power cut
    connection.execute("pragma secure_delete = on")
    migrate(Database(connection), migrations)
    connection.execute(
        "pragma foreign_keys = on"
    )  # after the migrations: rebuilding a parent needs it off
    return connection
