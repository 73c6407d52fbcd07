"""Who was invited to answer, in the vault: single-use addresses, and whether each was used.

Nothing here knows a response, and no response knows an invitation unless the survey is identified
(docs/decisions/0007).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from storage.audit import record
from storage.database import writing
from survey.invitations import Invitation, Person

_TOKEN_BYTES = 16  # as of an open link: nobody guesses one in 2**128


@dataclass(frozen=True)
class Invited:
    """What an address is: the instrument to answer, and whether that was done under it."""

    id: str
    instrument: str
    used: bool


def save_invitations(
    db: Database, vault: Database, instrument: str, people: Sequence[Person], actor: str
) -> int:
    """Invite people, and say how many of them were not invited to this instrument before.

    Somebody is known again by the e-mail address; people without one are always new.
    """
    rows = [
        (
            *(secrets.token_hex(12), instrument, person.name, person.email, person.language),
            *(secrets.token_urlsafe(_TOKEN_BYTES), _nobodys_claim()),
        )
        for person in people
    ]
    with writing(vault):
        before = vault.execute("select count(*) from invitation").fetchone()[0]
        vault.conn.executemany(
            "insert or ignore into invitation (id, instrument, name, email, language, token, claim)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        n = int(vault.execute("select count(*) from invitation").fetchone()[0]) - int(before)
    if n:
        record(db, actor, "invited people", instrument, {"n": n})
    return n


def list_invitations(
    vault: Database, instrument: str, *, unused_only: bool = False
) -> list[Invitation]:
    """Who was invited, by name."""
    rows = vault.execute(
        "select id, name, email, language, token, sent, used from invitation"
        " where instrument = ? and used <= ? order by name collate nocase, email, id",
        [instrument, not unused_only],
    )
    return [
        Invitation(id, name, email, language, token, sent=bool(sent), used=bool(used))
        for id, name, email, language, token, sent, used in rows
    ]


def find_invitation(vault: Database, token: str) -> Invited | None:
    """The invitation with this address; None if there is none."""
    row = vault.execute(
        "select id, instrument, used from invitation where token = ?", [token]
    ).fetchone()
    return Invited(row[0], row[1], used=bool(row[2])) if row else None


def mark_sent(vault: Database, invitation: str) -> None:
    """The first letter has gone out; that is kept, so that nobody gets two."""
    vault.execute("update invitation set sent = 1 where id = ?", [invitation])


def invite_again(vault: Database, instrument: str) -> None:
    """Everybody who was invited may answer once more: who did gets a new address, and nobody has
    had a letter. Who did is forgotten with it.

    Who has not answered keeps the address: answers that were begun under it go on.
    """
    rows = vault.execute(
        "select id, token, used from invitation where instrument = ? order by id", [instrument]
    ).fetchall()
    vault.conn.executemany(
        "update invitation set token = ?, sent = 0, used = 0, claim = ? where id = ?",
        [
            (secrets.token_urlsafe(_TOKEN_BYTES) if used else token, _nobodys_claim(), id)
            for id, token, used in rows
        ],
    )


def delete_invitations(db: Database, vault: Database, instrument: str, actor: str) -> int:
    """Forget who was invited to an instrument; their addresses open nothing any more."""
    with writing(vault):
        n = vault.execute("delete from invitation where instrument = ?", [instrument]).rowcount
    if n:
        record(db, actor, "deleted the invitations", instrument, {"n": n})
    empty_log(vault)
    return int(n)


def claim_invitation(vault: Database, token: str, secret: str) -> bool:
    """Use an invitation, once: True for the one browser that may send its answers now.

    The same browser may ask again, so that a submit that broke off can be repeated. What is written
    is a hash over something only that browser knows, and only until `settle_claim`.

    Args:
        secret: the cookie of the browser's draft.
    """
    claim = _claim(token, secret)
    with writing(vault):
        vault.execute(
            "update invitation set used = 1, claim = ? where token = ? and used = 0", [claim, token]
        )
        row = vault.execute(
            "select 1 from invitation where token = ? and claim = ?", [token, claim]
        ).fetchone()
    return row is not None


def settle_claim(vault: Database, token: str, secret: str) -> None:
    """The answers were sent: from now on the vault knows that the address was used, and no more."""
    changed = vault.execute(
        "update invitation set claim = ? where token = ? and claim = ?",
        [_nobodys_claim(), token, _claim(token, secret)],
    ).rowcount
    if changed:
        empty_log(vault)


def give_back_claim(vault: Database, token: str, secret: str) -> None:
    """Nothing was sent: the address can be used as before."""
    vault.execute(
        "update invitation set used = 0, claim = ? where token = ? and claim = ?",
        [_nobodys_claim(), token, _claim(token, secret)],
    )
    empty_log(vault)


def empty_log(vault: Database) -> None:
    """Write SQLite's log into the file and cut it: a log holds changes in their order."""
    vault.execute("pragma wal_checkpoint(truncate)").fetchall()


def _claim(token: str, secret: str) -> str:
    return hashlib.sha256(f"{token} {secret}".encode()).hexdigest()


def _nobodys_claim() -> str:
    """As long as any claim, so that a row is overwritten in its place."""
    return secrets.token_hex(32)
