"""The first run: the one-time set-up code, the first lead, and the sample study."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database, Migrations

from access.errors import SetUpError
from access.model import Account, Role
from storage.accounts import create_account, first_lead, has_accounts
from storage.audit import record
from storage.database import STUDY, VAULT, migrate, writing
from storage.sessions import count_attempt
from storage.settings import is_sample, load_setting, save_setting

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is easily read as another
_CODE = "set_up_code"


def new_code(vault: Database) -> str:
    """A new set-up code to show once; the vault keeps its hash, and older codes end."""
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    save_setting(vault, _CODE, _code_hash(code))
    return code


def check_code(vault: Database, code: str) -> None:
    """Raise SetUpError if this is not the set-up code, or if it was tried too often."""
    if not count_attempt(vault, "set-up", "code"):
        raise SetUpError("Too many wrong codes. Wait 15 minutes, then try again.")
    if not hmac.compare_digest(_code_hash(code), load_setting(vault, _CODE)):
        raise SetUpError(
            "This is not the set-up code. The program printed it when it was started; "
            "the newest one counts."
        )


def start_study(
    db: Database, vault: Database, study: str, name: str, email: str, passphrase: str, code: str
) -> Account:
    """Name the study and make its first lead. The code counts once.

    Raises:
        SetUpError: wrong code, no name, or the study is set up already.
        AccountError: the account cannot be made as asked.
    """
    check_code(vault, code)
    if not study.strip():
        raise SetUpError("The study has no name. Type the name that everybody will see.")
    with writing(vault):
        if has_accounts(vault):
            raise SetUpError("This study is set up already. Sign in, or ask its lead.")
        account = create_account(vault, name, email, Role.LEAD, passphrase)
        save_setting(vault, _CODE, "")
    with writing(db):
        save_setting(db, "study_name", " ".join(study.split()))
        record(db, account.id, "started the study", account.id)
    return account


def open_sample(db: Database, vault: Database) -> Account:
    """The lead of the sample study, which is loaded first if nothing is there yet.

    Raises:
        SetUpError: a real study is set up here.
    """
    if is_sample(db):
        return first_lead(vault)
    if has_accounts(vault):
        raise SetUpError("This study is set up already. The sample needs an empty data folder.")
    from storage.sample.load import load_sample

    return load_sample(db, vault)


def remove_sample(db: Database, vault: Database) -> str:
    """Empty both databases and return the new set-up code.

    Raises:
        SetUpError: what is here is not the sample.
    """
    if not is_sample(db):
        raise SetUpError("This is not the sample study, so it is not removed.")
    _empty(db, vault)
    return new_code(vault)


def _empty(db: Database, vault: Database) -> None:
    _start_afresh(db, STUDY)
    _start_afresh(vault, VAULT)
    record(db, "operator", "removed the sample study")


def _start_afresh(db: Database, migrations: list[Migrations]) -> None:
    with _foreign_keys_off(db), writing(db):
        for view in db.views:
            view.drop()
        # Virtual tables first: they take the tables that they are made of with them.
        for table in sorted(db.tables, key=lambda table: table.virtual_table_using is None):
            table.drop(ignore=True)
        migrate(db, migrations)
    db.execute("vacuum")
    db.execute("pragma wal_checkpoint(truncate)")


@contextmanager
def _foreign_keys_off(db: Database) -> Iterator[None]:
    db.execute("pragma foreign_keys = off")
    try:
        yield
    finally:
        db.execute("pragma foreign_keys = on")


def _code_hash(code: str) -> str:
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest() if letters else "none"
