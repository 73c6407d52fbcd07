"""Waves: the numbered rounds in which the same questionnaire is answered (decision 0014)."""

from __future__ import annotations

from sqlite_utils import Database

from storage.audit import record
from storage.collection import load_collection
from storage.database import writing
from storage.invitations import empty_log, invite_again
from survey.collection import CollectionError


def begin_wave(db: Database, vault: Database, instrument: str, actor: str) -> int:
    """Begin the next wave of a survey, and say its number.

    What is sent from now on counts in it. Whoever was invited is invited again: an address that
    was used gets a new one, and letters go out to everybody.

    Raises:
        CollectionError: nobody has answered in the wave under way, so there is nothing to follow.
    """
    with writing(db):
        wave = load_collection(db, instrument).wave
        (n,) = db.execute(
            "select count(*) from response"
            " where instrument = ? and wave = ? and submitted_at is not null",
            [instrument, wave],
        ).fetchone()
        if not n:
            raise CollectionError(
                f"Nobody has answered in wave {wave} yet. Begin the next one when somebody has."
            )
        db.execute("update collection set wave = ? where instrument = ?", [wave + 1, instrument])
        record(db, actor, "began a wave", instrument, {"wave": wave + 1})
        with writing(vault):
            invite_again(vault, instrument)
    empty_log(vault)
    return wave + 1
