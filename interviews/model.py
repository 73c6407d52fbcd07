"""The nouns of the interviews: Source, Turn, Participant, Organisation."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from interviews.identity import CODABLE, Identifiability, NamesState


class SourceKind(StrEnum):
    """Where a text comes from."""

    INTERVIEW = "interview"
    FIELD_NOTE = "field note"
    LITERATURE = "literature document"
    OPEN_ANSWER = "open answer"

    @property
    def is_spoken(self) -> bool:
        """Somebody the study knows speaks here, so their consent decides what is told."""
        return self in (SourceKind.INTERVIEW, SourceKind.FIELD_NOTE)


@dataclass(frozen=True)
class Organisation:
    """A member of the network."""

    id: str
    name: str
    sector: str = ""


@dataclass(frozen=True)
class Participant:
    """An interviewed person, known in the study by a label such as P07, never by name."""

    id: str
    organisation: str = ""  # Organisation.id
    role: str = ""  # "Shelter coordinator"
    attributes: Mapping[str, str] = field(default_factory=dict)
    withdrawn_on: str = ""  # the day on which they withdrew everything; only the label is left


@dataclass(frozen=True)
class Turn:
    """One speaker's stretch of talk: characters `start` up to but not including `end`.

    Positions count code points of the source's text. The label ("P1:") stands outside the turn;
    `speaker` is "" for text before the first label. `at_ms` is the time in the recording.
    """

    speaker: str
    start: int
    end: int
    at_ms: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"Turn {self.start}-{self.end} of '{self.speaker}' runs backwards.")


@dataclass(frozen=True)
class Source:
    """A text to be coded: immutable, normalised once at import."""

    title: str
    text: str
    turns: tuple[Turn, ...]
    kind: SourceKind = SourceKind.INTERVIEW
    id: str = ""  # given by storage
    participant: str = ""  # Participant.id
    organisation: str = ""  # Organisation.id
    interviewers: frozenset[str] = frozenset()  # labels of the speakers who ask
    names: NamesState = NamesState.IMPORTED
    identifiability: Identifiability = Identifiability.IDENTIFYING
    original_name: str = ""
    original_sha256: str = ""
    collected_on: str = ""  # date of the interview, YYYY-MM-DD
    notices: tuple[str, ...] = ()  # what the import left out or guessed, in words

    def __post_init__(self) -> None:
        if self.turns and self.turns[-1].end > len(self.text):
            raise ValueError(
                f"Source '{self.title}': its last turn ends at {self.turns[-1].end}, "
                f"but the text has {len(self.text)} characters."
            )

    @property
    def names_removed(self) -> bool:
        """True once two readers have taken the names out; until then every screen says so."""
        return self.names is NamesState.CONFIRMED

    @property
    def is_codable(self) -> bool:
        """True if passages of it may be marked (rule T2)."""
        return self.names in CODABLE

    @property
    def speakers(self) -> tuple[str, ...]:
        """Labels in the order in which they first speak."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))

    @property
    def sha256(self) -> str:
        """Fingerprint of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def said(self, turn: Turn) -> str:
        """The words of one turn."""
        return self.text[turn.start : turn.end]
