"""Names for new items, options and lists, made from the words that people wrote."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

LONGEST = 28  # characters; SPSS allows 64 bytes, and a suffix may follow
_RESERVED = {"meta", "instance", "data"}  # words of the XForm around the answers


def new_name(words: str, taken: Collection[str], otherwise: str = "question") -> str:
    """A short name in small letters that is not taken yet, capital letters or not."""
    folded = unicodedata.normalize("NFKD", words.lower().replace("’", "'").split("${")[0])
    plain = folded.encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rpartition("_")[0] or slug[:LONGEST]
    slug = re.sub(r"^(?=\d)", f"{otherwise[0]}_", slug) or otherwise
    return unused(f"{slug}_1" if slug in _RESERVED else slug, taken)


def unused(name: str, taken: Collection[str]) -> str:
    """The name, or the name with the first number that makes it new."""
    low = {one.lower() for one in taken}
    candidate, n = name, 1
    while candidate.lower() in low:
        n += 1
        candidate = f"{name}_{n}"
    return candidate
