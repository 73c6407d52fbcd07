"""Organisations of the network, and participants with what is known about them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlite_utils import Database

from interviews.attributes import AttributeType, tidied
from interviews.describing import Described, described, meant_organisation, meant_participant
from interviews.errors import ParticipantTakenError
from interviews.model import Organisation, Participant, Source
from storage.attributes import keep_type, list_attribute_types
from storage.audit import record
from storage.consent import refuse_withdrawn
from storage.database import writing

if TYPE_CHECKING:
    import pandas as pd


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

    An attribute that nobody has yet becomes one of texts.

    Raises:
        ValueError: there is no label such as P07, or a value does not fit its attribute.
        WithdrawnError: they have withdrawn everything.
    """
    if not participant.id.strip():
        raise ValueError("A participant needs a label such as P07; never use the person's name.")
    with writing(db):
        types = list_attribute_types(db)
        saved = replace(
            participant,
            id=participant.id.strip(),
            attributes=tidied(types, participant.attributes),
        )
        refuse_withdrawn(db, saved.id)
        for name in sorted(set(saved.attributes) - {type.name for type in types}):
            keep_type(db, AttributeType(name))
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
    """All participants with their attributes, by label; also those of whom only a stub is left."""
    attributes: dict[str, dict[str, str]] = {}
    for row in db.query("select participant, name, value from attribute order by name"):
        attributes.setdefault(row["participant"], {})[row["name"]] = row["value"]
    rows = db.query("select id, organisation, role, withdrawn_on from participant order by id")
    return [
        Participant(
            *(row["id"], row["organisation"] or "", row["role"]),
            *(attributes.get(row["id"], {}), row["withdrawn_on"]),
        )
        for row in rows
    ]


def save_people(db: Database, source: Source, typed: Described, actor: str) -> Source:
    """Store organisation and participant where new or changed; the source as it was described.

    Raises:
        ParticipantTakenError: somebody else took the new label; two people are never made one.
        WithdrawnError: the participant has withdrawn everything.
        ValueError: a value does not fit its attribute.
    """
    with writing(db):
        refuse_withdrawn(db, typed.participant.strip())
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


def save_speakers(db: Database, source: Source, named: Mapping[str, str], actor: str) -> None:
    """Say which participant speaks under which label of a group; replaces what was said before.

    A label without a participant is left out; a new participant is stored with it.

    Args:
        source: with its turns, as it was brought in or as it is coded.

    Raises:
        WithdrawnError: one of them has withdrawn everything.
    """
    gone = {one.id for one in list_participants(db) if one.withdrawn_on}
    before = load_speakers(db, source)
    stubs = {label for label, one in before.items() if one in gone}
    wanted = {label: one.strip() for label, one in named.items() if one.strip()}
    if wanted == before:
        return
    wanted = {label: one for label, one in wanted.items() if label not in stubs}
    with writing(db):
        known = {one.id for one in list_participants(db)}
        for one in dict.fromkeys(wanted.values()):
            refuse_withdrawn(db, one)
            if one not in known:
                save_participant(db, Participant(one), actor)
        db.execute(
            "delete from speaker where source = ? and participant not in"
            " (select id from participant where withdrawn_on != '')",
            [source.id],
        )
        db.conn.executemany(
            "insert into speaker (source, turn, participant) values (?, ?, ?)",
            [
                (source.id, n, wanted[turn.speaker])
                for n, turn in enumerate(source.turns)
                if turn.speaker in wanted
            ],
        )
        record(db, actor, "named the speakers of a source", source.id, {"n": len(wanted)})


def load_speakers(db: Database, source: Source) -> dict[str, str]:
    """Participant.id by label of the speaker; empty unless it is a group."""
    rows = db.execute("select turn, participant from speaker where source = ?", [source.id])
    return {source.turns[n].speaker: str(who) for n, who in rows if n < len(source.turns)}


def speakers_in_groups(db: Database) -> dict[tuple[str, int], dict[str, str]]:
    """Of each turn (source, number) in a group: participant, organisation, organisation_name."""
    rows = db.query("""
      select speaker.source, speaker.turn, speaker.participant,
        coalesce(organisation.id, '') as organisation,
        coalesce(organisation.name, '') as organisation_name
      from speaker join participant on participant.id = speaker.participant
        left join organisation on organisation.id = participant.organisation
    """)
    return {(row.pop("source"), row.pop("turn")): row for row in rows}


def interviewed_frame(db: Database) -> pd.DataFrame:
    """One row for each participant in each source: source, participant, organisation and its name.

    In a group there are several; a source that names nobody has none.
    """
    import pandas as pd

    rows = db.query("""
      select source.id as source, participant.id as participant,
        coalesce(source.organisation, participant.organisation, '') as organisation
      from source join participant on participant.id = source.participant
      union
      select speaker.source, participant.id, coalesce(participant.organisation, '')
      from speaker join participant on participant.id = speaker.participant
    """)
    names = {one.id: one.name for one in list_organisations(db)}
    frame = pd.DataFrame(rows, columns=["source", "participant", "organisation"])
    return frame.assign(organisation_name=[names.get(id, "") for id in frame["organisation"]])
