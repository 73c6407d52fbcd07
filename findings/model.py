"""The nouns of what the study says: Theme, Finding with its Evidence, Story, Release."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Theme:
    """A group of codes with a meaning; `quotes` are the segments chosen to stand for it."""

    id: str
    name: str
    meaning: str = ""
    codes: tuple[str, ...] = ()  # Code.id
    quotes: tuple[str, ...] = ()  # Segment.id


class FindingState(StrEnum):
    """How far a finding has come."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    ACCEPTED = "accepted"
    SET_ASIDE = "set aside"


class EvidenceRole(StrEnum):
    """What a piece of evidence does to the claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    NUANCES = "nuances"


class Confidence(StrEnum):
    """How sure the team is, in the four levels of GRADE-CERQual."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"


@dataclass(frozen=True)
class Evidence:
    """Either a quote (`segment`) or the table of one survey item (`instrument`, `item`).

    `wave` is the one that the table counts; 0 counts all of them together.
    """

    id: str
    role: EvidenceRole = EvidenceRole.SUPPORTS
    segment: str = ""  # Segment.id
    instrument: str = ""
    item: str = ""
    wave: int = 0

    def __post_init__(self) -> None:
        if bool(self.segment) == bool(self.item):
            raise ValueError(
                "Evidence is either a quote or the table of one survey item, not both."
            )

    @property
    def table(self) -> tuple[str, str, int]:
        """What names its table: instrument, item and wave."""
        return self.instrument, self.item, self.wave


@dataclass(frozen=True)
class Quote:
    """The words of a segment with all that a reader of a finding needs to know about them."""

    segment: str  # Segment.id
    reference: str
    text: str
    source: str  # Source.id
    source_title: str
    kind: str  # of the source: interview or open answer
    code: str  # name of the code
    participant: str = ""  # Participant.id, shown in the studio only
    role: str = ""  # of the participant
    organisation: str = ""  # its name, shown in the studio only
    beside: str = ""  # all that the story says about who speaks: agreed to, and shared by three
    not_quotable: str = ""  # why consent does not cover it today, in words
    n_coders: int = 1  # who marked this very passage with this code
    intact: bool = True  # the words still have the fingerprint they had when they were marked
    still_coded: bool = True
    names_removed: bool = False
    asks: bool = False  # only interviewers speak in it: it is no evidence of a participant

    @property
    def said_by(self) -> str:
        """Who speaks, as the studio names them: P07, shelter coordinator."""
        if self.asks:
            return f"Interviewer, {self.participant or self.source_title}"
        return ", ".join(filter(None, (self.participant, self.role))) or self.source_title


@dataclass(frozen=True)
class Finding:
    """A claim with what supports, contradicts or nuances it, and how sure the team is."""

    id: str
    headline: str
    statement: str
    author: str  # Account.id
    state: FindingState = FindingState.DRAFT
    theme: str = ""  # Theme.id
    evidence: tuple[Evidence, ...] = ()
    confidence: Confidence | None = None
    confidence_reason: str = ""
    changed_by: str = ""  # Account.id of who last changed what is claimed; "" while the author is
    accepted_by: str = ""  # Account.id, never of who last changed it
    changed_at: str = ""
    review_reason: str = ""  # why it came back to review without anybody changing it

    def __post_init__(self) -> None:
        if not self.headline.strip():
            raise ValueError("A finding needs a headline: one sentence that says what was found.")
        if self.accepted_by and self.accepted_by == self.last_writer:
            raise ValueError(
                f"Finding '{self.headline}' was written and accepted by the same person. "
                "Ask a second person to read and accept it."
            )

    @property
    def last_writer(self) -> str:
        """Who has to be read by a second person: whoever last changed the words or evidence."""
        return self.changed_by or self.author


@dataclass(frozen=True)
class Story:
    """The public account: findings in order, with an opening and a note on method."""

    id: str
    title: str
    lead: str = ""
    method: str = ""
    findings: tuple[str, ...] = ()  # Finding.id
    note: str = ""  # what a reader should know before reading; "" takes the usual words


@dataclass(frozen=True)
class Release:
    """One published state of a story; `html` is the very file that was handed out."""

    number: int
    story: str
    html: str
    sha256: str
    released_at: str
    released_by: str  # Account.id
    recalled_on: str = ""  # somebody quoted in it has withdrawn: `html` is gone
