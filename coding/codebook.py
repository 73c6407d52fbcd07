"""The codebook as a tree: its order, its paths, moves inside it, and the next colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from coding.errors import CodebookError
from coding.model import N_COLOURS, Code


def tree_order(codes: Sequence[Code]) -> list[Code]:
    """Each code followed by those under it; siblings by position, then by name."""
    return list(_below("", _children(codes)))


def depths(codes: Sequence[Code]) -> dict[str, int]:
    """How deep each code stands: 0 at the top of the tree."""
    found: dict[str, int] = {}
    for code in tree_order(codes):
        found[code.id] = found.get(code.parent, -1) + 1
    return found


def path(code: Code, codes: Mapping[str, Code]) -> str:
    """The names from the top of the tree down to this code: "Handing over / Waiting"."""
    names = [code.name]
    while code.parent in codes:
        code = codes[code.parent]
        names.insert(0, code.name)
    return " / ".join(names)


def descendants(code: str, codes: Sequence[Code]) -> list[Code]:
    """Every code that stands under this one, at any depth."""
    return list(_below(code, _children(codes)))


def with_below(counts: Mapping[str, int], codes: Sequence[Code]) -> dict[str, int]:
    """The count of each code with those of the codes under it, at any depth."""
    sums = {code.id: counts.get(code.id, 0) for code in codes}
    for code in reversed(tree_order(codes)):
        if code.parent in sums:
            sums[code.parent] += sums[code.id]
    return sums


def possible_parents(code: str, codes: Sequence[Code]) -> list[Code]:
    """The codes under which this one may stand: not itself, and nothing below it."""
    below = {one.id for one in descendants(code, codes)} | {code}
    return [one for one in codes if one.id not in below]


def next_colour(codes: Sequence[Code]) -> int:
    """The colour number fewest codes have; the lowest of them."""
    used = Counter(code.colour for code in codes)
    return min(range(1, N_COLOURS + 1), key=lambda number: (used[number], number))


def placed(code: Code, codes: Sequence[Code]) -> Code:
    """The code at a free position among its siblings: at the end if its own is taken.

    Raises:
        CodebookError: the parent is missing, or stands under the code itself.
    """
    _check_parent(code, codes)
    siblings = [one for one in codes if one.parent == code.parent and one.id != code.id]
    taken = {one.position for one in siblings}
    return replace(code, position=max(taken) + 1) if code.position in taken else code


def moved(code: str, step: int, codes: Sequence[Code]) -> list[Code]:
    """The siblings in their new order, renumbered, after the code went `step` places down."""
    this = next(one for one in codes if one.id == code)
    siblings = [one for one in tree_order(codes) if one.parent == this.parent]
    at = siblings.index(this)
    siblings.insert(min(max(at + step, 0), len(siblings) - 1), siblings.pop(at))
    return [replace(one, position=position) for position, one in enumerate(siblings)]


def put(code: str, parent: str, before: str, codes: Sequence[Code]) -> list[Code]:
    """The new siblings in their order, renumbered, with the code among them.

    Args:
        parent: Code.id under which it shall stand, "" for the top.
        before: Code.id of the sibling that it shall stand above; "" for the end.

    Raises:
        CodebookError: the code or the parent is gone, or the parent stands under the code itself.
    """
    this = next((one for one in codes if one.id == code), None)
    if this is None:
        raise CodebookError("This code is no longer in the codebook. Load the page again.")
    if parent == code:
        raise CodebookError(f"Code '{this.name}' cannot stand under itself.")
    there = replace(this, parent=parent)
    _check_parent(there, codes)
    siblings = [one for one in tree_order(codes) if one.parent == parent and one.id != code]
    at = next((n for n, one in enumerate(siblings) if one.id == before), len(siblings))
    siblings.insert(at, there)
    return [replace(one, position=position) for position, one in enumerate(siblings)]


def without_removed_parents(codes: Sequence[Code], parents: Mapping[str, str]) -> list[Code]:
    """The codes that are left, each under its nearest ancestor that is left.

    `parents` maps every code, the removed ones too, to its parent. Nothing is stored, so a code
    that comes back has its old ones under it again.
    """
    left = {code.id for code in codes}

    def nearest(parent: str) -> str:
        while parent and parent not in left:
            parent = parents.get(parent, "")
        return parent

    return [replace(code, parent=nearest(code.parent)) for code in codes]


def _children(codes: Sequence[Code]) -> dict[str, list[Code]]:
    found: dict[str, list[Code]] = {}
    for code in sorted(codes, key=lambda code: (code.position, code.name.casefold())):
        found.setdefault(code.parent, []).append(code)
    return found


def _below(parent: str, children: Mapping[str, list[Code]]) -> Iterator[Code]:
    for code in children.get(parent, []):
        yield code
        yield from _below(code.id, children)


def _check_parent(code: Code, codes: Sequence[Code]) -> None:
    if not code.parent:
        return
    if code.parent not in {other.id for other in codes}:
        raise CodebookError(
            f"Code '{code.name}' should stand under a code that is no longer in the codebook. "
            "Choose another one, or put it at the top."
        )
    if code.parent in {below.id for below in descendants(code.id, codes)}:
        raise CodebookError(
            f"Code '{code.name}' cannot stand under a code that stands under it. "
            "Move that code out first."
        )
