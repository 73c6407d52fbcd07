"""Propose which speakers ask; the researcher confirms or changes it (rule T10)."""

from __future__ import annotations

import re

from interviews.model import Source
from interviews.short_names import full_names

_ASKS = re.compile(
    r"(?:i|int|intv|iv|ir|mod|interviewer|intervieweur|intervieweuse|enquêteur|enquêtrice|moderator"
    r"|facilitator|researcher|animateur|animatrice|chercheur|chercheuse|q)\.?\s?[-#]?\s?\d{0,3}",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"(?:p|r|participante?|respondent|répondante?|interviewee|interviewée?|informant|enquêtée?"
    r"|participant\w*|befragter?)\.?\s?[-_#]?\s?\d{0,3}",
    re.IGNORECASE,
)
_MIN_QUESTIONS = 0.4  # share of a speaker's turns with a question, to be proposed without a label
_MIN_TURNS = 0.25  # share of all turns that such a speaker must have


def propose_interviewers(source: Source) -> frozenset[str]:
    """Speakers labelled as interviewer; else the only one beside those labelled as answering.

    Without such labels it is the one who asks most of the time.
    Nobody is proposed if fewer than two people speak, or if the one who asks also says the most.
    """
    labelled = frozenset(name for name in source.speakers if _ASKS.fullmatch(name))
    if labelled or len(source.speakers) < 2:
        return labelled
    others = [name for name in source.speakers if not _ANSWERS.fullmatch(name)]
    if len(others) == 1:
        return frozenset(others)
    short = full_names(source.speakers)  # "Jane" is "Jane Smith": what both say counts together
    said: dict[str, list[str]] = {short.get(name, name): [] for name in source.speakers}
    for turn in source.turns:
        said.get(short.get(turn.speaker, turn.speaker), []).append(source.said(turn))
    asked = {name: sum("?" in one for one in turns) / len(turns) for name, turns in said.items()}
    longest = max(said, key=lambda name: sum(map(len, said[name])))
    asker = max(asked, key=lambda name: asked[name])
    proposed = (
        asker != longest
        and asked[asker] >= _MIN_QUESTIONS
        and len(said[asker]) >= _MIN_TURNS * len(source.turns)
    )
    if not proposed:
        return frozenset()
    return frozenset(name for name in source.speakers if short.get(name, name) == asker)
