"""Larger changes of the codebook: codes are moved, merged, split and retired, each as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from sqlite_utils import Database

from coding.codebook import descendants, placed, put
from coding.errors import CodebookError
from coding.model import Code
from coding.steps import CODEBOOK, RowChange
from storage.audit import record
from storage.codebook import list_codes, save_code
from storage.coding_steps import change_row, one_step, record_step
from storage.database import now, writing

_UNSEEN = -1  # older than any definition: still to be looked at under whatever code


@dataclass(frozen=True)
class Merged:
    """What became of the passages: so many have the other code now, so many had both codes."""

    n_moved: int
    n_doubled: int


def place_code(db: Database, code: str, parent: str, before: str, actor: str) -> None:
    """Move a code under another one (or to the top), above a sibling or to the end.

    Raises:
        CodebookError: the code or the parent is gone, or the parent stands under the code itself.
    """
    with one_step(db, actor, "codebook: code moved", CODEBOOK, subject=code):
        for one in put(code, parent, before, list_codes(db)):
            values: dict[str, object] = {"position": one.position}
            if one.id == code:
                values["parent"] = parent or None
            _keep(db, actor, change_row(db, "code", one.id, values))
        record(db, actor, "codebook: code moved", code, {"parent": parent})


def merge_codes(db: Database, merged: str, kept: str, actor: str, why: str = "") -> Merged:
    """Give all passages of one code to another one, and take the first out of the codebook.

    What stood under it stands under the other one then; themes and rounds that name it mean the
    other one. Of two passages of one coder with the same borders one is removed: the one that no
    theme and no finding quotes. If both are quoted, both stay.

    Raises:
        CodebookError: one of them is gone, or both are the same.
    """
    with one_step(db, actor, "codebook: codes merged", CODEBOOK, subject=kept, why=why):
        codes = _both(db, merged, kept)
        _take_over_children(db, codes[merged], codes[kept], actor)
        rows = list(db.query("select * from segment where code = ? order by id", [merged]))
        twins, quoted = _twins(db, kept), _quoted(db)
        doubled = [_take_over(db, row, kept, twins, quoted, actor) for row in rows]
        values = {"merged_into": kept, "removed_at": now()}
        _keep(db, actor, change_row(db, "code", merged, values))
        found = Merged(doubled.count(False), doubled.count(True))
        detail = {"merged": merged, "segments": found.n_moved, "doubled": found.n_doubled}
        record(db, actor, "codebook: codes merged", kept, detail)
    return found


def split_code(
    db: Database,
    code: str,
    parts: Sequence[Code],
    where: Mapping[str, str],
    actor: str,
    why: str = "",
) -> None:
    """Make new codes out of one, and give them the passages chosen for each; the others stay.

    Args:
        parts: the new codes, with ids.
        where: Code.id of one of the parts by Segment.id.

    Raises:
        CodebookError: no part is given, a name is taken, or a passage no longer has the code.
    """
    if not parts:
        raise CodebookError("Name at least one new code, and choose passages for it.")
    with one_step(db, actor, "codebook: code split", CODEBOOK, subject=code, why=why):
        for part in parts:
            save_code(db, part, actor)
        for segment, part_id in where.items():
            row = next(iter(db.query("select * from segment where id = ?", [segment])), None)
            if row is None or row["code"] != code or row["removed_at"]:
                raise CodebookError(
                    "Somebody has recoded one of these passages meanwhile. Load the page again."
                )
            _give(db, row, part_id, actor)
        detail = {"into": [part.id for part in parts], "segments": len(where)}
        record(db, actor, "codebook: code split", code, detail)


def retire_code(
    db: Database, code: str, actor: str, why: str = "", *, retired: bool = True
) -> None:
    """No new passages for a code, those it has stay; or (`retired=False`) it is in use again."""
    act = "codebook: code retired" if retired else "codebook: code in use again"
    with writing(db):
        change = change_row(db, "code", code, {"retired_at": now() if retired else ""})
        record_step(db, actor, act, CODEBOOK, [change], subject=code, why=why)
        record(db, actor, act, code)


def _both(db: Database, merged: str, kept: str) -> dict[str, Code]:
    codes = {code.id: code for code in list_codes(db)}
    if merged == kept:
        raise CodebookError("Choose two different codes to merge.")
    if merged not in codes or kept not in codes:
        raise CodebookError("One of these codes is no longer in the codebook. Load the page again.")
    return codes


def _take_over_children(db: Database, merged: Code, kept: Code, actor: str) -> None:
    """The codes under the merged one; they move up by themselves if the kept one is among them."""
    codes = list_codes(db)
    if kept.id in {one.id for one in descendants(merged.id, codes)}:
        return
    for child in [one for one in codes if one.parent == merged.id]:
        there = placed(replace(child, parent=kept.id), list_codes(db))
        values = {"parent": there.parent, "position": there.position}
        _keep(db, actor, change_row(db, "code", child.id, values))


def _take_over(
    db: Database,
    row: Mapping[str, object],
    kept: str,
    twins: Mapping[tuple[object, ...], str],
    quoted: Set[str],
    actor: str,
) -> bool:
    """Give one passage to the kept code; True if its coder had marked the same words with both."""
    own = str(row["id"])
    twin = "" if row["removed_at"] else twins.get(_place(row), "")
    gone = next((one for one in (own, twin) if one not in quoted), "") if twin else ""
    if gone != own:
        _give(db, row, kept, actor)
    if gone:
        removal = {"removed_at": now()}
        _keep(db, actor, change_row(db, "segment", gone, removal, str(row["source"])))
    return bool(gone)


def _twins(db: Database, code: str) -> dict[tuple[object, ...], str]:
    """The passages of a code by where they stand and who marked them."""
    rows = db.query("select * from segment where code = ? and removed_at = ''", [code])
    return {_place(row): str(row["id"]) for row in rows}


def _place(row: Mapping[str, object]) -> tuple[object, ...]:
    return (row["source"], row["start"], row["end"], row["coder"])


def _quoted(db: Database) -> set[str]:
    """The passages that a theme or a finding quotes."""
    rows = db.execute(
        "select segment from evidence where segment is not null"
        " union select segment from theme_quote"
    )
    return {str(segment) for (segment,) in rows}


def _give(db: Database, row: Mapping[str, object], code: str, actor: str) -> None:
    """Another code for a passage. Whoever had still to look at it again, still has."""
    numbers = dict(db.execute("select id, definition_n from code").fetchall())
    is_seen = int(str(row["definition_n"])) >= numbers[row["code"]]
    values = {"code": code, "definition_n": numbers[code] if is_seen else _UNSEEN}
    _keep(db, actor, change_row(db, "segment", str(row["id"]), values, str(row["source"])))


def _keep(db: Database, actor: str, change: RowChange | None) -> None:
    """A part of the step around it."""
    record_step(db, actor, "codebook: a part", CODEBOOK, [change])
