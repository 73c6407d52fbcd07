"""How the answers to an instrument are collected: by which mode, when, how many, how long kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from survey.model import ANSWERED, Instrument, ItemKind


class Mode(StrEnum):
    """Whether a response can be told to be somebody's; the value is what is stored."""

    OPEN = "anonymous open link"
    INVITED = "anonymous with invitations"
    IDENTIFIED = "identified"


DRAFT_DAYS = 30
LONGEST_DRAFT_DAYS = 90  # what is begun on a device that others use should not wait for ever


class CollectionError(ValueError):
    """The collection cannot be as asked; the message says why and what to do."""


@dataclass(frozen=True)
class Quota:
    """At most so many responses that chose one option of a select item."""

    item: str
    option: str
    most: int


@dataclass(frozen=True)
class Collection:
    """What holds for all responses to an instrument; days are YYYY-MM-DD or "", and included.

    `begun` is True once anybody has begun to answer: then the mode stays. `most` is the number of
    responses after which nobody can begin, 0 for no limit. `wave` is the numbered round under way:
    limits are of its responses alone.
    """

    instrument: str
    mode: Mode = Mode.OPEN
    begun: bool = False
    opens_on: str = ""
    closes_on: str = ""
    most: int = 0
    draft_days: int = DRAFT_DAYS
    withdraw_until: str = ""
    quotas: tuple[Quota, ...] = ()
    wave: int = 1

    def __post_init__(self) -> None:
        for day in filter(None, (self.opens_on, self.closes_on, self.withdraw_until)):
            _check_day(day)
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise CollectionError(
                f"The survey would close on {self.closes_on}, before it opens on {self.opens_on}. "
                "Choose a later day to close."
            )
        if self.most < 0 or any(quota.most < 1 for quota in self.quotas):
            raise CollectionError("A number of responses is 1 or more; leave it out for no limit.")
        if not 1 <= self.draft_days <= LONGEST_DRAFT_DAYS:
            raise CollectionError(
                f"Answers that were begun are kept for 1 to {LONGEST_DRAFT_DAYS} days, "
                f"not {self.draft_days}."
            )

    @property
    def is_anonymous(self) -> bool:
        """True if nothing tells whose a response is."""
        return self.mode is not Mode.IDENTIFIED

    @property
    def is_invited(self) -> bool:
        """True if one answers under an address of one's own."""
        return self.mode is not Mode.OPEN

    def is_open_on(self, day: str) -> bool:
        """True if the survey can be answered on that day."""
        return self.opens_on <= day and (not self.closes_on or day <= self.closes_on)

    def can_withdraw_on(self, day: str) -> bool:
        """True if a receipt can still take back its answers on that day."""
        return day <= self.withdraw_until

    def quotas_of(self, answers: Mapping[str, object]) -> tuple[Quota, ...]:
        """The quotas that these answers fall under."""
        return tuple(quota for quota in self.quotas if _chosen(quota, answers.get(quota.item)))


def waves_told(wave: int, counts: Mapping[int, int]) -> str:
    """Which wave is under way and how many answered in each, from the second one on; else ""."""
    if wave == 1:
        return ""
    before = ", ".join(f"{counts.get(at, 0)} in wave {at}" for at in range(1, wave))
    n = counts.get(wave, 0)
    so_far = f"{n} response{'' if n == 1 else 's'} so far"
    return f"Wave {wave} is under way, with {so_far}; {before}."


def quota_items(instrument: Instrument) -> list[str]:
    """Names of the items by which responses can be limited: those with options."""
    kinds = {ItemKind.SELECT_ONE, ItemKind.SELECT_MULTIPLE} & ANSWERED
    return [item.name for item in instrument.items if item.kind in kinds and item.options]


def render_quotas(quotas: Sequence[Quota]) -> str:
    """The quotas as the database stores them."""
    return json.dumps([[quota.item, quota.option, quota.most] for quota in quotas])


def parse_quotas(text: str) -> tuple[Quota, ...]:
    """Read back what `render_quotas` wrote."""
    return tuple(Quota(*row) for row in json.loads(text))


def _chosen(quota: Quota, answer: object) -> bool:
    return quota.option in answer if isinstance(answer, list) else quota.option == answer


def _check_day(day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise CollectionError(f"'{day}' is not a day. Write it as 2026-11-30.") from error
