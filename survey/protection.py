"""Which further counts have to be hidden so that none of the hidden ones can be worked out."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from survey.circulation import Cell, Circulation, cheapest_company, extreme


def protected(
    circulation: Circulation,
    values: Mapping[Cell, int],
    primary: Collection[Cell],
    costs: Mapping[Cell, int],
    protection: int,
    unprinted: Collection[Cell] = (),
) -> frozenset[Cell]:
    """The cells to hide: the primary ones and what else it takes, as cheaply as it is found.

    Whoever is too narrow gets company along the cheapest way that lets it move, until nobody is.
    Then whatever turns out not to be needed is shown again, the dearest first.

    Args:
        values: the true counts.
        primary: what is hidden in any case.
        costs: of hiding a cell; a cell that is not in it has to stay as it is.
        protection: how many more than the lowest possible count the highest must be, for each
            hidden cell.
        unprinted: what nobody prints anyway; it needs no room unless it is primary.

    Raises:
        ValueError: the cells that have to stay give a hidden one away.
    """
    hidden = set(primary) | set(unprinted)
    waiting = sorted(primary)
    while waiting:
        more = _company(circulation, values, hidden, costs, waiting[-1], protection)
        hidden |= more
        waiting = [*waiting, *sorted(more)] if more else waiting[:-1]
    for cell in sorted(hidden.difference(primary, unprinted), key=lambda at: (-costs[at], at)):
        fewer = hidden - {cell}
        guarded = fewer.difference(unprinted) | set(primary)
        if all(is_wide(circulation, values, fewer, at, protection) for at in sorted(guarded)):
            hidden = fewer
    return frozenset(hidden)


def is_wide(
    circulation: Circulation,
    values: Mapping[Cell, int],
    hidden: Collection[Cell],
    cell: Cell,
    protection: int,
) -> bool:
    """Whether what is shown leaves a hidden cell at least so much room."""
    low, _ = extreme(circulation, values, hidden, cell, -1, protection)
    left = protection - (values[cell] - low)
    high, _ = extreme(circulation, values, hidden, cell, 1, left)
    return high - low >= protection


def _company(
    circulation: Circulation,
    values: Mapping[Cell, int],
    hidden: Collection[Cell],
    costs: Mapping[Cell, int],
    cell: Cell,
    protection: int,
) -> set[Cell]:
    """The cells to hide next for a cell that has too little room; none if it has enough."""
    low, at_low = extreme(circulation, values, hidden, cell, -1, protection)
    left = protection - (values[cell] - low)
    high, at_high = extreme(circulation, values, hidden, cell, 1, left)
    if high - low >= protection:
        return set()
    open_to = {**costs, **dict.fromkeys(hidden, 0)}
    ways = [
        cheapest_company(circulation, at, open_to, cell, sign)
        for at, sign in ((at_low, -1), (at_high, 1))
    ]
    found = [way for way in ways if way is not None]
    if not found:
        raise ValueError(
            f"The count in row {cell[0] + 1}, column {cell[1] + 1} cannot be protected: what has "
            "to stay shown gives it away. Let more of the table be hidden."
        )
    return set(min(found)[1]) - set(hidden)
