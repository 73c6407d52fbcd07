"""The vault: accounts, sessions and the original files. Nothing here is research data."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("vault")


@migrations()
def m001_accounts_and_originals(db: Database) -> None:
    """A session is stored as the hash of its cookie: a stolen vault yields no usable cookie."""
    db.executescript("""
    create table account (
      id text primary key, name text not null, email text not null, role text not null,
      organisation text not null default '', passphrase text not null,
      one_time_until real not null default 0, created_at text not null,
      closed_at text not null default ''
    ) without rowid;
    create unique index account_email on account (email collate nocase);
    create table session (
      token_sha256 text primary key,
      account text not null references account (id) on delete cascade,
      created_at real not null, seen_at real not null
    ) without rowid;
    create table attempt (subject text not null, at real not null);
    create index attempt_subject on attempt (subject, at);
    create table setting (name text primary key, value text not null) without rowid;
    create table original (
      sha256 text primary key, name text not null, body blob not null, kept_at text not null
    );
    """)


@migrations()
def m002_invitations(db: Database) -> None:
    """Who was invited, and whether the invitation was used; never when, never in what order.

    Ids are random and the table is kept in their order. `claim` always holds 64 signs and `used`
    one bit, so that using an invitation overwrites its row in place: the file does not tell which
    was used last (decision 0007).
    """
    db.executescript("""
    create table invitation (
      id text primary key, instrument text not null, name text not null default '',
      email text not null default '', language text not null default '', token text not null,
      sent integer not null default 0 check (sent in (0, 1)),
      used integer not null default 0 check (used in (0, 1)),
      claim text not null check (length(claim) = 64)
    ) without rowid;
    create unique index invitation_token on invitation (token);
    create unique index invitation_person on invitation (instrument, email collate nocase)
      where email != '';
    """)
