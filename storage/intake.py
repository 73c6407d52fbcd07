"""The one surface that the respondents' pages call: links, drafts, page saves and the submit.

Plain SQL on purpose: a second implementation for a whole country stands behind these functions.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from sqlite_utils import Database

from storage.audit import record
from storage.database import now, open_database, writing
from storage.receipt import new_receipt
from storage.settings import load_setting, study_name
from survey.model import Instrument, ItemKind, Response, from_json
from survey.relevance import defaults, relevant_items, settled
from survey.support import SupportLine, parse_support_lines

DRAFT_DAYS = 30  # as the break page promises: what nobody comes back to is deleted


@dataclass(frozen=True)
class Surroundings:
    """What stands around every page: whose study it is, and where help is."""

    study: str
    support: tuple[SupportLine, ...]


def load_surroundings() -> Surroundings:
    """The study's name and its support lines."""
    with open_database() as db:
        lines = parse_support_lines(load_setting(db, "support_lines"))
        return Surroundings(study_name(db), lines)


def open_link(token: str) -> Instrument | None:
    """The newest published version behind a link; None if there is no such link or it is closed."""
    with open_database() as db:
        row = db.execute(
            """
            select instrument.body from link join instrument on instrument.name = link.instrument
            where link.token = ? and link.closed_at = '' and instrument.published_at != ''
            order by instrument.version desc limit 1
            """,
            [token],
        ).fetchone()
    return _read(row[0]) if row else None


def load_version(name: str, version: int) -> Instrument | None:
    """One version of an instrument: a draft stays with the version in which it began."""
    with open_database() as db:
        row = db.execute(
            "select body from instrument where name = ? and version = ?", [name, version]
        ).fetchone()
    return _read(row[0]) if row else None


def start_draft(instrument: Instrument, language: str = "", id: str = "") -> Response:
    """Begin a response with the instrument's defaults; drafts that nobody came back to go.

    Args:
        id: one that the caller can find again, such as the hash of a cookie; else at random.
    """
    draft = Response(
        id=id or secrets.token_hex(10),
        instrument=instrument.name,
        version=instrument.version,
        answers=defaults(instrument),
        language=language,
    )
    too_old = datetime.now(UTC) - timedelta(days=DRAFT_DAYS)
    with open_database() as db, writing(db):
        db.execute(
            "delete from response where submitted_at is null and updated_at < ?",
            [too_old.isoformat(timespec="seconds")],
        )
        db.execute(
            """
            insert into response (id, instrument, version, answers, language, updated_at)
            values (?, ?, ?, ?, ?, ?)
            """,
            [draft.id, draft.instrument, draft.version, _json(draft.answers), language, now()],
        )
    return draft


def load_draft(id: str) -> Response | None:
    """A response by its id, begun or submitted."""
    with open_database() as db:
        row = db.execute(
            """
            select id, instrument, version, answers, language, page, receipt,
                   coalesce(submitted_at, '')
            from response where id = ?
            """,
            [id],
        ).fetchone()
    if row is None:
        return None
    id, instrument, version, answers, language, page, receipt, at = row
    return Response(id, instrument, version, json.loads(answers), language, page, receipt, at)


def save_page(id: str, page: int, answers: Mapping[str, object], language: str) -> None:
    """Keep the answers of one page, and where to go on; never touches a submitted response.

    Args:
        page: the page to resume at, counted from 0.
        answers: of this page only; None empties an answer, other pages keep theirs.
    """
    with open_database() as db:
        db.execute(
            """
            update response
            set page = ?, language = ?, updated_at = ?, answers = json_patch(answers, ?)
            where id = ? and submitted_at is null
            """,
            [page, language, now(), _json(answers), id],
        )


def delete_draft(id: str) -> None:
    """Forget a response that was not submitted."""
    with open_database() as db:
        db.execute("delete from response where id = ? and submitted_at is null", [id])


def submit(id: str, answers: Mapping[str, object]) -> str:
    """Submit a response, once: the receipt is the same however often this is called.

    Args:
        answers: added to what the pages saved; empty if all was saved.

    Raises:
        LookupError: there is no response of that id.
    """
    while True:
        try:
            with open_database() as db, writing(db):
                return _submitted(db, id, answers, new_receipt())
        except sqlite3.IntegrityError as error:
            if "response.receipt" not in str(error):
                raise
            # these four words are taken: draw again


def _submitted(db: Database, id: str, answers: Mapping[str, object], receipt: str) -> str:
    """Within one transaction: the guarded update decides who submits, everybody else reads."""
    at = now()
    changed = db.execute(
        """
        update response
        set submitted_at = ?, updated_at = ?, receipt = ?, answers = json_patch(answers, ?)
        where id = ? and submitted_at is null
        """,
        [at, at, receipt, _json(answers), id],
    ).rowcount
    row = db.execute(
        """
        select response.receipt, response.answers, instrument.body
        from response join instrument
          on instrument.name = response.instrument and instrument.version = response.version
        where response.id = ?
        """,
        [id],
    ).fetchone()
    if row is None:
        raise LookupError(
            f"There is no response '{id}'. It was never begun, or it was deleted; start a new one."
        )
    if changed:
        _store_answers(db, id, _read(row[2]), json.loads(row[1]))
    return str(row[0])


def _store_answers(
    db: Database, id: str, instrument: Instrument, given: Mapping[str, object]
) -> None:
    """One row per item that was asked (null: left empty); no row means that it was not asked."""
    answers = settled(instrument, given)
    asked = [item.name for item in relevant_items(instrument, given) if item.kind != ItemKind.NOTE]
    rows = {**dict.fromkeys(asked), **answers}
    db.conn.executemany(
        "insert into answer (response, item, value) values (?, ?, ?)",
        [(id, item, json.dumps(value, ensure_ascii=False)) for item, value in rows.items()],
    )
    db.execute("update response set answers = ? where id = ?", [_json(answers), id])
    record(
        db,
        "respondent",
        "submitted a response",
        id,
        {"instrument": instrument.name, "version": instrument.version},
    )


def _json(answers: Mapping[str, object]) -> str:
    return json.dumps(dict(answers), ensure_ascii=False)


@lru_cache(maxsize=32)
def _read(body: str) -> Instrument:
    """A version never changes, so each is read from JSON once."""
    return from_json(body)
