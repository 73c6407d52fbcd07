"""Patterns for regex(): authors write them for Java, Python reads them slightly differently."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text matches, which is what ODK's regex() asks.

    False if the pattern itself cannot be read; `pattern_problem` says so beforehand.
    """
    compiled = _compiled(pattern)
    return not isinstance(compiled, str) and compiled.fullmatch(text) is not None


def pattern_problem(pattern: str) -> str:
    """Why a pattern cannot be read, "" if it can."""
    compiled = _compiled(pattern)
    return compiled if isinstance(compiled, str) else ""


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str] | str:
    try:
        return re.compile(_translated(pattern), re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error)


def _translated(pattern: str) -> str:
    """Java's pattern in Python's words, piece by piece; a set in brackets is one piece."""
    return _PIECE.sub(_piece, pattern)


# A category like \p{L}, another escape, the start of a named group, or a whole set [...].
_PIECE = re.compile(
    r"\\(?P<sign>[pP])\{(?P<category>[A-Z][a-z]?)\}|\\.|\(\?<(?![=!])"
    r"|\[(?P<not>\^?)(?P<set>\]?(?:\\[pP]\{\w+\}|\\.|[^\]\\])*)\]",
    re.DOTALL,
)


def _piece(match: re.Match[str]) -> str:
    if match["category"]:
        inverted = "^" if match["sign"] == "P" else ""
        return f"[{inverted}{_ranges(match['category'])}]"
    if match["set"]:
        return f"[{match['not']}{_IN_SET.sub(_in_set, match['set'])}]"
    return {"(?<": "(?P<", "\\z": "\\Z"}.get(match[0], match[0])


# In a set Python wants a backslash before `[`, before a doubled sign, and before a hyphen that
# follows \w, \d or \s; and it knows no categories.
_IN_SET = re.compile(
    r"\\p\{(?P<category>[A-Z][a-z]?)\}|(?P<class>\\[wdsWDS])-|\\.|\[|(?P<twice>[-&~|])(?=(?P=twice))",
    re.DOTALL,
)


def _in_set(match: re.Match[str]) -> str:
    if match["category"]:
        return _ranges(match["category"])
    if match["class"]:
        return match["class"] + "\\-"
    return match[0] if match[0].startswith("\\") else "\\" + match[0]


@lru_cache(maxsize=32)
def _ranges(category: str) -> str:
    """The characters of a Unicode category, as ranges of a set."""
    codes = {
        code for code in range(0x10000) if unicodedata.category(chr(code)).startswith(category)
    }
    firsts = sorted(code for code in codes if code - 1 not in codes)
    lasts = sorted(code for code in codes if code + 1 not in codes)
    return "".join(f"\\u{a:04x}-\\u{z:04x}" for a, z in zip(firsts, lasts, strict=True))
