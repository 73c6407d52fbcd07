"""What lies behind a survey's address: an open link, or the single-use address of an invitation."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from storage import intake
from storage.collection import load_collection
from storage.database import open_database, open_vault
from storage.enough import EnoughError, filled_quota, has_enough
from storage.invitations import (
    claim_invitation,
    find_invitation,
    give_back_claim,
    settle_claim,
)
from survey.collection import Collection, Quota
from survey.model import Instrument


@dataclass(frozen=True)
class Door:
    """The survey behind an address that opens today.

    `invitation` is the id of the invitation whose address it is, "" for the open link.
    """

    instrument: Instrument
    collection: Collection
    invitation: str = ""
    used: bool = False

    @property
    def needs_invitation(self) -> bool:
        """True if this is the open link of a survey that is answered by invitation."""
        return self.collection.is_invited and not self.invitation

    @property
    def named(self) -> str:
        """What a response keeps of the invitation: its id where responses are identified."""
        return "" if self.collection.is_anonymous else self.invitation


def open_door(token: str) -> Door | None:
    """What an address opens today; None if it is unknown, closed, or not open on this day.

    An invitation opens while the survey's own link does, and only if the survey takes invitations.
    """
    instrument = intake.open_link(token)
    if instrument is not None:
        with open_database() as db:
            collection = load_collection(db, instrument.name)
        return Door(instrument, collection) if collection.is_open_on(_local_day()) else None
    with open_vault() as vault:
        invited = find_invitation(vault, token)
    if invited is None:
        return None
    with open_database() as db:
        collection = load_collection(db, invited.instrument)
    instrument = intake.open_instrument(invited.instrument)
    if instrument is None or not collection.is_invited:
        return None
    door = Door(instrument, collection, invited.id, invited.used)
    return door if collection.is_open_on(_local_day()) else None


def is_full(collection: Collection) -> bool:
    """True if as many have answered in this wave as were asked for: nobody can begin."""
    with open_database() as db:
        return has_enough(db, collection)


def full_quota(collection: Collection, answers: Mapping[str, object]) -> Quota | None:
    """The first quota that these answers fall under and that others have filled in this wave."""
    if not collection.quotas_of(answers):
        return None
    with open_database() as db:
        return filled_quota(db, collection, answers)


def submit_invited(token: str, secret: str, id: str) -> str | None:
    """Submit under an invitation, once; None if other answers were sent under it.

    The vault and the study are two files, so this is three steps: the browser claims the
    invitation, the answers are submitted, the claim is forgotten. It can be repeated after each.

    Args:
        secret: the cookie of the browser's draft.

    Raises:
        EnoughError: enough others had answered; the invitation is as it was before.
    """
    with open_vault() as vault:
        if not claim_invitation(vault, token, secret):
            return None
    try:
        receipt = intake.submit(id, {})
    except EnoughError:
        with open_vault() as vault:
            give_back_claim(vault, token, secret)
        raise
    forget_claim(token, secret)
    return receipt


def forget_claim(token: str, secret: str) -> None:
    """The last step of `submit_invited`; harmless if it was taken before."""
    with open_vault() as vault:
        settle_claim(vault, token, secret)


def _local_day() -> str:
    """The day where the server stands: a lead who writes a day means that one."""
    return time.strftime("%Y-%m-%d")
