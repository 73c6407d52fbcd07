"""A short, stable name for a quote that leads back to its segment: Q-7F3K2A."""

from __future__ import annotations

import hashlib

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U to misread
_LOOKS_LIKE = str.maketrans("ILO", "110")
LENGTH = 6  # 30 bits: with 5,000 quotes, two share a reference once in about 90 studies


def reference(segment: str) -> str:
    """The reference of a Segment.id; the same for ever, and it tells nothing about the id."""
    number = int.from_bytes(hashlib.sha256(segment.encode()).digest()[:8], "big")
    return "Q-" + "".join(_LETTERS[number >> 5 * place & 31] for place in range(LENGTH))


def read_reference(typed: str) -> str:
    """A reference as a person typed it, in its one spelling; "" if it cannot be one."""
    body = "".join(letter for letter in typed.upper() if letter.isalnum())
    body = body.removeprefix("Q") if len(body) == LENGTH + 1 else body
    body = body.translate(_LOOKS_LIKE)
    valid = len(body) == LENGTH and all(letter in _LETTERS for letter in body)
    return f"Q-{body}" if valid else ""
