"""QREF01 a reference is short and always the same; QREF02 any reference is read back however it is
typed; QREF03 what cannot be one is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.reference import read_reference, reference


def test_qref01_the_same_segment_always_has_the_same_reference() -> None:
    assert reference("segment-1") == reference("segment-1") == "Q-FPWMG3"
    assert len({reference(f"s{n}") for n in range(5000)}) == 5000


@given(st.text())
def test_qref02_any_reference_is_read_back(segment: str) -> None:
    made = reference(segment)
    assert re.fullmatch(r"Q-[0-9A-HJKMNP-TV-Z]{6}", made)
    spellings = (made, made.lower(), made[2:], made.replace("-", " "), f" {made} ")
    assert {read_reference(spelling) for spelling in spellings} == {made}


@pytest.mark.parametrize("typed", ["", "Q-", "Q-1234", "Q-12345678", "Q-12345U", "<scrip>"])
def test_qref03_what_cannot_be_a_reference_is_refused(typed: str) -> None:
    assert read_reference(typed) == ""


def test_qref02_letters_that_look_alike_are_forgiven() -> None:
    assert read_reference("q-O1l000") == "Q-011000"
