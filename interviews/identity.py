"""The nouns of taking names out: what can identify somebody, what was decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a name or a detail is; the value is how screens say it."""

    PARTICIPANT = "participant"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    PHONE = "phone number"
    EMAIL = "e-mail address"
    WEB = "web address"
    HANDLE = "account name"
    POSTAL_CODE = "postal code"
    ADDRESS = "street address"
    HEALTH_NUMBER = "health number"
    INSURANCE_NUMBER = "social insurance number"
    FILE_NUMBER = "file number"
    CARD = "card number"
    PLATE = "licence plate"
    DATE = "date"
    AGE = "age"
    DETAIL = "identifying detail"


# These are somebody or something: each gets one stand-in with a letter in the whole study.
LETTERED = (Kind.PARTICIPANT, Kind.PERSON, Kind.ORGANISATION, Kind.PLACE)
PEOPLE = (Kind.PARTICIPANT, Kind.PERSON)


class NamesState(StrEnum):
    """How far the names of a source are out."""

    BEFORE = "from before"  # its text is in the study as it was brought in, names and all
    IMPORTED = "imported"  # its text is in the vault alone
    IN_REVIEW = "in review"
    SIGNED_OFF = "signed off"  # by its first reader; waits for a second one
    CONFIRMED = "confirmed"  # the redacted text is in the study


CODABLE = (NamesState.BEFORE, NamesState.CONFIRMED)


class Identifiability(StrEnum):
    """The five classes of information in TCPS 2 (2022), chapter 5, section A."""

    IDENTIFYING = "directly identifying"
    IDENTIFIABLE = "indirectly identifying"
    CODED = "coded"  # names are replaced, and somebody has the key
    ANONYMISED = "anonymised"  # names are gone for good, and so is the key
    ANONYMOUS = "anonymous"  # it never had any


@dataclass(frozen=True)
class Entity:
    """Somebody or something that texts name, and everything that it is called.

    `pseudonym` ("[Person B]") is "" until it is first needed.
    """

    id: str
    kind: Kind
    names: tuple[str, ...]
    pseudonym: str = ""
    on_roster: bool = False
    participant: str = ""  # Participant.id, where the roster says so


@dataclass(frozen=True)
class Surface:
    """Words that must not leave the tool, and what stands for them."""

    words: str
    kind: Kind
    stand_in: str = ""
