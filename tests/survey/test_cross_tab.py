"""CRT01 counts with totals, shares of rows and of columns; CRT02 who gave no answer or stands in no
group is left out and counted; CRT03 of several answers the base is who was asked; CRT04 chi-square
and Cramér's V agree with published tables; CRT05 the tail of chi-square agrees with published
critical values and with a second formula; CRT06 chi-square is not given where expected counts are
small, for several answers, or where it would give hidden numbers away; CRT07 weighted and
unweighted counts stand beside each other; CRT08 any table with hidden numbers shows no small one
and changes none; CRT09 any table of independent questions has no association."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.chi_square import association, chi_square_tail
from survey.cross_tab import (
    TOTAL,
    CrossTab,
    association_of,
    column_shares,
    cross_tab,
    number_at,
    protected,
    row_shares,
)
from survey.disclosure import exposed
from survey.model import DONT_KNOW, NOT_ASKED

KINDS = ["shelter", "shelter", "police", "police", "police", None]
ANSWERS = ["yes", "no", "yes", "yes", DONT_KNOW, "yes"]


def test_crt01_counts_with_totals_and_shares() -> None:
    tab = cross_tab(KINDS, ANSWERS, ["police", "shelter", "court"], ["yes", "no"])
    assert tab.groups == ["police", "shelter"], "nobody answered from a court"
    assert tab.counts.to_numpy().tolist() == [[2, 0, 2], [1, 1, 2], [3, 1, 4]]
    assert row_shares(tab).to_numpy().tolist() == [[1, 0, 1], [0.5, 0.5, 1], [0.75, 0.25, 1]]
    assert number_at(column_shares(tab), "police", "yes") == pytest.approx(2 / 3)
    assert number_at(column_shares(tab), TOTAL, "yes") == 1


def test_crt02_who_is_left_out_is_counted() -> None:
    tab = cross_tab(KINDS, ANSWERS, ["police", "shelter"], ["yes", "no"])
    assert tab.left_out == 2


def test_crt02_of_few_who_are_left_out_no_number_is_told() -> None:
    tab = cross_tab(KINDS, ANSWERS, ["police", "shelter"], ["yes", "no"])
    assert protected(tab).left_out is None
    nobody = cross_tab(["police"] * 9, ["yes"] * 9, ["police"], ["yes"])
    assert protected(nobody).left_out == 0


def test_crt03_several_answers_have_who_was_asked_as_their_base() -> None:
    answers = [["a", "b"], ["a"], [], NOT_ASKED, None, ["b"]]
    tab = cross_tab(["x", "x", "x", "x", "y", "y"], answers, ["x", "y"], ["a", "b"], several=True)
    assert tab.counts.to_numpy().tolist() == [[2, 1, 3], [0, 1, 2], [2, 2, 5]]
    assert tab.left_out == 1
    assert number_at(row_shares(tab), "x", "a") == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("table", "statistic", "degrees", "p", "v"),
    [
        # Party by gender, Agresti (2007), An Introduction to Categorical Data Analysis, table 2.5;
        # the statistic and the chance as chisq.test of R prints them.
        ([[762, 327, 468], [484, 239, 477]], 30.07, 2, 2.954e-07, math.sqrt(30.07 / 2757)),
        # Hair and eyes of students in Delaware, Snee (1974), as in R's HairEyeColor.
        (
            [[68, 20, 15, 5], [119, 84, 54, 29], [26, 17, 14, 14], [7, 94, 10, 16]],
            *(138.29, 9, 2.2e-16, 0.279),
        ),
    ],
)
def test_crt04_published_tables(
    table: list[list[int]], statistic: float, degrees: int, p: float, v: float
) -> None:
    found = association(table)
    assert found.statistic == pytest.approx(statistic, abs=0.006)
    assert found.degrees == degrees
    assert found.p is not None
    assert found.p == pytest.approx(p, rel=0.002) or found.p < 2.2e-16 == p
    assert found.v == pytest.approx(v, abs=0.0006)


# Upper critical values of chi-square: NIST/SEMATECH e-Handbook, table 1.3.6.7.4.
CRITICAL = {
    1: (2.706, 3.841, 5.024, 6.635, 10.828),
    2: (4.605, 5.991, 7.378, 9.210, 13.816),
    5: (9.236, 11.070, 12.833, 15.086, 20.515),
    10: (15.987, 18.307, 20.483, 23.209, 29.588),
    29: (39.087, 42.557, 45.722, 49.588, 58.301),
    100: (118.498, 124.342, 129.561, 135.807, 149.449),
}


@pytest.mark.parametrize("degrees", CRITICAL)
def test_crt05_published_critical_values(degrees: int) -> None:
    for critical, chance in zip(CRITICAL[degrees], (0.1, 0.05, 0.025, 0.01, 0.001), strict=True):
        assert chi_square_tail(critical, degrees) == pytest.approx(chance, rel=0.0015)


@given(st.floats(0.01, 60), st.integers(1, 40))
def test_crt05_any_tail_agrees_with_the_series(statistic: float, degrees: int) -> None:
    """P(a, x) = x^a exp(−x) Σ x^n / Γ(a + n + 1), Abramowitz and Stegun 6.5.29."""
    a, x = degrees / 2, statistic / 2
    terms = (math.exp((a + n) * math.log(x) - x - math.lgamma(a + n + 1)) for n in range(400))
    assert chi_square_tail(statistic, degrees) == pytest.approx(1 - sum(terms), abs=1e-11)


def test_crt05_nothing_and_very_much() -> None:
    assert chi_square_tail(0, 3) == 1
    assert chi_square_tail(1e5, 3) == 0


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ([[3, 7], [6, 4]], "in 2 of 4 cells fewer than five"),
        ([[1, 99], [0, 10]], "fewer than one person would be expected"),
        ([[5, 5], [0, 0]], "nothing to compare"),
        ([], "nothing to compare"),
    ],
)
def test_crt06_small_expected_counts(table: list[list[int]], why: str) -> None:
    found = association(table)
    assert found.p is None
    assert why in found.why_not


def test_crt06_one_small_cell_in_five_is_allowed() -> None:
    table = [[20, 20, 20], [20, 20, 20], [9, 9, 2]]
    assert association(table).p is not None


def test_crt06_several_answers_and_hidden_numbers_have_no_test() -> None:
    several = cross_tab(["x", "y"], [["a"], ["b"]], ["x", "y"], ["a", "b"], several=True)
    assert "several answers" in association_of(several).why_not
    hidden = protected(cross_tab(["x", "y"] * 10, ["a", "b"] * 10, ["x", "y"], ["a", "b"]))
    assert "small numbers are hidden" in association_of(hidden).why_not


def test_crt07_weighted_and_unweighted_counts() -> None:
    weights = [0.5, 2.0, 1.0, 1.0, 1.0, 9.0]
    tab = cross_tab(KINDS, ANSWERS, ["police", "shelter"], ["yes", "no"], weights=weights)
    assert tab.counts.to_numpy().tolist() == [[2, 0, 2], [1, 1, 2], [3, 1, 4]]
    assert tab.weighted.to_numpy().tolist() == [[2, 0, 2], [0.5, 2, 2.5], [2.5, 2, 4.5]]
    assert number_at(row_shares(tab), "shelter", "no") == pytest.approx(0.8)
    plain = cross_tab(KINDS, ANSWERS, ["police", "shelter"], ["yes", "no"])
    assert association_of(tab).statistic == association_of(plain).statistic


@st.composite
def tabs(draw: st.DrawFn) -> CrossTab:
    """A table of single or of several answers."""
    several = draw(st.booleans())
    answer = st.lists(st.sampled_from("abc"), unique=True) if several else st.sampled_from("abc")
    rows = draw(st.lists(st.tuples(st.sampled_from("xyz"), answer), min_size=1, max_size=60))
    groups, answers = [group for group, _ in rows], [cell for _, cell in rows]
    return cross_tab(groups, answers, list("xyz"), list("abc"), several=several)


@settings(deadline=None)  # the machine may be busy
@given(tabs())
def test_crt08_any_protected_table(tab: CrossTab) -> None:
    shown = protected(tab)
    assert not (shown.counts < 5).to_numpy().any()
    assert (shown.counts.isna() == shown.weighted.isna()).to_numpy().all()
    visible = shown.counts.fillna(tab.counts)
    pd.testing.assert_frame_equal(visible.astype(int), tab.counts)
    if not tab.several:
        assert not exposed(shown.counts)


@given(
    st.lists(st.integers(1, 9), min_size=2, max_size=5),
    st.lists(st.integers(1, 9), min_size=2, max_size=5),
)
def test_crt09_any_independent_questions(across: list[int], down: list[int]) -> None:
    found = association([[row * column * 10 for column in down] for row in across])
    assert found.statistic == pytest.approx(0, abs=1e-9)
    assert found.v == pytest.approx(0, abs=1e-5)
    assert found.p == pytest.approx(1, abs=1e-5)
