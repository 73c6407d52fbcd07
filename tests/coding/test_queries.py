"""QRY01 and, or and not hold in the same words, one sentence, one turn or one text; QRY02 for any
marks `not not A` finds what A finds; QRY03 for any marks what lies within overlaps, and what
overlaps is near; QRY04 near counts turns or characters; QRY05 a query is limited to speakers,
people, organisations, attributes, coders, days and kinds; QRY06 a hit is read with its
surroundings, its speaker and the passage to open; QRY07 a query is JSON that reads back equal, and
nothing else is read; QRY08 a query is said in words; QRY09 blanks alone are no hit; QRY10 the three
menus hold what they ask."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.corpus import Corpus, Only, Text
from coding.errors import QueryError
from coding.model import Segment
from coding.queries import Hit, quotes, run_query
from coding.query_json import parse_query, render_query
from coding.query_menu import Menus, menus_of
from coding.query_model import (
    All,
    AnyOf,
    Beside,
    Coded,
    Condition,
    Distance,
    Not,
    Query,
    Relation,
    Where,
)
from coding.query_words import said
from interviews.model import Participant, Source, SourceKind, Turn

#      0         1         2         3         4         5
#      0123456789012345678901234567890123456789012345678901234567
ONE = "How long? We wait. Nobody calls. And then? They came 😀 once"
TURNS = (Turn("I", 0, 10), Turn("P1", 10, 33), Turn("I", 33, 43), Turn("P1", 43, 59))
TWO = "We call them. They wait too."
A, B, C = Coded("a"), Coded("b"), Coded("c")


def mark(code: str, start: int, end: int, source: str = "one", coder: str = "ann") -> Segment:
    at = f"2026-0{1 if coder == 'ann' else 2}-01T10:00:00+00:00"
    id = f"{source}-{code}-{start}-{coder}"
    return Segment(source, start, end, code, coder, id=id, created_at=at)


def corpus(*marks: Segment) -> Corpus:
    """An interview of P1, and a group of P1 and P2."""
    one = Source(
        *("On waiting", ONE, TURNS, SourceKind.INTERVIEW, "one", "P1", "shelter"),
        interviewers=frozenset({"I"}),
    )
    turns = (Turn("Ana", 0, 14), Turn("Bo", 14, 28))
    two = Source("A group", TWO, turns, SourceKind.FIELD_NOTE, "two")
    people = {
        "P1": Participant("P1", "shelter", attributes={"region": "North"}),
        "P2": Participant("P2", "police"),
    }
    texts = (Text(one, "shelter"), Text(two, "", {0: "P1", 1: "P2"}))
    return Corpus(texts, marks, people, {"shelter": "A shelter", "police": "The police"})


MARKED = corpus(
    *(mark("a", 10, 18), mark("b", 13, 32), mark("a", 19, 32, coder="bob"), mark("c", 43, 59)),
    *(mark("a", 0, 13, "two"), mark("b", 14, 28, "two", "bob")),
)


def found(query: Query, marked: Corpus = MARKED) -> list[tuple[str, int, int]]:
    return [(hit.source, hit.start, hit.end) for hit in run_query(marked, query)]


@pytest.mark.parametrize(
    ("ask", "where", "places"),
    [
        (A, Where.PASSAGE, [("one", 10, 18), ("one", 19, 32), ("two", 0, 13)]),
        (All((A, B)), Where.PASSAGE, [("one", 13, 18), ("one", 19, 32)]),
        (All((A, Not(B))), Where.PASSAGE, [("one", 10, 13), ("two", 0, 13)]),
        (AnyOf((A, B)), Where.PASSAGE, [("one", 10, 32), ("two", 0, 13), ("two", 14, 28)]),
        (All((A, B)), Where.SENTENCE, [("one", 10, 19), ("one", 19, 33)]),
        (All((A, B)), Where.TURN, [("one", 10, 33)]),
        (All((A, Not(B))), Where.TURN, [("two", 0, 14)]),
        (All((A, B)), Where.WHOLE, [("one", 0, 59), ("two", 0, 28)]),
        (All((A, Not(C))), Where.WHOLE, [("two", 0, 28)]),
        (Not(AnyOf((A, B, C))), Where.TURN, [("one", 0, 10), ("one", 33, 43)]),
        (AnyOf(()), Where.TURN, []),
        (Coded("gone"), Where.PASSAGE, []),
    ],
)
def test_qry01_and_or_not(ask: Condition, where: Where, places: list[tuple[str, int, int]]) -> None:
    assert found(Query(ask, where)) == places


EDGES = st.integers(0, len(ONE))
MARKS = st.lists(
    st.builds(
        lambda code, at, coder: mark(code, *sorted(at), coder=coder),
        st.sampled_from("ab"),
        st.tuples(EDGES, EDGES).filter(lambda at: at[0] != at[1]),
        st.sampled_from(["ann", "bob"]),
    ),
    max_size=6,
)


@given(MARKS, st.sampled_from(Where))
def test_qry02_not_not(marks: list[Segment], where: Where) -> None:
    there = corpus(*marks)
    assert found(Query(Not(Not(A)), where), there) == found(Query(A, where), there)
    neither = Query(Not(AnyOf((A, B))), where)
    assert found(neither, there) == found(Query(All((Not(A), Not(B))), where), there)


@given(MARKS, st.integers(0, 3), st.sampled_from(Distance))
def test_qry03_within_overlaps_is_near(marks: list[Segment], apart: int, by: Distance) -> None:
    there = corpus(*marks)
    within, over, near = (
        set(found(Query(Beside(("a",), kind, ("b",), apart, by)), there))
        for kind in (
            Relation.WITHIN,
            Relation.OVERLAP,
            Relation.NEAR,
        )
    )
    assert within <= over <= near


@pytest.mark.parametrize(
    ("distance", "by", "n"),
    [
        *((1, Distance.TURNS, 0), (2, Distance.TURNS, 2)),
        *((10, Distance.CHARACTERS, 0), (11, Distance.CHARACTERS, 1), (25, Distance.CHARACTERS, 2)),
    ],
)
def test_qry04_near(distance: int, by: Distance, n: int) -> None:
    assert len(found(Query(Beside(("a",), Relation.NEAR, ("c",), distance, by)))) == n


def test_qry04_a_distance_is_not_negative() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        Beside(("a",), Relation.NEAR, ("c",), -1)


@pytest.mark.parametrize(
    ("only", "places"),
    [
        (Only(kinds=(SourceKind.FIELD_NOTE,)), [("two", 0, 13)]),
        (Only(sources=("one",)), [("one", 10, 18), ("one", 19, 32)]),
        (Only(speakers=("Ana",)), [("two", 0, 13)]),
        (Only(participants=("P2",)), []),
        (Only(participants=("P1",)), [("one", 10, 18), ("one", 19, 32), ("two", 0, 13)]),
        (Only(organisations=("police",)), []),
        (Only(attributes=(("region", ("North",)),), sources=("two",)), [("two", 0, 13)]),
        (Only(attributes=(("region", ("",)),)), []),
        (Only(coders=("bob",)), [("one", 19, 32)]),
        (Only(since="2026-02-01"), [("one", 19, 32)]),
        (Only(until="2026-01-31"), [("one", 10, 18), ("two", 0, 13)]),
    ],
)
def test_qry05_limits(only: Only, places: list[tuple[str, int, int]]) -> None:
    assert found(Query(A, only=only)) == places


def test_qry05_without_interviewers() -> None:
    there = corpus(mark("a", 0, 18))
    assert found(Query(A, only=Only(askers=False)), there) == [("one", 10, 18)]
    assert found(Query(Not(B), Where.TURN, Only(askers=False, sources=("one",))), there) == [
        *(("one", 10, 33), ("one", 43, 59)),
    ]


def test_qry06_quotes() -> None:
    query = Query(All((A, B)))
    first, _ = quotes(MARKED, run_query(MARKED, query), query)
    assert (first.before, first.words, first.after) == ("We ", "wait.", " Nobody calls. ")
    assert (first.title, first.speaker, first.participant) == ("On waiting", "P1", "P1")
    assert (first.segment, first.codes) == ("one-a-10-ann", ("a", "b"))


def test_qry06_an_interviewer_is_no_participant_and_a_long_turn_is_cut() -> None:
    nobody = quotes(MARKED, [Hit("one", 0, 9)], Query(A))[0]
    assert (nobody.speaker, nobody.participant, nobody.segment) == ("I", "", "")
    long = Source("Long", "word " * 200, (Turn("P", 0, 1000),), id="long")
    there = Corpus((Text(long),), (mark("a", 500, 504, "long"),))
    quote = quotes(there, [Hit("long", 500, 504)], Query(A))[0]
    assert quote.before.startswith("… word")
    assert quote.after.endswith("word …")
    assert len(quote.before) < 170


def test_qry06_in_a_group_the_speaker_counts() -> None:
    assert quotes(MARKED, [Hit("two", 14, 28)], Query(B))[0].participant == "P2"


FULL = Query(
    All((A, Not(AnyOf((B, C))))),
    Where.TURN,
    Only(
        *((SourceKind.INTERVIEW,), ("one",), ("P1",), False, ("P1",), ("shelter",)),
        *((("region", ("North", "")),), ("ann",), "2026-01-01", "2026-02-01"),
    ),
)
BESIDE = Query(Beside(("a", "b"), Relation.NEAR, ("c",), 40, Distance.CHARACTERS))


@pytest.mark.parametrize("query", [FULL, BESIDE, Query(All(()))])
def test_qry07_reads_back_equal(query: Query) -> None:
    assert parse_query(render_query(query)) == query


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "null", '{"ask": {"coded": 1}, "where": "one turn", "only": {}}'),
        '{"ask": {"coded": "a"}, "where": "elsewhere", "only": {}}',
        '{"ask": {"coded": "a"}, "where": "one turn", "only": {"more": 1}}',
        '{"ask": {"coded": "a"}, "where": "one turn", "only": {"askers": 1}}',
        '{"ask": {"xor": []}, "where": "one turn", "only": {}}',
        '{"ask": {"beside": {}}, "where": "one turn", "only": {}}',
        '{"ask": {"beside": []}, "where": "one turn", "only": {}}',
        json.dumps({"ask": {"coded": "a"}, "where": "one turn", "only": {"coders": "ann"}}),
        json.dumps({"ask": {"coded": "a"}, "where": "one turn", "only": {"attributes": [1]}}),
        '{"ask": ' + '{"not":' * 2000 + "1" + "}" * 2000 + ', "where": "one turn", "only": {}}',
    ],
)
def test_qry07_nothing_else_is_read(text: str) -> None:
    with pytest.raises(QueryError, match="no query that can be read"):
        parse_query(text)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (FULL, "Alone and not (Both or Calls), in one turn"),
        (Query(A), "Alone"),
        (Query(Coded("gone")), "a code that was removed"),
        (BESIDE, "Alone or Both that are near Calls, at most 40 characters apart"),
        (Query(Beside(("a",), Relation.WITHIN, ("b",))), "Alone that lie within Both"),
    ],
)
def test_qry08_in_words(query: Query, words: str) -> None:
    assert said(query, {"a": "Alone", "b": "Both", "c": "Calls"}) == words


def test_qry09_blanks_are_no_hit() -> None:
    there = corpus(mark("a", 0, 9), mark("a", 10, 59), mark("a", 0, 28, "two"))
    assert found(Query(Not(A)), there) == []


def test_qry10_the_menus() -> None:
    menus = Menus(("a",), ("b", "c"), ("d",))
    assert menus.condition == All((A, AnyOf((B, C)), Not(AnyOf((Coded("d"),)))))
    assert menus_of(Query(menus.condition)) == menus
    assert menus_of(Query(Menus().condition)) == Menus()
    assert menus_of(BESIDE) == menus_of(Query(Not(A))) == Menus()
