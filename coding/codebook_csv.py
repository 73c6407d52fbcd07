"""The codebook as a CSV file: name, definition, parent; read and written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from coding.codebook import next_colour, tree_order
from coding.errors import CodebookError
from coding.model import Code

COLUMNS = ("name", "definition", "parent", "colour")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def parse_codebook_csv(
    data: bytes, make_id: Callable[[], str], known: Sequence[Code] = ()
) -> list[Code]:
    """The new codes of a file, parents before children, each with an id and a colour.

    Args:
        data: UTF-8 with a header row; `definition`, `parent` (a name) and `colour` may be missing.
        make_id: gives a new id at each call.
        known: the codes there are already; they may be parents, and their names are taken.

    Raises:
        CodebookError: names every row that cannot be taken, and why.
    """
    rows = _rows(data)
    problems: list[str] = []
    ids = {code.name.casefold(): code.id for code in known}
    for line, row in rows:
        name = row["name"]
        if not name:
            problems.append(f"Row {line} has no name. Give each code one, or leave the row out.")
        elif name.casefold() in ids:
            problems.append(f"Row {line}: there is a code named '{name}' already. Rename one.")
        else:
            ids[name.casefold()] = make_id()
    problems += [
        f"Row {line}: its parent '{row['parent']}' is neither in the file nor in the codebook. "
        "Check the spelling, or add a row for it."
        for line, row in rows
        if row["parent"] and row["parent"].casefold() not in ids
    ]
    if problems:
        raise CodebookError(*problems)
    return _ordered([row for _, row in rows], ids, known)


def render_codebook_csv(codes: Sequence[Code]) -> bytes:
    """The file that `parse_codebook_csv` reads back, in the order of the tree."""
    names = {code.id: code.name for code in codes}
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    for code in tree_order(codes):
        parent = names.get(code.parent, "")
        writer.writerow([_text(code.name), _text(code.definition), _text(parent), code.colour])
    return sheet.getvalue().encode("utf-8-sig")


def _rows(data: bytes) -> list[tuple[int, dict[str, str]]]:
    try:
        reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        lines = [[_typed(cell) for cell in line] for line in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise CodebookError(
            f"The file is not a CSV in UTF-8 ({error}). Save it as 'CSV UTF-8' and try again."
        ) from error
    header = [cell.casefold() for cell in lines[0]] if lines else []
    if "name" not in header:
        raise CodebookError(
            "The first row has no column 'name'. It should read: name, definition, parent."
        )
    rows = [dict.fromkeys(COLUMNS, "") | dict(zip(header, line, strict=False)) for line in lines]
    return [(n, row) for n, row in enumerate(rows, 1) if n > 1 and any(lines[n - 1])]


def _ordered(rows: list[dict[str, str]], ids: dict[str, str], known: Sequence[Code]) -> list[Code]:
    codes: list[Code] = []
    for position, row in enumerate(rows):
        number = row["colour"]
        listed = number.isdecimal() and 1 <= int(number) <= 12
        code = Code(
            id=ids[row["name"].casefold()],
            name=row["name"],
            definition=row["definition"],
            parent=ids.get(row["parent"].casefold(), "") if row["parent"] else "",
            colour=int(number) if listed else next_colour([*known, *codes]),
            position=len(known) + position,
        )
        codes.append(code)
    return _parents_first(codes, {code.id for code in known})


def _parents_first(codes: list[Code], placed: set[str]) -> list[Code]:
    ordered: list[Code] = []
    waiting = codes
    while waiting:
        ready = [code for code in waiting if not code.parent or code.parent in placed]
        if not ready:
            names = ", ".join(f"'{code.name}'" for code in waiting)
            raise CodebookError(f"These codes stand under each other in a circle: {names}.")
        ordered += ready
        placed |= {code.id for code in ready}
        waiting = [code for code in waiting if code.id not in placed]
    return ordered


def _text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what looks so."""
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def _typed(cell: str) -> str:
    """A cell as it was typed, without the apostrophe of `_text`."""
    return (
        cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell
    ).strip()
