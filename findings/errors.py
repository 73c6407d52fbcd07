"""Every way in which themes, findings and the story can go wrong: where, why, how to fix."""

from __future__ import annotations

from collections.abc import Sequence


class FindingError(ValueError):
    """A finding that cannot take the step somebody asked for."""


class StoryError(ValueError):
    """A story that cannot be released yet; `reasons` are the checks that it does not pass."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("The story cannot be released yet. " + " ".join(self.reasons))
