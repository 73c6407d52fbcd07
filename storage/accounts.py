"""Accounts in the vault: made, listed, changed, closed. Research data knows only their ids."""

from __future__ import annotations

import secrets
import sqlite3
import time
from dataclasses import replace

from sqlite_utils import Database

from access.errors import AccountError, LastLeadError
from access.model import Account, Role
from access.passphrases import hashed, matches, one_time_passphrase, passphrase_problem
from storage.database import now, writing

ONE_TIME_SECONDS = 7 * 86400


def create_account(
    vault: Database,
    name: str,
    email: str,
    role: Role,
    passphrase: str,
    organisation: str = "",
) -> Account:
    """Make an account that signs in with this passphrase.

    Raises:
        AccountError: no name or address, the address is taken, or the passphrase is too short.
    """
    problem = passphrase_problem(passphrase)
    if problem:
        raise AccountError(problem)
    account = Account(
        secrets.token_hex(6), " ".join(name.split()), email.strip(), role, organisation.strip()
    )
    _insert(vault, account, hashed(passphrase), 0)
    return account


def invite(
    vault: Database, name: str, email: str, role: Role, organisation: str = ""
) -> tuple[Account, str]:
    """Make an account and the passphrase with which it signs in once, within seven days."""
    passphrase = one_time_passphrase()
    account = create_account(vault, name, email, role, passphrase, organisation)
    _set_passphrase(vault, account.id, passphrase, time.time() + ONE_TIME_SECONDS)
    return account, passphrase


def list_accounts(vault: Database) -> list[Account]:
    """Every account, open ones first, then by name."""
    rows = vault.query(
        "select id, name, email, role, organisation, closed_at from account"
        " order by closed_at != '', name collate nocase"
    )
    return [_account(row) for row in rows]


def names_of(vault: Database) -> dict[str, str]:
    """The name of every account by its id, closed ones too: the record still speaks of them.

    Oldest first, so that the colour of a coder stays when another account is made; at the end those
    who coded in another program and have no account.
    """
    rows = vault.query(
        "select id, name from (select id, name, 1 as at_end, created_at as at from account"
        " union all select id, name, 2, id from coder_elsewhere) order by at_end, at, id"
    )
    return {row["id"]: row["name"] for row in rows}


def load_account(vault: Database, account_id: str) -> Account:
    """The account of this id.

    Raises:
        AccountError: there is none.
    """
    rows = vault.query(
        "select id, name, email, role, organisation, closed_at from account where id = ?",
        [account_id],
    )
    for row in rows:
        return _account(row)
    raise AccountError(f"There is no account '{account_id}'. The list on the People page is new.")


def load_account_of(vault: Database, email: str) -> Account:
    """The account that signs in with this address.

    Raises:
        AccountError: there is none.
    """
    row = vault.execute(
        "select id from account where email = ? collate nocase", [email.strip()]
    ).fetchone()
    if row is None:
        raise AccountError(f"There is no account of '{email}'. `account list` shows them all.")
    return load_account(vault, row[0])


def first_lead(vault: Database) -> Account:
    """The lead who was there first, of those who may still sign in; there always is one.

    Raises:
        AccountError: the study is not set up.
    """
    row = vault.execute(
        "select id from account where role = ? and closed_at = '' order by created_at limit 1",
        [Role.LEAD],
    ).fetchone()
    return load_account(vault, row[0] if row else "")


def has_accounts(vault: Database) -> bool:
    """False until the study is set up."""
    return vault.execute("select 1 from account limit 1").fetchone() is not None


def set_role(vault: Database, account_id: str, role: Role) -> Account:
    """Give an account another role.

    Raises:
        LastLeadError: it is the only lead.
    """
    with writing(vault):
        account = load_account(vault, account_id)
        if role is not Role.LEAD:
            _another_lead(vault, account)
        vault.execute("update account set role = ? where id = ?", [role, account_id])
    return replace(account, role=role)


def close_account(vault: Database, account_id: str) -> Account:
    """Close an account for good and end its sessions at once.

    Raises:
        LastLeadError: it is the only lead.
    """
    with writing(vault):
        account = load_account(vault, account_id)
        _another_lead(vault, account)
        at = account.closed_at or now()
        vault.execute("update account set closed_at = ? where id = ?", [at, account_id])
        vault.execute("delete from session where account = ?", [account_id])
    return replace(account, closed_at=at)


def renew_passphrase(vault: Database, account_id: str) -> str:
    """A new one-time passphrase for somebody who forgot theirs; their sessions end."""
    passphrase = one_time_passphrase()
    with writing(vault):
        _set_passphrase(vault, account_id, passphrase, time.time() + ONE_TIME_SECONDS)
        vault.execute("delete from session where account = ?", [account_id])
    return passphrase


def change_passphrase(vault: Database, account_id: str, old: str, new: str) -> None:
    """Replace one's own passphrase; every session of the account ends.

    Raises:
        AccountError: the old one is wrong, or the new one is too short or the same.
    """
    stored = vault.execute("select passphrase from account where id = ?", [account_id]).fetchone()
    if not matches(old, stored[0] if stored else None):
        raise AccountError("The present passphrase is not right. Type it again.")
    if new == old:
        raise AccountError("The new passphrase is the old one. Choose another.")
    problem = passphrase_problem(new)
    if problem:
        raise AccountError(problem)
    with writing(vault):
        _set_passphrase(vault, account_id, new, 0)
        vault.execute("delete from session where account = ?", [account_id])


def _insert(vault: Database, account: Account, passphrase: str, one_time_until: float) -> None:
    if not account.name:
        raise AccountError("The account has no name. Type the name that others will see.")
    if "@" not in account.email.strip("@") or " " in account.email:
        raise AccountError(f"'{account.email}' is not an e-mail address. It looks like a@b.org.")
    try:
        vault.execute(
            "insert into account (id, name, email, role, organisation, passphrase,"
            " one_time_until, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(account.id, account.name, account.email, account.role, account.organisation),
                *(passphrase, one_time_until, now()),
            ],
        )
    except sqlite3.IntegrityError as error:
        raise AccountError(
            f"There is an account for '{account.email}' already. Choose another address, "
            "or give the existing account a new passphrase."
        ) from error


def _set_passphrase(
    vault: Database, account_id: str, passphrase: str, one_time_until: float
) -> None:
    vault.execute(
        "update account set passphrase = ?, one_time_until = ? where id = ?",
        [hashed(passphrase), one_time_until, account_id],
    )


def _another_lead(vault: Database, account: Account) -> None:
    others = vault.execute(
        "select 1 from account where role = ? and closed_at = '' and id != ?",
        [Role.LEAD, account.id],
    ).fetchone()
    if account.role is Role.LEAD and not account.closed_at and others is None:
        raise LastLeadError(
            f"{account.name} is the only lead. Make somebody else lead first, "
            "so that the study is never without one."
        )


def _account(row: dict[str, str]) -> Account:
    return Account(
        *(row["id"], row["name"], row["email"]),
        Role(row["role"]),
        *(row["organisation"], row["closed_at"]),
    )
