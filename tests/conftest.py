"""Fixtures for every test: real databases, and the real inputs if they are there."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import settings
from sqlite_utils import Database

from storage.database import MEMORY, close_databases, open_database, open_vault

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"

# A busy machine is not a wrong answer: no example fails for taking long. And the same examples on
# every run: a red check means that something changed.
settings.register_profile("throughline", deadline=None, derandomize=True)
settings.load_profile("throughline")


def pytest_report_header() -> str:
    """One line that says whether the real inputs by others take part in this run."""
    if SHARED.is_dir():
        n = sum(1 for path in SHARED.rglob("*") if path.is_file())
        return f"real inputs: {n} files under ../shared/data take part"
    return "real inputs: ../shared/data is not there; only the inputs written here take part"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, and count as deselected, what needs the real inputs where they are not there."""
    if SHARED.is_dir():
        return
    left_out = [item for item in items if item.get_closest_marker("real_inputs")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def real_inputs(folder: str, *suffixes: str) -> list[Path]:
    """The real files under a folder of ../shared/data with these endings, sorted."""
    found = (SHARED / folder).rglob("*") if (SHARED / folder).is_dir() else []
    return sorted(path for path in found if path.suffix in suffixes)


@pytest.fixture(scope="session", autouse=True)
def cheap_passphrases() -> Iterator[None]:
    """Argon2id with little work: the same code stores and checks, a hundred times sooner.

    An app that a test starts is another process and works as hard as always.
    """
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
        patch.setattr("access.passphrases._hasher", cheap)
        yield


@pytest.fixture
def db(empty_files: Path) -> Iterator[Database]:
    """An empty study in memory."""
    with _in_memory(empty_files / "study.db") as database:
        yield database


@pytest.fixture
def vault(empty_files: Path) -> Iterator[Database]:
    """An empty vault in memory."""
    with _in_memory(empty_files / "vault.db") as database:
        yield database


@contextmanager
def _in_memory(file: Path) -> Iterator[Database]:
    """A copy of a file in memory, with the settings of `open_database`: migrating takes longer."""
    connection = sqlite3.connect(MEMORY, isolation_level=None, check_same_thread=False)
    with closing(sqlite3.connect(file)) as source, closing(connection):
        source.backup(connection)
        connection.execute("pragma secure_delete = on")
        connection.execute("pragma foreign_keys = on")
        yield Database(connection)


@pytest.fixture
def new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder that is not there yet, which the first `open_database()` makes."""
    monkeypatch.setenv("THROUGHLINE_DATA", str(tmp_path / "data"))
    yield tmp_path / "data"
    close_databases()


@pytest.fixture
def data_folder(new_folder: Path, empty_files: Path) -> Path:
    """A data folder with an empty study, used by `open_database()` and `open_vault()`."""
    shutil.copytree(empty_files, new_folder)
    return new_folder


@pytest.fixture(scope="session")
def empty_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both databases of an empty study, laid out once for the whole run."""
    folder = tmp_path_factory.mktemp("empty")
    with open_database(folder / "study.db"), open_vault(folder / "vault.db"):
        pass
    close_databases()
    return folder


@pytest.fixture(scope="session")
def sample_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both databases of the sample study, loaded once for the whole run."""
    from storage.sample.load import load_sample

    folder = tmp_path_factory.mktemp("sample")
    with open_database(folder / "study.db") as db, open_vault(folder / "vault.db") as vault:
        load_sample(db, vault)
    close_databases()
    return folder


@pytest.fixture
def sample_folder(sample_files: Path, new_folder: Path) -> Path:
    """The data folder of the test, holding a copy of the sample study."""
    shutil.copytree(sample_files, new_folder)
    return new_folder
