"""What hangs on a code: passages by text and coder, and the themes and findings that rest on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Use:
    """So many passages of one text, by one coder; "" for those that a blind round hides."""

    source_title: str
    coder: str
    n: int


@dataclass(frozen=True)
class Uses:
    """All that a code is used for."""

    passages: Sequence[Use] = ()
    themes: Sequence[str] = ()  # names
    findings: Sequence[str] = ()  # headlines

    @property
    def n(self) -> int:
        """How many passages have the code."""
        return sum(use.n for use in self.passages)


def in_words(uses: Uses, people: Mapping[str, str]) -> list[str]:
    """Passages by coder, then what rests on them: one line each; nothing for an unused code."""
    of_coder: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for use in uses.passages:
        of_coder[use.coder] += use.n
        texts[use.coder] += 1
    lines = [
        f"{_who(coder, people)}: {_counted(n, 'passage')} in {_counted(texts[coder], 'text')}."
        for coder, n in of_coder.items()
    ]
    if uses.themes:
        lines.append(f"Themes with this code: {', '.join(uses.themes)}.")
    if uses.findings:
        lines.append(f"Findings that quote its passages: {', '.join(uses.findings)}.")
    return lines


def _who(coder: str, people: Mapping[str, str]) -> str:
    return people.get(coder, "Somebody who left") if coder else "Hidden by a blind round"


def _counted(n: int, noun: str) -> str:
    return f"1 {noun}" if n == 1 else f"{n} {noun}s"
