"""What could be coded next: sentences like coded ones, and codes for sentences without any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from coding.finding import Extent, Hit, ReadTurn, hits_of
from coding.likeness import Likeness, middle, suggested_codes
from coding.model import Code

FEWEST_WORDS = 5  # of a sentence that is worth a suggestion


def sentences_to_code(turns: Iterable[ReadTurn]) -> list[Hit]:
    """Every sentence long enough to mean something."""
    everything = [(turn, _whole(turn)) for turn in turns]
    hits = hits_of(((turn, spans) for turn, spans in everything), Extent.SENTENCE)
    return [Hit(hit.turn, hit.start, hit.end) for hit in hits if _n_words(hit) >= FEWEST_WORDS]


def like_code(
    sentences: Sequence[Hit], likeness: Likeness[int], segments: pd.DataFrame, code: Code
) -> list[tuple[Hit, float]]:
    """The sentences most like a code, without those that have it; 0–1 each.

    What the codebook says that it means counts as much as all of its passages together.

    Args:
        likeness: of the words of `sentences`, by their place in the list.
        segments: as from `segments_frame`.
    """
    own = segments[segments["code"] == code.id]
    passages = [likeness.vector(str(text)) for text in own["text"]]
    meaning = likeness.vector(f"{code.name} {code.name} {code.definition}")
    wanted = middle([*passages, *[meaning] * max(1, len(passages))])
    covered = _covered(own)
    free = [n for n, hit in enumerate(sentences) if not _overlaps(hit, covered)]
    return [(sentences[one.key], one.likeness) for one in likeness.ranked(wanted, free)]


def suggestions_for(
    sentences: Sequence[Hit], likeness: Likeness[int], segments: pd.DataFrame, source: str
) -> list[tuple[Hit, str]]:
    """For each sentence of a text that nobody coded: the code of what is most like it."""
    coded = [
        (str(code), likeness.vector(str(text)))
        for code, text in zip(segments["code"], segments["text"], strict=True)
    ]
    covered = _covered(segments)
    found = [
        (hit, suggested_codes(likeness.vectors[n], coded, 1))
        for n, hit in enumerate(sentences)
        if hit.turn.source == source and not _overlaps(hit, covered)
    ]
    return [(hit, codes[0].key) for hit, codes in found if codes]


def _whole(turn: ReadTurn) -> list[tuple[int, int]]:
    """A span in each sentence of the turn."""
    from coding.agreement_units import sentences_of

    return [(start, start + 1) for start, _ in sentences_of(turn.words)]


def _n_words(hit: Hit) -> int:
    return len(hit.words.split())


def _covered(segments: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for source, start, end in zip(
        segments["source"], segments["start"], segments["end"], strict=True
    ):
        found.setdefault(str(source), []).append((int(start), int(end)))
    return found


def _overlaps(hit: Hit, covered: dict[str, list[tuple[int, int]]]) -> bool:
    spans = covered.get(hit.turn.source, [])
    return any(start < hit.end and hit.start < end for start, end in spans)
