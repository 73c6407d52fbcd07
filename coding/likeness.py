"""Which passages are like others: by the words they share, weighed by how rare those are.

Suggestions only: a person looks at each of them and decides (rule T10).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from interviews.words import USUAL, Language, stemmer, straight, tokens_of

Key = TypeVar("Key", bound=Hashable)
Vector = Mapping[str, float]  # stem → weight; its length is 1
NEIGHBOURS = 8  # coded passages that are asked which code a new one should have
LEAST = 0.12  # likeness (0–1) below which nothing is suggested


@dataclass(frozen=True)
class Like(Generic[Key]):
    """Something that is like what was asked for; `likeness` is 0–1."""

    key: Key
    likeness: float


class Likeness(Generic[Key]):
    """Texts as vectors of their stems, so that any of them can be compared.

    Weights are term frequency times inverse document frequency, compared by cosine.
    Source: Salton, G. and Buckley, C. (1988). Term-weighting approaches in automatic text
    retrieval.
    """

    def __init__(self, texts: Mapping[Key, str]) -> None:
        counted = {key: Counter(stems_of(text)) for key, text in texts.items()}
        self._n = len(counted)
        self._in = Counter(stem for counts in counted.values() for stem in counts)
        self.vectors = {key: self._vector(counts) for key, counts in counted.items()}

    def vector(self, text: str) -> Vector:
        """Any text, weighed by the texts that this was made of."""
        return self._vector(Counter(stems_of(text)))

    def ranked(self, wanted: Vector, among: Iterable[Key], least: float = LEAST) -> list[Like[Key]]:
        """What is most like it first; nothing under `least`."""
        scored = [Like(key, cosine(wanted, self.vectors[key])) for key in among]
        found = [one for one in scored if one.likeness >= least]
        return sorted(found, key=lambda one: -one.likeness)

    def _vector(self, counts: Counter[str]) -> Vector:
        weights = {
            stem: (1 + math.log(n)) * math.log((self._n + 1) / (self._in[stem] + 0.5))
            for stem, n in counts.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {stem: weight / length for stem, weight in weights.items()} if length else {}


def cosine(a: Vector, b: Vector) -> float:
    """How alike two vectors of length 1 are."""
    small, large = (a, b) if len(a) < len(b) else (b, a)
    return sum(weight * large.get(stem, 0.0) for stem, weight in small.items())


def middle(vectors: Iterable[Vector]) -> Vector:
    """The direction that several vectors share."""
    total: Counter[str] = Counter()
    for vector in vectors:
        total.update(vector)
    length = math.sqrt(sum(weight * weight for weight in total.values()))
    return {stem: weight / length for stem, weight in total.items()} if length else {}


def suggested_codes(
    wanted: Vector, coded: Sequence[tuple[str, Vector]], most: int = 2
) -> list[Like[str]]:
    """The codes of the coded passages that are most like it; likeness is their share of the vote.

    Args:
        coded: Code.id and vector of every coded passage.
    """
    scored = sorted(((cosine(wanted, vector), code) for code, vector in coded), reverse=True)
    near = [(score, code) for score, code in scored[:NEIGHBOURS] if score >= LEAST]
    votes: Counter[str] = Counter()
    for score, code in near:
        votes[code] += score  # type: ignore[assignment]  # a Counter of floats
    total = sum(votes.values())
    return [Like(code, vote / total) for code, vote in votes.most_common(most)]


def stems_of(text: str) -> list[str]:
    """The stems of the words that carry meaning."""
    words = (token for token, _, _ in tokens_of(straight(text.lower())))
    return [_stem(word) for word in words if len(word) > 2 and word not in USUAL]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(stemmer(Language.ENGLISH).stem(word.removesuffix("'s")))
