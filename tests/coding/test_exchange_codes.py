"""K16.7 what is said of a code survives as a description: any parts come back; K16.8 colours keep
their number of the palette, and any other colour finds the nearest; K9 the codes of a .qdc find
those that are there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.exchange.codes import (
    HEX,
    codes_in_qdc,
    described,
    description,
    palette_number,
    project_codes,
)
from coding.exchange.model import Project
from coding.model import Code, Origin
from coding.refi_qda import render_qdc

LINE = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=30).map(str.strip)


@settings(max_examples=60)
@given(LINE, LINE, LINE, LINE, st.sampled_from(Origin))
def test_k16_7_any_parts_come_back(
    definition: str, use_when: str, use_not: str, example: str, origin: Origin
) -> None:
    code = Code("c", "Waiting", definition, "", 1, 0, use_when, use_not, example, origin)
    assert Code("c", "Waiting", **described(description(code))) == code
    (back,) = codes_in_qdc(render_qdc(Project(codes=project_codes([code]))), []).new
    assert (back.meaning, back.example, back.origin) == (code.meaning, example, origin)


@pytest.mark.parametrize("text", ["", "Plain", "Two\n\nparagraphs", "Origin: unknown"])
def test_k16_7_a_description_by_others_is_the_definition(text: str) -> None:
    assert described(text) == {"definition": text}


def test_k16_8_every_colour_keeps_its_number() -> None:
    assert [palette_number(one) for one in HEX] == list(range(1, 13))
    assert [palette_number(one.upper()) for one in HEX] == list(range(1, 13))


@pytest.mark.parametrize(
    ("colour", "number"), [("", 0), ("red", 0), ("#f00", 8), ("#00F", 3), ("#000000", 12)]
)
def test_k16_8_another_colour_finds_the_nearest(colour: str, number: int) -> None:
    assert palette_number(colour) == number


def test_k9_the_codes_of_a_qdc_find_those_that_are_there() -> None:
    codes = [Code("a" * 32, "Access"), Code("b" * 32, "Waiting", "Days", "a" * 32, 3)]
    data = render_qdc(Project(codes=project_codes(codes)))
    assert codes_in_qdc(data, codes).new == ()
    (new,) = codes_in_qdc(data, codes[:1]).new
    assert (new.id, new.name, new.definition, new.parent, new.colour) == (
        *("b" * 32, "Waiting", "Days"),
        *("a" * 32, 3),
    )
