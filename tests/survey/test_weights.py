"""WGT01 weights stand in an item, what is no number above 0 does not count; WGT02 known shares are
reached; WGT03 a group with a share and without answers is refused; WGT04 the effective number is
Kish's; WGT05 the weights are told; WGT06 of any groups the weights add up to the responses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.model import DONT_KNOW, NOT_ASKED
from survey.weights import Weights, matching_weights, told_weights, weights_of


def test_wgt01_what_is_no_number_above_0_does_not_count() -> None:
    found = weights_of([1.5, "2", 0, -1, None, DONT_KNOW, NOT_ASKED, "many", "inf", "nan"])
    assert found.values == (1.5, 2, 0, 0, 0, 0, 0, 0, 0, 0)
    assert (found.n, found.n_without, found.total) == (2, 8, 3.5)


def test_wgt02_known_shares_are_reached() -> None:
    groups = ["a"] * 6 + ["b"] * 2 + [None]
    found = matching_weights(groups, {"a": 25, "b": 75})
    assert sum(found.values[:6]) == pytest.approx(2)
    assert sum(found.values[6:8]) == pytest.approx(6)
    assert found.values[8] == 1


def test_wgt02_a_share_of_0_takes_a_group_out() -> None:
    assert matching_weights(["a", "b"], {"a": 100, "b": 0}).values == (2, 0)


def test_wgt03_nobody_can_stand_for_a_group() -> None:
    with pytest.raises(ValueError, match=r"Nobody answered from b.*Set its share to 0"):
        matching_weights(["a"], {"a": 50, "b": 50})


def test_wgt04_the_effective_number() -> None:
    """Kish: 10 responses of weight 1 and 10 of weight 3 tell as much as 16 alike."""
    assert Weights((1.0,) * 10 + (3.0,) * 10).effective_n == pytest.approx(16)
    assert Weights((2.0,) * 7).effective_n == pytest.approx(7)
    assert Weights((0.0,)).effective_n == 0


def test_wgt05_the_weights_are_told() -> None:
    assert told_weights(Weights((1.0, 3.0, 0.0))) == (
        "Weighted: 2 responses count as 4.0 and tell as much as 2 that count alike; "
        "1 without a weight are left out."
    )


@given(
    st.lists(st.sampled_from("ab"), min_size=1).filter(lambda groups: len(set(groups)) == 2),
    st.floats(1, 99),
)
def test_wgt06_any_groups(groups: list[str | None], share: float) -> None:
    found = matching_weights(groups, {"a": share, "b": 100 - share})
    assert found.total == pytest.approx(len(groups))
    of_a = sum(w for w, group in zip(found.values, groups, strict=True) if group == "a")
    assert of_a / found.total == pytest.approx(share / 100)
