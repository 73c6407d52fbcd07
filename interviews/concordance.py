"""A word in its surroundings, one line for each time that it was said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from interviews.words import Language, stemmer, tokens_of

WIDTH = 44  # characters on either side


class Order(StrEnum):
    """How the lines follow each other."""

    TEXT = "as in the texts"
    BEFORE = "by the word before"
    AFTER = "by the word after"


@dataclass(frozen=True)
class Said:
    """What somebody said in one turn."""

    source: str  # Source.id
    n: int  # of the turn
    text: str


@dataclass(frozen=True)
class Line:
    """One time that it was said: `left` and `right` are cut to `WIDTH` characters."""

    source: str
    n: int
    left: str
    word: str
    right: str


def concordance(
    said: Iterable[Said],
    wanted: str,
    language: Language = Language.ENGLISH,
    *,
    forms: bool = True,
    order: Order = Order.TEXT,
) -> list[Line]:
    """Every place where a word, or words one after the other, were said.

    Args:
        forms: "wait" also finds "waited" and "waiting".
    """
    from nltk.text import ConcordanceIndex

    key = _key(language, forms)
    words = [key(token) for token, _, _ in tokens_of(wanted)]
    if not words:
        return []
    found: list[Line] = []
    for one in said:
        tokens = tokens_of(one.text)
        index = ConcordanceIndex([token for token, _, _ in tokens], key)
        for at in index.offsets(words[0]):
            span = tokens[at : at + len(words)]
            if [key(token) for token, _, _ in span] == words and _one_phrase(one.text, span):
                found.append(_line(one, span[0][1], span[-1][2]))
    return sorted(found, key=_ORDERS[order]) if order is not Order.TEXT else found


def _key(language: Language, forms: bool) -> Callable[[str], str]:
    stem = stemmer(language).stem
    return (lambda word: stem(word.casefold())) if forms else str.casefold


def _one_phrase(text: str, span: list[tuple[str, int, int]]) -> bool:
    """True if nothing but blanks stands between the words."""
    return all(not text[a[2] : b[1]].strip() for a, b in pairwise(span))


def _line(said: Said, start: int, end: int) -> Line:
    text = said.text.replace("\n", " ")
    left, right = text[max(0, start - WIDTH) : start], text[end : end + WIDTH]
    return Line(said.source, said.n, left, text[start:end], right)


def _last(line: Line) -> str:
    return next(iter(reversed(line.left.casefold().split())), "")


def _first(line: Line) -> str:
    return next(iter(line.right.casefold().split()), "")


_ORDERS: dict[Order, Callable[[Line], str]] = {Order.BEFORE: _last, Order.AFTER: _first}
