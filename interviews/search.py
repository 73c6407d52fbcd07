"""What somebody types to find turns, as a query of the index; and where its words were found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

NEAR = 10  # words between the two sides of "~" where no number stands behind it
OPENS, CLOSES = "\ufdd0", "\ufdd1"  # never letters of any text: put around what was found
_PARTS = re.compile(r'(?P<sign>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_DISTANCE = re.compile(r"~(\d{0,3})")


@dataclass(frozen=True)
class Query:
    """`match` is for the index; "" if there is nothing to look for, and `problem` says why."""

    match: str
    problem: str = ""


@dataclass(frozen=True)
class _Term:
    text: str
    prefix: bool = False
    excluded: bool = False

    def __str__(self) -> str:
        return f'"{self.text}"' + (" *" if self.prefix else "")


def read_query(typed: str) -> Query:
    """Words that must all stand in one turn, in any of their forms.

    "words in quotes" stand one after the other, hous* begins a word, safe OR sure takes either,
    -word leaves turns out, and housing ~5 wait finds two words at most five apart.
    """
    wanted: list[str] = []
    excluded: list[str] = []
    parts = list(_read(typed))
    at = 0
    while at < len(parts):
        part = parts[at]
        if isinstance(part, _Term) and part.excluded:
            excluded.append(str(part))
        elif isinstance(part, _Term):
            text, at = _joined(parts, at)
            wanted.append(text)
        at += 1
    if not wanted:
        why = "Say also what to look for, not only what to leave out." if excluded else ""
        return Query("", why)
    match = " AND ".join(f"({one})" for one in wanted)
    return Query(" NOT ".join([f"({match})", *excluded]) if excluded else match)


def found_spans(marked: str) -> list[tuple[int, int]]:
    """Where the words found stand in the text, given the text with OPENS and CLOSES in it."""
    spans: list[tuple[int, int]] = []
    at, start = 0, 0
    for piece in re.split(f"([{OPENS}{CLOSES}])", marked):
        if piece == OPENS:
            start = at
        elif piece == CLOSES:
            spans.append((start, at))
        else:
            at += len(piece)
    return spans


def cut_around(text: str, spans: list[tuple[int, int]], width: int = 240) -> tuple[int, int]:
    """The stretch of about `width` characters around the first words found, cut between words."""
    first = spans[0][0] if spans else 0
    if len(text) <= width:
        return 0, len(text)
    start = max(0, min(first - width // 3, len(text) - width))
    end = min(len(text), start + width)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _read(typed: str) -> Iterator[_Term | str | int]:
    """Terms, "OR", and numbers for how near two terms must be."""
    for part in _PARTS.finditer(typed):
        phrase, word = part["phrase"], part["word"]
        distance = _DISTANCE.fullmatch(word or "")
        if distance:
            yield int(distance[1] or NEAR)
        elif word in ("OR", "OU") and not part["sign"]:
            yield "OR"
        else:
            text = " ".join(re.sub(r"[\x00\ud800-\udfff]", " ", phrase or word or "").split())
            prefix = word is not None and text.endswith("*")
            if re.search(r"\w", text):
                yield _Term(text.rstrip("*"), prefix, bool(part["sign"]))


def _joined(parts: list[_Term | str | int], at: int) -> tuple[str, int]:
    """The term at `at` with all that OR and "~" join to it, and the place of the last part."""
    text = str(parts[at])
    while at + 2 < len(parts):
        joint, after = parts[at + 1], parts[at + 2]
        if isinstance(joint, _Term) or not isinstance(after, _Term) or after.excluded:
            break
        if isinstance(joint, int):
            near = f"NEAR({parts[at]} {after}, {joint})"
            text = near if text == str(parts[at]) else f"{text} AND {near}"
        else:
            text = f"{text} OR {after}"
        at += 2
    return text, at
