"""The error of an expression that cannot be read, at its position, with a remedy."""

from __future__ import annotations


class ExpressionError(ValueError):
    """An expression that cannot be used; `position` is the character in `text`, from 0."""

    def __init__(self, text: str, position: int, reason: str, remedy: str) -> None:
        self.text = text
        self.position = position
        self.reason = reason
        self.remedy = remedy
        shown = text if len(text) <= 80 else f"{text[:77]}…"
        super().__init__(f"'{shown}', character {position + 1}: {reason} {remedy}")


class Refusal(Exception):  # noqa: N818 -- becomes an ExpressionError as soon as the text is known
    """A part that cannot be compiled: position, reason, remedy."""

    def __init__(self, position: int, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.position = position
        self.reason = reason
        self.remedy = remedy
