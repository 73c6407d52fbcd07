"""AGU01 characters are counted as spans of text, and give what counting one by one gives; AGU02 a
unit has a code for a coder who marked one character of it; AGU03 text that nobody coded counts, or
does not; AGU04 who was not to code a text did not judge it; AGU05 sentences and turns cut a text
without losing a word; AGU06 the table has a row for each code, says why a figure is missing, and
adds the codes up to overall; AGU07 the same seed gives the same interval, it holds the alpha, and
is missing where it rests on too little; AGU08 an alpha is read by Krippendorff's bounds."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.agreement import Measure, krippendorff_alpha
from coding.agreement_report import AgreementReport, Figures, Reading, agreement_report
from coding.agreement_units import ComparedText, Comparison, Unit, units_of
from coding.bootstrap import alpha_interval, alpha_intervals
from coding.errors import ReliabilityError
from coding.model import Segment
from coding.reliability import reliability_data
from interviews.model import Source, Turn
from tests.coding.spans import TEXT, span

TOO_FEW = "too few passages for an interval"
BOTH = frozenset("xy")
SOURCE = Source(
    "Two turns",
    "I: Who calls? P: “Nobody.” It took weeks… Then\nshe came. 👩‍👩‍👧 Yes!",
    (Turn("I", 3, 13), Turn("P", 17, 65)),
)


def report(
    segments: list[Segment], *, length: int = 60, unit: Unit = Unit.CHARACTER, uncoded: bool = True
) -> AgreementReport:
    units = tuple((at, at + 10) for at in range(0, length, 10))
    texts = [ComparedText(TEXT, length, BOTH, units, units)]
    codes = ["p", "q"]
    return agreement_report(texts, segments, "xy", codes, unit=unit, uncoded=uncoded, resamples=100)


def figures(found: AgreementReport, code: str) -> Figures:
    return next(row for row in found.rows if row.code == code)


def passages() -> st.SearchStrategy[list[Segment]]:
    one = st.tuples(
        st.sampled_from("xy"), st.sampled_from("pq"), st.integers(0, 50), st.integers(1, 10)
    )
    return st.lists(one, max_size=10).map(
        lambda found: [span(coder, code, at, at + n) for coder, code, at, n in found]
    )


@settings(max_examples=60)
@given(passages(), st.booleans(), st.sampled_from([0, 10]))
def test_agu01_spans_count_like_characters(
    marked: list[Segment], uncoded: bool, n_turns: int
) -> None:
    turns = tuple((at, at + 4) for at in range(0, 60, 6))[:n_turns]
    text = ComparedText(TEXT, 60, BOTH, (), turns)
    compared = Comparison([text], marked, "xy", uncoded=uncoded, grouped=True)
    table = np.zeros((2, 60))
    coded = np.zeros(60, bool)
    for one in marked:
        coded[one.start : one.end] = True
        if one.code == "p":
            table["xy".index(one.coder), one.start : one.end] = 1
    data = compared.judged("p").data
    kept = table if uncoded else table[:, coded]
    assert krippendorff_alpha(data.marks, weights=data.weights) == krippendorff_alpha(kept)
    assert data.weights.sum() == kept.shape[1]


def test_agu02_one_character_is_enough() -> None:
    marked = [span("x", "p", 9, 11), span("y", "p", 10, 11)]
    text = ComparedText(TEXT, 30, BOTH, ((0, 10), (10, 20), (20, 30)))
    data = Comparison([text], marked, "xy", unit=Unit.SENTENCE).judged("p").data
    assert data.marks.tolist() == [[1, 1, 0], [0, 1, 0]]


def test_agu03_uncoded_text_counts_or_not() -> None:
    marked = [span("x", "p", 0, 10), span("y", "p", 0, 5), span("y", "q", 20, 30)]
    assert report(marked).n_units == 60
    assert report(marked, uncoded=False).n_units == 20
    assert report(marked, unit=Unit.TURN, uncoded=False).n_units == 2
    with_uncoded, without = report(marked), report(marked, uncoded=False)
    assert (figures(with_uncoded, "p").alpha or 0) > (figures(without, "p").alpha or 0)


def test_agu04_who_was_not_to_code_did_not_judge() -> None:
    texts = [
        ComparedText("s", 10, frozenset("xyz")),
        ComparedText("t", 10, BOTH),
        ComparedText("u", 10, frozenset("z")),
    ]
    marked = [span(c, "p", 0, 5, source) for source in "st" for c in "xy"]
    data = Comparison(texts, marked, "xyz").judged("p").data
    assert data.marks[2, data.marks[0] == -1].tolist() == [0]
    assert (data.marks[2] == -1).sum() == 2
    found = agreement_report(
        texts, marked, "xy", ["p"], unit=Unit.CHARACTER, uncoded=True, resamples=0
    )
    assert (found.n_texts, found.n_units) == (2, 20)


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (Unit.TURN, ["Who calls?", "“Nobody.” It took weeks… Then\nshe came. 👩‍👩‍👧 Yes!"]),
        (
            Unit.SENTENCE,
            ["Who calls?", "“Nobody.” ", "It took weeks… ", "Then\n", "she came. ", "👩‍👩‍👧 Yes!"],
        ),
        (Unit.WHOLE, [SOURCE.text]),
        (Unit.CHARACTER, []),
    ],
)
def test_agu05_units_of_a_text(unit: Unit, words: list[str]) -> None:
    source = Source("Two turns", SOURCE.text, (SOURCE.turns[0], Turn("P", 17, len(SOURCE.text))))
    assert [source.text[a:b] for a, b in units_of(source, unit)] == words


@settings(max_examples=60)
@given(st.text(alphabet="ab .!?…\n”", max_size=40))
def test_agu05_any_turn_is_cut_without_loss(text: str) -> None:
    found = units_of(Source("s", text, (Turn("", 0, len(text)),)), Unit.SENTENCE)
    assert "".join(text[a:b] for a, b in found).split() == text.split()
    assert all(b <= c for (_, b), (c, _) in pairwise(found))


def test_agu06_rows_reasons_and_overall() -> None:
    found = report([span("x", "p", 0, 10), span("y", "p", 0, 20)])
    p, q = figures(found, "p"), figures(found, "q")
    assert (p.n_passages, p.n_applied, p.n_differ) == (2, 20, 10)
    assert (q.alpha, q.reason) == (None, "nobody used this code")
    assert q.measures[Measure.KAPPA] is None
    assert found.overall.measures == p.measures, "a code that nobody used adds nothing"
    everywhere = [span(c, "p", 0, 60) for c in "xy"]
    assert "every unit has this code" in figures(report(everywhere), "p").reason
    assert report([]).overall.reason == "there is nothing to compare"


def test_agu06_overall_adds_the_disagreements() -> None:
    marked = [span("x", "p", 0, 10), span("y", "p", 0, 20), *(span(c, "q", 3, 9) for c in "xy")]
    found = report(marked)
    alphas = [figures(found, code).alpha or 0 for code in "pq"]
    assert found.overall.alpha is not None
    assert min(alphas) < found.overall.alpha < max(alphas)
    assert (found.overall.interval, found.overall.reason) == (None, TOO_FEW)
    assert [row.code for row in found.rows] == ["q", "p"], "the lowest stands last"


def test_agu06_a_passage_outside_is_refused() -> None:
    with pytest.raises(ReliabilityError, match="does not lie in text 't'"):
        report([span("x", "p", 50, 70)])


def test_agu07_intervals() -> None:
    rng = np.random.default_rng(7)
    first = rng.integers(0, 2, 200)
    second = np.where(rng.random(200) < 0.9, first, 1 - first)
    data = reliability_data([first, second])
    low, high = alpha_interval(data, seed=1, resamples=400) or (0, 0)
    alpha = krippendorff_alpha([first, second]) or 0
    assert low < alpha < high
    assert alpha_interval(data, seed=1, resamples=400) == (low, high)
    assert alpha_interval(data, seed=2, resamples=400) != (low, high)
    by_tens, together = alpha_intervals([data], [np.arange(200) // 10], seed=1, resamples=400)
    assert by_tens[0] is not None
    assert by_tens[0][0] < alpha < by_tens[0][1]
    assert together == by_tens[0], "one code is all codes together"


def test_agu07_an_interval_that_rests_on_too_little_is_missing() -> None:
    rare = np.zeros(100)
    rare[3] = 1
    data = reliability_data([rare, rare])
    assert alpha_interval(data, seed=1, resamples=200) is None
    assert alpha_interval(reliability_data(np.empty((2, 0))), seed=1) is None
    row = figures(report([span(c, "p", 0, 5) for c in "xy"]), "p")
    assert (row.alpha, row.interval, row.reason) == (pytest.approx(1), None, TOO_FEW)


@pytest.mark.parametrize(
    ("end", "reading"), [(100, Reading.RELIABLE), (60, Reading.TENTATIVE), (30, Reading.LOW)]
)
def test_agu08_readings(end: int, reading: Reading) -> None:
    found = report([span("x", "p", 0, 100), span("y", "p", 0, end)], length=400)
    assert figures(found, "p").reading is reading
    assert figures(found, "q").reading is None
