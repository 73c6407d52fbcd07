"""SUP01 counts under the threshold are hidden, 0 and totals as well; SUP02 if the total is known,
at least two are hidden and together they reach the threshold; SUP03 of any counts no hidden one
can be worked out; SUP04 an option of several is hidden together with its opposite; SUP05 else
nothing is hidden; SUP06 the range of a hidden cell is exact: the published tables, and any small
table by trying every number; SUP07 any table after suppressing leaves every hidden cell the room
that was asked; SUP08 all or none of a small group is not shown; SUP09 a table that does not add up
is refused, with what to do; SUP10 totals may stand on one side only, and a list is a table of one
column; SUP11 any table of a question with several answers protects each option with its opposite;
SUP12 a cell that is shown has one count, and an unbounded one says so; SUP13 labels and numbers of
any kind: numpy's, a label that is missing, whole numbers with pandas' NA, and a table of nothing.

The table of SUP06 with totals 9 7 16 is example 3 of the Handbook on Statistical Disclosure Control
(Hundepool et al. 2010, after Geurts 1992); the county table is that of Statistical Policy Working
Paper 22 (Federal Committee on Statistical Methodology 2005), whose naive pattern still discloses
one cell.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.circulation import NO_LIMIT
from survey.disclosure import (
    Exposed,
    exposed,
    feasible_range,
    suppress,
    suppress_counts,
    suppress_several,
)

NAN = float("nan")
HANDBOOK = pd.DataFrame([[NAN, NAN, 7], [NAN, NAN, 3], [3, 3, 6], [9, 7, 16]])
EDUCATION = ["low", "medium", "high", "very high", "all"]
COUNTIES = ["Alpha", "Beta", "Gamma", "Delta", "all"]
COUNTY_TABLE = pd.DataFrame(
    [
        [15, 1, 3, 1, 20],
        [20, 10, 10, 15, 55],
        [3, 10, 10, 2, 25],
        [12, 14, 7, 2, 35],
        [50, 35, 30, 20, 135],
    ],
    COUNTIES,
    EDUCATION,
)
NAIVE = [(0, 1), (0, 2), (0, 3), (1, 1), (1, 2), (2, 0), (2, 3), (3, 0), (3, 3)]


def with_totals(counts: list[list[int]]) -> pd.DataFrame:
    """The table with its totals as last row and last column."""
    table = pd.DataFrame(counts)
    table["all"] = table.sum(axis=1)
    table.loc["all"] = table.sum()
    return table


tables = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 15), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    ).map(with_totals)
)


def test_sup01_small_counts_are_hidden() -> None:
    assert suppress_counts([4, 3, 20]) == [None, None, 20]
    assert suppress_counts([0, 9, 20, 30]) == [None, None, 20, 30]
    assert suppress_counts([2, 1]) == [None, None]


def test_sup01_totals_are_hidden_too() -> None:
    shown = suppress(with_totals([[1, 2], [20, 30]]))
    assert shown.loc[0].isna().all()
    assert shown.loc["all"].isna().sum() < 3


@settings(deadline=None, max_examples=50)
@given(tables, st.integers(1, 9))
def test_sup01_what_is_shown_is_true_and_not_small(table: pd.DataFrame, threshold: int) -> None:
    shown = suppress(table, threshold)
    kept = shown.notna()
    assert (shown[kept] == table[kept]).equals(kept)
    assert not (shown < threshold).any(axis=None)
    assert list(shown.index) == list(table.index)
    assert list(shown.columns) == list(table.columns)


def test_sup02_a_single_small_count_takes_another_with_it() -> None:
    assert suppress_counts([22, 11, 9, 2]) == [22, 11, None, None]
    assert suppress_counts([1, 1, 6, 30]) == [None, None, None, 30]


@given(st.lists(st.integers(0, 9), min_size=2, max_size=4))
def test_sup03_no_hidden_count_follows_from_the_total(counts: list[int]) -> None:
    shown = suppress_counts(counts)
    hidden = [place for place, n in enumerate(shown) if n is None]
    if not hidden or sum(counts) < 5:
        return  # nobody prints the table of so few answers
    rest = sum(counts) - sum(n for n in shown if n is not None)
    # What a reader can still imagine behind the marks: the total holds, something is small.
    possible = [
        guess
        for guess in product(range(rest + 1), repeat=len(hidden))
        if sum(guess) == rest and min(guess) < 5
    ]
    for place in range(len(hidden)):
        assert len({guess[place] for guess in possible}) > 1


def test_sup04_an_option_of_several_is_hidden_with_its_opposite() -> None:
    assert suppress_counts([4, 9, 20], asked=30) == [None, 9, 20]
    assert suppress_counts([27, 9, 30], asked=30) == [None, 9, None]


def test_sup05_large_counts_all_stay() -> None:
    assert suppress_counts([5, 9, 20]) == [5, 9, 20]
    assert suppress_counts([]) == []
    table = with_totals([[5, 9], [7, 5]])
    assert suppress(table).equals(table.astype(float))


@pytest.mark.parametrize(
    ("row", "column", "possible"),
    [(0, 0, (3, 6)), (0, 1, (1, 4)), (1, 0, (0, 3)), (1, 1, (0, 3))],
)
def test_sup06_the_table_of_the_handbook(row: int, column: int, possible: tuple[int, int]) -> None:
    assert feasible_range(HANDBOOK, row, column) == possible


def test_sup06_the_county_table_still_discloses_one_cell() -> None:
    table = COUNTY_TABLE.astype(float)
    for row, column in NAIVE:
        table.iloc[row, column] = NAN
    assert exposed(table) == [Exposed("Alpha", "very high", 1, 1)]
    assert feasible_range(table, "Alpha", "very high") == (1, 1)


def test_sup06_the_county_table_is_repaired() -> None:
    shown = suppress(COUNTY_TABLE)
    assert exposed(shown, 5) == []
    assert shown.loc["all"].notna().all()
    assert shown["all"].notna().all()
    assert shown.isna().sum().sum() <= len(NAIVE) + 1


@given(
    st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=2, max_size=2),
    st.sets(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=6),
)
@settings(deadline=None, max_examples=60)
def test_sup06_the_range_is_what_trying_every_number_finds(
    counts: list[list[int]], hidden: set[tuple[int, int]]
) -> None:
    hidden = hidden - {(2, 2)}  # the total of all is known, so that there is an end to trying
    (a, b), (c, d) = counts
    true = _nine(a, b, c, d)
    places = [row * 3 + column for row, column in hidden]
    known = [place for place in range(9) if place not in places]
    possible = [
        guess
        for a, b, c in product(range(true[8] + 1), repeat=3)
        if a + b + c <= true[8]
        for guess in [_nine(a, b, c, true[8] - a - b - c)]
        if all(guess[place] == true[place] for place in known)
    ]
    table = with_totals(counts).astype(float)
    for row, column in hidden:
        table.iloc[row, column] = NAN
    for row, column in hidden:
        found = {guess[row * 3 + column] for guess in possible}
        rows, columns = table.index, table.columns
        assert feasible_range(table, rows[row], columns[column]) == (min(found), max(found))


def _nine(a: int, b: int, c: int, d: int) -> list[int]:
    """Two by two counts with their totals, row by row."""
    return [a, b, a + b, c, d, c + d, a + c, b + d, a + b + c + d]


@settings(deadline=None, max_examples=100)
@given(tables, st.integers(1, 9), st.integers(1, 9))
def test_sup07_any_table_leaves_every_hidden_cell_room(
    table: pd.DataFrame, threshold: int, protection: int
) -> None:
    shown = suppress(table, threshold, protection=protection)
    assert exposed(shown, protection) == []
    for row, column in zip(*shown.isna().to_numpy().nonzero(), strict=True):
        low, high = feasible_range(shown, shown.index[row], shown.columns[column])
        assert low <= table.iloc[row, column] <= high
        assert high - low >= protection


def test_sup08_all_or_none_of_a_small_group_is_not_shown() -> None:
    shown = suppress(with_totals([[6, 0], [20, 30], [15, 11]]))
    assert shown.loc[0, [0, 1]].isna().all()
    assert feasible_range(shown, 0, 0) == (0, 6)
    assert feasible_range(shown, 0, 1) == (0, 6)


def test_sup09_a_table_that_does_not_add_up_is_refused() -> None:
    wrong = COUNTY_TABLE.copy()
    wrong.loc["Beta", "all"] = 56
    with pytest.raises(ValueError, match=r"'Beta': 'all' says 56, but the rest adds up to 55"):
        suppress(wrong)
    with pytest.raises(ValueError, match="does not add up"):
        feasible_range(pd.DataFrame([[NAN, NAN, 7], [1, 2, 3], [9, 3, 12]]), 0, 0)


def test_sup09_what_is_no_count_is_refused() -> None:
    with pytest.raises(ValueError, match=r"holds 1\.5, which is no count"):
        suppress(pd.DataFrame({"n": [1.5, 8.5, 10]}))
    with pytest.raises(ValueError, match=r"holds -1\.0, which is no count"):
        suppress(pd.DataFrame({"n": [-1, 10, 9]}))
    with pytest.raises(ValueError, match="Give whole counts"):
        suppress(pd.DataFrame({"n": [NAN, 10, 19]}))
    with pytest.raises(KeyError, match="no 'Zeta' among Alpha"):
        feasible_range(COUNTY_TABLE, "Zeta", "low")


def test_sup10_a_list_is_a_table_of_one_column() -> None:
    shown = suppress(pd.DataFrame({"n": [22, 11, 9, 2, 44]}))
    assert shown["n"].fillna(-1).tolist() == [22, 11, -1, -1, 44]
    flat = suppress(pd.DataFrame([[22, 11, 9, 2, 44]]))
    assert flat.loc[0].fillna(-1).tolist() == [22, 11, -1, -1, 44]
    assert feasible_range(shown, 2, "n") == (0, 11)


def test_sup10_totals_on_one_side() -> None:
    table = pd.DataFrame({"police": [9, 3], "agencies": [8, 30], "all": [17, 33]})
    shown = suppress(table, totals="rows")
    assert shown.isna().to_numpy().tolist() == [[False] * 3, [True, True, False]]
    assert feasible_range(shown, 1, "police", totals="rows") == (0, 33)
    assert suppress(table.T, totals="columns").equals(shown.T)
    alone = suppress(table.iloc[:, :2], totals="none")
    assert alone.isna().to_numpy().tolist() == [[False, False], [True, False]]


def test_sup12_what_nothing_bounds_says_so() -> None:
    alone = pd.DataFrame({"a": [9, NAN]})
    assert feasible_range(alone, 1, "a", totals="none") == (0, NO_LIMIT)
    assert feasible_range(alone, 0, "a", totals="none") == (9, 9)
    assert feasible_range(pd.DataFrame({"n": [2.0, NAN, NAN]}), 2, "n") == (2, NO_LIMIT)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.integers(0, 12), min_size=1, max_size=4).flatmap(
        lambda asked: st.lists(
            st.tuples(*(st.integers(0, n) for n in asked)).map(list), min_size=1, max_size=4
        ).map(lambda rows: pd.DataFrame([*rows, asked]))
    )
)
def test_sup11_any_option_of_several_is_protected_with_its_opposite(table: pd.DataFrame) -> None:
    table["all"] = table.sum(axis=1)
    shown = suppress_several(table)
    for place in range(len(table) - 1):
        asked = shown.iloc[-1]
        three = pd.DataFrame([shown.iloc[place], asked - shown.iloc[place], asked])
        assert exposed(three, 5) == []
        assert not (three < 5).any(axis=None)


def test_sup13_places_as_numpy_counts_them() -> None:
    shown = suppress(COUNTY_TABLE)
    for row, column in np.argwhere(shown.isna().to_numpy()):
        by_label = feasible_range(shown, shown.index[row], shown.columns[column])
        assert feasible_range(shown, row, column) == by_label


def test_sup13_a_label_that_is_missing() -> None:
    who = pd.Series([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, None])
    table = pd.crosstab(who, pd.Series(list("xxxyyyxxxxxyyy")), margins=True, dropna=False)
    assert feasible_range(suppress(table), NAN, "x") == (0, 7)


def test_sup13_a_table_of_nothing() -> None:
    assert suppress(pd.DataFrame()).empty
    assert suppress(pd.DataFrame(columns=["x", "all"])).empty


def test_sup13_whole_numbers_with_na() -> None:
    shown = suppress(COUNTY_TABLE.astype("Int64"))
    assert shown.equals(suppress(COUNTY_TABLE.astype(float)))
    whole = shown.astype("Int64")
    assert feasible_range(whole, "Alpha", "medium") == feasible_range(shown, "Alpha", "medium")
