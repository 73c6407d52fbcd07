"""Who is signed in: sessions in the vault as hashes of their cookies, and attempts counted."""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass
from enum import Enum, auto

from sqlite_utils import Database

from access.model import Account, Role
from access.passphrases import LONGEST, matches
from storage.audit import record
from storage.database import writing

IDLE_SECONDS = 8 * 3600
ABSOLUTE_SECONDS = 7 * 86400
ATTEMPT_SECONDS = 15 * 60
ATTEMPTS_PER_ACCOUNT = 10
ATTEMPTS_PER_ADDRESS = 60  # an office behind one router shares an address
_SEEN_STEP = 60.0  # writing every click would keep the vault busy
_SALT = secrets.token_bytes(16)  # an address is counted, never stored so that it can be read


class Refusal(Enum):
    """Why a sign-in did not succeed."""

    WRONG = auto()
    TOO_MANY = auto()


@dataclass(frozen=True)
class Session:
    """A signed-in account; `one_time` until it has chosen its own passphrase."""

    key: str  # SHA-256 of the cookie
    account: Account
    one_time: bool


def session_key(token: str) -> str:
    """What the vault keeps instead of the cookie: a stolen vault yields no usable cookie."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in(
    db: Database, vault: Database, email: str, passphrase: str, address: str
) -> str | Refusal:
    """Check a passphrase; the new session's token, or why not. `address` is counted as a hash."""
    # Counted before the slow check, so that many tries at once are counted too.
    within = [
        count_attempt(vault, "account", email.strip().casefold()),
        count_attempt(vault, "address", address, ATTEMPTS_PER_ADDRESS),
    ]
    if not all(within):
        return Refusal.TOO_MANY
    row = vault.execute(
        "select id, passphrase, one_time_until from account where email = ? collate nocase"
        " and closed_at = ''",
        [email.strip()],
    ).fetchone()
    fits = matches(passphrase[: LONGEST + 1], row[1] if row else None)
    if not fits or 0 < row[2] < time.time():
        return Refusal.WRONG
    _forgive(vault, email.strip().casefold(), address)
    record(db, row[0], "signed in", row[0])
    return start_session(vault, row[0])


def start_session(vault: Database, account_id: str) -> str:
    """A new session; its token goes into the cookie and is kept nowhere."""
    token, at = secrets.token_urlsafe(32), time.time()
    with writing(vault):
        vault.execute("delete from session where created_at < ?", [at - ABSOLUTE_SECONDS])
        vault.execute(
            "insert into session values (?, ?, ?, ?)", [session_key(token), account_id, at, at]
        )
    return token


def load_session(vault: Database, key: str, seen: bool = True) -> Session | None:
    """The session of this key if it is neither ended nor expired and the account is open.

    `seen` is False for what a browser does by itself: an open window must not keep it alive.
    """
    at = time.time()
    rows = vault.query(
        "select account.id, name, email, role, organisation, one_time_until, seen_at from session"
        " join account on account.id = session.account where token_sha256 = ? and closed_at = ''"
        " and seen_at > ? and session.created_at > ?",
        [key, at - IDLE_SECONDS, at - ABSOLUTE_SECONDS],
    )
    for row in rows:
        if seen and at - row["seen_at"] > _SEEN_STEP:
            vault.execute("update session set seen_at = ? where token_sha256 = ?", [at, key])
        account = Account(
            row["id"], row["name"], row["email"], Role(row["role"]), row["organisation"]
        )
        return Session(key, account, row["one_time_until"] > 0)
    return None


def end_session(vault: Database, key: str) -> None:
    """Sign out; unknown keys are ended already."""
    vault.execute("delete from session where token_sha256 = ?", [key])


def count_attempt(
    vault: Database, kind: str, subject: str, most: int = ATTEMPTS_PER_ACCOUNT
) -> bool:
    """Count one try; False if there were more than `most` within 15 minutes.

    The subject is hashed with a salt that is kept nowhere: the vault does not tell who tried.
    """
    at, mark = time.time(), _subject(kind, subject)
    with writing(vault):
        vault.execute("delete from attempt where at < ?", [at - ATTEMPT_SECONDS])
        vault.execute("insert into attempt values (?, ?)", [mark, at])
        tried = vault.execute("select count(*) from attempt where subject = ?", [mark]).fetchone()
    return int(tried[0]) <= most


def forget_attempt(vault: Database, kind: str, subject: str) -> None:
    """Take back the last try that was counted, because it succeeded."""
    vault.execute(
        "delete from attempt where rowid = (select max(rowid) from attempt where subject = ?)",
        [_subject(kind, subject)],
    )


def _forgive(vault: Database, account: str, address: str) -> None:
    vault.execute("delete from attempt where subject = ?", [_subject("account", account)])
    forget_attempt(vault, "address", address)  # only this: it may have tried other accounts


def _subject(kind: str, value: str) -> str:
    return hashlib.sha256(_SALT + kind.encode() + value.encode()).hexdigest()
