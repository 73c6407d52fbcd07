"""Go on with a survey on another device: four words, stored as a hash, guessed only slowly."""

from __future__ import annotations

from enum import Enum, auto
from itertools import count

from storage import intake
from storage.database import open_database, open_vault, today, writing
from storage.receipt import tidy, words_hash, words_of
from storage.sessions import count_attempt, forget_attempt
from survey.model import Response

TRIES = 60  # wrong codes within 15 minutes for one survey, whoever tries: no address is looked at


class NotResumed(Enum):
    """Why a code did not open anything."""

    UNKNOWN = auto()
    TOO_MANY = auto()


def resume_code(id: str, secret: str) -> str:
    """The four words that open this draft elsewhere; the same at every call.

    They follow from the secret, so that they need not be stored to be shown again.

    Args:
        secret: the cookie of the browser's draft.
    """
    for n in count():
        words = words_of(f"{secret} {n}")
        if _keep(id, words_hash(words)):
            return words
    raise AssertionError("count() never ends")


def resume(typed: str, instrument: str, new_id: str, invitation: str = "") -> Response | NotResumed:
    """Open the draft of a code under a new id, which the new browser knows; the old one is shut.

    Args:
        new_id: the hash of the new browser's cookie.
        invitation: whose address it is, where responses are identified.
    """
    with open_vault() as vault:
        if not count_attempt(vault, "resume", instrument, TRIES):
            return NotResumed.TOO_MANY
        code = words_hash(tidy(typed))
        with open_database() as db, writing(db):
            intake.purge_drafts(db)
            changed = db.execute(
                """
                update response set id = ?, updated_at = ?
                where id = (select response from resume_code where code_hash = ?)
                  and instrument = ? and invitation = ? and submitted_at is null
                """,
                [new_id, today(), code, instrument, invitation],
            ).rowcount
        draft = intake.load_draft(new_id) if changed else None
        if draft is None:
            return NotResumed.UNKNOWN
        forget_attempt(vault, "resume", instrument)
        return draft


def _keep(id: str, code: str) -> bool:
    """Keep the hash of a code for a draft; False if it stands for another draft."""
    with open_database() as db, writing(db):
        db.execute(
            "insert or ignore into resume_code (code_hash, response)"
            " select ?, id from response where id = ? and submitted_at is null",
            [code, id],
        )
        row = db.execute("select response from resume_code where code_hash = ?", [code]).fetchone()
    return row is None or row[0] == id
