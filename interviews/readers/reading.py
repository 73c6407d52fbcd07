"""What a reader of one format hands on: the text, and what only the format knows about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """A place where a turn begins.

    The label ("P1:", a time stamp) fills `start` up to `words`, where the words begin; they are
    equal if the text has no label. `speaker` None means: whoever spoke before goes on.
    """

    start: int
    words: int
    speaker: str | None
    at_ms: int | None = None


@dataclass(frozen=True)
class Reading:
    """A file as text, with the marks its format gave away.

    Inside a span of `settled` the format has said who speaks, so no labels are looked for there.
    `notices` tell the researcher what was left out or guessed.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    settled: tuple[tuple[int, int], ...] = ()
    notices: tuple[str, ...] = ()
