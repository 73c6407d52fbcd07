"""ELAN (.eaf): what each speaker says on a tier of their own, in the order of time.

Source of the format: ELAN Annotation Format 3.0, https://www.mpi.nl/tools/elan/EAF_Annotation_Format_3.0_and_ELAN.pdf
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from interviews.errors import TranscriptError
from interviews.readers.archive import attribute, parse_xml, tag
from interviews.readers.reading import Reading
from interviews.readers.utterances import Utterance, joined_utterances

_RESAVE = "In ELAN choose File > Export As > Tab-delimited Text, and import that as .txt."
_REFERENCE = re.compile(r"[\w.:-]*\d[\w.:-]*")  # the name of a sentence, in tiers above the words
_SPOKEN = re.compile(r"orth|transcr|utter|text|speech|spch|phrase|words?$", re.IGNORECASE)
_MOSTLY = 0.8  # share of annotations that are such names, from which on nothing is said on a tier


@dataclass(frozen=True)
class _Annotation:
    id: str
    at_ms: int | None
    words: str


@dataclass(frozen=True)
class _Tier:
    """A line of the score: annotations of one kind, of one speaker."""

    name: str
    parent: str
    speaker: str
    annotations: tuple[_Annotation, ...]

    @property
    def n_words(self) -> int:
        return sum(len(one.words.split()) for one in self.annotations)

    @property
    def only_refers(self) -> bool:
        """True if its annotations are names of sentences, not sentences."""
        names = sum(_REFERENCE.fullmatch(one.words) is not None for one in self.annotations)
        return names >= _MOSTLY * len(self.annotations)


def read_elan(data: bytes, filename: str) -> Reading:
    """What is said on the tiers; tiers of notes, glosses and translations are left out and named.

    A speaker is the tier's participant, else its name. Of several tiers of one speaker the one
    with most words is what they say.
    """
    root = parse_xml(data, filename, _RESAVE)
    if tag(root) != "ANNOTATION_DOCUMENT":
        raise TranscriptError(filename, "it is no file of ELAN.", _RESAVE)
    tiers = [one for one in _tiers(root) if one.n_words]
    chosen = _spoken(tiers)
    if not chosen:
        raise TranscriptError(filename, "nothing is said on any tier of it.", _RESAVE)
    said = [
        Utterance(tier.speaker, one.at_ms, " ".join(one.words.split()))
        for tier in chosen
        for one in tier.annotations
    ]
    read = {tier.name for tier in chosen}
    left = [tier.name for tier in tiers if tier.name not in read]
    notices = (f"Tiers that were left out: {', '.join(left[:12])}.",) if left else ()
    return joined_utterances(sorted(said, key=lambda one: one.at_ms or 0), notices)


def _spoken(tiers: Sequence[_Tier]) -> list[_Tier]:
    """One tier for each speaker, in the order of the file."""
    roots = [_words_of(tier, tiers) for tier in tiers if not tier.parent]
    best: dict[str, _Tier] = {}
    for tier in roots:
        known = best.get(tier.speaker)
        if known is None or tier.n_words > known.n_words:
            best[tier.speaker] = tier
    return list(best.values())


def _words_of(tier: _Tier, tiers: Sequence[_Tier]) -> _Tier:
    """The tier, or the one below it that holds the words where it only names the sentences."""
    below = [one for one in tiers if one.parent == tier.name]
    if not (below and tier.only_refers):
        return tier
    words = next((one for one in below if _SPOKEN.search(one.name)), below[0])
    return replace(words, speaker=tier.speaker) if words.speaker == words.name else words


def _tiers(root: Any) -> Iterator[_Tier]:
    slots = {
        attribute(slot, "TIME_SLOT_ID"): attribute(slot, "TIME_VALUE")
        for slot in root.iter()
        if tag(slot) == "TIME_SLOT"
    }
    times: dict[str, int | None] = {}
    for element in [child for child in root if tag(child) == "TIER"]:
        found = tuple(_annotations(element, slots, times))
        times |= {one.id: one.at_ms for one in found}
        name = attribute(element, "TIER_ID")
        speaker = " ".join((attribute(element, "PARTICIPANT") or name).split())
        yield _Tier(name, attribute(element, "PARENT_REF"), speaker, found)


def _annotations(
    tier: Any, slots: Mapping[str, str], times: Mapping[str, int | None]
) -> Iterator[_Annotation]:
    """Of a tier; one that refers to another has that one's time."""
    for one in tier.iter():
        if tag(one) not in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
            continue
        value = next((child.text or "" for child in one if tag(child) == "ANNOTATION_VALUE"), "")
        slot = slots.get(attribute(one, "TIME_SLOT_REF1"), "")
        at_ms = int(slot) if slot.isdecimal() else times.get(attribute(one, "ANNOTATION_REF"))
        yield _Annotation(attribute(one, "ANNOTATION_ID"), at_ms, value.strip())
