"""Passages by their words: the content files quote, the database wants positions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

GAP = " … "  # between the first and the last words of a long passage


@dataclass(frozen=True)
class Passage:
    """What one coder marked with one code; `coder` is "lead" or "researcher"."""

    coder: str
    code: str
    words: str


def read_passages(marked: Mapping[str, Mapping[str, Sequence[str]]]) -> list[Passage]:
    """The passages of a file that lists words by coder and code."""
    return [
        Passage(coder, code, words)
        for coder, codes in marked.items()
        for code, several in codes.items()
        for words in several
    ]


def locate(text: str, words: str) -> tuple[int, int]:
    """Start and end of the words in a text, whatever the line breaks between them.

    Raises:
        ValueError: they are not there, or more than once.
    """
    first, _, last = words.partition(GAP)
    found = [match.span() for match in re.finditer(_pattern(first), text)]
    if len(found) != 1:
        raise ValueError(
            f"“{first}” stands {len(found)} times in the text. "
            "Quote the exact words, and enough of them to be found once."
        )
    start, end = found[0]
    if not last:
        return start, end
    closing = re.search(_pattern(last), text[end:])
    if closing is None:
        raise ValueError(f"“{last}” does not follow “{first}”. Quote the exact words.")
    return start, end + closing.end()


def locate_in(texts: Mapping[str, str], words: str) -> tuple[str, int, int]:
    """The key of the one text that has the words, and where they start and end in it.

    Raises:
        ValueError: no text has them, or more than one.
    """
    whole = "\n\n".join(texts.values())
    start, end = locate(whole, words)
    before = 0
    for key, text in texts.items():
        if before <= start and end <= before + len(text):
            return key, start - before, end - before
        before += len(text) + 2
    raise ValueError(f"“{words}” runs from one text into another.")


def _pattern(words: str) -> str:
    """The words with any white space between them: captions break lines where they like."""
    return r"\s+".join(re.escape(word) for word in words.split())
