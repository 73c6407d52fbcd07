"""SCA01 four to seven steps between agree and disagree are a scale, also in French, also upside
down; SCA02 other options are not; SCA03 options that answer nothing stand apart and are no step;
SCA04 the header of a table of choices is not answered."""

from __future__ import annotations

import pytest

from survey.answering import takes_answer
from survey.model import Instrument, Item, ItemKind, ResponseOption
from survey.scales import apart, is_header, is_scale, rising
from tests.survey.questionnaires import AGREE, WORKING_TOGETHER


def item(*labels: str, names: tuple[str, ...] = (), appearance: str = "") -> Item:
    """A choice of one with these options."""
    options = tuple(
        ResponseOption(name, {"": label})
        for name, label in zip(names or map(str, range(len(labels))), labels, strict=True)
    )
    return Item("x", ItemKind.SELECT_ONE, options=options, appearance=appearance)


FALLING = ("Very satisfied", "Satisfied", "Neither", "Dissatisfied", "Very dissatisfied")
LIKELY = ("Very unlikely", "Unlikely", "Even", "Likely", "Very likely")


def test_sca01_agreement_is_a_scale_in_both_languages() -> None:
    assert is_scale(WORKING_TOGETHER.item("hear_back"))


@pytest.mark.parametrize(
    "labels",
    [
        *(FALLING, LIKELY),
        ("Strongly disagree", "Disagree", "Agree", "Strongly agree"),
        ("Strongly disagree", "2", "3", "4", "5", "6", "Strongly agree"),
    ],
)
def test_sca01_other_poles_are_scales_too(labels: tuple[str, ...]) -> None:
    assert is_scale(item(*labels))


def test_sca01_a_scale_that_falls_is_turned() -> None:
    falling = item(*FALLING)
    instrument = Instrument("i", {}, (falling,))
    assert [one.label[""] for one in rising(falling, instrument)] == list(reversed(FALLING))
    assert rising(WORKING_TOGETHER.item("hear_back"), WORKING_TOGETHER) == AGREE


@pytest.mark.parametrize(
    "labels",
    [
        ("North", "East", "South", "West", "Middle"),
        ("Agree", "Disagree", "Neither"),
        ("Strongly disagree", "2", "3", "4", "5", "6", "7", "Strongly agree"),
    ],
)
def test_sca02_other_options_are_not_a_scale(labels: tuple[str, ...]) -> None:
    assert not is_scale(item(*labels))


def test_sca02_an_author_can_say_that_five_options_are_a_scale() -> None:
    assert is_scale(item("1", "2", "3", "4", "5", appearance="likert"))


def test_sca04_a_header_of_choices_is_not_answered() -> None:
    header = item("Weak", "Strong", appearance="w4 label")
    assert is_header(header)
    assert not takes_answer(header)
    assert not is_header(item("Weak", "Strong", appearance="list-nolabel"))


def test_sca03_options_that_answer_nothing_stand_apart() -> None:
    six = item(*FALLING, "Don’t know", names=("a", "b", "c", "d", "e", "dont_know"))
    assert is_scale(six)
    assert [option.name for option in apart(six)] == ["dont_know"]
