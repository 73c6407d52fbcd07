"""SUP01 counts under the threshold are hidden, 0 as well; SUP02 if the total is known, at least two
are hidden and together they reach the threshold; SUP03 of any counts no hidden one can be worked
out; SUP04 without a known total only small counts are hidden; SUP05 else nothing is hidden."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from survey.disclosure import suppress_counts


def test_sup01_small_counts_are_hidden() -> None:
    assert suppress_counts([4, 3, 20]) == [None, None, 20]
    assert suppress_counts([0, 9, 20, 30]) == [None, None, 20, 30]


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


def test_sup04_without_a_total_only_small_counts_are_hidden() -> None:
    assert suppress_counts([4, 9, 20], total_known=False) == [None, 9, 20]


def test_sup05_large_counts_all_stay() -> None:
    assert suppress_counts([5, 9, 20]) == [5, 9, 20]
    assert suppress_counts([]) == []
