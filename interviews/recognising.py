"""What a recogniser gives: a place in a text, what stands there, and why it thinks so."""

from __future__ import annotations

from typing import NamedTuple

from interviews.identity import Kind


class Found(NamedTuple):
    """Characters `start` up to but not including `end` may identify somebody."""

    start: int
    end: int
    kind: Kind
    why: str
