"""What was decided about the names of a text, and what is left to decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from interviews.identity import Kind
from interviews.model import Source
from interviews.names import names_nobody
from interviews.phrases import find, fold, index_of
from interviews.pseudonyms import Replacement, Suggestion, redact
from interviews.stand_ins import plain_stand_in


class Verdict(StrEnum):
    """What becomes of a name."""

    REPLACE = "replace"
    KEEP = "keep"


@dataclass(frozen=True)
class Decision:
    """What somebody decided: about a name in one text or, without `source`, in the whole study.

    With `start` and `end` it holds for that one place only.
    """

    words: str
    verdict: Verdict
    kind: Kind
    stand_in: str = ""  # of what is replaced
    source: str = ""
    start: int | None = None
    end: int | None = None
    entity: str = ""  # Entity.id
    n: int = 0  # given by storage; the later one counts
    account: str = ""

    @property
    def folded(self) -> str:
        """The name as it is compared."""
        return fold(self.words)


@dataclass(frozen=True)
class Mention:
    """A name at one place of the text; `verdict` is None while it is to be decided."""

    start: int
    end: int
    words: str
    kind: Kind
    why: str
    verdict: Verdict | None = None
    stand_in: str = ""
    scope: str = ""  # "study", "text" or "here": how far the decision about it reaches

    @property
    def folded(self) -> str:
        """The name as it is compared."""
        return fold(self.words)


@dataclass(frozen=True)
class Name:
    """All mentions of one name in a text, and the speakers labelled with it."""

    folded: str
    words: str
    kind: Kind
    why: str
    verdict: Verdict | None
    stand_in: str
    scope: str
    n: int
    n_open: int
    is_speaker: bool = False


@dataclass(frozen=True)
class Review:
    """A text on its way to being signed off."""

    mentions: tuple[Mention, ...]
    names: tuple[Name, ...]
    labels: Mapping[str, str]  # each speaker's label → what stands for it

    @property
    def n_open(self) -> int:
        """How many names are left to decide."""
        return sum(1 for name in self.names if name.n_open)

    def replacements(self) -> list[Replacement]:
        """What the decisions replace."""
        return [
            Replacement(one.start, one.end, one.stand_in)
            for one in self.mentions
            if one.verdict is Verdict.REPLACE
        ]

    def counts(self) -> dict[str, dict[str, int]]:
        """ "replaced" and "kept" → kind → how many places in the text."""
        said = {Verdict.REPLACE: "replaced", Verdict.KEEP: "kept"}
        found: dict[str, Counter[str]] = {"replaced": Counter(), "kept": Counter()}
        for one in self.mentions:
            if one.verdict is not None:
                found[said[one.verdict]][one.kind.value] += 1
        return {what: dict(sorted(by_kind.items())) for what, by_kind in found.items()}


def review(
    source: Source, suggestions: Sequence[Suggestion], decisions: Iterable[Decision]
) -> Review:
    """The suggestions of a text with what was decided about them.

    Args:
        source: with its words as they were brought in.
        suggestions: of this text, none overlapping.
        decisions: those of this text and those of the whole study that still hold.
    """
    rulings = _Rulings(source.id, decisions)
    mentions = [_decided(one, rulings) for one in _with_marks(source.text, suggestions, rulings)]
    labels = {label: _label(label, rulings) for label in source.speakers}
    return Review(
        tuple(mentions),
        tuple(_names(mentions, labels, rulings)),
        {label: stand_in for label, (_, stand_in) in labels.items()},
    )


class _Rulings:
    """The decisions that count, the most exact first: here, in this text, in the study."""

    def __init__(self, source: str, decisions: Iterable[Decision]) -> None:
        self.here: dict[tuple[int, int], Decision] = {}
        self.text: dict[str, Decision] = {}
        self.study: dict[str, Decision] = {}
        for one in sorted(decisions, key=lambda decision: decision.n):
            if one.start is not None and one.end is not None:
                if one.source == source:
                    self.here[one.start, one.end] = one
            elif one.source == source:
                self.text[one.folded] = one
            elif not one.source:
                self.study[one.folded] = one

    def of(self, folded: str, place: tuple[int, int] | None = None) -> tuple[Decision | None, str]:
        """The decision about a name, and how far it reaches."""
        if place in self.here:
            return self.here[place], "here"
        if folded in self.text:
            return self.text[folded], "text"
        return self.study.get(folded), "study" if folded in self.study else ""


def replaced_words(decisions: Iterable[Decision]) -> list[tuple[str, Kind]]:
    """What somebody had replaced wherever it stands: looked for although no tool may know it."""
    latest = {one.folded: one for one in decisions if one.start is None}
    return [(one.words, one.kind) for one in latest.values() if one.verdict is Verdict.REPLACE]


def _with_marks(
    text: str, suggestions: Sequence[Suggestion], rulings: _Rulings
) -> list[Suggestion]:
    """The suggestions and what was marked by hand at one place; a mark wins where they overlap."""
    marked = [
        Suggestion(start, end, one.kind, text[start:end], "marked by hand")
        for (start, end), one in rulings.here.items()
    ]
    there = {(one.start, one.end) for one in suggestions}
    new = [one for one in marked if (one.start, one.end) not in there]
    kept = [
        one
        for one in suggestions
        if not any(one.start < mark.end and mark.start < one.end for mark in new)
    ]
    return sorted([*kept, *new], key=lambda one: one.start)


def _decided(one: Suggestion, rulings: _Rulings) -> Mention:
    ruling, scope = rulings.of(fold(one.surface), (one.start, one.end))
    mention = Mention(one.start, one.end, one.surface, one.kind, one.why)
    if ruling is None:
        return mention
    return replace(
        mention,
        kind=ruling.kind,
        verdict=ruling.verdict,
        stand_in=ruling.stand_in or plain_stand_in(ruling.kind),
        scope=scope,
    )


def _label(label: str, rulings: _Rulings) -> tuple[Verdict | None, str]:
    """What becomes of a speaker's label: a role stays, a name is decided like any other."""
    ruling, _ = rulings.of(fold(label))
    if ruling is not None:
        return ruling.verdict, ruling.stand_in if ruling.verdict is Verdict.REPLACE else label
    known = {
        folded: one
        for folded, one in {**rulings.study, **rulings.text}.items()
        if one.verdict is Verdict.REPLACE
    }
    hits = find(label, index_of(known))
    inside = redact(label, [(hit.start, hit.end, known[hit.folded].stand_in) for hit in hits])
    settled = names_nobody(label) or bool(hits)
    return (Verdict.KEEP if settled else None), inside.text


