"""A step: what one coder did at once, kept so that it can be taken back and done again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CODEBOOK = "codebook"  # the place of what was done to the tree of codes; a text's place is its id
ADDING = ("codebook: code added", "codebook: codes added", "codebook: code split")
PASSAGES = "passages"  # the place of what was coded together in many texts

Values = Mapping[str, object]


@dataclass(frozen=True)
class RowChange:
    """What a step made of one row: only the columns that it changed, before and after.

    A row is never erased, so what was added is a row that was removed before.
    """

    table: str
    row: str  # its id
    before: Values
    after: Values
    source: str = ""  # Source.id of a segment, "" of everything else

    def turned_round(self) -> RowChange:
        """The change that takes this one back."""
        return RowChange(self.table, self.row, self.after, self.before, self.source)


@dataclass(frozen=True)
class Step:
    """One act, or several done as one. `kind` is how the record names it, `subject` a Code.id."""

    n: int  # its place in the order of all steps
    coder: str
    kind: str
    place: str
    subject: str
    changes: tuple[RowChange, ...] = ()

    @property
    def adds_codes(self) -> bool:
        """True if undoing it takes codes out of the codebook that nobody may have used by then."""
        return self.kind.startswith(ADDING)


@dataclass(frozen=True)
class TakenBack:
    """A step that was undone or done again; `why_not` says why it could not be, else ""."""

    step: Step
    why_not: str = ""


def added(table: str, row: str, at: str, source: str = "") -> RowChange:
    """The change that a new row is: it was removed until it was made, `at`."""
    return RowChange(table, row, {"removed_at": at}, {"removed_at": ""}, source)


def changed(
    table: str, row: str, before: Values, after: Values, source: str = ""
) -> RowChange | None:
    """The change between two states of a row; None if they are equal.

    Columns that only one of them has do not count.
    """
    differing = [name for name in after if name in before and before[name] != after[name]]
    if not differing:
        return None
    return RowChange(
        table,
        row,
        {name: before[name] for name in differing},
        {name: after[name] for name in differing},
        source,
    )


def is_as_left(row: Values, change: RowChange) -> bool:
    """True if a row still has the values that the change gave it: nobody touched them since.

    When a row was removed does not matter, only whether it was.
    """
    return all(
        bool(row[name]) == bool(value) if name == "removed_at" else row[name] == value
        for name, value in change.after.items()
    )
