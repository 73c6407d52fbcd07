"""The files that transcripts came in, byte for byte, in the vault (rules T2 and T3)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlite_utils import Database

from storage.database import now, writing


@dataclass(frozen=True)
class Original:
    """A file as it was handed in; its name may hold a person's name."""

    name: str
    body: bytes
    kept_at: str


def keep_original(vault: Database, name: str, body: bytes) -> str:
    """Store a file once and return its sha256; the same bytes again change nothing.

    Called before `save_source`, so that no crash leaves a source without its original.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    with writing(vault):
        vault.execute(
            "insert into original (sha256, name, body, kept_at) values (?, ?, ?, ?)"
            " on conflict (sha256) do nothing",
            [sha256, name, body, now()],
        )
    return sha256


def load_original(vault: Database, sha256: str) -> Original:
    """A file of the vault, checked against its sha256.

    Raises:
        KeyError: the vault has no such file.
        ValueError: the stored bytes are no longer those that were handed in.
    """
    row = vault.execute(
        "select name, body, kept_at from original where sha256 = ?", [sha256]
    ).fetchone()
    if row is None:
        raise KeyError(f"The vault has no original {sha256}. Look for it in a backup of vault.db.")
    if hashlib.sha256(row[1]).hexdigest() != sha256:
        raise ValueError(
            f"The original {sha256} was changed after it was stored. "
            "Restore vault.db from a backup."
        )
    return Original(*row)


def delete_original(vault: Database, sha256: str) -> None:
    """Remove a file from the vault; `forget_source` does, with all else about its source."""
    vault.execute("delete from original where sha256 = ?", [sha256])
