"""A cue of captions: the lines under one time, with their tags."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace

from interviews.timestamps import TIME

TAG = re.compile(  # the tags of captions; anything else in angle brackets is text
    rf"<(/?)(?:(v)|c|i|b|u|lang|ruby|rt|font|{TIME})((?:[.\s][^<>]*)?)>"
)


@dataclass(frozen=True)
class Cue:
    """The lines under one time; `line` counts from 1, `at_ms` None if no time could be read."""

    line: int
    at_ms: int | None
    lines: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """True if nothing is said."""
        return not any(map(plain, self.lines))

    def without_empty_lines(self) -> Cue:
        """The same with the lines alone that say something."""
        return replace(self, lines=tuple(line for line in self.lines if plain(line)))

    def from_line(self, n: int) -> Cue:
        """The same without its first n lines."""
        return replace(self, lines=self.lines[n:])


def plain(line: str) -> str:
    """A line without tags."""
    return html.unescape(TAG.sub("", line)).strip()
