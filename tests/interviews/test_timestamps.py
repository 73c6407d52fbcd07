"""TIM01 the ways in which transcripts write a time; TIM02 any time is read as shown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.timestamps import TIME, clock, milliseconds


@pytest.mark.parametrize(
    ("stamp", "ms"),
    [("0:05", 5000), ("01:02:03", 3_723_000), ("00:00:02.26", 2260), ("00:00:01,500", 1500)],
)
def test_tim01_times(stamp: str, ms: int) -> None:
    assert re.fullmatch(TIME, stamp)
    assert milliseconds(stamp) == ms


@given(st.integers(0, 359_999))
def test_tim02_any_time_survives(seconds: int) -> None:
    assert milliseconds(clock(seconds * 1000)) == seconds * 1000
