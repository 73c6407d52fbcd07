"""SAT01 an interview's new codes are those that no earlier one has; SAT02 runs move on by one and
are measured against the base; SAT03 saturation is reached with the last interview of the first run
at or below the threshold; SAT04 too few interviews, and a base without codes, are said and reach
nothing; SAT05 for any interviews the new codes add up to all, and a stricter threshold is reached
no sooner; SAT06 what makes no sense is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.saturation import Run, in_words, new_codes, saturation

# new codes: 5, 3, 1, 1 in the base (10), then 1, 0, 0, 1, 0
NINE = [
    *({"a", "b", "c", "d", "e"}, {"a", "f", "g", "h"}, {"i"}, {"j", "a"}),
    *({"k", "a"}, {"b"}, {"k"}, {"l"}, set[str]()),
]
INTERVIEWS = st.lists(st.sets(st.sampled_from("abcdefghij")), max_size=12)


def test_sat01_new_codes() -> None:
    assert new_codes(NINE) == (5, 3, 1, 1, 1, 0, 0, 1, 0)


def test_sat02_the_runs() -> None:
    found = saturation(NINE)
    assert found.n_base == 10
    assert found.runs == (
        *(Run(5, 6, 1, 0.1), Run(6, 7, 0, 0.0), Run(7, 8, 1, 0.1), Run(8, 9, 1, 0.1)),
    )


@pytest.mark.parametrize(
    ("base", "run", "threshold", "reached"),
    [
        *((4, 2, 0.05, 7), (4, 2, 0.10, 6), (4, 3, 0.05, None), (4, 3, 0.10, 7)),
        *((5, 2, 0.0, 7), (6, 3, 0.10, 9), (4, 1, 0.0, 6)),
    ],
)
def test_sat03_where_it_is_reached(
    base: int, run: int, threshold: float, reached: int | None
) -> None:
    assert saturation(NINE, base, run, threshold).reached == reached


def test_sat03_in_words() -> None:
    assert in_words(saturation(NINE)) == (
        "Saturation is reached at interview 7: interviews 6 to 7 bring 0 new (0%), "
        "at most 5% of the 10 codes of the first 4."
    )
    assert in_words(saturation(NINE, run=3)).startswith(
        "Saturation is not reached: the last run, interviews 7 to 9, brings 1 new (10%)"
    )


def test_sat04_too_little() -> None:
    assert in_words(saturation(NINE[:5])).startswith("6 coded interviews are needed")
    nothing = saturation([set[str]()] * 4 + NINE)
    assert (nothing.runs, nothing.reached) == ((), None)
    assert in_words(nothing).startswith("Nothing is coded in the first 4 interviews")


@given(INTERVIEWS)
def test_sat05_for_any_interviews(interviews: list[set[str]]) -> None:
    assert sum(new_codes(interviews)) == len(set().union(*interviews))
    strict = saturation(interviews, 2, 2, 0.0).reached
    loose = saturation(interviews, 2, 2, 0.2).reached
    assert strict is None or (loose is not None and loose <= strict)


@pytest.mark.parametrize(("base", "run", "threshold"), [(0, 2, 0.1), (4, 0, 0.1), (4, 2, 1.5)])
def test_sat06_no_sense(base: int, run: int, threshold: float) -> None:
    with pytest.raises(ValueError, match="Base and run"):
        saturation(NINE, base, run, threshold)
