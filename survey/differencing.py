"""Two groupings of the same people tell more than each of them: their difference is protected too.

Age in bands of ten and age in bands of fifteen; who chose an option, and who was asked the question
that only they were asked. People by both groupings are a table whose inside nobody prints and whose
totals are the two groupings, so what follows from both is again a flow (survey.circulation).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from survey.circulation import Cell, table_circulation
from survey.disclosure import THRESHOLD
from survey.protection import protected

if TYPE_CHECKING:
    import pandas as pd


def crossed(
    first: Sequence[Hashable], second: Sequence[Hashable], groups: Sequence[Hashable] = ()
) -> pd.DataFrame:
    """People by two groupings: the groups of the first as rows, of the second as columns.

    Args:
        first, second: the group of each person in either grouping.
        groups: rows that are there even if nobody stands in them; they come first.
    """
    import pandas as pd

    pairs = pd.Series(list(zip(first, second, strict=True))).value_counts()
    rows, columns = list(dict.fromkeys([*groups, *first])), list(dict.fromkeys(second))
    return pd.DataFrame([[int(pairs.get((a, b), 0)) for b in columns] for a in rows], rows, columns)


def suppress_again(
    people: pd.DataFrame, printed: Sequence[int | None], threshold: int = THRESHOLD
) -> list[int | None]:
    """The counts of a second grouping that may be printed beside a first; None where one may not.

    Args:
        people: by both groupings, without totals: the first as rows, the second as columns. Where
            a row meets a column and nobody is, the reader is taken to know that nobody can be.
        printed: the counts of the first grouping as they are out, as from `suppress_counts`.
        threshold: fewer people than this are protected: those of a group, and those whom only the
            difference of both groupings shows.
    """
    n_rows, n_columns = people.shape
    values = _with_totals(people)
    inside = {(row, column) for row in range(n_rows) for column in range(n_columns)}
    known = {cell for cell in inside if not values[cell] and not _is_empty(people, cell)}
    first = {(row, n_columns) for row, n in enumerate(printed) if n is None}
    second = {(n_rows, column): values[n_rows, column] + 1 for column in range(n_columns)}
    small = {cell for cell in (inside | set(second)) - known if values[cell] < threshold}
    hidden = protected(
        table_circulation(n_rows + 1, n_columns + 1, rows_add=True, columns_add=True),
        values,
        small | first,
        second,
        threshold,
        unprinted=inside - known,
    )
    return [
        None if (n_rows, column) in hidden else values[n_rows, column]
        for column in range(n_columns)
    ]


def _with_totals(people: pd.DataFrame) -> dict[Cell, int]:
    """The counts by row and column, with the totals of rows and columns."""
    table = people.to_numpy(dtype=int)
    n_rows, n_columns = table.shape
    found = {
        (row, column): int(n) for row, line in enumerate(table) for column, n in enumerate(line)
    }
    found |= {(row, n_columns): int(n) for row, n in enumerate(table.sum(axis=1))}
    found |= {(n_rows, column): int(n) for column, n in enumerate(table.sum(axis=0))}
    return found | {(n_rows, n_columns): int(table.sum())}


def _is_empty(people: pd.DataFrame, cell: Cell) -> bool:
    """Whether nobody stands in the whole row or column; then it is not known who could."""
    row, column = cell
    return not people.iloc[row].any() or not people.iloc[:, column].any()
