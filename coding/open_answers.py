"""An open survey answer as a source with one turn."""

from __future__ import annotations

from textwrap import shorten

from interviews.model import Source, SourceKind, Turn

RESPONDENT = "Respondent"
_TITLE = 56  # characters of the question


def answer_source(question: str, response: str, text: str, submitted_at: str) -> Source:
    """The source of one written answer, titled by its question.

    `response` is a short label that leads to nobody and tells answers of one question apart.

    The text is normalised as at every import (rule T1): no byte-order mark, lines end in LF.
    """
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return Source(
        title=f"{shorten(question, _TITLE, placeholder=' …')} ({response})",
        text=clean,
        turns=(Turn(RESPONDENT, 0, len(clean)),),
        kind=SourceKind.OPEN_ANSWER,
        collected_on=submitted_at[:10],
    )
