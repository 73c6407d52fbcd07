"""Memos, as values: their kinds, what they are about, and finding them by their words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coding.errors import MemoError

LONGEST = 20_000  # characters
MEMOS = "memos"  # the place in which `undo` finds what somebody did to memos
_TITLE = 80


class MemoKind(StrEnum):
    """What a memo is about; the last two are about the study and about oneself."""

    CODE = "code"
    SEGMENT = "segment"
    SOURCE = "source"
    PARTICIPANT = "participant"
    THEME = "theme"
    METHOD = "method"
    REFLEXIVE = "reflexive"

    @property
    def has_subject(self) -> bool:
        """True if it is about one thing of the study."""
        return self not in {MemoKind.METHOD, MemoKind.REFLEXIVE}

    @property
    def label(self) -> str:
        """How a screen calls it."""
        return {"segment": "Passage", "source": "Text"}.get(self.value, self.value.capitalize())


@dataclass(frozen=True)
class Memo:
    """A note by one person; `subject` is the id of what it is about, "" for none."""

    kind: MemoKind
    text: str
    subject: str = ""
    id: str = ""
    source: str = ""  # Source.id of the text, or of the text of the passage
    written_by: str = ""  # Account.id
    written_at: str = ""
    changed_at: str = ""

    @property
    def title(self) -> str:
        """Its first line, cut short."""
        first = next((line.strip() for line in self.text.splitlines() if line.strip()), "")
        return first if len(first) <= _TITLE else f"{first[: _TITLE - 1]}…"


def check_memo(memo: Memo) -> None:
    """Refuse a memo that cannot be kept.

    Raises:
        MemoError: it has no words or too many, or nothing that it is about.
    """
    if not memo.text.strip():
        raise MemoError("Write a few words first.")
    if len(memo.text) > LONGEST:
        raise MemoError(f"A memo has at most {LONGEST:,} characters. Write a second one.")
    if memo.kind.has_subject and not memo.subject:
        raise MemoError(f"Choose the {memo.kind.label.lower()} that the memo is about.")


def found(
    memos: Sequence[Memo], words: str, about: Mapping[str, str], kind: MemoKind | None = None
) -> list[Memo]:
    """The memos of a kind (None: of any) that hold every word, whatever its capitals or accents.

    Args:
        words: sought in the text and in what the memo is about; none leave nothing out.
        about: what each memo is about, in words, by Memo.id.
    """
    sought = _folded(words).split()
    return [
        memo
        for memo in memos
        if kind in {None, memo.kind}
        and all(word in _folded(f"{memo.text} {about.get(memo.id, '')}") for word in sought)
    ]


def on_passages(memos: Sequence[Memo]) -> dict[str, list[Memo]]:
    """The memos about passages, by Segment.id."""
    found: dict[str, list[Memo]] = {}
    for memo in memos:
        if memo.kind is MemoKind.SEGMENT:
            found.setdefault(memo.subject, []).append(memo)
    return found


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
