"""What a format cannot hold: names, labels and texts made to fit, and each change reported."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from survey.exports.variables import Content, Variable, is_reason


def n_bytes(text: str) -> int:
    """Length in UTF-8, which is how SPSS counts."""
    return len(text.encode("utf-8"))


def n_utf16(text: str) -> int:
    """Length in UTF-16 units, which is how Excel counts."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True)
class Limits:
    """The longest of each thing in one format; `size` counts as the format does."""

    format: str
    size: Callable[[str], int]
    name: int
    label: int
    value_label: int
    text: int
    reserved: frozenset[str] = frozenset()
    name_letters: str = "A-Za-z0-9_"
    cases_differ: bool = True  # whether "A1" and "a1" are two names


_SPSS_WORDS = "ALL AND BY EQ GE GT LE LT NE NOT OR TO WITH"
_STATA_WORDS = (
    "_all _b byte _coef _cons double float if in int long _n _N _pi _pred _rc _skip strL using with"
)
SPSS = Limits(
    "SPSS",
    n_bytes,
    *(64, 256, 120, 32_767),
    frozenset(_SPSS_WORDS.split()),
    cases_differ=False,
)
STATA = Limits(
    "Stata",
    len,
    *(32, 80, 32_000, 2_000_000_000),
    frozenset(_STATA_WORDS.split()),
)
EXCEL = Limits("Excel", n_utf16, *(32_767,) * 4, name_letters="", cases_differ=True)


@dataclass(frozen=True)
class Change:
    """One thing that stands differently in the file; `of` is the variable's name here."""

    of: str
    what: str
    here: str
    there: str


def fitted(given: Sequence[Variable], limits: Limits) -> tuple[list[Variable], list[Change]]:
    """The variables as a format can hold them, and all that had to change.

    Long texts go on in further variables, so that no word is lost; labels are cut, since the
    codebook has them whole.
    """
    found: list[Variable] = []
    changes: list[Change] = []
    taken: set[str] = set()
    for variable in given:
        for part in _parts(variable, limits):
            name = _free_name(part.name, taken, limits)
            taken.add(name if limits.cases_differ else name.casefold())
            label = cut(part.label, limits.label, limits.size)
            codes = {
                code: cut(text, limits.value_label, limits.size)
                for code, text in part.codes.items()
            }
            fit = replace(part, name=name, label=label, codes=codes)
            changes += _differences(variable, part, fit)
            found.append(fit)
    return found, changes


def _differences(variable: Variable, part: Variable, fit: Variable) -> Iterable[Change]:
    """What a reader of the file must know."""
    if part.name != variable.name:
        yield Change(variable.name, "goes on in another variable", variable.name, fit.name)
    elif fit.name != part.name:
        yield Change(variable.name, "has another name", part.name, fit.name)
    if fit.label != part.label:
        yield Change(variable.name, "label shortened", part.label, fit.label)
    for code, text in part.codes.items():
        if fit.codes[code] != text:
            yield Change(variable.name, "label of an option shortened", text, fit.codes[code])


def cut(text: str, most: int, size: Callable[[str], int]) -> str:
    """The text, or as much of its beginning as fits, with dots at the end."""
    if size(text) <= most:
        return text
    return _beginning(text, most - size("…"), size).rstrip() + "…"


def pieces(text: str, most: int, size: Callable[[str], int]) -> list[str]:
    """The text in pieces of at most that size; together they are the whole text.

    No piece but the last ends with a space: SPSS would drop it.
    """
    found: list[str] = []
    rest = text
    while size(rest) > most:
        piece = _beginning(rest, most, size)
        piece = piece.rstrip(" ") or piece
        found.append(piece)
        rest = rest[len(piece) :]
    return [*found, rest]


def _beginning(text: str, most: int, size: Callable[[str], int]) -> str:
    """The longest beginning of at most that size, found by halving."""
    low, high = 0, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(text[:middle]) <= most else (low, middle - 1)
    return text[:low]


def _parts(variable: Variable, limits: Limits) -> list[Variable]:
    """The variable itself, or several that share its texts."""
    most = limits.text
    texts = [cell for cell in variable.cells if isinstance(cell, str) and not is_reason(cell)]
    if variable.content is not Content.TEXT or all(limits.size(text) <= most for text in texts):
        return [variable]
    cells = [
        pieces(cell, most, limits.size) if isinstance(cell, str) else [cell]
        for cell in variable.cells
    ]
    return [
        replace(
            variable,
            name=variable.name if at == 0 else f"{variable.name}_part{at + 1}",
            label=variable.label if at == 0 else f"Part {at + 1} of: {variable.label}",
            cells=[cell[at] if at < len(cell) else None for cell in cells],
        )
        for at in range(max(map(len, cells)))
    ]


def _free_name(name: str, taken: set[str], limits: Limits) -> str:
    """A name that the format takes and that no other variable has."""
    base = _allowed(name, limits)
    wish, number = base, 2
    while (wish if limits.cases_differ else wish.casefold()) in taken:
        tail = f"_{number}"
        wish, number = _beginning(base, limits.name - len(tail), limits.size) + tail, number + 1
    return wish


def _allowed(name: str, limits: Limits) -> str:
    """The name in letters without accents, digits and _, beginning with a letter."""
    if not limits.name_letters:
        return name
    bare = unicodedata.normalize("NFKD", name)
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    bare = re.sub(f"[^{limits.name_letters}]", "_", bare)
    if not bare[:1].isalpha():
        bare = f"v{bare}"
    reserved = {word.casefold() for word in limits.reserved}
    if bare.casefold() in reserved or re.fullmatch(r"str[0-9]+", bare):
        bare = f"{bare}_v"
    return _beginning(bare, limits.name, limits.size)
