"""Neighbouring steps of a scale counted together, where single ones are too few to be shown.

What is shown is one table of the merged steps, protected like any other, and never a table of the
single steps beside it: both together would tell more than each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from survey.cross_tab import CrossTab, cross_tab, protected


@dataclass(frozen=True)
class MergedTab:
    """A protected table of parts of a scale; `parts` are the names of the steps in each column.

    The columns bear the names of their steps, parted by spaces, which no name holds.
    """

    tab: CrossTab
    parts: tuple[tuple[str, ...], ...]


def cuts(n: int) -> list[tuple[int, ...]]:
    """How a scale of four to seven steps is cut into parts of neighbours, the finest first.

    Both ends, both halves beside the middle, and the two highest steps against the rest: each is
    read in the same words at every group.
    """
    ends = (2, *[1] * (n - 4), 2)
    halves = (n // 2, *[1] * (n % 2), n // 2)
    return list(dict.fromkeys([ends, halves, (n - 2, 2)]))


def merged_tab(
    groups: Sequence[str | None],
    answers: Sequence[object],
    group_names: Sequence[str],
    steps: Sequence[str],
    weights: Sequence[float] | None = None,
) -> MergedTab:
    """The protected table that draws most groups, of equals the one that merges least.

    Args:
        groups, answers, group_names, weights: as `survey.cross_tab.cross_tab` takes them; answers
            that are no step are left out.
        steps: names of the steps, from the negative pole to the positive one.
    """
    found: list[MergedTab] = []
    for sizes in cuts(len(steps)):
        parts = _parts(steps, sizes)
        part_of = {name: " ".join(part) for part in parts for name in part}
        tab = cross_tab(
            groups,
            [part_of.get(str(answer)) for answer in answers],
            group_names,
            [" ".join(part) for part in parts],
            weights=weights,
        )
        found.append(MergedTab(protected(tab), parts))
    return max(found, key=lambda one: n_open(one.tab))


def n_open(tab: CrossTab) -> int:
    """How many groups there are of which nothing is hidden."""
    return sum(tab.is_open(group) for group in tab.groups)


def _parts(steps: Sequence[str], sizes: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    ends = [sum(sizes[: at + 1]) for at in range(len(sizes))]
    return tuple(tuple(steps[end - size : end]) for size, end in zip(sizes, ends, strict=True))
