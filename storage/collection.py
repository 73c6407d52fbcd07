"""How each instrument is collected: mode, dates, limits. The database keeps the mode (0007)."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from storage.audit import record
from storage.database import writing
from survey.collection import Collection, CollectionError, Mode, parse_quotas, render_quotas


def load_collection(db: Database, instrument: str) -> Collection:
    """As chosen for this instrument; an open link without limits if nothing was chosen."""
    row = db.execute(
        "select mode, begun, opens_on, closes_on, most, draft_days, withdraw_until, quotas, wave"
        " from collection where instrument = ?",
        [instrument],
    ).fetchone()
    return Collection(instrument) if row is None else collection_of(instrument, row)


def collection_of(instrument: str, row: tuple[object, ...]) -> Collection:
    """A collection from a row as `load_collection` asks for it."""
    mode, begun, opens_on, closes_on, most, draft_days, until, quotas, wave = row
    return Collection(
        instrument=instrument,
        mode=Mode(str(mode)),
        begun=bool(begun),
        opens_on=str(opens_on),
        closes_on=str(closes_on),
        most=int(str(most)),
        draft_days=int(str(draft_days)),
        withdraw_until=str(until),
        quotas=parse_quotas(str(quotas)),
        wave=int(str(wave)),
    )


def save_collection(db: Database, collection: Collection, actor: str) -> None:
    """Keep how an instrument is collected; its wave stays (`storage.waves.begin_wave`).

    Raises:
        CollectionError: somebody has begun to answer under another mode.
    """
    known = load_collection(db, collection.instrument)
    row = [
        *(collection.mode, collection.opens_on, collection.closes_on, collection.most),
        *(collection.draft_days, collection.withdraw_until, render_quotas(collection.quotas)),
    ]
    try:
        with writing(db):
            db.execute(
                "insert into collection (instrument) select :name"
                " where not exists (select 1 from collection where instrument = :name)",
                {"name": collection.instrument},
            )
            db.execute(
                "update collection set mode = ?, opens_on = ?, closes_on = ?, most = ?,"
                " draft_days = ?, withdraw_until = ?, quotas = ? where instrument = ?",
                [*row, collection.instrument],
            )
            act = "chose how answers are collected"
            record(db, actor, act, collection.instrument, _changes(known, collection))
    except sqlite3.IntegrityError as error:
        raise CollectionError(
            f"Answers to '{collection.instrument}' have begun to come in as {known.mode}; that was "
            "promised to those who answered and cannot be changed. For another way, bring the "
            "questionnaire in under another name."
        ) from error


def _changes(before: Collection, after: Collection) -> dict[str, object]:
    names = ("mode", "opens_on", "closes_on", "most", "draft_days", "withdraw_until")
    changed = {name: getattr(after, name) for name in names}
    found = {name: value for name, value in changed.items() if value != getattr(before, name)}
    if before.quotas != after.quotas:
        found["quotas"] = len(after.quotas)
    return found
