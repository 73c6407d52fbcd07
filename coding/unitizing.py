"""Agreement on where passages begin and end: Krippendorff's alpha for unitizing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from coding.errors import ReliabilityError
from coding.model import Segment

Spans = npt.NDArray[np.float64]  # (n, 2): start and end, in order, none overlapping another
_LENGTH = "Give the length of the text in characters, or of each text by its id."


@dataclass(frozen=True)
class UnitizingAlpha:
    """Alpha of each code, and of all codes together; None where it is undefined.

    `observed` and `expected` are the disagreements by code: overall is 1 - their sums' ratio.
    """

    per_code: Mapping[str, float | None]
    overall: float | None
    observed: Mapping[str, float]
    expected: Mapping[str, float]


def unitizing_alpha(
    segments: Iterable[Segment],
    length: int | Mapping[str, int],
    *,
    coders: Sequence[str] = (),
    codes: Sequence[str] = (),
) -> UnitizingAlpha:
    """How well coders agree on the borders of passages, beyond what chance would give.

    Overlapping passages of one coder with the same code count as one; passages that only touch
    stay two. Several texts are read one after the other; no gap crosses from one into the next.

    Args:
        segments: passages of the coders, in any order.
        length: of the text in characters, or of each text by Source.id.
        coders: who coded, also those who found nothing; those of the segments if not said.
        codes: the codes to compare; those of the segments if not said.

    Raises:
        ReliabilityError: a passage lies outside its text.

    Source: Krippendorff, K. (2004). Measuring the reliability of qualitative text analysis data.
    Quality and Quantity 38, 787–800.
    """
    every = list(segments)
    starts, borders = _laid_out(every, length)
    who = list(dict.fromkeys(coders or (one.coder for one in every)))
    what = list(dict.fromkeys(codes or (one.code for one in every)))
    spans = _spans(every, starts)
    observed, expected = {}, {}
    for code in what:
        theirs = [spans.get((code, coder), np.empty((0, 2))) for coder in who]
        observed[code], expected[code] = _disagreement(theirs, borders)
    return UnitizingAlpha(
        {code: _alpha(observed[code], expected[code]) for code in what},
        _alpha(sum(observed.values()), sum(expected.values())),
        observed,
        expected,
    )


def identical_passages(segments: Iterable[Segment], coders: Sequence[str] = ()) -> float | None:
    """The share (0–1) of passages that two coders marked alike to the letter: F1, over all pairs.

    None without two coders who marked anything. A passage marked twice counts once.

    Source: Hripcsak, G., Rothschild, A. S. (2005). Agreement, the F-measure, and reliability in
    information retrieval.
    """
    marked: dict[str, set[tuple[str, int, int, str]]] = {coder: set() for coder in coders}
    for one in segments:
        marked.setdefault(one.coder, set()).add((one.source, one.start, one.end, one.code))
    found = [
        2 * len(a & b) / (len(a) + len(b)) for a, b in combinations(marked.values(), 2) if a or b
    ]
    return sum(found) / len(found) if found else None


def _alpha(observed: float, expected: float) -> float | None:
    return float(1 - observed / expected) if expected > 0 else None


def _laid_out(
    segments: Sequence[Segment], length: int | Mapping[str, int]
) -> tuple[dict[str, int], npt.NDArray[np.float64]]:
    """Where each text begins when they stand one after the other, and all borders of texts."""
    if isinstance(length, Mapping):
        lengths = dict(length)
    else:
        sources = dict.fromkeys(one.source for one in segments)
        if len(sources) > 1:
            raise ReliabilityError(f"The passages come from {len(sources)} texts. {_LENGTH}")
        lengths = dict.fromkeys(sources or [""], length)
    for one in segments:
        if one.end > lengths.get(one.source, 0):
            raise ReliabilityError(
                f"Passage {one.start}-{one.end} does not lie in text '{one.source}' of "
                f"{lengths.get(one.source, 0)} characters. {_LENGTH}"
            )
    ends = np.cumsum([0, *lengths.values()], dtype=np.float64)
    return {source: int(at) for source, at in zip(lengths, ends, strict=False)}, ends


def _spans(segments: Sequence[Segment], starts: Mapping[str, int]) -> dict[tuple[str, str], Spans]:
    """The passages by code and coder, overlapping ones joined."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for one in segments:
        at = starts[one.source]
        found.setdefault((one.code, one.coder), []).append((at + one.start, at + one.end))
    return {key: joined(np.array(sorted(spans), np.float64)) for key, spans in found.items()}


