"""Words that are said together more often than chance would have it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from interviews.sentences import ABBREVIATED
from interviews.words import straight, tokens_of

AT_LEAST = 3  # times that a pair must have been said


@dataclass(frozen=True)
class Pair:
    """Two words, how often one followed the other, and how far that is from chance."""

    first: str
    second: str
    n: int
    ratio: float  # log-likelihood ratio, 0 for chance


def collocations(
    texts: Iterable[str], stop_words: Iterable[str], at_least: int = AT_LEAST
) -> list[Pair]:
    """Neighbouring words within a sentence, the most telling pair first.

    Source: Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence.
    """
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    left_out = {straight(word) for word in stop_words}
    sentences = [
        [token for token, _, _ in tokens_of(straight(sentence.lower()))]
        for text in texts
        for sentence in _splitter().tokenize(text)
    ]
    finder = BigramCollocationFinder.from_documents(sentences)
    finder.apply_word_filter(lambda word: len(word) < 2 or word in left_out)
    finder.apply_freq_filter(at_least)
    scored = finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)
    return [Pair(a, b, finder.ngram_fd[a, b], float(ratio)) for (a, b), ratio in scored]


@cache
def _splitter() -> Any:
    """Punkt with abbreviations of our own: it asks for no file."""
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    known = PunktParameters()
    known.abbrev_types = set(ABBREVIATED)
    return PunktSentenceTokenizer(known)
