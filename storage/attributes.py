"""The attributes that participants have: their types, kept and changed with all values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from sqlite_utils import Database

from interviews.attributes import AttributeKind, AttributeType, tidy_value, value_problems
from storage.audit import record
from storage.database import writing


def save_attribute_type(db: Database, type: AttributeType, actor: str, before: str = "") -> None:
    """Store what is known of every participant under a name; `before` is its name until now.

    Values of participants follow: they are renamed, and written in their one spelling.

    Raises:
        ValueError: another attribute has the name, or values would not fit; says which.
    """
    kept = replace(type, name=" ".join(type.name.split()))
    with writing(db):
        others = {one.name for one in list_attribute_types(db)} - {before}
        if kept.name.casefold() in {name.casefold() for name in others}:
            raise ValueError(f"There is an attribute '{kept.name}' already. Change that one.")
        values = _values_of(db, before or kept.name)
        problems = [f"{who}: {why}" for who, why in _misfits(kept, values)]
        if problems:
            raise ValueError(f"{len(problems)} values would not fit. {' '.join(problems[:5])}")
        if before and before != kept.name:
            db.execute("update attribute set name = ? where name = ?", [kept.name, before])
            db.execute("update attribute_type set name = ? where name = ?", [kept.name, before])
        for who, value in values.items():
            db.execute(
                "update attribute set value = ? where participant = ? and name = ?",
                [tidy_value(kept, value), who, kept.name],
            )
        keep_type(db, kept)
        record(db, actor, "saved an attribute", "", {"kind": kept.kind})


def list_attribute_types(db: Database) -> list[AttributeType]:
    """All attributes in the order in which they were made."""
    rows = db.query("select name, kind, options from attribute_type order by position, name")
    return [
        AttributeType(row["name"], AttributeKind(row["kind"]), tuple(json.loads(row["options"])))
        for row in rows
    ]


def delete_attribute_type(db: Database, name: str, actor: str) -> None:
    """Remove an attribute with its values."""
    with writing(db):
        db.execute("delete from attribute where name = ?", [name])
        db.execute("delete from attribute_type where name = ?", [name])
        record(db, actor, "deleted an attribute")


def keep_type(db: Database, type: AttributeType) -> None:
    """Within a transaction: store a type as it is."""
    db.execute(
        "insert into attribute_type (name, kind, options, position)"
        " values (?, ?, ?, (select coalesce(max(position), 0) + 1 from attribute_type))"
        " on conflict (name) do update set kind = excluded.kind, options = excluded.options",
        [type.name, type.kind, json.dumps(list(type.options), ensure_ascii=False)],
    )


def _values_of(db: Database, name: str) -> dict[str, str]:
    rows = db.execute("select participant, value from attribute where name = ?", [name])
    return {str(who): str(value) for who, value in rows}


def _misfits(type: AttributeType, values: Mapping[str, str]) -> list[tuple[str, str]]:
    return [
        (who, problem)
        for who, value in values.items()
        for problem in value_problems([type], {type.name: value})
    ]
