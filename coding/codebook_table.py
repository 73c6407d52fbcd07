"""A codebook from a table: our own CSV, a sheet of Excel, Taguette's tags, paths of other tools."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coding.codebook import next_colour
from coding.codebook_csv import typed
from coding.errors import CodebookError
from coding.model import N_COLOURS, Code, Origin
from survey.imports.errors import ImportFileError
from survey.imports.rows import read_rows

LONGEST_NAME = 80
MOST_ROWS = 5_000
# How others call the columns; the first that a file has is taken.
_COLUMNS = {
    "name": ("name", "code", "code name", "codename", "tag", "title", "nom", "kode"),
    "path": ("path", "code path", "full name"),
    "parent": ("parent", "parent code"),
    "category": ("category", "theme", "code group", "section", "catégorie", "kategorie"),
    "definition": ("definition", "description", "code description", "comment", "memo", "meaning"),
    "use_when": ("when to use", "use_when", "inclusion criteria", "include"),
    "use_not": ("when not to use", "use_not", "exclusion criteria", "exclude"),
    "example": ("example", "examples"),
    "origin": ("origin",),
    "colour": ("colour", "color"),
}
_SEPARATORS = (" / ", " > ", "::", "\\", " → ", "/", ">")


@dataclass(frozen=True)
class RowProblem:
    """What is wrong with a row of the file; `left_out` if no code comes of it."""

    row: int  # as a spreadsheet numbers them
    why: str
    left_out: bool = True


@dataclass(frozen=True)
class CodebookTable:
    """What a file holds: codes to add, parents before children, and what is wrong with it."""

    codes: tuple[Code, ...]
    problems: tuple[RowProblem, ...] = ()


@dataclass
class _Row:
    """One row while it is read: its name, and the names above it from the top down."""

    line: int
    name: str
    above: tuple[str, ...]
    cells: Mapping[str, str]
    id: str = ""
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def parent(self) -> str:
        return self.above[-1] if self.above else ""

    def leave_out(self, why: str) -> None:
        self.problems.append(RowProblem(self.line, why))
        self.id = ""


def parse_codebook(
    data: bytes, filename: str, make_id: Callable[[], str], known: Sequence[Code] = ()
) -> CodebookTable:
    """The new codes of a file, each with an id and a colour, and the rows that cannot be taken.

    Args:
        data: CSV (any usual encoding and separator) or XLSX, with a row of headings.
        make_id: gives a new id at each call.
        known: the codes there are already; they may be parents, and their names are taken.

    Raises:
        CodebookError: it is no table, or has neither names, tags nor paths.
    """
    rows = list(_with_ancestors(list(_rows(data, filename)), known))
    taken = {code.name.casefold(): code.id for code in known}
    for row in rows:
        _name(row, taken, make_id)
    _drop_orphans(rows, taken)
    problems = [problem for row in rows for problem in row.problems]
    codes = _codes(_parents_first([row for row in rows if row.id], known, problems), taken, known)
    problems += [problem for row in rows if row.id for problem in _odd(row)]
    return CodebookTable(tuple(codes), tuple(sorted(problems, key=lambda one: one.row)))


def _rows(data: bytes, filename: str) -> Iterator[_Row]:
    try:
        lines = [[typed(cell) for cell in line] for line in read_rows(data, filename)]
    except (ImportFileError, UnicodeDecodeError) as error:
        raise CodebookError(str(error).replace("that has the answers", "that has the codes")) from (
            error
        )
    header = [cell.casefold() for cell in lines[0]]
    at = {
        column: next((header.index(name) for name in names if name in header), -1)
        for column, names in _COLUMNS.items()
    }
    if at["name"] < 0 and at["path"] < 0:
        raise CodebookError(
            "The first row has no column 'name', 'tag' or 'path'. Give the column with the names "
            "of the codes one of these headings; the others are definition, parent, when to use, "
            "when not to use, example, origin, colour."
        )
    if len(lines) > MOST_ROWS:
        raise CodebookError(f"The file has more than {MOST_ROWS:,} rows; a codebook has fewer.")
    dotted = _dotted(lines, at["name"]) if "tag" in header else frozenset()
    for number, line in enumerate(lines[1:], 2):
        cells = {column: line[n] if n >= 0 else "" for column, n in at.items()}
        if any(cells.values()):
            names = _path(cells, dotted)
            yield _Row(number, names[-1], names[:-1], cells)


def _dotted(lines: Sequence[Sequence[str]], at: int) -> frozenset[str]:
    """The tags above which another tag stands: "time" for "time.waiting"."""
    tags = {line[at] for line in lines[1:]}
    return frozenset(tag for tag in tags if any(one.startswith(f"{tag}.") for one in tags))


def _path(cells: Mapping[str, str], dotted: frozenset[str]) -> tuple[str, ...]:
    """The names from the top of the tree down to the code."""
    name, path = cells["name"], cells["path"]
    if path:
        names = _cut(path)
        return names if not name or names[-1] == name else (*names, name)
    if cells["parent"]:
        return (cells["parent"], name)
    if cells["category"] and name:
        return (cells["category"], name)
    head, dot, last = name.rpartition(".")
    if dot and head in dotted and last.strip():
        return (*_path({**cells, "name": head}, dotted), last.strip())
    return (name,)


def _cut(path: str) -> tuple[str, ...]:
    separator = next((sign for sign in _SEPARATORS if sign in path), "\n")
    return tuple(part.strip() for part in path.split(separator) if part.strip()) or ("",)


def _with_ancestors(rows: Sequence[_Row], known: Sequence[Code]) -> Iterator[_Row]:
    """The rows, each after those that its path or category names and nobody has written down."""
    there = {code.name.casefold() for code in known} | {row.name.casefold() for row in rows}
    for row in rows:
        if row.cells["path"] or not row.cells["parent"]:
            for depth, name in enumerate(row.above):
                if name.casefold() not in there:
                    there.add(name.casefold())
                    yield _Row(row.line, name, row.above[:depth], dict.fromkeys(_COLUMNS, ""))
        yield row


def _name(row: _Row, taken: dict[str, str], make_id: Callable[[], str]) -> None:
    """Give the row an id if its name is one, and free."""
    if not row.name:
        row.leave_out("It has no name. Give the code one, or leave the row out.")
    elif len(row.name) > LONGEST_NAME:
        row.leave_out(f"Its name is longer than {LONGEST_NAME} characters. Shorten it.")
    elif row.name.casefold() in taken:
        row.leave_out(f"There is a code named “{row.name}” already. Rename one.")
    else:
        row.id = taken[row.name.casefold()] = make_id()


def _drop_orphans(rows: Sequence[_Row], taken: dict[str, str]) -> None:
    """Leave out what should stand under a code that is nowhere, and all under that."""
    while orphans := [r for r in rows if r.id and r.parent and r.parent.casefold() not in taken]:
        for row in orphans:
            row.leave_out(
                f"Its parent “{row.parent}” is neither in the file nor in the codebook. "
                "Check the spelling, or add a row for it."
            )
            del taken[row.name.casefold()]


def _parents_first(
    waiting: list[_Row], known: Sequence[Code], problems: list[RowProblem]
) -> list[_Row]:
    """The rows in an order in which they can be stored; those in a circle become problems."""
    there = {code.name.casefold() for code in known}
    ordered: list[_Row] = []
    while waiting:
        ready = [row for row in waiting if not row.parent or row.parent.casefold() in there]
        if not ready:
            problems += [
                RowProblem(row.line, "It stands under itself, by way of its parents.")
                for row in waiting
            ]
            break
        ordered += ready
        there |= {row.name.casefold() for row in ready}
        waiting = [row for row in waiting if row.name.casefold() not in there]
    return ordered


def _codes(rows: Sequence[_Row], ids: Mapping[str, str], known: Sequence[Code]) -> list[Code]:
    codes: list[Code] = []
    for position, row in enumerate(rows, len(known)):
        number = row.cells["colour"]
        listed = number.isdecimal() and 1 <= int(number) <= N_COLOURS
        texts = {name: row.cells[name] for name in ("definition", "use_when", "use_not", "example")}
        codes.append(
            Code(
                id=row.id,
                name=row.name,
                parent=ids.get(row.parent.casefold(), "") if row.parent else "",
                colour=int(number) if listed else next_colour([*known, *codes]),
                position=position,
                origin=_origin(row.cells["origin"]) or Origin.UNSAID,
                **texts,
            )
        )
    return codes


def _origin(words: str) -> Origin | None:
    """The origin that these words name; None for words that name none."""
    said = " ".join(words.casefold().replace("-", " ").split())
    return next((one for one in Origin if one.value == said), None)


def _odd(row: _Row) -> Iterator[RowProblem]:
    if _origin(row.cells["origin"]) is None:
        yield RowProblem(
            row.line,
            f"Its origin “{row.cells['origin']}” is none of a priori, in vivo, inductive; it stays "
            "empty.",
            left_out=False,
        )
