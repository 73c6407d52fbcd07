"""SPL01 names that shorten, initials and slips are proposed as one, different people never; SPL02
merged spellings reach turns, counts and interviewers, the text stays; SPL03 a label that is none
becomes text of the turn before; SPL04 of any spellings every character stays where it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.model import Source
from interviews.speakers import count_speakers, without_interviewers
from interviews.spellings import NOBODY, proposed_spellings, respelled
from interviews.transcript import parse_transcript

TALK = (
    "Jane Smith: So?\nMary Carter: I began.\nJane: And?\nCarter: Well: I went.\nJane: Ok\n"
    "Carter: And so on.\nCalgary: too far.\nJane: Why?\n"
)
LABELS = ("Jane Smith", "Mary Carter", "Jane", "Carter", "Calgary")


def talk(text: str = TALK) -> Source:
    """The source of a plain text."""
    return parse_transcript(text.encode(), "talk.txt")


def of(*labels: str) -> Source:
    """A source in which these speak in turn, the last one twice."""
    return talk("".join(f"{label}: yes\n\n" for label in [*labels, *labels, labels[-1]]))


@pytest.mark.parametrize(
    ("labels", "proposed"),
    [
        (("Jane Smith", "Jane"), {"Jane": "Jane Smith"}),
        (("Jane Smith", "Ms. Smith"), {"Ms. Smith": "Jane Smith"}),
        (("Jane Smith", "JS", "Sam"), {"JS": "Jane Smith"}),
        (("Jane Smith (JS)", "J. Smith"), {"J. Smith": "Jane Smith (JS)"}),
        (("Jane Smith", "Jane Jones", "Jane"), {}),
        (("Particpant", "Participant"), {"Particpant": "Participant"}),
        (("INT", "Int"), {"INT": "Int"}),
        (("P1", "P2", "P10"), {}),
        (("Speaker 1", "Speaker 2"), {}),
        (("Participant A", "Participant B"), {}),
        (("Q", "A"), {}),
        (("Ann", "Anna"), {}),
    ],
)
def test_spl01_who_may_be_one(labels: tuple[str, ...], proposed: dict[str, str]) -> None:
    assert proposed_spellings(of(*labels)) == proposed


def test_spl02_merged_spellings_are_counted_as_one() -> None:
    source = talk()
    merged = respelled(source, {"Jane": "Jane Smith", "Carter": "Mary Carter"})
    assert merged.text == source.text
    assert [turn.speaker for turn in merged.turns][:4] == ["Jane Smith", "Mary Carter"] * 2
    assert {one.name: one.n_turns for one in count_speakers(merged)} == {
        "Jane Smith": 4,
        "Mary Carter": 3,
        "Calgary": 1,
    }
    assert source.interviewers == {"Jane", "Jane Smith"}
    assert merged.interviewers == {"Jane Smith"}
    assert without_interviewers(merged) == "10 words in 4 turns"
    assert without_interviewers(replace(merged, interviewers=frozenset())) == ""


def test_spl02_a_new_name_and_a_circle() -> None:
    assert respelled(talk(), {"Jane": "INT", "Jane Smith": "Jane"}).speakers[0] == "INT"
    turned = respelled(talk(), {"Jane": "Carter", "Carter": "Jane"})
    assert turned.speakers == talk().speakers


def test_spl03_a_label_that_is_none_is_text() -> None:
    source = talk("INT: And?\n\nP1: One.\n\nCalgary: far.\n\nINT: So?\n\nP1: No.\n")
    assert source.speakers == ("INT", "P1", "Calgary")
    put_right = respelled(source, {"Calgary": NOBODY})
    assert [put_right.said(turn) for turn in put_right.turns] == [
        "And?",
        "One.\n\nCalgary: far.",
        "So?",
        "No.",
    ]
    assert put_right.speakers == ("INT", "P1")
    first = respelled(source, {"INT": NOBODY})
    assert first.said(first.turns[0]) == "INT: And?"


@given(st.dictionaries(st.sampled_from(LABELS), st.sampled_from([*LABELS, NOBODY, "New"])))
def test_spl04_nothing_is_lost(spellings: dict[str, str]) -> None:
    source = talk()
    put_right = respelled(source, spellings)
    covered = {at for turn in put_right.turns for at in range(turn.start, turn.end)}
    assert {at for turn in source.turns for at in range(turn.start, turn.end)} <= covered
    ends = [turn.end for turn in put_right.turns]
    assert ends == sorted(ends)
    assert put_right.text == source.text
    assert put_right.interviewers <= set(put_right.speakers)