def _names(
    mentions: Sequence[Mention],
    labels: Mapping[str, tuple[Verdict | None, str]],
    rulings: _Rulings,
) -> list[Name]:
    """One entry per name in the order of the text; labels that no mention has come first."""
    speaking = {fold(label) for label in labels}
    ordered = sorted(mentions, key=lambda one: (one.folded, one.start))
    groups = [list(some) for _, some in groupby(ordered, key=lambda one: one.folded)]
    groups.sort(key=lambda group: group[0].start)
    mentioned = [_mentioned(group, rulings, group[0].folded in speaking) for group in groups]
    there = {name.folded for name in mentioned}
    silent = [
        _only_speaking(label, *ruled, rulings)
        for label, ruled in labels.items()
        if fold(label) not in there and not names_nobody(label)
    ]
    return [*silent, *mentioned]


def _mentioned(group: Sequence[Mention], rulings: _Rulings, is_speaker: bool) -> Name:
    """The name of all these mentions, which are in the order of the text."""
    wide, scope = rulings.of(group[0].folded)
    lead = next((one for one in group if one.scope != "here"), group[0])
    return Name(
        folded=lead.folded,
        words=lead.words,
        kind=lead.kind,
        why=lead.why,
        verdict=wide.verdict if wide else lead.verdict,
        stand_in=lead.stand_in,
        scope=scope or lead.scope,
        n=len(group),
        n_open=sum(one.verdict is None for one in group) + (is_speaker and not wide),
        is_speaker=is_speaker,
    )


def _only_speaking(label: str, verdict: Verdict | None, stand_in: str, rulings: _Rulings) -> Name:
    """The name of a speaker whom nobody mentions."""
    ruling, scope = rulings.of(fold(label))
    return Name(
        folded=fold(label),
        words=label,
        kind=ruling.kind if ruling else Kind.PERSON,
        why="speaks in this transcript",
        verdict=verdict,
        stand_in=stand_in if verdict is Verdict.REPLACE else "",
        scope=scope,
        n=0,
        n_open=int(verdict is None),
        is_speaker=True,
    )
