"""Small numbers are protected (T7): counts under five are hidden, and what gives them back.

Primary: every count under the threshold, 0 as well; so nobody learns that all or none of a small
group gave an answer. Complementary: more counts, until the range in which a reader can place each
hidden one is wide enough. The range is exact (survey.circulation); it is computed for every table
that is printed, which is the audit.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import TYPE_CHECKING, Literal

from survey.circulation import Cell, Circulation, completed, feasible, table_circulation
from survey.protection import protected

if TYPE_CHECKING:
    import pandas as pd

THRESHOLD = 5

Totals = Literal["both", "rows", "columns", "none"]  # "rows": the last column is their total


@dataclass(frozen=True)
class Exposed:
    """A hidden cell that can be placed too closely: its count is `low` to `high`."""

    row: Hashable
    column: Hashable
    low: int
    high: int


def suppress(
    table: pd.DataFrame,
    threshold: int = THRESHOLD,
    *,
    protection: int | None = None,
    totals: Totals = "both",
) -> pd.DataFrame:
    """The table as it may be printed: NaN stands where a count is hidden.

    Args:
        table: counts of people; the last row and the last column are totals, as
            `pandas.crosstab(…, margins=True)` makes them. With one column the last row is the
            total, with one row the last column.
        threshold: counts below it are hidden, totals too.
        protection: by how much the highest possible count of a hidden cell must exceed the lowest,
            at least; without it the threshold.
        totals: which of the two there are. Say "rows" if the last row is not the sum of the others.

    Raises:
        ValueError: something is no count, or the totals are not the sums.
    """
    _refuse_wrong_totals(table, totals)
    values = _shown(table)
    primary = {cell for cell, n in values.items() if n < threshold}
    room = threshold if protection is None else protection
    return _with_holes(
        table,
        protected(_circulation(table, totals), values, primary, _costs(table, totals), room),
    )


def suppress_several(table: pd.DataFrame, threshold: int = THRESHOLD) -> pd.DataFrame:
    """The same for a question with several answers, whose options do not add up.

    How many did not choose an option follows from those who were asked, so each option is
    protected together with its opposite.

    Args:
        table: one row per option, the last row those who were asked; the last column is the total
            of each row.
    """
    import pandas as pd

    asked = table.iloc[-1]
    bare: set[Cell] = set()  # columns whose base is hidden beside one option are so beside all
    while True:
        hidden: set[Cell] = set()
        bases = set(bare)
        for place in range(len(table) - 1):
            chosen = table.iloc[place]
            three = pd.DataFrame([chosen, asked - chosen, asked], index=["yes", "no", "asked"])
            found = _hidden_of_option(three, threshold, bare)
            hidden |= {(place, column) for row, column in found if row < 2}
            bases |= {(2, column) for row, column in found if row == 2}
        if bases == bare:
            return _with_holes(table, hidden | {(len(table) - 1, column) for _, column in bases})
        bare = bases


def _hidden_of_option(three: pd.DataFrame, threshold: int, bare: set[Cell]) -> frozenset[Cell]:
    """What is hidden of an option, its opposite and those who were asked."""
    totals: Totals = "both" if three.shape[1] > 1 else "columns"
    _refuse_wrong_totals(three, totals)
    values = _shown(three)
    primary = {cell for cell, n in values.items() if n < threshold} | bare
    return protected(_circulation(three, totals), values, primary, _costs(three, totals), threshold)


def suppress_counts(
    counts: Sequence[int], threshold: int = THRESHOLD, *, asked: int | None = None
) -> list[int | None]:
    """The counts of one question with None where a number is not printed.

    Args:
        counts: of people, one per option; without `asked` their total is known to the reader.
        asked: for a question with several answers: how many were asked.
    """
    import pandas as pd

    if sum(counts) < threshold:
        return [None] * len(counts)
    total = sum(counts) if asked is None else asked
    table = pd.DataFrame({"n": [*counts, total]})
    shown = suppress(table, threshold) if asked is None else suppress_several(table, threshold)
    return [None if pd.isna(n) else int(n) for n in shown["n"].iloc[:-1]]


def feasible_range(
    table: pd.DataFrame, row: Hashable, column: Hashable, *, totals: Totals = "both"
) -> tuple[int, int]:
    """What a reader can deduce about a cell: its lowest and its highest possible count.

    Args:
        table: as from `suppress`, NaN where a count is hidden.
        row: label of the row, or its place counted from 0 if no row is called so.
        column: likewise.

    Returns:
        Both ends are possible. A cell that is shown has one count; NO_LIMIT (survey.circulation) is
        the high end of one that nothing bounds.

    Raises:
        ValueError: no counts can stand in the holes, because what is shown does not add up.
    """
    cell = _place(table.index, row), _place(table.columns, column)
    circulation, values, hidden = _read(table, totals)
    if cell not in hidden:
        return values[cell], values[cell]
    return feasible(circulation, values, hidden, cell)


def exposed(table: pd.DataFrame, protection: int = 1, *, totals: Totals = "both") -> list[Exposed]:
    """The audit: every hidden cell whose range is narrower than the protection asked."""
    circulation, values, hidden = _read(table, totals)
    ranges = {cell: feasible(circulation, values, hidden, cell) for cell in sorted(hidden)}
    return [
        Exposed(table.index[row], table.columns[column], low, high)
        for (row, column), (low, high) in ranges.items()
        if high - low < protection
    ]


def _read(table: pd.DataFrame, totals: Totals) -> tuple[Circulation, dict[Cell, int], set[Cell]]:
    """The table as a reader has it, with some counts that could stand in its holes."""
    circulation, shown = _circulation(table, totals), _shown(table)
    hidden = set(circulation.ends) - set(shown)
    values = completed(circulation, shown, hidden)
    if values is None:
        raise ValueError(
            "No counts can stand in the holes of this table: what is shown does not add up. "
            "Look at the totals, which belong into the last row and the last column."
        )
    return circulation, values, hidden


def _circulation(table: pd.DataFrame, totals: Totals) -> Circulation:
    rows_add, columns_add = _adds_up(table, totals)
    return table_circulation(*table.shape, rows_add, columns_add)


def _adds_up(table: pd.DataFrame, totals: Totals) -> tuple[bool, bool]:
    """Whether the last column is a total, and whether the last row is."""
    rows_add = totals in ("both", "rows") and table.shape[1] > 1
    return rows_add, totals in ("both", "columns") and table.shape[0] > 1


def _shown(table: pd.DataFrame) -> dict[Cell, int]:
    """The counts that are there, by row and column."""
    found: dict[Cell, int] = {}
    for row, counts in enumerate(table.astype(float).to_numpy()):
        for column, n in enumerate(counts):
            if n == n:  # not NaN
                found[row, column] = int(n)
            if n < 0 or (n == n and n != int(n)):
                raise ValueError(
                    f"Row '{table.index[row]}', column '{table.columns[column]}' holds {n}, which "
                    "is no count. Give whole numbers of people, unweighted, not shares."
                )
    return found


def _refuse_wrong_totals(table: pd.DataFrame, totals: Totals) -> None:
    """ValueError if a total is not the sum of what stands before it, or a count is missing."""
    rows_add, columns_add = _adds_up(table, totals)
    for one in [*([table] if rows_add else []), *([table.T] if columns_add else [])]:
        wrong = one.iloc[:, :-1].sum(axis=1, skipna=False) != one.iloc[:, -1]
        if wrong.any():
            line = one[wrong].iloc[0]
            raise ValueError(
                f"'{line.name}': '{one.columns[-1]}' says {line.iloc[-1]}, but the rest adds up to "
                f"{line.iloc[:-1].sum()}. Give whole counts with their totals in the last row and "
                "the last column, or say in `totals` which of them there are."
            )


def _costs(table: pd.DataFrame, totals: Totals) -> dict[Cell, int]:
    """What is lost with each count: how many people it tells of; totals are kept if possible."""
    values = _shown(table)
    most = max(values.values(), default=0) + 1
    rows_add, columns_add = _adds_up(table, totals)
    last_row, last_column = table.shape[0] - 1, table.shape[1] - 1
    return {
        (row, column): n
        + 1
        + most * (rows_add and column == last_column)
        + most * (columns_add and row == last_row)
        for (row, column), n in values.items()
    }


def _with_holes(table: pd.DataFrame, hidden: Collection[Cell]) -> pd.DataFrame:
    found = table.astype(float)
    for row, column in hidden:
        found.iloc[row, column] = float("nan")
    return found


def _place(labels: pd.Index, label: Hashable) -> int:
    """Where a row or column stands; KeyError if there is none of that name."""
    both_nan = label != label  # pandas.crosstab(…, dropna=False) makes such a label
    places = [at for at, one in enumerate(labels) if one == label or (both_nan and one != one)]
    if places:
        return places[0]
    if isinstance(label, Integral) and 0 <= label < len(labels):
        return int(label)
    raise KeyError(f"There is no '{label}' among {', '.join(map(str, labels))}.")