def joined(spans: Spans) -> Spans:
    """Spans in order of their starts, those that overlap made one; touching ones stay two."""
    if not len(spans):
        return spans
    reach = np.maximum.accumulate(spans[:, 1])
    first = np.concatenate([[True], spans[1:, 0] >= reach[:-1]])
    last = np.concatenate([first[1:], [True]])
    return np.column_stack([spans[first, 0], reach[last]])


def _gaps(spans: Spans, borders: npt.NDArray[np.float64]) -> Spans:
    """What lies between the spans, cut at the borders of the texts."""
    edges = np.concatenate([spans.ravel(), borders])
    inside = np.concatenate([np.ones(len(spans)), -np.ones(len(spans))])
    at = np.concatenate([spans[:, 0], spans[:, 1]])
    cuts = np.unique(edges)
    depth = np.zeros(len(cuts))
    np.add.at(depth, np.searchsorted(cuts, at), inside)
    free = np.cumsum(depth)[:-1] == 0
    return np.column_stack([cuts[:-1][free], cuts[1:][free]])


def _disagreement(theirs: Sequence[Spans], borders: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Observed and expected disagreement of one code; the latter is 0 with fewer than two coders.

    Each ordered pair of coders counts, so that a pair is in the sum twice, as in the formula.
    """
    m, total = len(theirs), float(borders[-1])
    if m < 2 or total == 0:
        return 0.0, 0.0
    gaps = [_gaps(spans, borders) for spans in theirs]
    apart = sum(
        _apart(theirs[i], theirs[j]) + 2 * _missed(theirs[i], gaps[j])
        for i in range(m)
        for j in range(m)
        if i != j
    )
    return apart / (m * (m - 1) * total**2), _expected(theirs, gaps, total)


def _apart(one: Spans, other: Spans) -> float:
    """Squared distances of the starts and of the ends of every two passages that overlap."""
    if not len(one) or not len(other):
        return 0.0
    first = np.searchsorted(other[:, 1], one[:, 0], side="right")
    last = np.searchsorted(other[:, 0], one[:, 1], side="left")
    n = np.maximum(last - first, 0)
    a = np.repeat(one, n, axis=0)
    b = other[np.repeat(first - (np.cumsum(n) - n), n) + np.arange(n.sum())]
    return float(((a - b) ** 2).sum())


def _missed(spans: Spans, gaps: Spans) -> float:
    """Squared lengths of the passages that lie in a gap of the other coder as a whole."""
    if not len(spans) or not len(gaps):
        return 0.0
    at = np.searchsorted(gaps[:, 0], spans[:, 0], side="right") - 1
    within = (at >= 0) & (gaps[np.maximum(at, 0), 1] >= spans[:, 1])
    return float(((spans[within, 1] - spans[within, 0]) ** 2).sum())


def _expected(theirs: Sequence[Spans], gaps: Sequence[Spans], total: float) -> float:
    """What chance would give if the passages could lie anywhere in the text."""
    lengths = np.concatenate([spans[:, 1] - spans[:, 0] for spans in theirs])
    if not len(lengths):
        return 0.0
    free = np.sort(np.concatenate([one[:, 1] - one[:, 0] for one in gaps]))
    longer = np.concatenate([np.cumsum(free[::-1])[::-1], [0.0]])  # sums of the gaps from here on
    at = np.searchsorted(free, lengths, side="left")
    places = longer[at] - (len(free) - at) * (lengths - 1)  # where a passage fits into a gap
    overlapping = (len(lengths) - 1) / 3 * (2 * lengths**3 - 3 * lengths**2 + lengths)
    room = len(theirs) * total
    pairs = room * (room - 1) - (lengths * (lengths - 1)).sum()
    if pairs <= 0:
        return 0.0
    return float(2 / total * (overlapping + lengths**2 * places).sum() / pairs)
