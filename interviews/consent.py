"""What each participant agreed to: events that are only ever added, and what is in force on a day.

The nouns of consent stand here beside the one function that reads them, `consent_in_force`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Quotes(StrEnum):
    """May their words be quoted?"""

    NONE = "none"
    AFTER_REVIEW = "after my review"
    YES = "yes"


class Attribution(StrEnum):
    """What may stand beside a quote, each more than the one before."""

    NONE = "none"
    SECTOR = "sector"
    ROLE = "role"
    ROLE_AND_ORGANISATION = "role + organisation"
    NAMED = "named"  # the tool keeps no names: shown as role and organisation


class Documented(StrEnum):
    """How it is known that somebody agreed."""

    SIGNED = "signed form"
    RECORDED = "said on the recording"
    WRITTEN = "in writing"
    WITNESSED = "said before a witness"


class Withdrawal(StrEnum):
    """How far somebody withdraws; each level includes those before it."""

    CONTACT = "no more contact"
    NEW_USE = "no new use"
    QUOTES = "quotes"
    EVERYTHING = "everything"

    def reaches(self, level: Withdrawal) -> bool:
        """True if this withdrawal includes that level."""
        levels = list(Withdrawal)
        return levels.index(self) >= levels.index(level)


class Reviewer(StrEnum):
    """Who looks at a quote before it may be told."""

    PARTICIPANT = "participant"
    COMMUNITY = "community"


@dataclass(frozen=True)
class Holder:
    """A Nation or community that holds a say in the data, by an agreement of its own."""

    who: str
    scope: str  # what the agreement covers, in words
    reviews: bool = True  # every quote is shown to them first


@dataclass(frozen=True)
class Agreement:
    """The answers on one consent form; a later one takes the place of it as a whole."""

    form: str  # version of the form
    documented: Documented = Documented.SIGNED
    interview: bool = False
    recording: bool = False
    research: bool = False
    quotes: Quotes = Quotes.NONE
    attribution: Attribution = Attribution.NONE
    survey_link: bool = False
    future_use: bool = False
    holder: Holder | None = None
    until: str = ""  # last day on which it holds, YYYY-MM-DD; "" without end
    informed: frozenset[str] = frozenset()  # keys of PROMPTS that were gone through together

    def __post_init__(self) -> None:
        if not self.form.strip():
            raise ValueError("Say which version of the consent form it was, such as 2026-01.")
        if self.holder and not self.holder.who.strip():
            raise ValueError("Say which Nation or community holds the agreement.")


@dataclass(frozen=True)
class Review:
    """What a participant or a community said to one quote that was shown to them."""

    segment: str  # Segment.id
    by: Reviewer = Reviewer.PARTICIPANT
    agreed: bool = True


@dataclass(frozen=True)
class ConsentEvent:
    """One thing that a participant said on a day; never changed, only followed by another."""

    participant: str  # Participant.id
    day: str  # on which it was said, YYYY-MM-DD
    said: Agreement | Withdrawal | Review
    n: int = 0  # its place in the record, given by storage
    recorded_by: str = ""  # Account.id
    recorded_at: str = ""


@dataclass(frozen=True)
class Consent:
    """What holds on one day."""

    agreement: Agreement | None = None  # None: nothing was ever agreed
    withdrawn: Withdrawal | None = None  # after that agreement
    ended: bool = False  # the agreement had a last day, and it is past

    def is_withdrawn(self, level: Withdrawal) -> bool:
        """True if they have withdrawn as far as this level."""
        return self.withdrawn is not None and self.withdrawn.reaches(level)

    @property
    def may_be_used(self) -> bool:
        """May their words be worked on and told anew?"""
        known = self.agreement is not None and self.agreement.research
        return known and not self.ended and not self.is_withdrawn(Withdrawal.NEW_USE)

    @property
    def quotes(self) -> Quotes:
        """May they be quoted? None without an agreement, after its end, or once withdrawn."""
        return self.agreement.quotes if self.agreement and self.may_be_used else Quotes.NONE

    @property
    def attribution(self) -> Attribution:
        """What may stand beside a quote."""
        return self.agreement.attribution if self.agreement else Attribution.NONE

    @property
    def reviewers(self) -> tuple[Reviewer, ...]:
        """Who has to agree to each quote first."""
        if self.agreement is None:
            return ()
        holder = self.agreement.holder
        own = (Reviewer.PARTICIPANT,) if self.quotes is Quotes.AFTER_REVIEW else ()
        return (*own, Reviewer.COMMUNITY) if holder and holder.reviews else own


def consent_in_force(events: Iterable[ConsentEvent], day: str) -> Consent:
    """What holds on this day (YYYY-MM-DD) by the events of one participant.

    The last agreement counts as a whole. A withdrawal holds until a later agreement, but nothing
    follows a withdrawal of everything. On one day the order of recording decides.
    """
    found = Consent()
    for event in sorted((e for e in events if e.day <= day), key=lambda e: (e.day, e.n)):
        if found.is_withdrawn(Withdrawal.EVERYTHING):
            break
        if isinstance(event.said, Agreement):
            found = Consent(event.said)
        elif isinstance(event.said, Withdrawal) and not found.is_withdrawn(event.said):
            found = Consent(found.agreement, event.said)
    until = found.agreement.until if found.agreement else ""
    return Consent(found.agreement, found.withdrawn, ended=bool(until) and until < day)


def reviewed(events: Iterable[ConsentEvent], day: str) -> dict[tuple[str, Reviewer], bool]:
    """The last answer to each quote by each reviewer up to this day: True if it may be told."""
    found: dict[tuple[str, Reviewer], bool] = {}
    for event in sorted((e for e in events if e.day <= day), key=lambda e: (e.day, e.n)):
        if isinstance(event.said, Review):
            found[event.said.segment, event.said.by] = event.said.agreed
    return found


def quoting_problem(
    consent: Consent,
    answers: dict[tuple[str, Reviewer], bool],
    same_words: Collection[str],
) -> str:
    """Why a quote of this participant may not be told, in words; "" if it may.

    Args:
        answers: as from `reviewed`.
        same_words: ids of all segments of this very passage; an answer to one counts for all.
    """
    if problem := _no_quotes(consent):
        return problem
    for reviewer in consent.reviewers:
        said = {answers[one, reviewer] for one in same_words if (one, reviewer) in answers}
        if problem := _not_reviewed(reviewer, said):
            return problem
    return ""


def _no_quotes(consent: Consent) -> str:
    if consent.withdrawn and consent.is_withdrawn(Withdrawal.NEW_USE):
        return f"has withdrawn ({consent.withdrawn})"
    if consent.agreement is None:
        return "has no consent on record"
    if consent.ended:
        return f"agreed until {consent.agreement.until} only"
    if not consent.agreement.research:
        return "did not agree to research use"
    return "did not agree to be quoted" if consent.quotes is Quotes.NONE else ""


def _not_reviewed(reviewer: Reviewer, said: Collection[bool]) -> str:
    who = "" if reviewer is Reviewer.PARTICIPANT else "lives under an agreement whose community "
    if False in said:
        return f"{who}refused this quote"
    return "" if said else f"{who}has not reviewed this quote yet"
