"""Where coders differ: the same words with a code for one and without it, or with other borders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from coding.compared import Compared
from coding.model import Segment

Spans = tuple[tuple[int, int], ...]
Key = tuple[str, str, int, int]  # source, code, start, end


class Kind(StrEnum):
    """How coders differ about a passage."""

    ONE_SIDED = "not marked by all"
    BORDERS = "different borders"
    OTHER_CODE = "another code"


class Ruling(StrEnum):
    """What a team decides about a passage on which its coders differ."""

    TAKE = "take one reading"
    BOTH = "keep both"
    NEITHER = "keep neither"
    NEW = "mark it anew"


@dataclass(frozen=True)
class Reading:
    """What one coder made of it: the passages with the code, and codes given instead of it."""

    coder: str
    spans: Spans = ()
    segments: tuple[str, ...] = ()  # their Segment.id
    instead: tuple[str, ...] = ()  # Code.id on the same words; only if the code is not


@dataclass(frozen=True)
class Difference:
    """One passage of a text on whose code or borders the coders differ.

    `start` and `end` are the outer borders of all readings; `size` counts the characters that have
    the code for some and not for others.
    """

    source: str
    code: str
    start: int
    end: int
    size: int
    kind: Kind
    readings: tuple[Reading, ...]

    @property
    def key(self) -> Key:
        """What a decision about it is kept under."""
        return (self.source, self.code, self.start, self.end)


@dataclass(frozen=True)
class Decision:
    """What was decided about a difference; the passages are segments of the coder "agreed"."""

    source: str
    code: str
    start: int
    end: int
    ruling: Ruling
    taken: str = ""  # the coder whose reading was taken
    round: str = ""  # Round.id, "" if texts were compared outside a round
    id: str = ""
    decided_by: str = ""
    decided_at: str = ""

    @property
    def key(self) -> Key:
        """The difference that it is about; a later change of a passage makes that a new one."""
        return (self.source, self.code, self.start, self.end)


@dataclass(frozen=True)
class Remark:
    """What somebody said about a difference, kept for good."""

    source: str
    code: str
    start: int
    end: int
    words: str
    author: str = ""
    written_at: str = ""
    round: str = ""


def differences(compared: Compared) -> list[Difference]:
    """All of them, the largest first. Passages that all coders marked alike are none."""
    by_coder: dict[tuple[str, str], list[Segment]] = {}
    for one in compared.segments:
        by_coder.setdefault((one.source, one.coder), []).append(one)
    found = [
        difference
        for (source, _), marked in _by_text_and_code(compared.segments)
        for cluster in _clusters(marked)
        if (difference := _difference(cluster, sorted(compared.judges[source]), by_coder))
    ]
    return sorted(found, key=lambda one: (-one.size, one.source, one.start, one.code))


def alike(compared: Compared) -> list[Segment]:
    """One passage of each place that all who judged the text marked with the same borders."""
    found = []
    for (source, _), marked in _by_text_and_code(compared.segments):
        for cluster in _clusters(marked):
            coders = {one.coder for one in cluster}
            borders = {(one.start, one.end) for one in cluster}
            if coders == compared.judges[source] and len(borders) == 1:
                found.append(cluster[0])
    return found


def settled(difference: Difference, ruling: Ruling, taken: str = "") -> Spans:
    """The passages that have the code once this is decided; "mark it anew" brings its own.

    Args:
        taken: the coder whose reading is taken.
    """
    if ruling is Ruling.TAKE:
        return next(one.spans for one in difference.readings if one.coder == taken)
    if ruling is Ruling.BOTH:
        return union(span for one in difference.readings for span in one.spans)
    return ()


def union(spans: Iterable[tuple[int, int]]) -> Spans:
    """Spans in order, those that overlap made one; touching ones stay two."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def words_near(text: str, words: str, near: int) -> tuple[int, int] | None:
    """Where these words stand in a text, as near to a position as can be; None if nowhere.

    Blanks and line ends count alike, as a person who copies words cannot tell them apart.
    """
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = [match.span() for match in re.finditer(pattern, text)] if pattern else []
    return min(found, key=lambda span: abs(span[0] - near), default=None)


def _by_text_and_code(
    segments: Iterable[Segment],
) -> Iterator[tuple[tuple[str, str], list[Segment]]]:
    def place(one: Segment) -> tuple[str, str]:
        return (one.source, one.code)

    ordered = sorted(segments, key=lambda s: (place(s), s.start, s.end, s.coder))
    for key, group in groupby(ordered, key=place):
        yield key, list(group)


def _clusters(marked: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Passages in order of their starts that overlap one another, directly or through a third."""
    cluster: list[Segment] = []
    reach = 0
    for one in marked:
        if cluster and one.start >= reach:
            yield cluster
            cluster = []
        cluster.append(one)
        reach = max(reach, one.end) if len(cluster) > 1 else one.end
    if cluster:
        yield cluster


def _difference(
    cluster: Sequence[Segment],
    judges: Sequence[str],
    by_coder: Mapping[tuple[str, str], Sequence[Segment]],
) -> Difference | None:
    source, code, start = cluster[0].source, cluster[0].code, cluster[0].start
    end = max(one.end for one in cluster)
    readings = tuple(
        _reading(coder, cluster, by_coder.get((source, coder), ()), start, end) for coder in judges
    )
    size = _size([one.spans for one in readings])
    if not size:
        return None
    kind = Kind.BORDERS
    if any(not one.spans for one in readings):
        kind = Kind.OTHER_CODE if any(one.instead for one in readings) else Kind.ONE_SIDED
    return Difference(source, code, start, end, size, kind, readings)


def _reading(
    coder: str, cluster: Sequence[Segment], all_theirs: Sequence[Segment], start: int, end: int
) -> Reading:
    mine = [one for one in cluster if one.coder == coder]
    if mine:
        spans = union((one.start, one.end) for one in mine)
        return Reading(coder, spans, tuple(one.id for one in mine))
    instead = dict.fromkeys(one.code for one in all_theirs if one.start < end and start < one.end)
    return Reading(coder, instead=tuple(instead))


def _size(readings: Sequence[Spans]) -> int:
    """How many characters lie in the spans of some readings, but not of all."""
    cuts = sorted({at for spans in readings for span in spans for at in span})
    return sum(
        b - a
        for a, b in pairwise(cuts)
        if 0 < sum(any(s <= a and b <= e for s, e in spans) for spans in readings) < len(readings)
    )
