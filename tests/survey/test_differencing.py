"""DIF01 two bandings of one item whose difference would show a few people are not both printed;
DIF02 bands that tell nothing new stay; DIF03 of any two groupings, no few people who stand in one
group of each can be counted from what is printed of both; DIF04 nor does the second give back what
the first withholds; DIF05 the same grouping again is printed as it was."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.differencing import crossed, suppress_again
from survey.disclosure import exposed, suppress_counts

NAN = float("nan")


def bands(ages: list[int], *edges: int) -> list[int]:
    """The number of the band in which each age stands; an edge begins the next band."""
    return [sum(age >= edge for edge in edges) for age in ages]


def counts_of(people: pd.DataFrame) -> list[int]:
    """How many people stand in each group of the first grouping."""
    return [int(n) for n in people.sum(axis=1)]


def test_dif01_the_difference_of_two_bandings_is_not_shown() -> None:
    ages = [20] * 10 + [25] * 2 + [30] * 12 + [40] * 20
    people = crossed(bands(ages, 25, 40), bands(ages, 26, 40))
    first = suppress_counts(counts_of(people))
    assert first == [10, 14, 20]
    # 12 are under 26 and 10 are under 25, so two are 25: the second banding must not say so.
    assert suppress_again(people, first) == [None, None, 20]


def test_dif02_bands_that_tell_nothing_new_stay() -> None:
    ages = [20] * 10 + [25] * 8 + [30] * 12 + [40] * 20
    people = crossed(bands(ages, 25, 40), bands(ages, 26, 40))
    assert suppress_again(people, suppress_counts(counts_of(people))) == [18, 12, 20]


def test_dif04_what_the_first_withholds_is_not_given_back() -> None:
    said = ["yes"] * 30 + ["no"] * 9 + ["unsure"] * 2
    asked = [answer == "no" for answer in said]
    people = crossed(said, asked)
    first = suppress_counts(counts_of(people))
    assert first == [30, None, None]
    assert suppress_again(people, first) == [None, None]


pairs = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=5, max_size=60)


@settings(deadline=None, max_examples=100)
@given(pairs)
def test_dif03_nobody_is_shown_by_the_difference(people: list[tuple[int, int]]) -> None:
    table = crossed([a for a, _ in people], [b for _, b in people])
    first = suppress_counts(counts_of(table))
    second = suppress_again(table, first)
    reader = table.astype(float).mask(table > 0)
    reader["all"] = [NAN if n is None else n for n in first]
    reader.loc["all"] = [*(NAN if n is None else n for n in second), len(people)]
    for one in exposed(reader, 5):
        # Whoever can be placed closely stands in a group that is large enough to be shown.
        assert one.low >= 5


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(0, 4), min_size=5, max_size=60))
def test_dif05_the_same_grouping_is_printed_as_it_was(groups: list[int]) -> None:
    people = crossed(groups, groups)
    first = suppress_counts(counts_of(people))
    assert suppress_again(people, first) == first
