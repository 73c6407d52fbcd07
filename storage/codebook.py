"""The codebook: codes are added, changed, moved, removed and brought back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

from sqlite_utils import Database

from coding.codebook import next_colour as free_colour
from coding.codebook import placed, tree_order, without_removed_parents
from coding.errors import CodebookError
from coding.model import Code, Origin
from coding.steps import CODEBOOK, RowChange, added
from storage.audit import record
from storage.coding_steps import change_row, next_step, one_step, record_step
from storage.database import now, writing


def list_codes(db: Database) -> list[Code]:
    """The codes in use, in the order of the tree."""
    rows = list(db.query("select * from code"))
    parents = {str(row["id"]): str(row["parent"] or "") for row in rows}
    left = [_code(row) for row in rows if not row["removed_at"]]
    return tree_order(without_removed_parents(left, parents))


def list_removed_codes(db: Database) -> list[Code]:
    """The codes that were removed and can be brought back, newest first; not those merged."""
    rows = db.query(
        "select * from code where removed_at != '' and merged_into is null"
        " order by removed_at desc, name"
    )
    return [_code(row) for row in rows]


def save_code(
    db: Database, code: Code, actor: str, *, look_again: bool = True, why: str = ""
) -> Code:
    """Add a code (its id is made if it has none), or replace what is known about it.

    Args:
        look_again: if its meaning changes, the passages it has want another look; False where only
            the wording changes. A first definition puts into words what was meant, so it asks for
            none.
        why: the reason for the change, kept with it.

    Raises:
        CodebookError: another code has the name, or the parent cannot be one.
    """
    with writing(db):
        codes = list_codes(db)
        known = {one.id: one for one in codes}
        code = placed(replace(code, name=code.name.strip(), id=code.id or uuid4().hex), codes)
        if known.get(code.id) == code:
            return code
        _check_name(code, codes)
        _check_not_removed(db, code)
        is_new = code.id not in known
        act = "codebook: code added" if is_new else "codebook: code changed"
        values = _row(code)
        before = known.get(code.id)
        if before and look_again and any(before.meaning) and before.meaning != code.meaning:
            values["definition_n"] = next_step(db)
        change = _insert(db, code) if is_new else change_row(db, "code", code.id, values)
        record_step(db, actor, act, CODEBOOK, [change], subject=code.id, why=why)
        record(db, actor, act, code.id, {"parent": code.parent, "colour": code.colour})
    return code


def save_codes(db: Database, codes: Sequence[Code], actor: str) -> None:
    """Save several codes, parents before children: all of them, or none; undone at once."""
    with one_step(db, actor, "codebook: codes added", CODEBOOK):
        for code in codes:
            save_code(db, code, actor)


def save_order(db: Database, codes: Sequence[Code], actor: str) -> None:
    """Store the positions of these siblings."""
    with writing(db):
        changes = [change_row(db, "code", one.id, {"position": one.position}) for one in codes]
        record_step(db, actor, "codebook: order changed", CODEBOOK, changes)
        record(db, actor, "codebook: order changed", codes[0].parent if codes else "")


def delete_code(db: Database, code: str, actor: str, why: str = "") -> int:
    """Take a code out of use, its passages with it, and say how many; `restore_code` undoes it."""
    with writing(db):
        n = _count_of(db, code)
        row = db.execute("select removed_at from code where id = ?", [code]).fetchone()
        values = {"removed_at": now()} if row and not row[0] else {}
        _set(db, code, values, "codebook: code removed", actor, n, why)
    return n


def restore_code(db: Database, code: str, actor: str) -> int:
    """Bring a removed code back, with the passages it had, and say how many.

    Raises:
        CodebookError: another code has taken its name meanwhile.
    """
    with writing(db):
        row = next(iter(db.query("select * from code where id = ?", [code])))
        _check_name(_code(row), list_codes(db))
        n = _count_of(db, code)
        _set(db, code, {"removed_at": ""}, "codebook: code brought back", actor, n)
    return n


def count_segments(db: Database, viewer: str = "") -> Counter[str]:
    """How many passages have each code; a code without any counts 0.

    In open blind rounds only what `viewer` marked counts; nothing if no Account.id is given.
    """
    rows = db.execute(
        "select code, count(*) from live_segment"
        " where coder = ? or source not in (select source from blind_source) group by code",
        [viewer],
    )
    return Counter({str(code): int(n) for code, n in rows})


def next_colour(db: Database) -> int:
    """The colour number for the next code."""
    return free_colour(list_codes(db))


def _code(row: dict[str, object]) -> Code:
    return Code(
        id=str(row["id"]),
        name=str(row["name"]),
        definition=str(row["definition"]),
        parent=str(row["parent"] or ""),
        colour=int(str(row["colour"])),
        position=int(str(row["position"])),
        origin=Origin(str(row["origin"])),
        **{name: str(row[name]) for name in ("use_when", "use_not", "example", "retired_at")},
    )


def _check_name(code: Code, codes: Sequence[Code]) -> None:
    for other in codes:
        if other.id != code.id and other.name.casefold() == code.name.casefold():
            raise CodebookError(
                f"There is a code named '{other.name}' already. Choose another name, or use it."
            )


def _check_not_removed(db: Database, code: Code) -> None:
    gone = "select 1 from code where id = ? and removed_at != ''"
    if db.execute(gone, [code.id]).fetchone():
        raise CodebookError(
            f"Code '{code.name}' was removed meanwhile. Bring it back first, on the codebook page."
        )


def _row(code: Code) -> dict[str, object]:
    return {
        "name": code.name,
        "definition": code.definition,
        "parent": code.parent or None,
        "colour": code.colour,
        "position": code.position,
        "use_when": code.use_when,
        "use_not": code.use_not,
        "example": code.example,
        "origin": code.origin.value,
    }


def _insert(db: Database, code: Code) -> RowChange:
    db.execute(
        "insert into code (id, name, definition, parent, colour, position, use_when, use_not,"
        " example, origin) values (:id, :name, :definition, :parent, :colour, :position, :use_when,"
        " :use_not, :example, :origin)",
        {"id": code.id, **_row(code)},
    )
    return added("code", code.id, now())


def _set(
    db: Database,
    code: str,
    values: Mapping[str, object],
    act: str,
    actor: str,
    n_segments: int,
    why: str = "",
) -> None:
    """Change a code's row as a step of its own, and tell the record."""
    change = change_row(db, "code", code, values)
    record_step(db, actor, act, CODEBOOK, [change], subject=code, why=why)
    record(db, actor, act, code, {"segments": n_segments})


def _count_of(db: Database, code: str) -> int:
    """How many passages a code has, also while it is removed itself."""
    row = db.execute(
        "select count(*) from segment where code = ? and removed_at = ''", [code]
    ).fetchone()
    return int(row[0])
