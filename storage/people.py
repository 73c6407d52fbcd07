"""Organisations of the network, and participants with what is known about them."""

from __future__ import annotations

import secrets
from dataclasses import replace

from sqlite_utils import Database

from interviews.describing import Described, described, meant_organisation, meant_participant
from interviews.errors import ParticipantTakenError
from interviews.model import Organisation, Participant, Source
from storage.audit import record
from storage.database import writing


def save_organisation(db: Database, organisation: Organisation, actor: str) -> Organisation:
    """Store a new or changed organisation; one without an id gets one.

    Raises:
        ValueError: it has no name, or another organisation has the same.
    """
    name = " ".join(organisation.name.split())
    if not name:
        raise ValueError("An organisation needs a name.")
    saved = replace(organisation, id=organisation.id or secrets.token_hex(8), name=name)
    with writing(db):
        other = db.execute(
            "select 1 from organisation where name = ? collate nocase and id != ?", [name, saved.id]
        ).fetchone()
        if other:
            raise ValueError(f"There is an organisation '{name}' already. Choose that one.")
        db.execute(
            "insert into organisation (id, name, sector) values (?, ?, ?)"
            " on conflict (id) do update set name = excluded.name, sector = excluded.sector",
            [saved.id, saved.name, saved.sector],
        )
        record(db, actor, "saved an organisation", saved.id)
    return saved


def list_organisations(db: Database) -> list[Organisation]:
    """All organisations, by name."""
    rows = db.query("select id, name, sector from organisation order by name collate nocase, id")
    return [Organisation(**row) for row in rows]


def save_participant(db: Database, participant: Participant, actor: str) -> Participant:
    """Store a new or changed participant with all attributes; those not given are removed.

    Raises:
        ValueError: there is no label such as P07.
    """
    if not participant.id.strip():
        raise ValueError("A participant needs a label such as P07; never use the person's name.")
    saved = replace(participant, id=participant.id.strip())
    with writing(db):
        db.execute(
            "insert into participant (id, organisation, role) values (?, ?, ?)"
            " on conflict (id) do update set organisation = excluded.organisation,"
            " role = excluded.role",
            [saved.id, saved.organisation or None, saved.role],
        )
        db.execute("delete from attribute where participant = ?", [saved.id])
        db.conn.executemany(
            "insert into attribute (participant, name, value) values (?, ?, ?)",
            [(saved.id, name, value) for name, value in saved.attributes.items()],
        )
        names = sorted(saved.attributes)
        record(db, actor, "saved a participant", saved.id, {"attributes": names})
    return saved


def list_participants(db: Database) -> list[Participant]:
    """All participants with their attributes, by label."""
    attributes: dict[str, dict[str, str]] = {}
    for row in db.query("select participant, name, value from attribute order by name"):
        attributes.setdefault(row["participant"], {})[row["name"]] = row["value"]
    rows = db.query("select id, organisation, role from participant order by id")
    return [
        Participant(
            row["id"], row["organisation"] or "", row["role"], attributes.get(row["id"], {})
        )
        for row in rows
    ]


def save_people(db: Database, source: Source, typed: Described, actor: str) -> Source:
    """Store organisation and participant where new or changed; the source as it was described.

    Raises:
        ParticipantTakenError: somebody else took the new label; two people are never made one.
    """
    with writing(db):
        participants = {one.id: one for one in list_participants(db)}
        if typed.is_new_participant and typed.participant in participants:
            raise ParticipantTakenError(typed.participant)
        organisation = meant_organisation(typed.organisation, list_organisations(db))
        if organisation and not organisation.id:
            organisation = save_organisation(db, organisation, actor)
        where = organisation.id if organisation else ""
        participant = meant_participant(typed, where)
        if participant and participant != participants.get(participant.id):
            save_participant(db, participant, actor)
    return described(source, typed, where)
