"""STA01 agreement: top two, middle, bottom two, net, mean and median of the steps that were chosen;
STA02 rankings: mean place, first choices and Borda's points, unfinished ones with what is left
shared; STA03 the net promoter score; STA04 Cronbach's alpha, also without each statement, agrees
with published values; STA05 numbers have deviation and quartiles as R has them, and weighted ones;
STA06 open answers are counted in words; STA07 of any rankings the points have the same mean; STA08
alpha of the same statement twice is 1."""

from __future__ import annotations

import csv
import math
from statistics import mean, median

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.asked import asked
from survey.likert import agreement, scores
from survey.model import Instrument, Item, ItemKind, ResponseOption
from survey.ranking import ranking
from survey.recommendation import is_recommendation, recommendation
from survey.reliability import reliability
from survey.summary import count_numbers, summarise, summarise_numbers
from survey.written import count_words, told_words
from tests.conftest import SHARED

PINGOUIN = SHARED / "survey_responses" / "pingouin"
BFI = SHARED / "survey_responses" / "psych_bfi" / "bfi.csv"


def test_sta01_the_figures_of_a_scale() -> None:
    found = agreement([18, 47, 52, 88, 41])
    assert found is not None
    assert found.n == 246
    assert found.top == pytest.approx(129 / 246)
    assert found.bottom == pytest.approx(65 / 246)
    assert found.neutral == pytest.approx(52 / 246)
    assert found.net == pytest.approx(64 / 246)
    assert found.mean == pytest.approx((18 + 94 + 156 + 352 + 205) / 246)
    assert found.median == 4


@pytest.mark.parametrize(
    ("counts", "middle"),
    [([1, 1, 0, 0, 2], 3.5), ([2, 0, 0, 0, 2], 3), ([0, 0, 1], 3), ([0.5, 0.5, 1.5], 3)],
)
def test_sta01_the_median_lies_where_half_are_below(counts: list[float], middle: float) -> None:
    found = agreement(counts)
    assert found is not None
    assert found.median == middle


@given(st.lists(st.integers(0, 6), min_size=5, max_size=5).filter(any))
def test_sta01_any_counts_have_the_mean_and_median_of_their_steps(counts: list[int]) -> None:
    found = agreement(counts)
    steps = [step for step, n in enumerate(counts, 1) for _ in range(n)]
    assert found is not None
    assert found.mean == pytest.approx(mean(steps))
    assert found.median == median(steps)
    assert found.top + found.neutral + found.bottom == pytest.approx(1)


def test_sta01_nobody_chose_a_step() -> None:
    assert agreement([0, 0, 0]) is None


def test_sta01_an_answer_outside_the_scale_has_no_step() -> None:
    found = scores(["no", "yes", "dont_know", None], ["no", "perhaps", "yes"])
    assert found[:2] == [1, 3]
    assert all(math.isnan(step) for step in found[2:])


def test_sta02_a_published_election() -> None:
    """Where the capital of Tennessee should be: the textbook example of Borda's points."""
    cities = ["memphis", "nashville", "chattanooga", "knoxville"]
    votes = [
        (42, ["memphis", "nashville", "chattanooga", "knoxville"]),
        (26, ["nashville", "chattanooga", "knoxville", "memphis"]),
        (15, ["chattanooga", "knoxville", "nashville", "memphis"]),
        (17, ["knoxville", "chattanooga", "nashville", "memphis"]),
    ]
    found = ranking([places for n, places in votes for _ in range(n)], cities)
    points = {one.option: round(one.borda * 300) for one in found}
    assert points == {"nashville": 194, "chattanooga": 173, "memphis": 126, "knoxville": 107}
    assert [one.option for one in found] == ["nashville", "chattanooga", "memphis", "knoxville"]
    assert {one.option: one.first for one in found}["memphis"] == 42
    assert found[0].mean_rank == pytest.approx((42 * 2 + 26 + 15 * 3 + 17 * 3) / 100)
    weighted = ranking([places for _, places in votes], cities, [n for n, _ in votes])
    assert [(one.option, round(one.borda, 9)) for one in weighted] == [
        (one.option, round(one.borda, 9)) for one in found
    ]


def test_sta02_options_without_a_place_share_what_is_left() -> None:
    found = {one.option: one for one in ranking([["a"], [], ["b", "x"]], ["a", "b", "c"])}
    assert (found["a"].borda, found["b"].borda, found["c"].borda) == (0.625, 0.625, 0.25)
    assert (found["a"].n, found["a"].mean_rank, found["a"].first_share) == (1, 1, 0.5)
    assert math.isnan(found["c"].mean_rank)


