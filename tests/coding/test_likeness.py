"""LIK01 what shares rare words is more alike than what shares frequent ones, in any of their forms;
LIK02 likeness of a text with itself is 1, with nothing in common 0; LIK03 suggestions for a code
leave out what has it; LIK04 a sentence gets the code of what is most like it, and none where
nothing is; LIK05 only sentences of some length are suggested."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.finding import ReadTurn
from coding.likeness import Likeness, cosine, middle
from coding.model import Code
from coding.suggesting import like_code, sentences_to_code, suggestions_for

SAID = [
    "Nobody answered the telephone at night.",
    "The telephones ring at night and nobody is there to answer them.",
    "Rent is high and apartments are small.",
    "They could not pay the rent for the apartment any more.",
    "Short one.",
    "Completely different matters about gardens were discussed yesterday.",
]
TURNS = [ReadTurn("s", "T", "P", 100 * n, words) for n, words in enumerate(SAID)]


def coded(*rows: tuple[int, str]) -> pd.DataFrame:
    """Segments over whole turns: number of the turn, code."""
    return pd.DataFrame(
        [("s", 100 * n, 100 * n + len(SAID[n]), code, SAID[n]) for n, code in rows],
        columns=["source", "start", "end", "code", "text"],
    )


SENTENCES = sentences_to_code(TURNS)
LIKENESS = Likeness({n: hit.words for n, hit in enumerate(SENTENCES)})


def test_lik01_rare_words_in_any_form_count() -> None:
    found = LIKENESS.ranked(LIKENESS.vector("answering the telephone"), range(len(SENTENCES)))
    assert {SENTENCES[one.key].words for one in found} == {SAID[0], SAID[1]}


@given(st.sampled_from(SAID[:4]), st.sampled_from(SAID))
def test_lik02_likeness_is_between_0_and_1(one: str, other: str) -> None:
    a, b = LIKENESS.vector(one), LIKENESS.vector(other)
    assert cosine(a, a) == pytest.approx(1)
    assert -1e-9 <= cosine(a, b) <= 1 + 1e-9
    assert cosine(a, b) == pytest.approx(cosine(b, a))
    assert cosine(a, LIKENESS.vector("")) == 0
    assert middle([]) == {}


def test_lik03_what_has_the_code_is_left_out() -> None:
    found = like_code(
        SENTENCES, LIKENESS, coded((0, "nights"), (2, "rent")), Code("nights", "Nights")
    )
    assert [hit.words for hit, _ in found] == [SAID[1]]
    by_meaning = like_code(SENTENCES, LIKENESS, coded(), Code("c", "Gardens", "Talk of gardens"))
    assert [hit.words for hit, _ in by_meaning] == [SAID[5]]


def test_lik04_the_code_of_what_is_most_like_it() -> None:
    segments = coded((0, "nights"), (2, "rent"))
    found = suggestions_for(SENTENCES, LIKENESS, segments, "s")
    assert {(hit.words, code) for hit, code in found} == {(SAID[1], "nights"), (SAID[3], "rent")}
    assert suggestions_for(SENTENCES, LIKENESS, segments, "another") == []


def test_lik05_short_sentences_are_left_out() -> None:
    assert SAID[4] not in {hit.words for hit in SENTENCES}
    assert len(SENTENCES) == 5
