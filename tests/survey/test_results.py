"""RES01 the base is told in words: who was asked, who left it empty; RES02 bars keep the order of
the options, several choices the most frequent first; RES03 a scale runs from one pole to the other;
RES04 numbers are listed or put into classes that lose none; RES05 dates fall into months, empty
months included, or years; RES06 a chart's words hold every number; RES07 any numbers: their classes
add up to all of them; RES08 don't know and
prefer not to answer are told apart from left empty; RES09 with weights the number is of people, the
share is weighted, and the base says both."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.classes import date_bars, hour_bars, number_bars
from survey.model import DONT_KNOW, NOT_ASKED, PREFER_NOT, ResponseOption
from survey.results import (
    Bar,
    Base,
    alt_text,
    asked_items,
    bars,
    base_of,
    beside_scale,
    figures,
    outside,
    results_of,
    signed,
    steps,
    title_of,
)
from survey.runs import rows_of, runs, title_of_scale
from tests.survey.questionnaires import EN, WORKING_TOGETHER, both

ITEM = WORKING_TOGETHER.item
FRAME = pd.DataFrame(
    {
        "refers": ["yes", "yes", "no"],
        "referred": [3, None, NOT_ASKED],
        "slowed": [["place", "reply"], ["place"], NOT_ASKED],
        "hear_back": ["5", "1", "4"],
        "know_whom": ["2", None, "2"],
    },
    dtype=object,
)
RESULTS = results_of(FRAME, WORKING_TOGETHER)


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("refers", "Base: all 3"),
        ("referred", "Base: 2 of 3 who were asked; 1 of them left it empty"),
        ("know_whom", "Base: all 3; 1 of them left it empty"),
    ],
)
def test_res01_the_base_is_told_in_words(item: str, told: str) -> None:
    assert base_of(RESULTS, ITEM(item)).told == told


def test_res01_nobody_asked_is_told() -> None:
    assert Base(0, 0, 3).told == "nobody was asked, of 3 who responded"


def test_res02_bars_keep_the_order_of_the_options() -> None:
    assert [bar.told for bar in bars(RESULTS, ITEM("refers"))] == [
        "2 (67%)",
        "1 (33%)",
    ]


def test_res02_several_choices_stand_by_frequency() -> None:
    found = bars(RESULTS, ITEM("slowed"))
    assert [(bar.label, bar.n) for bar in found] == [
        ("No place was free", 2),
        ("Nobody replied", 1),
        ("We did not know whom to call", 0),
    ]


def test_res03_a_scale_runs_from_one_pole_to_the_other() -> None:
    found = steps(RESULTS, [ITEM("hear_back"), ITEM("know_whom")])
    assert [step.n for step in found] == [1, 0, 0, 1, 1, 0, 2, 0, 0, 0]
    assert [step.at for step in found] == [0, 1, 2, 3, 4] * 2


def test_res03_what_is_no_step_is_told_apart() -> None:
    unsure = ResponseOption("dont_know", both("Don’t know", "Je ne sais pas"))
    item = replace(ITEM("hear_back"), options=(*ITEM("hear_back").options, unsure))
    instrument = replace(WORKING_TOGETHER, items=(item,))
    results = results_of(pd.DataFrame({"hear_back": ["dont_know", "5"]}), instrument)
    assert outside(results, item) == [Bar("Don’t know", 1, 0.5)]


def test_res03_statements_of_one_scale_stand_together() -> None:
    together = runs(asked_items(WORKING_TOGETHER))
    assert [item.name for item in together[4]] == ["hear_back", "know_whom"]
    assert [len(row) for row in rows_of(together)] == [2, 2, 1, 2, 1]


def test_res03_statements_stand_under_the_words_of_their_group() -> None:
    pair = [ITEM("hear_back"), ITEM("know_whom")]
    assert title_of_scale(pair, WORKING_TOGETHER) == "How far do you agree?"
    assert title_of_scale(pair[:1], WORKING_TOGETHER) == "I hear back what happened."
    apart = [replace(pair[0], group="end"), pair[1]]
    assert title_of_scale(apart, WORKING_TOGETHER) == "How far people agree"


def test_res04_few_numbers_are_listed() -> None:
    assert [(bar.label, bar.n) for bar in number_bars([2.5, 1, 1], 4)] == [("1", 2), ("2.5", 1)]


def test_res04_many_numbers_are_put_into_classes() -> None:
    found = number_bars([float(n) for n in range(41)], 41)
    assert [bar.label for bar in found[:2]] == ["0 to under 10", "10 to under 20"]
    assert [bar.n for bar in found] == [10, 10, 10, 10, 1]


@given(st.lists(st.floats(-1e6, 1e6).map(lambda n: round(n, 3)), min_size=1, max_size=60))
def test_res07_any_numbers_are_all_counted(values: list[float]) -> None:
    found = number_bars(values, len(values))
    assert sum(bar.n for bar in found) == len(values)
    assert len(found) <= 10


def test_res05_dates_fall_into_months_also_empty_ones() -> None:
    found = date_bars(["2026-01-31", "2026-03-01", "2026-03-15"], 4)
    assert [(bar.label, bar.n) for bar in found] == [
        ("January 2026", 1),
        ("February 2026", 0),
        ("March 2026", 2),
    ]
    assert [bar.label for bar in date_bars(["2020-01-01", "2026-03-01"], 2)] == ["2020", "2026"]
    assert date_bars([], 0) == []


def test_res05_times_fall_into_hours_also_empty_ones() -> None:
    found = hour_bars(["08:05", "10:59", "10:00"], 4)
    assert [(bar.label, bar.n, bar.share) for bar in found] == [
        *(("08:00 to 08:59", 1, 0.25), ("09:00 to 09:59", 0, 0.0), ("10:00 to 10:59", 2, 0.5)),
    ]
    assert hour_bars([], 0) == []


def test_res06_a_charts_words_hold_every_number() -> None:
    base = base_of(RESULTS, ITEM("refers"))
    told = alt_text("Refers", bars(RESULTS, ITEM("refers")), base)
    assert "Yes: 2 (67%); No: 1 (33%). Base: all 3." in told


def test_res06_a_quoted_answer_is_left_out_of_a_title() -> None:
    item = replace(ITEM("role"), label={EN: "How is\n${place} today?"})
    assert title_of(item, WORKING_TOGETHER) == "How is … today?"


def test_res06_figures_have_at_most_one_decimal() -> None:
    assert [figures(n) for n in (21.9744, 20.0, 1234567.0)] == ["22", "20", "1,234,567"]
    assert [signed(n) for n in (12.4, -12.6, 0.2, -0.2)] == ["+12", "−13", "0", "0"]


def test_res08_reasons_for_no_answer_are_told_apart() -> None:
    frame = pd.DataFrame({"refers": ["yes", DONT_KNOW, PREFER_NOT, PREFER_NOT, None]}, dtype=object)
    base = base_of(results_of(frame, WORKING_TOGETHER), ITEM("refers"))
    assert base.answered == 1
    assert base.told == (
        "Base: all 5; 1 of them left it empty, 1 of them said they do not know, "
        "2 of them preferred not to answer"
    )


def test_res08_also_beside_a_scale() -> None:
    unsure = ResponseOption("unsure", both("Hard to say", "Difficile à dire"))
    item = replace(ITEM("hear_back"), options=(*ITEM("hear_back").options, unsure))
    instrument = replace(WORKING_TOGETHER, items=(item,))
    cells = ["5", "unsure", DONT_KNOW, PREFER_NOT, PREFER_NOT, None, "4", "4"]
    results = results_of(pd.DataFrame({"hear_back": cells}, dtype=object), instrument)
    told = "Hard to say 1 (12%), 1 said they do not know, 2 preferred not to answer"
    assert beside_scale(results, item) == told
    assert beside_scale(RESULTS, ITEM("hear_back")) == ""


def test_res09_weights_change_shares_and_not_numbers() -> None:
    results = results_of(FRAME, WORKING_TOGETHER, [0.5, 0.5, 3.0])
    found = bars(results, ITEM("refers"))
    assert [(bar.n, bar.weighted, bar.share) for bar in found] == [(2, 1.0, 0.25), (1, 3.0, 0.75)]
    assert base_of(results, ITEM("refers")).told == "Base: all 3 (weighted 4.0)"
    assert [step.weighted for step in steps(results, [ITEM("hear_back")])] == [0.5, 0, 0, 3.0, 0.5]
