"""What stands beside a quote: no more than was agreed, and only what at least three share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviews.consent import Attribution

LEAST = 3  # participants who share what is shown


@dataclass(frozen=True)
class Speaker:
    """What is known about an interviewed participant that could be shown."""

    participant: str  # Participant.id
    role: str = ""
    organisation: str = ""  # its name
    sector: str = ""  # of the organisation


def shown_beside(agreed: Attribution, speaker: Speaker, everybody: Sequence[Speaker]) -> str:
    """The words beside a quote, "" for none; never a name, never a participant's label.

    What fewer than `LEAST` of everybody share is not shown: role and organisation become the role,
    the role becomes the sector, the sector nothing.

    Args:
        everybody: all interviewed participants, the speaker among them.
    """
    wanted = list(Attribution).index(agreed)
    for level in (Attribution.ROLE_AND_ORGANISATION, Attribution.ROLE, Attribution.SECTOR):
        words = _words(level, speaker)
        if not words or list(Attribution).index(level) > wanted:
            continue
        sharing = {one.participant for one in everybody if _same(_words(level, one), words)}
        if len(sharing) >= LEAST:
            return ", ".join(words)
    return ""


def _words(level: Attribution, speaker: Speaker) -> tuple[str, ...]:
    """The attributes of a level; () if one of them is not known."""
    given = {
        Attribution.SECTOR: (speaker.sector,),
        Attribution.ROLE: (speaker.role,),
        Attribution.ROLE_AND_ORGANISATION: (speaker.role, speaker.organisation),
    }[level]
    words = tuple(" ".join(word.split()) for word in given)
    return words if all(words) else ()


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return [word.casefold() for word in one] == [word.casefold() for word in other]
