"""Consent events of participants: added, read, and what is in force today."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from typing import Any

from sqlite_utils import Database

from interviews.consent import (
    Agreement,
    Attribution,
    Consent,
    ConsentEvent,
    Documented,
    Holder,
    Quotes,
    Review,
    Reviewer,
    Withdrawal,
    consent_in_force,
)
from interviews.consent_words import of_source
from interviews.errors import WithdrawnError
from interviews.model import SourceKind
from storage.audit import record
from storage.database import now, today, writing

_KINDS = {Agreement: "agreement", Withdrawal: "withdrawal", Review: "review"}


def save_consent(db: Database, event: ConsentEvent, actor: str) -> ConsentEvent:
    """Add one event; it is never changed, only followed by another.

    A withdrawal of quotes or of everything also has to take things out: `withdraw_participant`.

    Raises:
        ValueError: the day lies in the future.
        WithdrawnError: the participant has withdrawn everything.
    """
    if event.day > today():
        raise ValueError(f"{event.day} is yet to come. Give the day on which it was said.")
    kind = _KINDS[type(event.said)]
    level = event.said.value if isinstance(event.said, Withdrawal) else ""
    kept = replace(event, recorded_by=actor, recorded_at=now())
    with writing(db):
        refuse_withdrawn(db, event.participant)
        n = db.execute(
            "insert into consent_event (participant, day, kind, level, said, recorded_by,"
            " recorded_at) values (?, ?, ?, ?, ?, ?, ?)",
            [kept.participant, kept.day, kind, level, _written(kept), actor, kept.recorded_at],
        ).lastrowid
        record(db, actor, f"recorded consent: {level or kind}", kept.participant, {"n": n})
    return replace(kept, n=int(n or 0))


def list_consent(db: Database, participant: str = "") -> list[ConsentEvent]:
    """The events of one participant, or of all, in the order in which they were recorded."""
    rows = db.query(
        "select * from consent_event where participant = ? or ? = '' order by n",
        [participant, participant],
    )
    return [_event(row) for row in rows]


def consent_of_all(db: Database, day: str = "") -> dict[str, Consent]:
    """What is in force for every participant, today or on that day."""
    events = by_participant(list_consent(db))
    ids = [str(id) for (id,) in db.execute("select id from participant")]
    return {id: consent_in_force(events.get(id, ()), day or today()) for id in ids}


def consent_of_sources(db: Database) -> dict[str, str]:
    """What is in force for each source in a few words; open answers and literature are left out.

    Notes about nobody are left out too.
    """
    consents = consent_of_all(db)
    people: dict[str, list[Consent]] = {}
    for id, kind, participant in db.execute(
        "select source.id, kind, coalesce(nullif(source.participant, ''), speaker.participant)"
        " from source left join speaker on speaker.source = source.id"
    ):
        if SourceKind(kind).is_spoken and (participant or kind == SourceKind.INTERVIEW):
            people.setdefault(id, []).extend([consents[participant]] if participant else [])
    return {id: of_source(who) for id, who in people.items()}


def by_participant(events: Iterable[ConsentEvent]) -> dict[str, list[ConsentEvent]]:
    """The events of each."""
    found: dict[str, list[ConsentEvent]] = {}
    for event in events:
        found.setdefault(event.participant, []).append(event)
    return found


def refuse_withdrawn(db: Database, participant: str) -> None:
    """Nothing is added to who has withdrawn everything.

    Raises:
        WithdrawnError: they have.
    """
    row = db.execute("select withdrawn_on from participant where id = ?", [participant]).fetchone()
    if row and row[0]:
        raise WithdrawnError(participant, str(row[0]))


def _written(event: ConsentEvent) -> str:
    said = event.said
    if isinstance(said, Withdrawal):
        return json.dumps({})
    fields = asdict(said)
    if isinstance(said, Agreement):
        fields["informed"] = sorted(said.informed)
    return json.dumps(fields, ensure_ascii=False)


def _event(row: dict[str, Any]) -> ConsentEvent:
    said = json.loads(row["said"])
    return ConsentEvent(
        participant=row["participant"],
        day=row["day"],
        said=_READ[row["kind"]](said) if row["kind"] in _READ else Withdrawal(row["level"]),
        n=row["n"],
        recorded_by=row["recorded_by"],
        recorded_at=row["recorded_at"],
    )


def _agreement(said: dict[str, Any]) -> Agreement:
    return Agreement(
        **{
            **said,
            "documented": Documented(said["documented"]),
            "quotes": Quotes(said["quotes"]),
            "attribution": Attribution(said["attribution"]),
            "holder": Holder(**said["holder"]) if said["holder"] else None,
            "informed": frozenset(said["informed"]),
        }
    )


def _review(said: dict[str, Any]) -> Review:
    return Review(said["segment"], Reviewer(said["by"]), said["agreed"])


_READ: dict[str, Callable[[dict[str, Any]], Agreement | Review]] = {
    "agreement": _agreement,
    "review": _review,
}
