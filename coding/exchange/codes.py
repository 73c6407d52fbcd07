"""Codes of a project beside those of the codebook: which are the same, which are new."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from coding.codebook import next_colour
from coding.exchange.guids import guid_of, id_of
from coding.exchange.model import ProjectCode
from coding.exchange.project_reading import read_codebook
from coding.model import Code, Origin

# How each number of the palette is written for other programs (the colours of a light screen).
HEX = (
    *("#0a6961", "#6b2e04", "#052daa", "#e2568b", "#868f00", "#894ed6"),
    *("#0a8fd1", "#923a38", "#51825b", "#b736a0", "#8b641a", "#373b41"),
)
_NONE: Mapping[str, str] = MappingProxyType({})
# How the parts of what is said about a code are told apart in its description.
_PARTS = {
    "use_when": "When to use",
    "use_not": "When not to use",
    "example": "Example",
    "origin": "Origin",
}


@dataclass(frozen=True)
class MergedCodes:
    """The codes to add, and which code of the codebook each code of the project is."""

    new: tuple[Code, ...]  # parents first
    ids: Mapping[str, str]  # ProjectCode.id → Code.id
    notices: tuple[str, ...]  # what had to be renamed


def palette_number(colour: str) -> int:
    """The number 1–12 that is nearest to "#rrggbb" or "#rgb" for the eye; 0 for no colour."""
    wanted = _channels(colour)
    if wanted is None:
        return 0
    distances = [_distance(wanted, _channels(one) or wanted) for one in HEX]
    return distances.index(min(distances)) + 1


def merge_codes(
    theirs: Sequence[ProjectCode],
    ours: Sequence[Code],
    gone: Collection[str] = (),
    merged: Mapping[str, str] = _NONE,
) -> MergedCodes:
    """Find the codes that are the same: by GUID, else by name under a parent of the same name.

    A name that is taken otherwise gets its parent's, else a number, behind it: names are unique in
    a codebook here, not in every program.

    Args:
        gone: Code.id of those that were removed: what is the same comes in as a new code.
        merged: Code.id → the code that it became when it was merged.
    """
    known = {code.id: code for code in ours}
    taken = {code.name.casefold(): code for code in ours}
    names = {code.id: code.name for code in theirs}
    new: list[Code] = []
    ids: dict[str, str] = {}
    notices: list[str] = []
    for one in theirs:
        parent = ids.get(one.parent, "")
        here = id_of(one.id)
        same = known.get(merged.get(here, here)) or _same(taken.get(one.name.casefold()), parent)
        if same:
            ids[one.id] = same.id
            continue
        name = _free(one.name, names.get(one.parent, ""), taken)
        if name != one.name:
            notices.append(f"The code '{one.name}' comes in as '{name}': there is one already.")
        code = Code(
            id=_unused(here, gone),
            name=name,
            parent=parent,
            **described(one.definition),
            colour=palette_number(one.colour) or next_colour([*ours, *new]),
            position=len(ours) + len(new),
        )
        taken[name.casefold()] = known[code.id] = code
        ids[one.id] = code.id
        new.append(code)
    return MergedCodes(tuple(new), ids, tuple(notices))


def codes_in_qdc(data: bytes, ours: Sequence[Code]) -> MergedCodes:
    """The codes of a .qdc beside those of the codebook.

    Raises:
        ExchangeError: the file cannot be read.
    """
    return merge_codes(read_codebook(data).codes, ours)


def project_codes(codes: Sequence[Code]) -> tuple[ProjectCode, ...]:
    """The codes of a codebook, in the order of its tree, as a project has them."""
    return tuple(
        ProjectCode(
            id=guid_of("", "code", code.id),
            name=code.name,
            definition=description(code),
            parent=guid_of("", "code", code.parent) if code.parent else "",
            colour=HEX[code.colour - 1],
        )
        for code in codes
    )


def description(code: Code) -> str:
    """Everything that is said of a code as one text, for programs that know a description only."""
    more = [
        f"{title}: {words}" for field, title in _PARTS.items() if (words := getattr(code, field))
    ]
    return "\n\n".join(one for one in (code.definition, *more) if one)


def described(text: str) -> dict[str, Any]:
    """The parts of such a text again, by the field of a Code."""
    found: dict[str, Any] = {}
    text = f"\n\n{text}"
    for field, title in reversed(_PARTS.items()):
        before, mark, words = text.rpartition(f"\n\n{title}: ")
        if mark and (field != "origin" or words in list(Origin)):
            found[field] = Origin(words) if field == "origin" else words
            text = before
    return {"definition": text.removeprefix("\n\n"), **found}


def _same(namesake: Code | None, parent: str) -> Code | None:
    return namesake if namesake and namesake.parent == parent else None


def _unused(id: str, gone: Collection[str]) -> str:
    """This id, or the next one that no removed code had."""
    while id in gone:
        id = id_of(f"{id} again")
    return id


def _free(name: str, parent: str, taken: Mapping[str, Code]) -> str:
    tries = [name, f"{name} ({parent})"] if parent else [name]
    tries += [f"{name} ({n})" for n in range(2, len(taken) + 3)]
    return next(one for one in tries if one.casefold() not in taken)


def _channels(colour: str) -> tuple[int, int, int] | None:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch("[0-9a-fA-F]{6}", digits):
        return None
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The weighted distance of two colours in sRGB that is known as "redmean"."""
    red = (one[0] + other[0]) / 2
    weights = (2 + red / 256, 4, 2 + (255 - red) / 256)
    parts = zip(weights, one, other, strict=True)
    return sum(weight * (a - b) ** 2 for weight, a, b in parts)
