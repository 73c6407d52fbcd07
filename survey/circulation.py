"""What the numbers of a table leave open about a hidden one: counts that add up are a flow.

Every cell is an arc between its row and its column; a total runs the other way, so that at each
row and column as much goes out as comes in. How far a hidden cell can rise or fall is then how much
more can flow past it, which is found exactly, by augmenting paths (Ford and Fulkerson 1956).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count

Cell = tuple[int, int]  # row and column, counted from 0
Step = tuple[Cell, int]  # a cell to raise (1) or to lower (-1)

NO_LIMIT = 10**9  # the high end of a cell that nothing bounds


@dataclass(frozen=True)
class Circulation:
    """The arcs of a table: each cell with the node it leaves and the node it reaches."""

    ends: Mapping[Cell, tuple[int, int]]

    @cached_property
    def touching(self) -> Mapping[int, list[tuple[Cell, int, int]]]:
        """Of each node its cells: the cell, the node at its other end, 1 if it leaves here."""
        found: dict[int, list[tuple[Cell, int, int]]] = {}
        for cell, (tail, head) in self.ends.items():
            found.setdefault(tail, []).append((cell, head, 1))
            found.setdefault(head, []).append((cell, tail, -1))
        return found


def table_circulation(
    n_rows: int, n_columns: int, rows_add: bool, columns_add: bool
) -> Circulation:
    """The arcs of a table.

    Args:
        rows_add: the last column is the total of each row.
        columns_add: the last row is the total of each column. What does not add up shares one node,
            which demands nothing.
    """
    nowhere = n_rows + n_columns

    def ends(row: int, column: int) -> tuple[int, int]:
        from_row = row if rows_add else nowhere
        to_column = n_rows + column if columns_add else nowhere
        is_total = rows_add and column == n_columns - 1
        is_total ^= columns_add and row == n_rows - 1
        return (to_column, from_row) if is_total else (from_row, to_column)

    cells = ((row, column) for row in range(n_rows) for column in range(n_columns))
    return Circulation({cell: ends(*cell) for cell in cells})


def completed(
    circulation: Circulation, shown: Mapping[Cell, int], hidden: Collection[Cell]
) -> dict[Cell, int] | None:
    """Some counts for all cells that agree with those that are shown; None if there are none."""
    surplus: dict[int, int] = {}
    for cell, n in shown.items():
        tail, head = circulation.ends[cell]
        surplus[head] = surplus.get(head, 0) + n
        surplus[tail] = surplus.get(tail, 0) - n
    values = {**shown, **dict.fromkeys(hidden, 0)}
    free = dict.fromkeys(hidden, 0)
    for start in sorted(node for node, much in surplus.items() if much > 0):
        while surplus[start]:
            found = _cheapest(
                circulation, values, free, start, lambda node: surplus.get(node, 0) < 0
            )
            if found is None:
                return None
            goal, steps = found
            much = min(surplus[start], -surplus[goal], _room(values, steps))
            _move(values, steps, much)
            surplus[start] -= much
            surplus[goal] += much
    return values


def feasible(
    circulation: Circulation,
    values: Mapping[Cell, int],
    hidden: Collection[Cell],
    cell: Cell,
) -> tuple[int, int]:
    """The lowest and the highest count that a hidden cell can have, by what is shown.

    Args:
        values: counts of all cells that agree with those that are shown; which ones is no matter.
    """
    lowest, _ = extreme(circulation, values, hidden, cell, -1)
    highest, _ = extreme(circulation, values, hidden, cell, 1)
    return lowest, highest


def extreme(
    circulation: Circulation,
    values: Mapping[Cell, int],
    hidden: Collection[Cell],
    cell: Cell,
    sign: int,
    enough: int = NO_LIMIT,
) -> tuple[int, dict[Cell, int]]:
    """The count of a hidden cell raised (1) or lowered (-1) as far as it goes, and all counts then.

    Args:
        enough: to stop once it has moved so far.
    """
    moved = dict(values)
    others = {other: 0 for other in hidden if other != cell}
    start, goal = _around(circulation, cell, sign)
    left = min(enough, moved[cell]) if sign < 0 else enough
    while left > 0:
        found = _cheapest(circulation, moved, others, start, lambda node: node == goal)
        if found is None:
            break
        much = min(left, _room(moved, found[1]))
        _move(moved, [*found[1], (cell, sign)], much)
        left -= much
    return min(moved[cell], NO_LIMIT), moved


def cheapest_company(
    circulation: Circulation,
    values: Mapping[Cell, int],
    costs: Mapping[Cell, int],
    cell: Cell,
    sign: int,
) -> tuple[int, list[Cell]] | None:
    """The cells that must be hidden with a cell so that it can move further, and what they cost.

    Args:
        values: the counts when it has moved as far as it goes already.
        costs: of hiding a cell, 0 if it is hidden; a cell that is not in it has to stay.
    """
    start, goal = _around(circulation, cell, sign)
    if sign < 0 and values[cell] == 0:
        return None
    others = {other: cost for other, cost in costs.items() if other != cell}
    found = _cheapest(circulation, values, others, start, lambda node: node == goal)
    if found is None:
        return None
    cells = [other for other, _ in found[1]]
    return sum(costs[other] for other in cells), cells


def _around(circulation: Circulation, cell: Cell, sign: int) -> tuple[int, int]:
    """Between which nodes the others have to carry what the cell does more or less."""
    tail, head = circulation.ends[cell]
    return (head, tail) if sign > 0 else (tail, head)


def _cheapest(
    circulation: Circulation,
    values: Mapping[Cell, int],
    costs: Mapping[Cell, int],
    start: int,
    is_goal: Callable[[int], bool],
) -> tuple[int, list[Step]] | None:
    """The cheapest steps from a node to a goal along cells that can change (Dijkstra 1959)."""
    order = count()  # equal costs: first seen, first gone on with
    queue: list[tuple[int, int, int, tuple[int, Step] | None]] = [(0, next(order), start, None)]
    came: dict[int, tuple[int, Step] | None] = {}
    while queue:
        cost, _, node, way = heapq.heappop(queue)
        if node in came:
            continue
        came[node] = way
        if is_goal(node):
            return node, _steps_to(node, came)
        for cell, other, sign in circulation.touching.get(node, ()):
            can_change = cell in costs and (sign > 0 or values[cell] > 0)
            if can_change and other not in came:
                step = (node, (cell, sign))
                heapq.heappush(queue, (cost + costs[cell], next(order), other, step))
    return None


def _steps_to(node: int, came: Mapping[int, tuple[int, Step] | None]) -> list[Step]:
    steps: list[Step] = []
    way = came[node]
    while way:
        steps.append(way[1])
        way = came[way[0]]
    return steps


def _room(values: Mapping[Cell, int], steps: list[Step]) -> int:
    """How far all steps can go: nothing falls below 0."""
    return min((values[cell] for cell, sign in steps if sign < 0), default=NO_LIMIT)


def _move(values: dict[Cell, int], steps: list[Step], much: int) -> None:
    for cell, sign in steps:
        values[cell] += sign * much
