"""AGR01 the published figures come out, each named by its source; AGR02 what is undefined is None,
never 1 or 0; AGR03 missing values may be NaN or None, values numbers or labels; AGR04 coders who
say the same have 1, whatever they say, if there is variation; AGR05 the order of coders, of units
and the names of the values change nothing; AGR06 a column of weight n counts as n units; AGR07 a
second program agrees: NLTK's AnnotationTask; AGR08 a table that is none, or a level that does not
fit, is refused in words."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.agreement import (
    bennett_s,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)
from coding.errors import ReliabilityError
from tests.conftest import SHARED

Table = Sequence[Sequence[object]]
COEFFICIENTS = [percent_agreement, cohen_kappa, fleiss_kappa, gwet_ac1, krippendorff_alpha]
NAN = math.nan


def rows(text: str) -> list[list[float | None]]:
    """One row for each coder: values with a dot for what was not judged."""
    return [
        [None if value == "." else float(value) for value in line.split()]
        for line in text.strip().splitlines()
    ]


def cross(*table: Sequence[int]) -> list[list[int]]:
    """Two coders whose table, first × second, holds these counts."""
    pairs = [(i, j) for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]
    return [[first for first, _ in pairs], [second for _, second in pairs]]


def counted(table: Sequence[Sequence[int]]) -> list[list[int]]:
    """Coders × units with these counts of values in each unit; which coder said what is open."""
    units = [[value for value, n in enumerate(row) for _ in range(n)] for row in table]
    return [list(coder) for coder in zip(*units, strict=True)]


MEG_AND_OWEN = rows("0 1 0 0 0 0 0 0 1 0\n1 1 1 0 0 1 0 0 0 0")
BEN_AND_GERRY = [list("aabbdcccedda"), list("babbbccceddd")]
FOUR_OBSERVERS = rows("""
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
""")
NEWSPAPERS = rows("""
1 1 2 . 0 0 1 1 2 2 . 0 1 3 1 1 2 1 1 0 0 0 2 0 1 0 0 1 1 1 1 2 2 3 2 2 2 2 2 1
1 1 3 0 0 0 0 . 2 1 1 0 2 3 1 1 1 2 1 0 0 0 3 0 2 1 0 2 1 1 1 1 2 2 2 2 2 2 2 1
2 0 3 0 0 0 2 2 2 1 0 0 2 2 1 1 2 3 0 0 1 . 3 0 . 1 0 1 2 2 0 2 . 2 2 3 2 . 2 1
. 1 3 . . . . 0 . 1 0 0 2 2 . . . 3 1 . 1 0 3 0 2 1 1 2 2 . . 1 2 2 . . . 1 2 .
2 . . 0 0 0 1 . 2 . . . . 3 1 1 2 . . 0 . 0 . . 2 . 0 . . 2 0 . 2 . 2 2 2 2 . 1
""")
DIALOGUE = cross((46, 6, 0), (0, 32, 0), (0, 6, 10))
TWO_JUDGES = cross((88, 14, 18), (10, 40, 10), (2, 6, 12))
BERTHA_AND_BILL = [
    [*[0] * 2, *[1] * 8, *[0] * 4, *[1] * 6, *[0] * 4],
    [*[0] * 4, *[1] * 4, *[0] * 7, *[1] * 2, *[0] * 7],
]
ABSTRACTORS = cross((13, 0, 0), (0, 20, 7), (0, 4, 56))
SIX_OF_FIVE = counted(
    [
        *([0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0]),
        *([2, 0, 4, 0, 0], [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6]),
        *([1, 0, 0, 5, 0], [1, 1, 0, 4, 0], [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1]),
    ]
)


@pytest.mark.parametrize(
    ("data", "level", "published"),
    [
        (MEG_AND_OWEN, "nominal", 0.095),  # Krippendorff 2011, A
        (BEN_AND_GERRY, "nominal", 0.692),  # B
        (FOUR_OBSERVERS, "nominal", 0.743),  # C
        (FOUR_OBSERVERS, "ordinal", 0.815),
        (FOUR_OBSERVERS, "interval", 0.849),
        (FOUR_OBSERVERS, "ratio", 0.797),
        (NEWSPAPERS, "ordinal", 0.7598),  # Hayes & Krippendorff 2007
        (NEWSPAPERS, "nominal", 0.477),
        (NEWSPAPERS, "interval", 0.757),
        (BERTHA_AND_BILL, "nominal", 0.329),  # Krippendorff 1995, spans as characters
        (ABSTRACTORS, "nominal", 0.7972585),  # Gwet 2014
        (SIX_OF_FIVE, "nominal", 0.4204384),
    ],
)
def test_agr01_published_alphas(data: Table, level: str, published: float) -> None:
    digits = len(str(published).partition(".")[2])
    assert round(krippendorff_alpha(data, level) or NAN, digits) == published  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("coefficient", "data", "published"),
    [
        (percent_agreement, DIALOGUE, 0.88),  # Artstein & Poesio 2008
        (fleiss_kappa, DIALOGUE, 0.7995),
        (bennett_s, DIALOGUE, 0.82),
        (cohen_kappa, TWO_JUDGES, 0.492),  # Cohen 1960
        (cohen_kappa, BERTHA_AND_BILL, 0.385),  # Krippendorff 1995
        (fleiss_kappa, BERTHA_AND_BILL, 0.314),
        (percent_agreement, ABSTRACTORS, 0.89),  # Gwet 2014
        (cohen_kappa, ABSTRACTORS, 0.7964094),
        (fleiss_kappa, ABSTRACTORS, 0.7962397),
        (gwet_ac1, ABSTRACTORS, 0.8493305),
        (bennett_s, ABSTRACTORS, 0.835),
        (percent_agreement, FOUR_OBSERVERS, 0.8181818),
        (gwet_ac1, FOUR_OBSERVERS, 0.77544),
        (fleiss_kappa, FOUR_OBSERVERS, 0.76117),
        (bennett_s, FOUR_OBSERVERS, 0.77273),
        (gwet_ac1, SIX_OF_FIVE, 0.4448007),
        (fleiss_kappa, SIX_OF_FIVE, 0.4139265),
        (bennett_s, SIX_OF_FIVE, 0.4388889),
    ],
)
def test_agr01_published_kappas(coefficient: object, data: Table, published: float) -> None:
    digits = len(str(published).partition(".")[2])
    assert callable(coefficient)
    assert round(coefficient(data), digits) == published


def real_table(name: str, skip: int = 0) -> list[list[str | None]]:
    """A table of ../shared/data, units × coders, turned over; `skip` columns describe the unit."""
    with (SHARED / "agreement" / name).open(encoding="utf-8") as lines:
        units = [row[skip:] for row in list(csv.reader(lines))[1:]]
    return [[value.strip() or None for value in coder] for coder in zip(*units, strict=True)]


@pytest.mark.real_inputs
@pytest.mark.parametrize(
    ("name", "skip", "fleiss", "ac1", "percent"),
    [
        ("cran_irr/diagnoses.csv", 0, 0.430, 0.448, None),  # Fleiss 1971
        ("gwet_irrCAC/cac.raw4raters.csv", 1, 0.761, 0.775, 0.818),  # Gwet 2014
        ("gwet_irrCAC/cac.raw5obser.csv", 1, 0.458, 0.497, 0.616),
        ("gwet_irrCAC/cac.raw.g1g2.csv", 2, 0.657, 0.685, 0.744),
        ("gwet_irrCAC/cac.raw.gender.csv", 1, 0.129, 0.208, 0.456),
        ("gwet_irrCAC/cac.ben.gerry.csv", 2, 0.649, 0.661, 0.727),
    ],
)
def test_agr01_published_tables(
    name: str, skip: int, fleiss: float, ac1: float, percent: float | None
) -> None:
    data = real_table(name, skip)
    assert round(fleiss_kappa(data) or NAN, 3) == fleiss
    assert round(gwet_ac1(data) or NAN, 3) == ac1
    assert percent is None or round(percent_agreement(data) or NAN, 3) == percent


@pytest.mark.parametrize(
    "data",
    [
        [],
        [[], []],
        [["a", "b", "a"]],
        [["a", "a"], ["a", "a"]],
        [["a", None], [None, "b"]],
        [[NAN, NAN], [NAN, NAN]],
    ],
    ids=["no coder", "no unit", "one coder", "no variation", "no unit twice", "nothing judged"],
)
def test_agr02_undefined_is_none(data: Table) -> None:
    table = np.empty((2, 0)) if data == [] else data
    for coefficient in (cohen_kappa, fleiss_kappa, gwet_ac1, krippendorff_alpha):
        assert coefficient(table) is None
    judged_twice = data == [["a", "a"], ["a", "a"]]
    assert percent_agreement(table) == (1.0 if judged_twice else None)


def test_agr02_cohens_kappa_is_for_two() -> None:
    assert cohen_kappa(FOUR_OBSERVERS) is None


def test_agr03_numbers_labels_nan_and_none() -> None:
    numbers = np.array([[1, 2, NAN, 1], [1, 2, 2, 2]])
    labels = [["x", "y", None, "x"], ["x", "y", "y", "y"]]
    mixed = np.array([[1, "y", NAN, 1], [1, "y", "y", "y"]], dtype=object)
    for coefficient in COEFFICIENTS:
        found = {round(coefficient(data) or NAN, 12) for data in (numbers, labels, mixed)}
        assert len(found) == 1


def tables(n_values: int = 3) -> st.SearchStrategy[list[list[int | None]]]:
    """Coders × units, some of it missing."""
    value = st.none() | st.integers(0, n_values - 1)
    return st.integers(1, 8).flatmap(
        lambda n: st.lists(st.lists(value, min_size=n, max_size=n), min_size=2, max_size=4)
    )


@settings(max_examples=40)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=20), st.integers(2, 4))
def test_agr04_the_same_words_are_full_agreement(values: list[int], n_coders: int) -> None:
    same = [values] * n_coders
    expected = 1.0 if len(set(values)) > 1 else None
    for coefficient in (fleiss_kappa, gwet_ac1, krippendorff_alpha):
        found = coefficient(same)
        assert found == (expected and pytest.approx(expected))
    assert percent_agreement(same) == pytest.approx(1)


@settings(max_examples=40)
@given(tables(), st.randoms(use_true_random=False))
def test_agr05_order_and_names_change_nothing(data: list[list[int | None]], random: object) -> None:
    turned = [list(unit) for unit in zip(*data, strict=True)]
    random.shuffle(turned)  # type: ignore[attr-defined]
    coders = [list(coder) for coder in zip(*turned, strict=True)]
    random.shuffle(coders)  # type: ignore[attr-defined]
    renamed = [[None if v is None else f"code {9 - v}" for v in row] for row in coders]
    for coefficient in COEFFICIENTS:
        found = coefficient(data)
        same = found if found is None else pytest.approx(found)
        assert coefficient(coders) == same
        assert coefficient(renamed) == same


@settings(max_examples=40)
@given(tables(), st.data())
def test_agr06_weights_stand_for_units(data: list[list[int | None]], draw: st.DataObject) -> None:
    n = len(data[0])
    weights = draw.draw(st.lists(st.integers(0, 4), min_size=n, max_size=n))
    long = [
        [v for v, times in zip(row, weights, strict=True) for _ in range(times)] for row in data
    ]
    for coefficient in COEFFICIENTS:
        found = coefficient(np.empty((len(data), 0)) if not sum(weights) else long)
        # A column of weight 0 may still add a value that nobody used: AC1 counts the values.
        if coefficient is gwet_ac1 and {v for r in long for v in r} != {v for r in data for v in r}:
            continue
        same = found if found is None else pytest.approx(found)
        assert coefficient(data, weights=weights) == same


@settings(max_examples=25)
@given(st.integers(2, 4), st.integers(2, 12), st.integers(0, 10_000))
def test_agr07_nltk_says_the_same(n_coders: int, n_units: int, seed: int) -> None:
    from nltk.metrics.agreement import AnnotationTask

    data = np.random.default_rng(seed).integers(0, 3, (n_coders, n_units))
    if len(np.unique(data)) < 2:
        return
    task = AnnotationTask(
        [(f"c{c}", f"u{u}", str(data[c, u])) for c in range(n_coders) for u in range(n_units)]
    )
    assert krippendorff_alpha(data) == pytest.approx(task.alpha())
    assert percent_agreement(data) == pytest.approx(task.avg_Ao())
    assert bennett_s(data) == pytest.approx(task.S())
    if n_coders == 2:
        assert fleiss_kappa(data) == pytest.approx(task.pi())
        kappa = cohen_kappa(data)
        assert kappa is None or kappa == pytest.approx(task.kappa())


@pytest.mark.parametrize(
    ("data", "level", "words"),
    [
        ([["a", "b"], ["a"]], "nominal", "one row for each coder"),
        ([1, 2, 3], "nominal", "one row for each coder"),
        ([["a", "b"], ["b", "b"]], "interval", "needs numbers"),
        ([[-1, 2], [2, 2]], "ratio", "0 or more"),
        ([[1, 2], [2, 2]], "cardinal", "There is no level 'cardinal'"),
    ],
)
def test_agr08_refused_in_words(data: Table, level: str, words: str) -> None:
    with pytest.raises(ReliabilityError, match=words):
        krippendorff_alpha(data, level)  # type: ignore[arg-type]


def test_agr08_one_weight_for_each_unit() -> None:
    with pytest.raises(ReliabilityError, match="2 weights"):
        krippendorff_alpha([[1, 2], [1, 2]], weights=[1])
