"""CONF01 each level has its words and its steps; CONF02 a headline with a low level says so."""

from __future__ import annotations

import pytest

from findings.confidence import LIKELY, STEPS, in_words, wording_advice
from findings.model import Confidence


@pytest.mark.parametrize(
    ("level", "words", "steps"),
    [
        (Confidence.HIGH, "highly likely", 4),
        (Confidence.MODERATE, "likely", 3),
        (Confidence.LOW, "possible", 2),
        (Confidence.VERY_LOW, "not clear", 1),
    ],
)
def test_conf01_words_and_steps_match_the_level(level: Confidence, words: str, steps: int) -> None:
    assert (LIKELY[level], STEPS[level]) == (words, steps)
    assert words in in_words(level)


@pytest.mark.parametrize(
    ("headline", "level", "advised"),
    [
        ("Calls go unanswered", Confidence.LOW, True),
        ("Calls may go unanswered.", Confidence.LOW, False),
        ("Calls go unanswered", Confidence.VERY_LOW, True),
        ("Calls go unanswered", Confidence.MODERATE, False),
        ("Calls go unanswered", None, False),
    ],
)
def test_conf02_a_headline_says_no_more_than_the_level(
    headline: str, level: Confidence | None, advised: bool
) -> None:
    assert bool(wording_advice(headline, level)) is advised
