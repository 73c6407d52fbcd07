"""UNI01 the published alphas of spans come out; UNI02 coders who mark the same have 1, whatever it
is; UNI03 without two coders, or where nobody marked anything, alpha is None; UNI04 the order of
passages and the names of coders change nothing; UNI05 overlapping passages of one coder are one,
touching ones stay two; UNI06 several texts are one after the other, and a coder who found nothing
counts; UNI07 a passage outside its text is refused in words; UNI08 the share of passages marked
alike comes out as another program prints it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.agreement import unitizing_alpha
from coding.errors import ReliabilityError
from coding.model import Segment
from coding.unitizing import identical_passages, joined
from tests.coding.spans import span
from tests.conftest import SHARED

# Krippendorff 2004: where a passage starts and how long it is, on a text from 150 to 450.
TWO_OBSERVERS = [
    span(coder, code, start - 150, start - 150 + length)
    for coder, code, start, length in [
        *(("i", "c", 225, 70), ("i", "c", 370, 30), ("j", "c", 220, 80), ("j", "c", 355, 20)),
        *(("j", "c", 400, 20), ("i", "k", 180, 60), ("i", "k", 300, 50)),
        *(("j", "k", 180, 60), ("j", "k", 300, 50)),
    ]
]
# Krippendorff 1995: start and length in twenty-fourths of the text.
PAIRS = {
    "A": ([(2, 8), (14, 6)], [(4, 4), (15, 2)]),
    "B": ([(0, 18)], [(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)]),
    "C": ([(2, 6), (10, 2), (14, 4), (20, 2)], [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)]),
    "D": (
        [(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)],
        [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)],
    ),
}


def four_pairs(stretch: int) -> list[Segment]:
    return [
        span(coder, code, start * stretch, (start + length) * stretch)
        for code, both in PAIRS.items()
        for coder, spans in zip("xy", both, strict=True)
        for start, length in spans
    ]


def test_uni01_krippendorff_2004() -> None:
    found = unitizing_alpha(TWO_OBSERVERS, 300)
    assert {code: round(alpha or 0, 4) for code, alpha in found.per_code.items()} == {
        "c": 0.7286,
        "k": 1.0,
    }
    assert round(found.overall or 0, 3) == 0.859
    assert [round(found.observed["c"], 4), round(found.expected["c"], 4)] == [0.0144, 0.0532]
    assert round(found.expected["k"], 3) == 0.049


def test_uni01_krippendorff_1995() -> None:
    found = unitizing_alpha(four_pairs(1), 24).observed
    assert [round(found[code], 4) for code in "ABCD"] == [0.0312, 2.2674, 0.0278, 0.3872]
    # On a fine continuum; the paper prints .553 and .066, and for B and C, whose expected
    # disagreement it works out by the older formula, -.926 and .679.
    fine = unitizing_alpha(four_pairs(50_000), 24 * 50_000).per_code
    assert [round(fine[code] or 0, 3) for code in "AD"] == [0.553, 0.066]
    assert [fine[code] for code in "BC"] == pytest.approx([-0.926, 0.679], abs=0.015)


def passages(coder: str) -> st.SearchStrategy[list[Segment]]:
    """Some passages of one coder with two codes, in a text of 60 characters."""
    one = st.tuples(st.sampled_from("pq"), st.integers(0, 50), st.integers(1, 10))
    return st.lists(one, min_size=1, max_size=8).map(
        lambda found: [span(coder, code, start, start + n) for code, start, n in found]
    )


@settings(max_examples=50)
@given(passages("x"), st.integers(2, 4))
def test_uni02_the_same_passages_are_full_agreement(marked: list[Segment], n: int) -> None:
    same = [span(f"c{k}", one.code, one.start, one.end) for one in marked for k in range(n)]
    found = unitizing_alpha(same, 60)
    assert found.overall == pytest.approx(1)
    assert list(found.per_code.values()) == pytest.approx([1] * len(found.per_code))
    assert identical_passages(same) == 1


def test_uni03_undefined_is_none() -> None:
    assert unitizing_alpha([], 100).overall is None
    assert unitizing_alpha([], 0, coders=["x", "y"], codes=["p"]).per_code == {"p": None}
    assert unitizing_alpha([span("x", "p", 0, 5)], 100).per_code == {"p": None}
    assert unitizing_alpha([], 100, coders=["x", "y"], codes=["p"]).per_code == {"p": None}
    assert identical_passages([span("x", "p", 0, 5)]) is None


@settings(max_examples=50)
@given(passages("x"), passages("y"), st.randoms(use_true_random=False))
def test_uni04_order_and_names_change_nothing(
    one: list[Segment], other: list[Segment], random: object
) -> None:
    both = [*one, *other]
    found = unitizing_alpha(both, 60)
    renamed = {"x": "zoe", "y": "abe"}
    mixed = [span(renamed[p.coder], p.code, p.start, p.end) for p in both]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    again = unitizing_alpha(mixed, 60)
    assert again.overall == pytest.approx(found.overall)
    assert again.per_code == pytest.approx(dict(found.per_code))


def test_uni05_overlapping_is_one_touching_two() -> None:
    spans = np.array([[0, 4], [3, 6], [6, 8], [10, 20], [12, 15]], np.float64)
    assert joined(spans).tolist() == [[0, 6], [6, 8], [10, 20]]
    cut = [span("x", "p", 0, 4), span("x", "p", 3, 6), span("y", "p", 0, 6)]
    assert unitizing_alpha(cut, 60).overall == pytest.approx(1)
    touching = [span("x", "p", 0, 3), span("x", "p", 3, 6), span("y", "p", 0, 6)]
    assert (unitizing_alpha(touching, 60).overall or 0) < 1


def test_uni06_several_texts_and_a_coder_without_passages() -> None:
    two = [span(coder, "p", 5, 9, source) for coder in "xy" for source in "st"]
    lengths = {"s": 40, "t": 40}
    assert unitizing_alpha(two, lengths).overall == pytest.approx(1)
    with_a_third = unitizing_alpha(two, lengths, coders=["x", "y", "z"]).overall
    assert with_a_third is not None
    assert with_a_third < 1


def test_uni07_outside_the_text_is_refused() -> None:
    with pytest.raises(ReliabilityError, match="does not lie in text 't' of 4 characters"):
        unitizing_alpha([span("x", "p", 0, 5)], 4)
    with pytest.raises(ReliabilityError, match="come from 2 texts"):
        unitizing_alpha([span("x", "p", 0, 5, "s"), span("x", "p", 0, 5, "t")], 40)


def brat(folder: Path) -> list[Segment]:
    """The passages of a brat project: a folder for each coder, a line for each passage."""
    found = []
    for file in sorted(folder.glob("*/*.ann")):
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("T"):
                code, start, end = line.split("\t")[1].split()
                found.append(span(file.parent.name, code, int(start), int(end), file.stem))
    return found


@pytest.mark.real_inputs
def test_uni08_the_share_of_passages_marked_alike() -> None:
    marked = brat(SHARED / "agreement" / "bratiaa" / "example-files" / "example-project")
    assert round(identical_passages(marked) or 0, 3) == 0.890
    by_code = {code: [p for p in marked if p.code == code] for code in ("LOC", "ORG", "PER")}
    shares = [round(identical_passages(each) or 0, 3) for each in by_code.values()]
    assert shares == [0.819, 0.906, 0.938]


@pytest.mark.real_inputs
@pytest.mark.parametrize("name", ["3by100.csv", "5by100.csv", "annotation_dalton.csv"])
def test_uni02_real_spans_agree_with_themselves(name: str) -> None:
    lines = (SHARED / "agreement" / "pygamma" / name).read_text("utf-8").splitlines()
    read = [line.split(",") for line in lines]
    marked = [span(c, code, int(float(a)), int(float(b)) + 1) for c, code, a, b in read]
    length = max(one.end for one in marked)
    found = unitizing_alpha(marked, length)
    assert found.overall is not None
    assert -1 < found.overall < 1
    first = [one for one in marked if one.coder == marked[0].coder]
    twin = [span("twin", one.code, one.start, one.end) for one in first]
    assert unitizing_alpha([*first, *twin], length).overall == pytest.approx(1)
