"""DIF01 passages on which coders differ are found, the largest first, with how they differ; DIF02
what all marked alike is no difference, and can be taken over; DIF03 who did not judge a text does
not differ about it; DIF04 a reading says which other code a coder gave instead; DIF05 a decision
leaves the passages of one reading, of all, or none; DIF06 words that somebody typed are found
nearest to where they should be; DIF07 any coding: the sizes add up to what differs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.agreement_units import Unit
from coding.compared import Compared, report_of
from coding.differences import (
    Difference,
    Kind,
    Reading,
    Ruling,
    alike,
    differences,
    settled,
    union,
    words_near,
)
from coding.model import Code, Segment
from interviews.model import Source, Turn
from tests.coding.spans import TEXT, span

SOURCE = Source("P01", "a" * 100, (Turn("P", 0, 100),), id=TEXT)
CODES = (Code("p", "Waiting"), Code("q", "Calls"))


def compared(segments: Sequence[Segment], judges: str = "xy") -> Compared:
    return Compared((SOURCE,), {TEXT: frozenset(judges)}, tuple(segments), CODES)


def test_dif01_found_with_size_and_kind() -> None:
    found = differences(
        compared(
            [
                *(span("x", "p", 0, 10), span("y", "p", 4, 12)),
                *(span("x", "q", 20, 50), span("y", "p", 60, 62)),
            ]
        )
    )
    assert [(one.code, one.start, one.end, one.size, one.kind) for one in found] == [
        ("q", 20, 50, 30, Kind.ONE_SIDED),
        ("p", 0, 12, 6, Kind.BORDERS),
        ("p", 60, 62, 2, Kind.ONE_SIDED),
    ]
    assert [reading.spans for reading in found[1].readings] == [((0, 10),), ((4, 12),)]


def test_dif01_a_chain_of_overlaps_is_one() -> None:
    found = differences(
        compared([span("x", "p", 0, 10), span("y", "p", 8, 20), span("x", "p", 18, 30)])
    )
    assert [(one.start, one.end, one.size) for one in found] == [(0, 30, 26)]
    assert found[0].readings[0].spans == ((0, 10), (18, 30))


def test_dif02_alike_is_no_difference() -> None:
    same = [span("x", "p", 0, 10), span("y", "p", 0, 10)]
    cut = [span("x", "q", 20, 25), span("x", "q", 25, 30), span("y", "q", 20, 30)]
    assert differences(compared([*same, *cut])) == []
    assert [(one.code, one.start) for one in alike(compared([*same, *cut]))] == [("p", 0)]
    assert alike(compared(same, "xyz")) == []


def test_dif03_who_did_not_judge_does_not_differ() -> None:
    marked = [span("x", "p", 0, 10), span("y", "p", 0, 10)]
    assert differences(compared(marked)) == []
    third = differences(compared(marked, "xyz"))
    assert [one.coder for one in third[0].readings if not one.spans] == ["z"]


def test_dif04_another_code_instead() -> None:
    found = differences(compared([span("x", "p", 0, 10), span("y", "q", 5, 12)]))
    assert {one.kind for one in found} == {Kind.OTHER_CODE}
    p = next(one for one in found if one.code == "p")
    assert [(one.coder, one.instead) for one in p.readings] == [("x", ()), ("y", ("q",))]


@pytest.mark.parametrize(
    ("ruling", "taken", "left"),
    [
        (Ruling.TAKE, "x", ((0, 10),)),
        (Ruling.TAKE, "y", ((4, 12), (15, 18))),
        (Ruling.BOTH, "", ((0, 18),)),
        (Ruling.NEITHER, "", ()),
        (Ruling.NEW, "", ()),
    ],
)
def test_dif05_what_a_decision_leaves(
    ruling: Ruling, taken: str, left: tuple[tuple[int, int], ...]
) -> None:
    readings = (Reading("x", ((0, 10), (11, 16))), Reading("y", ((4, 12), (15, 18))))
    readings = (Reading("x", ((0, 10),)), *readings[1:]) if ruling is Ruling.TAKE else readings
    difference = Difference(TEXT, "p", 0, 18, 9, Kind.BORDERS, readings)
    assert settled(difference, ruling, taken) == left


def test_dif05_touching_passages_stay_two() -> None:
    assert union([(3, 6), (0, 4), (6, 8)]) == ((0, 6), (6, 8))


def test_dif06_words_are_found_near() -> None:
    text = "Nobody calls. We wait. Nobody\n calls."
    assert words_near(text, "Nobody calls", 30) == (23, 36)
    assert words_near(text, " Nobody  calls ", 0) == (0, 12)
    assert words_near(text, "Somebody", 0) is None
    assert words_near(text, "  ", 0) is None


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from("xyz"), st.sampled_from("pq"), st.integers(0, 90)),
        max_size=12,
    )
)
def test_dif07_sizes_add_up(marked: list[tuple[str, str, int]]) -> None:
    segments = [span(coder, code, at, at + 7) for coder, code, at in marked]
    both = compared(segments, "xyz")
    report = report_of(both, Unit.CHARACTER, uncoded=True, resamples=0)
    sizes = dict.fromkeys("pq", 0)
    for one in differences(both):
        sizes[one.code] += one.size
    assert sizes == {row.code: row.n_differ for row in report.rows}
