"""Passphrases: stored as argon2id hashes, long rather than complicated."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

SHORTEST = 14  # characters; length protects better than rules about signs
LONGEST = 200  # a longer one would only keep the processor busy
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is easily read as another
_hasher = PasswordHasher()


def passphrase_problem(passphrase: str) -> str:
    """What is wrong with a new passphrase, in words; "" if nothing is."""
    if len(passphrase) < SHORTEST:
        return (
            f"This passphrase has {len(passphrase)} characters; at least {SHORTEST} are needed. "
            "Four unrelated words are good."
        )
    if len(passphrase) > LONGEST:
        return f"This passphrase is longer than {LONGEST} characters. Choose a shorter one."
    if len(set(passphrase)) < 6:
        return "This passphrase repeats the same few characters. Four unrelated words are good."
    return ""


def hashed(passphrase: str) -> str:
    """The argon2id hash that the vault keeps."""
    return _hasher.hash(passphrase)


def matches(passphrase: str, stored: str | None) -> bool:
    """True if the passphrase belongs to the stored hash.

    Without a stored hash it takes just as long, so that nobody learns which accounts exist.
    """
    try:
        return _hasher.verify(stored or _nobodys(), passphrase) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def one_time_passphrase() -> str:
    """A random passphrase to hand over once: four groups of five characters, 99 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


@cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe())
