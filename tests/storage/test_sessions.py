"""SES01 a session is found by the hash of its token only; SES02 it ends when idle, when old, when
signed out; SES03 too many wrong attempts are refused, for the account and for the address, and
time heals; SES04 the vault does not tell who tried or from where; SES05 a right sign-in clears the
count."""

from __future__ import annotations

import time

import pytest
from sqlite_utils import Database

from access.model import Account, Role
from storage.accounts import create_account
from storage.sessions import (
    ABSOLUTE_SECONDS,
    ATTEMPT_SECONDS,
    ATTEMPTS_PER_ACCOUNT,
    ATTEMPTS_PER_ADDRESS,
    IDLE_SECONDS,
    Refusal,
    count_attempt,
    end_session,
    load_session,
    session_key,
    sign_in,
    start_session,
)

WORDS = "four unrelated words"


class Clock:
    """The time, moved by hand."""

    def __init__(self) -> None:
        self.at = time.time()

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "time", clock)
    return clock


@pytest.fixture
def ada(vault: Database) -> Account:
    return create_account(vault, "Ada", "ada@example.org", Role.LEAD, WORDS)


def test_ses01_the_token_is_not_in_the_vault(vault: Database, ada: Account) -> None:
    token = start_session(vault, ada.id)
    assert token not in "\n".join(vault.conn.iterdump())
    session = load_session(vault, session_key(token))
    assert session is not None
    assert session.account == ada
    assert load_session(vault, token) is None
    assert load_session(vault, session_key("guessed")) is None


def test_ses02_idle_sessions_end(vault: Database, ada: Account, clock: Clock) -> None:
    key = session_key(start_session(vault, ada.id))
    for _ in range(3):  # being there keeps it open
        clock.at += IDLE_SECONDS - 1
        assert load_session(vault, key) is not None
    clock.at += IDLE_SECONDS + 1
    assert load_session(vault, key) is None


def test_ses02_an_open_window_does_not_keep_a_session_alive(
    vault: Database, ada: Account, clock: Clock
) -> None:
    key = session_key(start_session(vault, ada.id))
    clock.at += IDLE_SECONDS - 1
    assert load_session(vault, key, seen=False) is not None
    clock.at += 2
    assert load_session(vault, key, seen=False) is None


def test_ses02_old_sessions_end_even_in_use(vault: Database, ada: Account, clock: Clock) -> None:
    key = session_key(start_session(vault, ada.id))
    until = clock.at + ABSOLUTE_SECONDS
    while clock.at < until - IDLE_SECONDS:
        clock.at += IDLE_SECONDS / 2
        assert load_session(vault, key) is not None
    clock.at = until + 1
    assert load_session(vault, key) is None


def test_ses02_signing_out_ends_one_session(vault: Database, ada: Account) -> None:
    here, there = (session_key(start_session(vault, ada.id)) for _ in range(2))
    end_session(vault, here)
    assert load_session(vault, here) is None
    assert load_session(vault, there) is not None


def test_ses03_too_many_attempts_are_refused_until_time_heals(
    db: Database, vault: Database, ada: Account, clock: Clock
) -> None:
    for _ in range(ATTEMPTS_PER_ACCOUNT - 1):
        count_attempt(vault, "account", ada.email)
    assert sign_in(db, vault, ada.email, "wrong", "a") is Refusal.WRONG
    assert sign_in(db, vault, "ADA@example.org ", WORDS, "b") is Refusal.TOO_MANY
    clock.at += ATTEMPT_SECONDS + 1
    assert isinstance(sign_in(db, vault, ada.email, WORDS, "a"), str)


def test_ses03_one_address_cannot_try_every_account(vault: Database) -> None:
    within = [
        count_attempt(vault, "address", "a", ATTEMPTS_PER_ADDRESS)
        for _ in range(ATTEMPTS_PER_ADDRESS + 1)
    ]
    assert within == [*[True] * ATTEMPTS_PER_ADDRESS, False]
    assert count_attempt(vault, "address", "b", ATTEMPTS_PER_ADDRESS)


def test_ses04_the_vault_does_not_tell_who_tried(
    db: Database, vault: Database, ada: Account
) -> None:
    sign_in(db, vault, "somebody@example.net", "wrong", "192.0.2.7")
    written = "\n".join(vault.conn.iterdump())
    assert "somebody" not in written
    assert "192.0.2.7" not in written


def test_ses05_a_right_sign_in_clears_the_count(
    db: Database, vault: Database, ada: Account
) -> None:
    for _ in range(ATTEMPTS_PER_ACCOUNT - 1):
        count_attempt(vault, "account", ada.email)
    assert isinstance(sign_in(db, vault, ada.email, WORDS, "a"), str)
    assert sign_in(db, vault, ada.email, "wrong", "a") is Refusal.WRONG
    assert isinstance(sign_in(db, vault, ada.email, WORDS, "a"), str)
