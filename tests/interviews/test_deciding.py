"""DEC01 the most exact decision counts: at this place, in this text, in the study; DEC02 of equals
the later; DEC03 what was marked by hand goes before what overlaps it; DEC04 a speaker's label that
names somebody waits for a decision and is replaced alike; a post or a role is not; DEC05 counts are
per kind; DEC06 the same person is found under another name, and a shared first name is nobody's."""

from __future__ import annotations

import pytest

from interviews.deciding import Decision, Review, Verdict, review
from interviews.entities import same_entity
from interviews.identity import Entity, Kind
from interviews.model import Source, Turn
from interviews.pseudonyms import suggest

TEXT = "Marie met Marie, and Bob."
SOURCE = Source("t", TEXT, (Turn("Ann Lee", 0, 16), Turn("Nurse", 17, len(TEXT))), id="s")


def reviewed(*decisions: Decision) -> Review:
    return review(SOURCE, suggest(TEXT, ["Marie", "Bob"]), decisions)


def ruled(words: str, stand_in: str = "", **where: object) -> Decision:
    verdict = Verdict.REPLACE if stand_in else Verdict.KEEP
    return Decision(words, verdict, Kind.PERSON, stand_in, **where)  # type: ignore[arg-type]


def test_dec01_the_most_exact_counts() -> None:
    found = reviewed(
        ruled("Marie", "[Study]", n=3),
        ruled("Marie", "[Text]", source="s", n=2),
        ruled("Marie", "[Here]", source="s", start=10, end=15, n=1),
        ruled("Bob", "[Other]", source="other", n=4),
    )
    assert [one.stand_in for one in found.mentions] == ["[Text]", "[Here]", ""]
    assert [one.scope for one in found.mentions] == ["text", "here", ""]


def test_dec02_the_later_counts() -> None:
    found = reviewed(ruled("Bob", "[B]", n=1), ruled("bob", n=2))
    assert found.mentions[-1].verdict is Verdict.KEEP


def test_dec03_a_mark_goes_before() -> None:
    found = reviewed(ruled("met Marie", "[detail]", source="s", start=6, end=15, n=1))
    assert [(one.words, one.why) for one in found.mentions][1] == ("met Marie", "marked by hand")


def test_dec04_labels() -> None:
    assert next(name.words for name in reviewed().names if name.n_open) == "Ann Lee"
    found = reviewed(ruled("ann lee", "[Person A]", source="s"))
    assert found.labels == {"Ann Lee": "[Person A]", "Nurse": "Nurse"}
    assert found.n_open == 2


def test_dec05_counts() -> None:
    found = reviewed(ruled("Marie", "[A]"), ruled("Bob"), ruled("Ann Lee"))
    assert found.counts() == {"replaced": {"person": 2}, "kept": {"person": 1}}
    assert found.n_open == 0
    assert [tuple(one) for one in found.replacements()] == [(0, 5, "[A]"), (10, 15, "[A]")]


ROE = Entity("1", Kind.PARTICIPANT, ("Marie Roe", "Mimi"))
LEE = Entity("2", Kind.PERSON, ("Ann Lee",))
MARIE = Entity("3", Kind.PERSON, ("Marie Curie",))
DEER = Entity("4", Kind.PLACE, ("Red Deer",))


@pytest.mark.parametrize(
    ("words", "kind", "known", "expected"),
    [
        ("marie", Kind.PERSON, (ROE, LEE), ROE),
        ("Ms. Roe", Kind.PERSON, (ROE, LEE), ROE),
        ("MIMI", Kind.PARTICIPANT, (ROE, LEE), ROE),
        ("Marie", Kind.PERSON, (ROE, MARIE), None),
        ("Marie Lee", Kind.PERSON, (ROE, LEE), None),
        ("Deer", Kind.PLACE, (DEER,), None),
        ("red deer", Kind.PLACE, (DEER,), DEER),
        ("Red Deer", Kind.DATE, (DEER,), None),
    ],
)
def test_dec06_who_is_meant(
    words: str, kind: Kind, known: tuple[Entity, ...], expected: Entity | None
) -> None:
    assert same_entity(words, kind, known) == expected
