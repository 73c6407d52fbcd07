"""The one surface that the respondents' pages call: links, drafts, page saves and the submit.

Plain SQL on purpose: a second implementation for a whole country stands behind these functions.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from sqlite_utils import Database

from storage.audit import record
from storage.collection import load_collection
from storage.database import now, open_database, today
from storage.enough import EnoughError, filled_quota
from storage.receipt import new_receipt
from storage.settings import UNTITLED, load_settings
from storage.together import together
from survey.collection import DRAFT_DAYS
from survey.leaving import WEATHER, Away, parse_away
from survey.model import SEED, Instrument, ItemKind, Response, from_json
from survey.relevance import defaults, relevant_items, settled
from survey.repeats import kept_under
from survey.support import SupportLine, parse_support_lines


@dataclass(frozen=True)
class Surroundings:
    """What stands around every page: whose study it is, where help is, and where leaving goes."""

    study: str
    support: tuple[SupportLine, ...]
    away: Away = field(default_factory=lambda: WEATHER)
    sample: bool = False  # all of the study is made up


def load_surroundings() -> Surroundings:
    """What a lead has set for all pages of respondents."""
    with open_database() as db:
        found = load_settings(db, "study_name", "support_lines", "leave_to", "sample")
        return Surroundings(
            found["study_name"] or UNTITLED,
            parse_support_lines(found["support_lines"]),
            parse_away(found["leave_to"]),
            sample=found["sample"] == "yes",
        )


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


def open_instrument(name: str) -> Instrument | None:
    """The newest published version of an instrument that has an open link; None if it has none."""
    with open_database() as db:
        row = db.execute(
            "select token from link where instrument = ? and closed_at = ''", [name]
        ).fetchone()
    return open_link(row[0]) if row else None


def load_version(name: str, version: int) -> Instrument | None:
    """One version of an instrument: a draft stays with the version in which it began."""
    with open_database() as db:
        row = db.execute(
            "select body from instrument where name = ? and version = ?", [name, version]
        ).fetchone()
    return _read(row[0]) if row else None


def start_draft(
    instrument: Instrument, language: str = "", id: str = "", invitation: str = ""
) -> Response:
    """Begin a response with the instrument's defaults; drafts that nobody came back to go.

    Args:
        id: one that the caller can find again, such as the hash of a cookie; else at random.
        invitation: the id of an invitation, where responses are identified; the database refuses
            it where they are not.
    """
    draft = Response(
        id=id or secrets.token_hex(10),
        instrument=instrument.name,
        version=instrument.version,
        answers=defaults(instrument),
        language=language,
    )
    together(lambda db: _insert_draft(db, draft, invitation))
    return draft


def _insert_draft(db: Database, draft: Response, invitation: str) -> None:
    purge_drafts(db)
    db.execute(
        """
        insert into response
          (id, instrument, version, answers, language, updated_at, invitation)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        [
            *(draft.id, draft.instrument, draft.version, _json(draft.answers), draft.language),
            *(today(), invitation),
        ],
    )


def purge_drafts(db: Database) -> None:
    """Delete what was begun and not touched for as many days as its survey keeps drafts.

    Half-entered sheets of paper are the study's own work and stay until somebody gives them up.
    """
    db.execute(
        """
        delete from response where submitted_at is null and origin != 'paper'
          and updated_at < date('now')
          and updated_at < date('now', '-' || coalesce(
            (select draft_days from collection where instrument = response.instrument), ?)
            || ' days')
        """,
        [DRAFT_DAYS],
    )


def load_draft(id: str) -> Response | None:
    """A response by its id, begun or submitted; None if it was begun too long ago."""
    with open_database() as db:
        row = db.execute(
            """
            select id, instrument, version, answers, language, page, receipt,
                   coalesce(submitted_at, ''), wave
            from response where id = ?
              and (submitted_at is not null or updated_at >= date('now', '-' || coalesce(
                (select draft_days from collection where instrument = response.instrument), ?)
                || ' days'))
            """,
            [id, DRAFT_DAYS],
        ).fetchone()
    if row is None:
        return None
    id, instrument, version, answers, *rest = row
    return Response(id, instrument, version, json.loads(answers), *rest)


def save_page(id: str, page: int, answers: Mapping[str, object], language: str) -> None:
    """Keep the answers of one page, and where to go on; never touches a submitted response.

    Args:
        page: the page to resume at, counted from 0.
        answers: of this page only; None empties an answer, other pages keep theirs.
    """
    together(
        lambda db: db.execute(
            """
            update response
            set page = ?, language = ?, updated_at = ?, answers = json_patch(answers, ?)
            where id = ? and submitted_at is null
            """,
            [page, language, today(), _json(answers), id],
        )
    )