@given(st.lists(st.permutations("abcd").flatmap(lambda p: st.sampled_from([p, p[:1], p[:2]]))))
def test_sta07_any_rankings_give_the_same_points(rankings: list[list[str]]) -> None:
    found = ranking(rankings, list("abcd"))
    if rankings:
        assert sum(one.borda for one in found) == pytest.approx(2)
    else:
        assert all(math.isnan(one.borda) for one in found)


def test_sta03_promoters_less_detractors() -> None:
    found = recommendation([*((str(n), 10) for n in range(11)), ("dk", 99)])
    assert found is not None
    assert (found.n, round(found.score, 6)) == (110, round(100 * (20 - 70) / 110, 6))
    assert found.promoters + found.passives + found.detractors == pytest.approx(1)
    assert recommendation([("7", 0)]) is None


def test_sta03_only_a_question_from_0_to_10_that_asks_for_it() -> None:
    to_ten = {"start": "0", "end": "10", "step": "1"}
    asks, other = {"": "Recommanderiez-vous ce service?"}, {"": "How many?"}
    options = tuple(ResponseOption(str(n)) for n in range(10, -1, -1))
    assert is_recommendation(Item("a", ItemKind.RANGE, asks, parameters=to_ten))
    assert is_recommendation(Item("a", ItemKind.SELECT_ONE, asks, options=options))
    assert not is_recommendation(Item("a", ItemKind.RANGE, other, parameters=to_ten))
    assert not is_recommendation(Item("a", ItemKind.RANGE, asks))
    assert not is_recommendation(Item("a", ItemKind.INTEGER, asks, parameters=to_ten))


@pytest.mark.real_inputs
def test_sta04_alpha_of_questionnaire_ratings() -> None:
    """Published: 0.591719 (real-statistics.com and the documentation of pingouin)."""
    long = pd.read_csv(PINGOUIN / "cronbach_alpha.csv")
    wide = long.pivot_table(index="Subj", columns="Items", values="Scores")
    assert reliability(wide).alpha == pytest.approx(0.5917188485995826, abs=1e-12)


@pytest.mark.real_inputs
def test_sta04_alpha_of_complete_cases() -> None:
    """Published for complete cases: 0.801695 (documentation of pingouin)."""
    found = reliability(pd.read_csv(PINGOUIN / "cronbach_wide_missing.csv"))
    assert found.alpha == pytest.approx(0.8016949152542373, abs=1e-12)
    assert (found.n, found.left_out) == (9, 3)


# Raw alphas of the five scales as printed by psych::alpha and scoreItems (R), two decimals.
@pytest.mark.real_inputs
@pytest.mark.parametrize(
    ("letter", "reverse", "published"),
    [
        ("A", ["A1"], 0.70),
        ("C", ["C4", "C5"], 0.73),
        ("E", ["E1", "E2"], 0.76),
        ("N", [], 0.81),
        ("O", ["O2", "O5"], 0.60),
    ],
)
def test_sta04_alphas_of_the_big_five(letter: str, reverse: list[str], published: float) -> None:
    table = pd.read_csv(BFI)[[f"{letter}{n}" for n in range(1, 6)]]
    assert reliability(table, reverse, 1, 6).alpha == pytest.approx(published, abs=0.0075)


@pytest.mark.real_inputs
def test_sta04_alpha_before_statements_are_turned_round() -> None:
    """Published for the openness items as they are, complete cases: −0.1568749."""
    found = reliability(pd.read_csv(BFI)[[f"O{n}" for n in range(1, 6)]])
    assert found.alpha == pytest.approx(-0.1568749, abs=5e-8)
    assert {part.item for part in found.parts if part.with_rest < 0} >= {"O2", "O5"}


@pytest.mark.real_inputs
def test_sta04_alpha_without_each_statement() -> None:
    """Worked out again from the file with plain sums, and as psych::alpha prints them."""
    with BFI.open(encoding="utf-8") as file:
        rows = [[row[f"A{n}"] for n in range(1, 6)] for row in csv.DictReader(file)]
    full = [[7 - float(row[0]), *map(float, row[1:])] for row in rows if all(row)]
    found = reliability(pd.read_csv(BFI)[[f"A{n}" for n in range(1, 6)]], ["A1"], 1, 6)
    assert (found.n, found.left_out) == (len(full), len(rows) - len(full))
    for left_out, part in enumerate(found.parts):
        others = [[*row[:left_out], *row[left_out + 1 :]] for row in full]
        parts = sum(variance(list(column)) for column in zip(*others, strict=True))
        whole = variance([sum(row) for row in others])
        assert part.alpha_without == pytest.approx(4 / 3 * (1 - parts / whole), abs=1e-12)
    printed = [0.72, 0.62, 0.60, 0.69, 0.64]
    assert [part.alpha_without for part in found.parts] == pytest.approx(printed, abs=0.01)


