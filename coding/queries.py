"""Queries answered: the places in the texts where what is asked holds, and their quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from coding.agreement_units import Unit, units_of
from coding.corpus import Corpus, Text
from coding.model import Segment
from coding.query_model import (
    All,
    Beside,
    Coded,
    Condition,
    Distance,
    Not,
    Query,
    Relation,
    Where,
    codes_in,
)
from coding.segments import speaker_at, turn_at
from coding.spans import (
    Span,
    Spans,
    difference,
    held,
    intersection,
    is_near,
    lies_within,
    overlaps,
    union,
)

AROUND = 160  # characters of the turn shown on either side of a quote
UNITS = {Where.SENTENCE: Unit.SENTENCE, Where.TURN: Unit.TURN, Where.WHOLE: Unit.WHOLE}


@dataclass(frozen=True)
class Hit:
    """A place that a query found: characters `start` up to but not including `end`."""

    source: str  # Source.id
    start: int
    end: int


@dataclass(frozen=True)
class Quote:
    """A hit as it is read: its words between those around it, who speaks, and what stands there."""

    hit: Hit
    title: str
    before: str
    words: str
    after: str
    speaker: str
    participant: str
    segment: str  # a Segment.id that stands there, "" if none does
    codes: tuple[str, ...]  # every Code.id that stands there


def run_query(corpus: Corpus, query: Query) -> tuple[Hit, ...]:
    """Every place where the query holds, text by text in their order.

    A place is a sentence, turn or text, or a stretch of words: what overlaps or touches, by
    whomever it was marked, is one. Places of blanks alone are none.
    """
    marked = corpus.marked(query.only)
    return tuple(
        Hit(text.id, start, end)
        for text in corpus.texts
        for start, end in _places(corpus, text, query, marked.get(text.id, {}))
        if text.source.text[start:end].strip()
    )


def quotes(corpus: Corpus, hits: Iterable[Hit], query: Query) -> list[Quote]:
    """The hits as quotes; the passage to open is one that the query mentions, if there is one."""
    asked = set(codes_in(query.ask))
    marks: dict[str, list[Segment]] = {}
    for mark in corpus.marks:
        marks.setdefault(mark.source, []).append(mark)
    return [_quote(corpus.by_id[hit.source], hit, marks, asked) for hit in hits]


def in_units(where: Where, text: Text) -> Spans:
    """The sentences, turns, or the whole of a text."""
    return units_of(text.source, UNITS[where])


def _places(corpus: Corpus, text: Text, query: Query, marked: Mapping[str, Spans]) -> Spans:
    scope = corpus.scope(text, query.only)
    if not scope:
        return ()
    if isinstance(query.ask, Beside):
        return _beside(text, query.ask, marked, scope)
    inside = {code: intersection(spans, scope) for code, spans in marked.items()}
    if query.where is Where.PASSAGE:
        return _stretches(query.ask, inside, scope)
    units = in_units(query.where, text)
    by_code = {code: held(units, spans) for code, spans in inside.items()}
    return tuple(units[n] for n in sorted(_units(query.ask, by_code, held(units, scope))))


def _stretches(ask: Condition, marked: Mapping[str, Spans], scope: Spans) -> Spans:
    """Where a condition holds, as an algebra of stretches inside the scope."""
    if isinstance(ask, Coded):
        return marked.get(ask.code, ())
    if isinstance(ask, Not):
        return difference(scope, _stretches(ask.of, marked, scope))
    parts = [_stretches(one, marked, scope) for one in ask.of]
    if isinstance(ask, All):
        return reduce(intersection, parts, scope)
    return union(span for part in parts for span in part)


def _units(ask: Condition, marked: Mapping[str, set[int]], every: set[int]) -> set[int]:
    """The same over numbered units."""
    if isinstance(ask, Coded):
        return marked.get(ask.code, set())
    if isinstance(ask, Not):
        return every - _units(ask.of, marked, every)
    parts = [_units(one, marked, every) for one in ask.of]
    if isinstance(ask, All):
        return every.intersection(*parts)
    return set().union(*parts)


def _beside(text: Text, ask: Beside, marked: Mapping[str, Spans], scope: Spans) -> Spans:
    mine, others = _any(marked, ask.codes), _any(marked, ask.others)
    here = tuple(span for span in mine if overlaps(span, scope))
    others = tuple(span for span in others if overlaps(span, scope))
    if ask.relation is Relation.OVERLAP:
        return tuple(span for span in here if overlaps(span, others))
    if ask.relation is Relation.WITHIN:
        return tuple(span for span in here if lies_within(span, others))
    if ask.by is Distance.CHARACTERS:
        return tuple(span for span in here if is_near(span, others, ask.distance))
    turns = [_in_turns(text, span) for span in others]
    return tuple(span for span in here if is_near(_in_turns(text, span), turns, ask.distance))


def _any(marked: Mapping[str, Spans], codes: Sequence[str]) -> Spans:
    return union(span for code in codes for span in marked.get(code, ()))


def _in_turns(text: Text, span: Span) -> Span:
    """The first and the last turn of a stretch."""
    turns = text.source.turns
    return turn_at(turns, span[0]), turn_at(turns, span[1] - 1)


def _quote(text: Text, hit: Hit, marks: Mapping[str, list[Segment]], asked: set[str]) -> Quote:
    source = text.source
    first = turn_at(source.turns, hit.start)
    last = turn_at(source.turns, hit.end - 1)
    begins = source.turns[first].start if first >= 0 else 0
    ends = source.turns[last].end if last >= 0 else len(source.text)
    there = [m for m in marks.get(hit.source, ()) if m.start < hit.end and hit.start < m.end]
    there.sort(key=lambda mark: (mark.code not in asked, mark.start, mark.end, mark.id))
    asking = source.turns[first].speaker in source.interviewers if first >= 0 else False
    return Quote(
        hit,
        source.title,
        _cut(source.text[max(begins, hit.start - AROUND) : hit.start], hit.start - begins, True),
        source.text[hit.start : hit.end],
        _cut(source.text[hit.end : min(ends, hit.end + AROUND)], ends - hit.end, False),
        speaker_at(source.turns, hit.start),
        text.people.get(first, "" if asking else source.participant),
        there[0].id if there else "",
        tuple(dict.fromkeys(mark.code for mark in there)),
    )


def _cut(words: str, available: int, before: bool) -> str:
    """The surroundings, with dots where the turn goes on."""
    if available <= AROUND:
        return words
    return f"… {words.partition(' ')[2]}" if before else f"{words.rpartition(' ')[0]} …"
