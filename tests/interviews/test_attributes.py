"""ATR01 a value comes back in one spelling, as its type wants it; ATR02 one that does not fit is
refused with what would; ATR03 a text stays what it is; ATR04 a choice has options, and every type
a name; ATR05 a type is proposed that fits every value; ATR06 tidying twice changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.attributes import (
    AttributeKind,
    AttributeType,
    guessed,
    tidied,
    tidy_value,
    value_problems,
)

CHOICE = AttributeType("Area", AttributeKind.CHOICE, ("North", "South"))


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (AttributeKind.NUMBER, "3.0", "3"),
        (AttributeKind.NUMBER, "3,5", "3.5"),
        (AttributeKind.NUMBER, " 12 ", "12"),
        (AttributeKind.YES_NO, "TRUE", "yes"),
        (AttributeKind.YES_NO, "Non", "no"),
        (AttributeKind.DATE, "2026-03-15", "2026-03-15"),
        (AttributeKind.DATE, "2026-03-15T00:00:00", "2026-03-15"),
        (AttributeKind.TEXT, " two   words ", "two words"),
        (AttributeKind.NUMBER, "", ""),
    ],
)
def test_atr01_one_spelling(kind: AttributeKind, typed: str, kept: str) -> None:
    assert tidy_value(AttributeType("Years", kind), typed) == kept


def test_atr01_a_choice_takes_the_spelling_of_its_option() -> None:
    assert tidy_value(CHOICE, "north") == "North"


@pytest.mark.parametrize(
    ("kind", "typed", "wanted"),
    [
        (AttributeKind.NUMBER, "nine", "a number"),
        (AttributeKind.NUMBER, "1e999", "a number"),
        (AttributeKind.YES_NO, "maybe", "yes or no"),
        (AttributeKind.DATE, "15 March", "year-month-day"),
        (AttributeKind.DATE, "2026-02-30", "year-month-day"),
    ],
)
def test_atr02_what_does_not_fit(kind: AttributeKind, typed: str, wanted: str) -> None:
    with pytest.raises(ValueError, match=wanted):
        tidy_value(AttributeType("Years", kind), typed)


def test_atr02_every_problem_is_told() -> None:
    problems = value_problems(
        [CHOICE, AttributeType("Years", AttributeKind.NUMBER)],
        {"Area": "East", "Years": "x", "New": "anything"},
    )
    assert problems == [
        "Area: 'East' is not one of North, South.",
        "Years: 'x' is not a number, such as 12 or 3.5.",
    ]


def test_atr03_texts_and_names_without_a_type() -> None:
    assert tidied([], {"Note": "=1+1", "Left": " "}) == {"Note": "=1+1"}


def test_atr04_names_and_options() -> None:
    with pytest.raises(ValueError, match="name"):
        AttributeType(" ")
    with pytest.raises(ValueError, match="options"):
        AttributeType("Area", AttributeKind.CHOICE)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["2026-01-01", ""], AttributeKind.DATE),
        (["1", "20260101"], AttributeKind.NUMBER),
        (["yes", "No"], AttributeKind.YES_NO),
        (["north", "4"], AttributeKind.TEXT),
        ([""], AttributeKind.TEXT),
    ],
)
def test_atr05_a_type_that_fits(values: list[str], kind: AttributeKind) -> None:
    assert guessed("A", values).kind is kind


@given(st.text(max_size=12), st.sampled_from([k for k in AttributeKind if k != "choice"]))
def test_atr06_tidying_twice_changes_nothing(typed: str, kind: AttributeKind) -> None:
    type = AttributeType("A", kind)
    if not value_problems([type], {"A": typed}):
        once = tidy_value(type, typed)
        assert tidy_value(type, once) == once
