"""CHN01 what follows from chance is known by its calculation; CHN02 any value that was drawn and
kept with the answers is the value at every later look; CHN03 a calculation without chance follows
its answers; CHN04 what was drawn while hidden is not kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.answering import drawn, merged
from survey.chance import by_chance
from survey.model import Instrument, Item, ItemKind
from survey.relevance import settled


def calculated(name: str, calculation: str, relevance: str = "") -> Item:
    return Item(name, ItemKind.CALCULATE, calculation=calculation, relevance=relevance)


LOTS = Instrument(
    name="lots",
    title={},
    items=(
        Item("n", ItemKind.INTEGER, {"": "A number"}),
        calculated("lot", "random()"),
        calculated("first", "once(${n} * 2)"),
        calculated("double", "${n} * 2"),
        calculated("late", "random()", "${n} > 5"),
    ),
)


@pytest.mark.parametrize(
    ("calculation", "expected"),
    [
        ("random()", True),
        ("once(${n})", True),
        ("int( random () * 6)", True),
        ("uuid()", True),
        ("${random_lot} + 1", False),
        ("concat('once', ${n})", False),
        ("", False),
    ],
)
def test_chn01_chance_is_known_by_its_calculation(calculation: str, expected: bool) -> None:
    assert by_chance(calculated("x", calculation)) is expected


@given(st.lists(st.integers(0, 100), min_size=1))
def test_chn02_any_value_that_was_drawn_stays(numbers: list[int]) -> None:
    answers: dict[str, object] = {"n": numbers[0]}
    answers = merged(answers, drawn(LOTS, answers))
    before = settled(LOTS, answers)
    for n in numbers:
        answers = merged(answers, {"n": n})
        now = settled(LOTS, answers)
        assert (now["lot"], now["first"]) == (before["lot"], before["first"])
        assert now["double"] == 2 * n
        answers = merged(answers, drawn(LOTS, answers))


def test_chn03_nothing_of_chance_keeps_nothing() -> None:
    plain = Instrument("plain", {}, (LOTS.items[0], LOTS.items[3]))
    assert drawn(plain, {"n": 3}) == {}
    assert settled(plain, {"n": 4, "double": 6})["double"] == 8


def test_chn04_what_is_hidden_is_not_drawn() -> None:
    assert "late" not in drawn(LOTS, {"n": 3})
    assert "late" in drawn(LOTS, {"n": 6})
