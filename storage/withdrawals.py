"""Take back what was answered: by the receipt, with everything that was made of the answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlite_utils import Database

from storage.audit import record
from storage.collection import load_collection
from storage.database import open_database, open_vault, today, writing
from storage.receipt import tidy, words_hash
from storage.sessions import count_attempt, forget_attempt
from storage.unredacted import forget_sources

TRIES = 60  # wrong receipts within 15 minutes, whoever tries


class Outcome(Enum):
    """What became of a wish to withdraw."""

    DONE = auto()
    WAITS = auto()  # a passage is quoted: a researcher takes it out first
    UNKNOWN = auto()
    TOO_LATE = auto()
    TOO_MANY = auto()


@dataclass(frozen=True)
class Waiting:
    """A withdrawal that waits, and the headlines of the findings or themes that still quote it."""

    instrument: str
    asked_on: str
    quoted_in: tuple[str, ...]


def withdraw_by_receipt(typed: str) -> Outcome:
    """A respondent takes back their answers; within the time that the survey gives for it."""
    with open_vault() as vault:
        if not count_attempt(vault, "receipt", "", TRIES):
            return Outcome.TOO_MANY
        with open_database() as db:
            outcome = withdraw(db, typed, "respondent", day=datetime.now().astimezone().date())
        if outcome is not Outcome.UNKNOWN:
            forget_attempt(vault, "receipt", "")
    return outcome


def withdraw(db: Database, typed: str, actor: str, *, day: object = "") -> Outcome:
    """Delete the response with this receipt, its answers, and the texts and passages made of them.

    A stub stays: which questionnaire, and when. Asking again is answered with DONE.

    Args:
        typed: the four words of the receipt.
        day: the day on which it is asked, to be held against the last one; "" for any day, as an
            operator may decide.
    """
    receipt = tidy(typed)
    row = db.execute(
        "select id, instrument, version from response where receipt = ? and receipt != ''",
        [receipt],
    ).fetchone()
    if row is None:
        return _of_stub(db, receipt)
    id, instrument, version = row
    if day and not load_collection(db, instrument).can_withdraw_on(str(day)):
        return Outcome.TOO_LATE
    with writing(db):
        if db.execute("select 1 from response where id = ?", [id]).fetchone() is None:
            return Outcome.DONE  # another request was quicker
        db.execute(
            "insert or ignore into withdrawal (receipt_hash, instrument, version, asked_on,"
            " response) values (?, ?, ?, ?, ?)",
            [words_hash(receipt), instrument, version, today(), id],
        )
        if _quoted_in(db, id):
            record(db, actor, "asked to withdraw answers", instrument, at=_when(db, instrument))
            return Outcome.WAITS
        _delete(db, id, instrument, actor)
    _empty_log(db)
    return Outcome.DONE


def finish_withdrawals(db: Database, actor: str) -> int:
    """Delete the responses that waited and are quoted no more; how many."""
    with writing(db):
        ready = [
            (id, instrument)
            for id, instrument in db.execute(
                "select response, instrument from withdrawal where done_on = ''"
            ).fetchall()
            if not _quoted_in(db, id)
        ]
        for id, instrument in ready:
            _delete(db, id, instrument, actor)
    _empty_log(db)
    return len(ready)


def list_waiting(db: Database) -> list[Waiting]:
    """The withdrawals that wait, the oldest first."""
    rows = db.execute(
        "select response, instrument, asked_on from withdrawal where done_on = ''"
        " order by asked_on, receipt_hash"
    ).fetchall()
    return [Waiting(instrument, on, tuple(_quoted_in(db, id))) for id, instrument, on in rows]


def count_withdrawn(db: Database, instrument: str) -> int:
    """How many responses to an instrument were taken back."""
    row = db.execute(
        "select count(*) from withdrawal where instrument = ? and done_on != ''", [instrument]
    ).fetchone()
    return int(row[0])


def _of_stub(db: Database, receipt: str) -> Outcome:
    row = db.execute(
        "select 1 from withdrawal where receipt_hash = ?", [words_hash(receipt)]
    ).fetchone()
    return Outcome.DONE if row else Outcome.UNKNOWN


def _quoted_in(db: Database, response: str) -> list[str]:
    """Headlines of findings and names of themes that quote a passage of this response."""
    rows = db.execute(
        """
        with passage as (
          select segment.id from segment join source on source.id = segment.source
          where source.response = ?)
        select finding.headline from evidence join finding on finding.id = evidence.finding
          where evidence.segment in (select id from passage)
        union select theme.name from theme_quote join theme on theme.id = theme_quote.theme
          where theme_quote.segment in (select id from passage)
        order by 1
        """,
        [response],
    )
    return [str(title) for (title,) in rows]


def _delete(db: Database, id: str, instrument: str, actor: str) -> None:
    """Within a transaction: everything of a response but its stub. `secure_delete` is on, so what
    is deleted is overwritten in the file."""
    at = _when(db, instrument)
    n = {
        "passages": db.execute(
            "select count(*) from segment join source on source.id = segment.source"
            " where source.response = ?",
            [id],
        ).fetchone()[0],
        "texts": db.execute("select count(*) from source where response = ?", [id]).fetchone()[0],
    }
    sources = db.execute("select id from source where response = ?", [id]).fetchall()
    forget_sources(source for (source,) in sources)  # first what has names in
    db.execute(
        "delete from segment where source in (select id from source where response = ?)", [id]
    )
    db.execute("delete from source where response = ?", [id])
    db.execute(
        "update withdrawal set done_on = ?, response = null where response = ?", [today(), id]
    )
    db.execute("delete from response where id = ?", [id])
    record(db, actor, "withdrew answers", instrument, n, at=at)


def _when(db: Database, instrument: str) -> str:
    """As exact as the record may be about a response: the day, unless they are identified."""
    return today() if load_collection(db, instrument).is_anonymous else ""


def _empty_log(db: Database) -> None:
    """What was deleted leaves SQLite's log too."""
    db.execute("pragma wal_checkpoint(truncate)").fetchall()