def variance(values: list[float]) -> float:
    """Of a sample."""
    centre = sum(values) / len(values)
    return sum((value - centre) ** 2 for value in values) / (len(values) - 1)


@pytest.mark.parametrize("table", [{"a": [1, 2]}, {"a": [1], "b": [2]}, {"a": [1, 1], "b": [2, 2]}])
def test_sta04_where_alpha_is_undefined(table: dict[str, list[int]]) -> None:
    assert math.isnan(reliability(pd.DataFrame(table)).alpha)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.integers(1, 5), min_size=2).filter(lambda cells: len(set(cells)) > 1))
def test_sta08_any_statement_twice(cells: list[int]) -> None:
    assert reliability(pd.DataFrame({"a": cells, "b": cells})).alpha == pytest.approx(1)
    turned = pd.DataFrame({"a": cells, "b": [6 - cell for cell in cells]})
    assert reliability(turned, ["b"]).alpha == pytest.approx(1)


AGES = Instrument("ages", {}, (Item("age", ItemKind.INTEGER), Item("scale", ItemKind.RANGE)))


def test_sta05_deviation_and_quartiles() -> None:
    """quantile(c(2, 4, 4, 5, 10)) and sd() of R."""
    frame = pd.DataFrame({"age": [2, 4, 4, 5, 10, None]}, dtype=object)
    row = summarise_numbers(frame, AGES).iloc[0]
    assert (row.lower_quartile, row["median"], row.upper_quartile) == (4, 4, 5)
    assert row.deviation == pytest.approx(3.0, abs=1e-12)


def test_sta05_weighted_numbers() -> None:
    frame = pd.DataFrame({"age": [10, 20, 30, None]}, dtype=object)
    row = count_numbers(asked(frame, AGES), AGES, [1.0, 1.0, 4.0, 2.0]).iloc[0]
    assert (row.n, row.base, row.missing) == (6, 8, 2)
    assert row["mean"] == pytest.approx(25)
    assert (row.lower_quartile, row["median"], row.upper_quartile) == (20, 30, 30)
    assert math.isnan(row.deviation)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4)), min_size=1, max_size=12))
def test_sta05_any_whole_weights_are_as_many_answers(pairs: list[tuple[int, int]]) -> None:
    weighted = pd.DataFrame({"age": [value for value, _ in pairs]}, dtype=object)
    many = pd.DataFrame({"age": [value for value, n in pairs for _ in range(n)]}, dtype=object)
    one = count_numbers(asked(weighted, AGES), AGES, [float(n) for _, n in pairs]).iloc[0]
    all_of_them = summarise_numbers(many, AGES).iloc[0]
    assert one["mean"] == pytest.approx(all_of_them["mean"])
    assert (one.minimum, one.maximum) == (all_of_them.minimum, all_of_them.maximum)
    assert one.n == all_of_them.n


def test_sta05_the_steps_of_a_range_are_its_options() -> None:
    parameters = {"start": "0", "end": "2", "step": "0.5"}
    instrument = Instrument("r", {}, (Item("scale", ItemKind.RANGE, parameters=parameters),))
    frame = pd.DataFrame({"scale": [0.5, 2.0, 2.0, 0.0]}, dtype=object)
    table = summarise(frame, instrument)
    assert list(table["option"]) == ["0", "0.5", "1", "1.5", "2"]
    assert list(table["n"]) == [1, 1, 0, 0, 2]


@pytest.mark.parametrize(
    ("text", "n"), [("", 0), ("It’s a well-known fact – really!", 5), ("Où ça? Là-bas.", 3)]
)
def test_sta06_words_are_counted(text: str, n: int) -> None:
    assert count_words(text) == n


def test_sta06_words_are_told() -> None:
    assert told_words([]) == ""
    assert told_words(["one two", "one", "one two three four"]) == (
        "3 answers with 7 words in all; half of them have 2 or fewer, the longest has 4."
    )