def delete_draft(id: str) -> None:
    """Forget a response that was not submitted."""
    together(
        lambda db: db.execute("delete from response where id = ? and submitted_at is null", [id])
    )


def submit(id: str, answers: Mapping[str, object]) -> str:
    """Submit a response, once: the receipt is the same however often this is called.

    Args:
        answers: added to what the pages saved; empty if all was saved.

    Raises:
        LookupError: there is no response of that id.
        EnoughError: others have filled a quota of these answers; nothing of it is kept. Sheets of
            paper are always taken.
    """
    while True:
        try:
            receipt = together(lambda db: _submitted(db, id, answers, new_receipt()))
        except sqlite3.IntegrityError as error:
            if "response.receipt" not in str(error):
                raise
            continue  # these four words are taken: draw again
        if not receipt:
            raise EnoughError("Enough had answered before this response was sent.")
        return receipt


def _submitted(db: Database, id: str, answers: Mapping[str, object], receipt: str) -> str:
    """Within one transaction: the guarded update decides who submits, everybody else reads.

    It counts in the wave that is under way. Of an anonymous response only the day is kept
    (docs/decisions/0007). If a quota is full it is deleted, and there is no receipt.
    """
    if _is_one_too_many(db, id, answers):
        db.execute("delete from response where id = ?", [id])
        return ""
    changed = db.execute(
        """
        update response
        set submitted_at = iif((select mode from collection where instrument = response.instrument)
              = 'identified', :at, substr(:at, 1, 10)),
            wave = coalesce(
              (select wave from collection where instrument = response.instrument), 1),
            updated_at = substr(:at, 1, 10), receipt = :receipt,
            answers = json_patch(answers, :answers)
        where id = :id and submitted_at is null
        """,
        {"at": now(), "receipt": receipt, "answers": _json(answers), "id": id},
    ).rowcount
    row = db.execute(
        """
        select response.receipt, response.answers, instrument.body, response.submitted_at
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
        instrument = _read(row[2])
        _store_answers(db, id, instrument, json.loads(row[1]))
        db.execute("delete from resume_code where response = ?", [id])
        _record_submit(db, id, instrument, row[3])
    return str(row[0])


def _is_one_too_many(db: Database, id: str, answers: Mapping[str, object]) -> bool:
    """Whether others have filled a quota of these answers while this one was under way.

    The number of responses wanted turns nobody away here: who was let in may finish.
    """
    row = db.execute(
        """
        select instrument.name, instrument.body, json_patch(response.answers, ?)
        from response join collection on collection.instrument = response.instrument
          join instrument
            on instrument.name = response.instrument and instrument.version = response.version
        where response.id = ? and response.submitted_at is null and response.origin = 'web'
          and collection.quotas != '[]'
        """,
        [_json(answers), id],
    ).fetchone()
    if row is None:
        return False
    name, body, given = row
    collection = load_collection(db, name)
    sent = settled(_read(body), json.loads(given))
    return filled_quota(db, collection, sent) is not None


def _store_answers(
    db: Database, id: str, instrument: Instrument, given: Mapping[str, object]
) -> None:
    """One row per item that was asked (null: left empty); no row means that it was not asked."""
    answers = settled(instrument, given)
    asked = [
        kept_under(instrument, item)
        for item in relevant_items(instrument, given)
        if item.kind != ItemKind.NOTE
    ]
    rows = {**dict.fromkeys(asked), **answers}
    db.conn.executemany(
        "insert into answer (response, item, value) values (?, ?, ?)",
        [(id, item, json.dumps(value, ensure_ascii=False)) for item, value in rows.items()],
    )
    seed = {SEED: given[SEED]} if SEED in given else {}  # in which order options were shown
    db.execute("update response set answers = ? where id = ?", [_json({**answers, **seed}), id])


def _record_submit(db: Database, id: str, instrument: Instrument, at: str) -> None:
    """One event. Of an anonymous response it tells the day, and not which response it was: what
    stands before and after it in the record must not date the answers."""
    identified = len(at) > len("2026-11-30")
    version = {"version": instrument.version}
    if identified:
        detail = {"instrument": instrument.name, **version}
        record(db, "respondent", "submitted a response", id, detail)
    else:
        record(db, "respondent", "submitted a response", instrument.name, version, at=at)


def _json(answers: Mapping[str, object]) -> str:
    return json.dumps(dict(answers), ensure_ascii=False)


@lru_cache(maxsize=32)
def _read(body: str) -> Instrument:
    """A version never changes, so each is read from JSON once."""
    return from_json(body)
