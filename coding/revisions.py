"""The history of the codebook: each change of a code with what it was before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

Values = Mapping[str, object]

# Columns in the order in which a history shows them, and how it calls them.
FIELDS = {
    "name": "Name",
    "definition": "Definition",
    "use_when": "When to use",
    "use_not": "When not to use",
    "example": "Example",
    "origin": "Origin",
    "parent": "Stands under",
    "colour": "Colour",
}
_MEANING = ("definition", "use_when", "use_not")


@dataclass(frozen=True)
class Revision:
    """What one step changed of one code; `before` and `after` hold the changed columns only.

    Several revisions of the same `n` are one act: of a merge those of both codes.
    """

    n: int
    code: str  # Code.id
    by: str  # Account.id
    at: str
    act: str  # "codebook: code changed", "undone: codebook: code changed" …
    subject: str = ""  # Code.id that the whole act is about
    why: str = ""
    before: Values = field(default_factory=dict)
    after: Values = field(default_factory=dict)

    @property
    def is_undo(self) -> bool:
        """True if it took something back, or did it again."""
        return self.act.startswith(("undone", "done again"))

    @property
    def redefines(self) -> bool:
        """True if the meaning changed."""
        return any(name in self.after for name in _MEANING)


@dataclass(frozen=True)
class Difference:
    """One line of a history: how a column is called, and its two values in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One act in the history of a code; `others` are the codes that it changed as well."""

    revision: Revision
    others: tuple[str, ...] = ()  # Code.id


def history_of(code: str, revisions: Sequence[Revision]) -> list[Entry]:
    """The acts on one code, the newest first, each once.

    Args:
        revisions: oldest first; of acts on other codes too.
    """
    acts: dict[int, list[Revision]] = {}
    for revision in revisions:
        acts.setdefault(revision.n, []).append(revision)
    entries = []
    for these in acts.values():
        own = next((one for one in these if one.code == code), None)
        if own is None and these[0].subject != code:
            continue
        shown = own or replace(these[0], before={}, after={})
        entries.append(Entry(shown, tuple(one.code for one in these if one.code != code)))
    return entries[::-1]


def differences(revision: Revision, names: Mapping[str, str]) -> list[Difference]:
    """What a revision changed, in words; places among siblings and counters are left out.

    Args:
        names: of codes, by id.
    """

    def said(column: str, value: object) -> str:
        if column == "parent":
            return names.get(str(value), "a removed code") if value else "the top"
        return str(value if value is not None else "")

    return [
        Difference(
            label,
            said(column, revision.before.get(column)),
            said(column, revision.after.get(column)),
        )
        for column, label in FIELDS.items()
        if column in revision.after
    ]


def names_then(revisions: Sequence[Revision], names: Mapping[str, str]) -> list[Mapping[str, str]]:
    """How every code was called right after each revision.

    Args:
        revisions: oldest first.
        names: how they are called today.
    """
    now = names
    found: list[Mapping[str, str]] = []
    for revision in reversed(revisions):
        found.append(now)
        if "name" in revision.before:
            now = {**now, revision.code: str(revision.before["name"])}
    return found[::-1]
