"""How long open answers are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


def count_words(text: str) -> int:
    """Words in a text: letters or digits in a row, also joined by an apostrophe or a hyphen."""
    return len(_WORD.findall(text))


def told_words(texts: Sequence[str]) -> str:
    """Number of answers and words in one sentence; "" without answers."""
    lengths = [count_words(text) for text in texts]
    if not lengths:
        return ""
    answers = "1 answer" if len(lengths) == 1 else f"{len(lengths)} answers"
    return (
        f"{answers} with {sum(lengths):,} words in all; half of them have {median(lengths):g} "
        f"or fewer, the longest has {max(lengths):,}."
    )
