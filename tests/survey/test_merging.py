"""MRG01 a scale is cut at its ends, at its middle, or into the two highest steps and the rest;
MRG02 of the cuts that draw most groups the one that merges least is taken; MRG03 a merged table
counts whom its steps count, and leaves out answers that are no step; MRG04 any answers: what is
shown of a merged table leaves every hidden number its room, and shows no small one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.cross_tab import TOTAL
from survey.disclosure import THRESHOLD, exposed
from survey.merging import cuts, merged_tab, n_open

STEPS = ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("n", "wanted"),
    [
        (4, [(2, 2)]),
        (5, [(2, 1, 2), (3, 2)]),
        (6, [(2, 1, 1, 2), (3, 3), (4, 2)]),
        (7, [(2, 1, 1, 1, 2), (3, 1, 3), (5, 2)]),
    ],
)
def test_mrg01_how_a_scale_is_cut(n: int, wanted: list[tuple[int, ...]]) -> None:
    assert cuts(n) == wanted
    assert {sum(sizes) for sizes in wanted} == {n}


def answers(**groups: list[int]) -> tuple[list[str], list[str]]:
    """The group and the step of each person, from the counts of each group."""
    pairs = [
        (group, step)
        for group, counts in groups.items()
        for step, n in zip(STEPS, counts, strict=False)
        for _ in range(n)
    ]
    return [group for group, _ in pairs], [step for _, step in pairs]


def test_mrg02_as_little_is_merged_as_can_be() -> None:
    found = merged_tab(*answers(a=[3, 6, 6, 7, 3], b=[2, 5, 8, 6, 4]), ["a", "b"], STEPS)
    assert found.parts == (("1", "2"), ("3",), ("4", "5"))
    assert n_open(found.tab) == 2
    fewer = merged_tab(*answers(a=[3, 6, 2, 7, 3], b=[2, 5, 1, 6, 4]), ["a", "b"], STEPS)
    assert fewer.parts == (("1", "2", "3"), ("4", "5"))
    assert n_open(fewer.tab) == 2


def test_mrg03_it_counts_whom_its_steps_count() -> None:
    groups, steps = answers(a=[3, 6, 6, 7, 3], b=[2, 5, 8, 6, 4])
    found = merged_tab([*groups, *"aaaaaa"], [*steps, *["unsure"] * 6], ["a", "b"], STEPS)
    assert found.tab.options == ["1 2", "3", "4 5"]
    assert [found.tab.n("a", name) for name in [*found.tab.options, TOTAL]] == [9, 6, 10, 25]
    assert found.tab.n(TOTAL, "4 5") == 20
    assert found.tab.left_out == 6
    weighted = merged_tab(groups, steps, ["a", "b"], STEPS, [2.0] * len(steps))
    assert weighted.tab.weighted.at["a", "1 2"] == 18


people = st.lists(st.integers(0, 12), min_size=5, max_size=5)


@settings(deadline=None, max_examples=60)
@given(st.lists(people, min_size=2, max_size=4))
def test_mrg04_every_hidden_number_keeps_its_room(counts: list[list[int]]) -> None:
    named = {f"g{at}": group for at, group in enumerate(counts)}
    tab = merged_tab(*answers(**named), list(named), STEPS).tab
    if not tab.groups:
        return
    totals = "both" if len(tab.groups) > 1 else "rows"
    shown = tab.counts if totals == "both" else tab.counts.iloc[:1]
    assert exposed(shown, THRESHOLD, totals=totals) == []
    assert not (tab.counts < THRESHOLD).any(axis=None)
