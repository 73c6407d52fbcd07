"""Spans of several coders, written short, for the tests of agreement."""

from __future__ import annotations

from coding.model import Segment

TEXT = "t"


def span(coder: str, code: str, start: int, end: int, source: str = TEXT) -> Segment:
    """A passage; nobody asks for its words."""
    return Segment(source, start, end, code, coder)
