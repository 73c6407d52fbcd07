"""CDB01 the tree lists each code before those under it, siblings by position; CDB02 a path names a
code from the top; CDB03 any move keeps every code and the order of the others; CDB04 a code may
not stand under itself or its own; CDB05 the colour for the next code is one that fewest have;
CDB06 a code whose position is taken goes to the end of its siblings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.codebook import (
    depths,
    descendants,
    moved,
    next_colour,
    path,
    placed,
    possible_parents,
    tree_order,
    without_removed_parents,
)
from coding.errors import CodebookError
from coding.model import Code

TIME = Code("time", "Time", position=1)
ROLES = Code("roles", "Roles", position=0)
WAITING = Code("waiting", "Waiting", parent="time", position=1)
NIGHT = Code("night", "At night", parent="time", position=0)
WEEKS = Code("weeks", "Weeks", parent="waiting")
CODES = [WEEKS, WAITING, NIGHT, TIME, ROLES]


def test_cdb01_parents_come_first_and_siblings_by_position() -> None:
    assert [code.id for code in tree_order(CODES)] == [
        "roles",
        "time",
        "night",
        "waiting",
        "weeks",
    ]
    assert depths(CODES) == {"roles": 0, "time": 0, "night": 1, "waiting": 1, "weeks": 2}


def test_cdb02_the_path_names_every_step() -> None:
    by_id = {code.id: code for code in CODES}
    assert path(WEEKS, by_id) == "Time / Waiting / Weeks"


@given(st.integers(1, 8), st.data())
def test_cdb03_any_move_keeps_every_code_and_the_order_of_the_others(
    n: int, data: st.DataObject
) -> None:
    codes = [Code(f"c{k}", f"Code {k}", position=k) for k in range(n)]
    which, step = data.draw(st.integers(0, n - 1)), data.draw(st.integers(-9, 9))
    after = [code.id for code in moved(f"c{which}", step, codes)]
    assert sorted(after) == sorted(code.id for code in codes)
    assert after.index(f"c{which}") == min(max(which + step, 0), n - 1)
    others = [code.id for code in codes if code.id != f"c{which}"]
    assert [id for id in after if id != f"c{which}"] == others


@pytest.mark.parametrize("parent", ["weeks", "waiting"])
def test_cdb04_no_circles(parent: str) -> None:
    with pytest.raises(CodebookError, match="cannot stand under"):
        placed(replace(TIME, parent=parent), CODES)
    assert [code.id for code in possible_parents("time", CODES)] == ["roles"]
    assert {code.id for code in descendants("time", CODES)} == {"night", "waiting", "weeks"}


def test_cdb04_a_missing_parent_is_named() -> None:
    with pytest.raises(CodebookError, match="no longer in the codebook"):
        placed(Code("x", "X", parent="gone"), CODES)


def test_cdb04_those_under_a_removed_code_stand_under_the_next_one_up() -> None:
    left = without_removed_parents([TIME, WEEKS], {"weeks": "waiting", "waiting": "time"})
    assert left == [TIME, replace(WEEKS, parent="time")]


@given(st.lists(st.integers(1, 12), max_size=40))
def test_cdb05_any_codebook_gets_a_colour_that_fewest_have(colours: list[int]) -> None:
    chosen = next_colour([Code(f"c{n}", f"Code {n}", colour=c) for n, c in enumerate(colours)])
    assert colours.count(chosen) == min(colours.count(number) for number in range(1, 13))


def test_cdb06_a_taken_position_means_the_end() -> None:
    assert placed(Code("new", "New", parent="time"), CODES).position == 2
    assert placed(replace(NIGHT, name="By night"), CODES).position == 0
