"""CHA01 a diverging bar lies around the middle of its neutral step, or around the border of an even
scale; CHA02 every step has a colour of its own with legible words on it, in both schemes; CHA03 any
shares: the parts join without a gap and keep their width."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.pages.parts.charts import DARK, LIGHT, Inks, diverging_positions, step_colours


def positions(shares: list[float]) -> pd.DataFrame:
    """The parts of one bar."""
    rows = [("all", str(step), step, share) for step, share in enumerate(shares)]
    return diverging_positions(
        pd.DataFrame(rows, columns=["group", "option", "step", "share"]), LIGHT
    )


def test_cha01_half_of_the_neutral_step_lies_at_either_side() -> None:
    found = positions([0.1, 0.2, 0.4, 0.2, 0.1])
    assert list(found["x"].round(9)) == [-0.5, -0.4, -0.2, 0.2, 0.4]
    assert list(found["x2"].round(9)) == [-0.4, -0.2, 0.2, 0.4, 0.5]


def test_cha01_an_even_scale_meets_at_nothing() -> None:
    found = positions([0.1, 0.2, 0.3, 0.4])
    assert list(found["x"].round(9)) == [-0.3, -0.2, 0, 0.3]


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("n", [2, 3, 4, 5, 6, 7])
def test_cha02_every_step_is_legible(n: int, colours: Inks) -> None:
    pairs = step_colours(colours, n)
    assert len({fill for fill, _ in pairs}) == n
    for fill, ink in pairs:
        dark, light = sorted([luminance(fill), luminance(ink)])
        assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{ink} on {fill}"


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.floats(0, 1), min_size=4, max_size=7))
def test_cha03_any_parts_join(shares: list[float]) -> None:
    found = positions(shares)
    for share, (at, end) in zip(shares, zip(found["x"], found["x2"], strict=True), strict=True):
        assert end - at == pytest.approx(share)
    for end, at in pairwise(zip(found["x2"], found["x"], strict=True)):
        assert end[0] == pytest.approx(at[1])
