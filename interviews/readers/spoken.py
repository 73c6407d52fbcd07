"""What the JSON of all programs that recognise speech has in common: words, times, speakers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from interviews.readers.columns import time_ms
from interviews.readers.utterances import Utterance

Word = tuple[str, int | None, str, bool]  # speaker, time, word, stands close to the one before


def milliseconds_of(value: Any, unit: int = 1000) -> int | None:
    """Milliseconds of 1.3, "1.3", "1.300s", "00:00:01,300" or {"seconds": "1", "nanos": 3e8}."""
    if isinstance(value, Mapping):
        return round(float(value.get("seconds") or 0) * 1000 + float(value.get("nanos") or 0) / 1e6)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return round(value * unit) if math.isfinite(value) and abs(value) < 1e12 else None
    return time_ms(str(value), unit)


def spoken(words: Iterable[Word]) -> list[Utterance]:
    """Words to utterances: a new one begins where the speaker changes."""
    found: list[tuple[str, int | None, list[str]]] = []
    for speaker, at_ms, word, close in words:
        if not found or found[-1][0] != speaker:
            found.append((speaker, at_ms, [word]))
        else:
            found[-1][2].append(word if close else f" {word}")
    return [Utterance(speaker, at_ms, "".join(parts).strip()) for speaker, at_ms, parts in found]


def name_of(label: Any) -> str:
    """The label of a speaker; a bare number or letter becomes "Speaker 1", "Speaker A"."""
    if label in (None, "", "?"):
        return ""
    words = " ".join(str(label).split())
    return f"Speaker {words}" if words.isdigit() or len(words) == 1 else words


def is_objects(value: Any) -> bool:
    """True for a list of objects that is not empty."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
