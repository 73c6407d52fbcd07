"""The key of pseudonyms and the roster, in the vault: who is called what, what stands for it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

from sqlite_utils import Database

from interviews.identity import LETTERED, Entity, Kind, Surface
from interviews.phrases import fold
from interviews.stand_ins import next_stand_in
from storage.database import writing

# What is replaced but is no secret by itself: "nineteen" and "in March" stand in many texts.
_NO_SECRET = (Kind.AGE, Kind.DATE)


def list_entities(vault: Database) -> list[Entity]:
    """Everybody and everything that has a name or a stand-in, the roster first."""
    names: dict[str, list[str]] = {}
    for entity, words in vault.execute(
        "select entity, words from entity_name order by entity, position"
    ):
        names.setdefault(str(entity), []).append(str(words))
    rows = vault.query(
        "select id, kind, pseudonym, on_roster, participant from entity"
        " order by on_roster desc, kind, length(pseudonym), pseudonym, id"
    )
    return [
        Entity(
            id=row["id"],
            kind=Kind(row["kind"]),
            names=tuple(names.get(row["id"], ())),
            pseudonym=row["pseudonym"],
            on_roster=bool(row["on_roster"]),
            participant=row["participant"],
        )
        for row in rows
    ]


def load_surfaces(vault: Database) -> tuple[Surface, ...]:
    """Every name that must not leave: those of the roster, and those replaced in any text."""
    rows = vault.execute(
        "select entity_name.words, entity.kind, entity.pseudonym from entity_name"
        " join entity on entity.id = entity_name.entity where entity.on_roster"
        " union select words, kind, stand_in from decision where verdict = 'replace' and not undone"
    )
    found = [Surface(words, Kind(kind), stand_in) for words, kind, stand_in in rows]
    return tuple(sorted((s for s in found if s.kind not in _NO_SECRET), key=lambda s: s.words))


def save_entity(vault: Database, entity: Entity) -> Entity:
    """Add somebody or something, or replace its names; ids are made, a pseudonym stays for good."""
    kept = replace(entity, id=entity.id or secrets.token_hex(8))
    with writing(vault):
        vault.execute(
            "insert into entity (id, kind, pseudonym, on_roster, participant)"
            " values (?, ?, ?, ?, ?) on conflict (id) do update set kind = excluded.kind,"
            " on_roster = excluded.on_roster, participant = excluded.participant",
            [kept.id, kept.kind, kept.pseudonym, kept.on_roster, kept.participant],
        )
        vault.execute("delete from entity_name where entity = ?", [kept.id])
        for position, words in enumerate(kept.names):
            if fold(words):
                vault.execute(
                    "insert or ignore into entity_name (entity, folded, words, position)"
                    " values (?, ?, ?, ?)",
                    [kept.id, fold(words), words, position],
                )
    return kept


def stand_in_of(vault: Database, entity: str) -> str:
    """The pseudonym of an entity, given now if it never had one."""
    with writing(vault):
        kind, known = vault.execute(
            "select kind, pseudonym from entity where id = ?", [entity]
        ).fetchone()
        if known:
            return str(known)
        taken = {row[0] for row in vault.execute("select pseudonym from entity")}
        given = next_stand_in(Kind(kind), taken)
        vault.execute("update entity set pseudonym = ? where id = ?", [given, entity])
    return given


def save_roster(vault: Database, entities: Sequence[Entity]) -> None:
    """Make these the roster; who is left out stays in the key if a text has their stand-in."""
    with writing(vault):
        vault.execute("update entity set on_roster = 0")
        for entity in entities:
            save_entity(vault, replace(entity, on_roster=True))
        forget_unused(vault)


def delete_entity(vault: Database, entity: str) -> None:
    """Remove somebody from the key for good; stand-ins in texts lead nowhere then."""
    with writing(vault):
        vault.execute("delete from decision where entity = ?", [entity])
        vault.execute("delete from entity where id = ?", [entity])


def forget_participant(vault: Database, participant: str) -> None:
    """Remove the key of a participant (P07) who is on the roster; called when they withdraw."""
    rows = vault.execute(
        "select id from entity where participant = ? and participant != ''", [participant]
    )
    for (entity,) in rows.fetchall():
        delete_entity(vault, entity)


def forget_unused(vault: Database) -> None:
    """Remove those who are neither on the roster nor named by a decision that holds, and names
    that were given to somebody by decisions which hold no more."""
    vault.execute(
        "delete from entity_name where exists"
        " (select 1 from entity where id = entity_name.entity and not on_roster) and not exists"
        " (select 1 from decision where decision.entity = entity_name.entity"
        " and decision.folded = entity_name.folded and not undone)"
    )
    vault.execute(
        "delete from entity where not on_roster and not exists"
        " (select 1 from decision where decision.entity = entity.id and not undone)"
    )


def has_key(vault: Database) -> bool:
    """True if the vault can still say who stands behind a pseudonym."""
    row = vault.execute(
        "select exists (select 1 from decision where verdict = 'replace' and kind in (?, ?, ?, ?))"
        " or exists (select 1 from unredacted)",
        [*LETTERED],
    ).fetchone()
    return bool(row[0])
