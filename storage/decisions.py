"""Decisions about names, in the vault: they hold real names, so the study never sees them."""

from __future__ import annotations

from dataclasses import replace

from sqlite_utils import Database

from interviews.deciding import Decision, Verdict
from interviews.entities import same_entity
from interviews.identity import LETTERED, Entity, Kind
from interviews.phrases import fold
from interviews.stand_ins import own_stand_in, plain_stand_in
from storage.database import now, writing
from storage.names_key import forget_unused, list_entities, save_entity, stand_in_of


def list_decisions(vault: Database, source: str) -> list[Decision]:
    """What holds in a source: its own decisions and those of the whole study, oldest first."""
    rows = vault.query(
        "select * from decision where source in (?, '') and not undone order by n", [source]
    )
    return [
        Decision(
            words=row["words"],
            verdict=Verdict(row["verdict"]),
            kind=Kind(row["kind"]),
            stand_in=row["stand_in"],
            source=row["source"],
            start=row["start"],
            end=row["end"],
            entity=row["entity"] or "",
            n=row["n"],
            account=row["account"],
        )
        for row in rows
    ]


def save_decision(
    vault: Database, decision: Decision, actor: str, *, made_in: str = ""
) -> Decision:
    """Add a decision; what is replaced gets its stand-in, the same for the same everywhere.

    Who is meant is `decision.entity`, else who is known under that name, else somebody new.

    Args:
        made_in: the source on the screen when it was decided, although it may hold in all.
    """
    with writing(vault):
        kept = _with_stand_in(vault, decision)
        added = vault.execute(
            'insert into decision (source, folded, words, start, "end", verdict, kind, entity,'
            " stand_in, account, at, made_in) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(kept.source, kept.folded, kept.words, kept.start, kept.end, kept.verdict),
                *(kept.kind, kept.entity or None, kept.stand_in, actor, now(), made_in),
            ],
        )
    return replace(kept, n=int(added.lastrowid or 0), account=actor)


def undo_decision(vault: Database, source: str, actor: str) -> bool:
    """Take back this person's last decision made in a source; False if there is none."""
    with writing(vault):
        row = vault.execute(
            "select n from decision where made_in = ? and account = ?"
            " and not undone order by n desc limit 1",
            [source, actor],
        ).fetchone()
        if row is None:
            return False
        vault.execute("update decision set undone = 1 where n = ?", [row[0]])
        forget_unused(vault)
    return True


def can_undo_decision(vault: Database, source: str, actor: str) -> bool:
    """True if `undo_decision` would take something back."""
    row = vault.execute(
        "select 1 from decision where made_in = ? and account = ? and not undone limit 1",
        [source, actor],
    ).fetchone()
    return row is not None


def _with_stand_in(vault: Database, decision: Decision) -> Decision:
    if decision.verdict is Verdict.KEEP:
        return replace(decision, entity="", stand_in="")
    if decision.kind not in LETTERED and not decision.entity:
        own = own_stand_in(decision.stand_in)
        return replace(decision, stand_in=own or plain_stand_in(decision.kind))
    entity = _meant(vault, decision)
    stand_in = stand_in_of(vault, entity.id)
    return replace(decision, entity=entity.id, kind=entity.kind, stand_in=stand_in)


def _meant(vault: Database, decision: Decision) -> Entity:
    """Who is meant; they are known under this name from now on."""
    known = list_entities(vault)
    entity = next((one for one in known if one.id == decision.entity), None)
    entity = entity or same_entity(decision.words, decision.kind, known)
    if entity is None:
        return save_entity(vault, Entity("", decision.kind, (decision.words,)))
    if decision.folded not in map(fold, entity.names):
        entity = save_entity(vault, replace(entity, names=(*entity.names, decision.words)))
    return entity
