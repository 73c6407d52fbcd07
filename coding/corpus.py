"""What queries and tables are asked of: the texts, who speaks in them, and what is marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from coding.model import Segment
from coding.spans import Span, Spans, intersection, union
from interviews.model import Participant, Source, SourceKind

NOBODY = Participant("")


@dataclass(frozen=True)
class Only:
    """What a query is limited to; an empty choice leaves all in.

    `coders`, `since` and `until` choose passages by who marked them and on which day. The others
    choose places: where one of these people or groups speaks. In a conversation with one
    participant that is the whole text, in a group the turns of those who fit.
    """

    kinds: tuple[SourceKind, ...] = ()
    sources: tuple[str, ...] = ()  # Source.id
    speakers: tuple[str, ...] = ()  # labels
    askers: bool = True  # False leaves out what interviewers say
    participants: tuple[str, ...] = ()  # Participant.id, "" for nobody
    organisations: tuple[str, ...] = ()  # Organisation.id
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ()  # name and values, "" for not known
    coders: tuple[str, ...] = ()  # Account.id
    since: str = ""  # YYYY-MM-DD, the first day
    until: str = ""  # the last day


@dataclass(frozen=True)
class Text:
    """A source with what is known of its speakers."""

    source: Source
    organisation: str = ""  # Organisation.id
    people: Mapping[int, str] = field(default_factory=dict)  # Participant.id by turn, in a group

    @property
    def id(self) -> str:
        """Source.id."""
        return self.source.id

    def turns(self, numbers: Iterable[int]) -> Spans:
        """The stretches of some turns."""
        turns = self.source.turns
        return union((turns[n].start, turns[n].end) for n in numbers)


@dataclass(frozen=True)
class Corpus:
    """Every text that may be coded and every passage that the reader may see."""

    texts: tuple[Text, ...]
    marks: tuple[Segment, ...]
    participants: Mapping[str, Participant] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)  # name by id

    @cached_property
    def by_id(self) -> dict[str, Text]:
        """The texts by Source.id."""
        return {text.id: text for text in self.texts}

    def marked(self, only: Only) -> dict[str, dict[str, Spans]]:
        """Source.id → Code.id → where the code stands; what several marked there is one stretch."""
        found: dict[str, dict[str, list[Span]]] = {}
        for mark in self.marks_in(only):
            codes = found.setdefault(mark.source, {})
            codes.setdefault(mark.code, []).append((mark.start, mark.end))
        return {
            source: {code: union(spans) for code, spans in codes.items()}
            for source, codes in found.items()
        }

    def marks_in(self, only: Only) -> Iterator[Segment]:
        """The passages of these coders and days."""
        return (mark for mark in self.marks if _counts(mark, only))

    def scope(self, text: Text, only: Only) -> Spans:
        """Where in a text passages count; empty if the text is left out."""
        source = text.source
        if only.kinds and source.kind not in only.kinds:
            return ()
        if only.sources and source.id not in only.sources:
            return ()
        return intersection(self._of_people(text, only), _of_speakers(text, only))

    def _of_people(self, text: Text, only: Only) -> Spans:
        everything = union([(0, len(text.source.text))])
        if not (only.participants or only.organisations or only.attributes):
            return everything
        if text.people:
            fit = (n for n, who in text.people.items() if self._fits(who, "", only))
            return text.turns(sorted(fit))
        fits = self._fits(text.source.participant, text.organisation, only)
        return everything if fits else ()

    def _fits(self, who: str, organisation: str, only: Only) -> bool:
        person = self.participants.get(who, NOBODY)
        where = organisation or person.organisation
        return (
            (not only.participants or who in only.participants)
            and (not only.organisations or where in only.organisations)
            and all(person.attributes.get(name, "") in values for name, values in only.attributes)
        )


def _of_speakers(text: Text, only: Only) -> Spans:
    source = text.source
    if not only.speakers and only.askers:
        return union([(0, len(source.text))])
    return text.turns(
        n
        for n, turn in enumerate(source.turns)
        if (not only.speakers or turn.speaker in only.speakers)
        and (only.askers or turn.speaker not in source.interviewers)
    )


def _counts(mark: Segment, only: Only) -> bool:
    day = mark.created_at[:10]
    return (
        (not only.coders or mark.coder in only.coders)
        and (not only.since or day >= only.since)
        and (not only.until or day <= only.until)
    )
