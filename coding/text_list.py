"""The list of texts beside the workbench, in words and in groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from interviews.model import SourceKind

SHOWN = 30  # of one group at a time


class Text(Protocol):
    """What the list needs to know of a source."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> SourceKind: ...
    @property
    def about(self) -> str: ...
    @property
    def n_words(self) -> int: ...
    @property
    def n_segments(self) -> int: ...
    @property
    def n_coders(self) -> int: ...


T = TypeVar("T", bound=Text)


def described(text: Text) -> str:
    """How long it is, and how far its coding: "1,204 words. 12 passages coded, by 2 coders." """
    words = f"{text.n_words:,} words." if text.n_words != 1 else "1 word."
    return f"{words} {_coded(text)}."


def short(text: Text) -> str:
    """How far the coding is, in two words."""
    return f"{text.n_segments} coded" if text.n_segments else "not coded"


def groups(texts: Sequence[T]) -> dict[str, list[T]]:
    """The interviews under "", then the open answers under their item."""
    found: dict[str, list[T]] = {}
    for text in texts:
        group = text.about if text.kind is SourceKind.OPEN_ANSWER else ""
        found.setdefault(group, []).append(text)
    return found


def around(texts: Sequence[T], chosen: str) -> Sequence[T]:
    """At most `SHOWN` texts of a group: those about the chosen one, else the first."""
    ids = [text.id for text in texts]
    at = ids.index(chosen) if chosen in ids else 0
    start = max(0, min(at - SHOWN // 2, len(texts) - SHOWN))
    return texts[start : start + SHOWN]


def _coded(text: Text) -> str:
    if not text.n_segments:
        return "Nothing coded yet"
    passages = "1 passage" if text.n_segments == 1 else f"{text.n_segments} passages"
    return f"{passages} coded" + (f", by {text.n_coders} coders" if text.n_coders > 1 else "")
