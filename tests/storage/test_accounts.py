"""ACC01 an account is stored with a hash and listed; ACC02 what cannot be an account is refused
with the reason; ACC03 the study always has a lead; ACC04 a closed account keeps its name and loses
its sessions; ACC05 a passphrase is changed by who knows it, a one-time one expires; ACC06 nothing
about accounts is in the study."""

from __future__ import annotations

import time

import pytest
from sqlite_utils import Database

from access.errors import AccountError, LastLeadError
from access.model import Account, Role
from storage.accounts import (
    change_passphrase,
    close_account,
    create_account,
    invite,
    list_accounts,
    load_account,
    load_account_of,
    names_of,
    renew_passphrase,
    set_role,
)
from storage.sessions import Refusal, load_session, session_key, sign_in, start_session

WORDS = "four unrelated words"


@pytest.fixture
def lead(vault: Database) -> Account:
    return create_account(vault, " Ada  Lovell ", " ada@example.org ", Role.LEAD, WORDS, "Clinic")


def test_acc01_an_account_is_listed_and_its_passphrase_is_not_readable(
    vault: Database, lead: Account
) -> None:
    assert list_accounts(vault) == [lead]
    assert (lead.name, lead.email, lead.organisation) == ("Ada Lovell", "ada@example.org", "Clinic")
    assert WORDS not in "\n".join(vault.conn.iterdump())


@pytest.mark.parametrize(
    ("name", "email", "passphrase", "told"),
    [
        ("", "b@example.org", WORDS, "no name"),
        ("Bo", "b.example.org", WORDS, "not an e-mail"),
        ("Bo", "b c@example.org", WORDS, "not an e-mail"),
        ("Bo", "ADA@example.org", WORDS, "already"),
        ("Bo", "b@example.org", "short", "at least 14"),
    ],
)
def test_acc02_what_cannot_be_an_account_is_refused(
    vault: Database, lead: Account, name: str, email: str, passphrase: str, told: str
) -> None:
    with pytest.raises(AccountError, match=told):
        create_account(vault, name, email, Role.RESEARCHER, passphrase)
    assert list_accounts(vault) == [lead]


def test_acc02_an_unknown_account_is_named(vault: Database) -> None:
    with pytest.raises(AccountError, match="'nobody'"):
        load_account(vault, "nobody")
    with pytest.raises(AccountError, match="of 'x@"):
        load_account_of(vault, "x@example.org")


def test_acc03_the_only_lead_stays(vault: Database, lead: Account) -> None:
    with pytest.raises(LastLeadError, match="only lead"):
        close_account(vault, lead.id)
    with pytest.raises(LastLeadError):
        set_role(vault, lead.id, Role.RESEARCHER)
    second, _ = invite(vault, "Bo", "bo@example.org", Role.RESEARCHER)
    set_role(vault, second.id, Role.LEAD)
    assert close_account(vault, lead.id).closed_at
    with pytest.raises(LastLeadError):
        close_account(vault, second.id)


def test_acc04_a_closed_account_keeps_its_name_and_loses_its_sessions(
    db: Database, vault: Database, lead: Account
) -> None:
    other, _ = invite(vault, "Bo", "bo@example.org", Role.RESEARCHER)
    key = session_key(start_session(vault, other.id))
    assert load_session(vault, key) is not None
    close_account(vault, other.id)
    assert load_session(vault, key) is None
    assert names_of(vault) == {lead.id: "Ada Lovell", other.id: "Bo"}
    assert list_accounts(vault)[-1].closed_at


def test_acc05_the_passphrase_is_changed_by_who_knows_it(
    db: Database, vault: Database, lead: Account
) -> None:
    key = session_key(start_session(vault, lead.id))
    for old, new, told in [
        ("wrong", "another four words", "not right"),
        (WORDS, WORDS, "Choose another"),
        (WORDS, "short", "at least 14"),
    ]:
        with pytest.raises(AccountError, match=told):
            change_passphrase(vault, lead.id, old, new)
    change_passphrase(vault, lead.id, WORDS, "another four words")
    assert load_session(vault, key) is None
    assert sign_in(db, vault, lead.email, WORDS, "") is Refusal.WRONG
    assert isinstance(sign_in(db, vault, lead.email, "another four words", ""), str)


def test_acc05_a_one_time_passphrase_expires_and_must_be_replaced(
    db: Database, vault: Database, lead: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = renew_passphrase(vault, lead.id)
    token = sign_in(db, vault, lead.email, once, "")
    assert isinstance(token, str)
    session = load_session(vault, session_key(token))
    assert session is not None
    assert session.one_time
    change_passphrase(vault, lead.id, once, "another four words")
    token = sign_in(db, vault, lead.email, "another four words", "")
    assert isinstance(token, str)
    own = load_session(vault, session_key(token))
    assert own is not None
    assert not own.one_time
    later = renew_passphrase(vault, lead.id)
    eight_days_on = time.time() + 8 * 86400
    monkeypatch.setattr(time, "time", lambda: eight_days_on)
    assert sign_in(db, vault, lead.email, later, "") is Refusal.WRONG


def test_acc06_the_study_knows_ids_only(db: Database, vault: Database, lead: Account) -> None:
    sign_in(db, vault, lead.email, WORDS, "192.0.2.7")
    written = "\n".join(db.conn.iterdump())
    assert lead.id in written
    assert not [word for word in ("Ada", "ada@", "192.0.2.7") if word in written]
