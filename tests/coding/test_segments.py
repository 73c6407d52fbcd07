"""PSG01 the words of a segment are checked against their fingerprint; PSG02 a passage must lie in
the text and hold a word; PSG03 the speaker is that of the turn in which a passage starts; PSG04
what a browser sends is read strictly; PSG05 cutting and re-joining a passage loses no character;
PSG06 in a group a passage belongs to everybody whose turns it touches, interviewers only where
nobody else speaks, "" stands for a speaker nobody has named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import ActError, SegmentError
from coding.model import Segment, quote_hash
from coding.segments import (
    ActKind,
    CodingAct,
    cut,
    passage,
    people_in,
    read_acts,
    speaker_at,
    touching,
    words_of,
)
from interviews.model import Turn

TURNS = [Turn("Q", 3, 10), Turn("P07", 16, 30), Turn("", 31, 40)]


@given(st.text(min_size=1), st.data())
def test_psg01_any_marked_words_are_found_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    mark = Segment("s", start, end, "c", "ana", "id", quote_hash(text[start:end]))
    assert words_of(mark, text) == text[start:end]
    with pytest.raises(SegmentError, match="'id'"):
        words_of(mark, text[:start] + chr(ord(text[start]) ^ 1) + text[start + 1 :])


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (0, 6), (4, 5)])
def test_psg02_outside_the_text_or_blank_is_refused(start: int, end: int) -> None:
    with pytest.raises(SegmentError):
        passage("abcd ", start, end, "s")


@pytest.mark.parametrize(
    ("position", "speaker"), [(0, ""), (3, "Q"), (9, "Q"), (12, "Q"), (16, "P07"), (35, "")]
)
def test_psg03_the_speaker_where_it_starts(position: int, speaker: str) -> None:
    assert speaker_at(TURNS, position) == speaker


def test_psg04_an_act_is_read() -> None:
    sent = {"id": "a1", "kind": "apply", "segment": "s1", "start": 3, "end": 9, "code": "c1"}
    assert read_acts([sent]) == [CodingAct("a1", ActKind.APPLY, "s1", 3, 9, "c1")]
    assert read_acts([{"id": "u1", "kind": "undo"}]) == [CodingAct("u1", ActKind.UNDO)]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        [1],
        [{"id": "a", "kind": "erase"}],
        [{"id": "a", "kind": []}],
        [{"id": "", "kind": "undo"}],
        [{"id": "a b", "kind": "undo"}],
        [{"id": "a" * 65, "kind": "undo"}],
        [{"id": "a", "kind": "apply", "segment": "s", "start": "3", "end": 9, "code": "c"}],
        [{"id": "a", "kind": "apply", "segment": "s", "start": True, "end": 9, "code": "c"}],
        [{"id": "a", "kind": "apply", "segment": "s", "start": 3, "end": 9}],
        [{"id": "a", "kind": "remove"}],
    ],
)
def test_psg04_anything_else_is_refused(sent: object) -> None:
    with pytest.raises(ActError):
        read_acts(sent)


@given(st.text(min_size=2, max_size=40), st.data())
def test_psg05_cutting_and_rejoining_loses_no_character(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 2, len(text)))
    whole = Segment("s", start, end, "c", "ana", "whole")
    parts = [whole]
    for n in range(data.draw(st.integers(0, 5))):
        longest = max(parts, key=lambda one: one.end - one.start)
        if longest.end - longest.start > 1:
            at = data.draw(st.integers(longest.start + 1, longest.end - 1))
            first, second = cut(longest, at)
            parts[parts.index(longest)] = first
            parts.append(replace(second, id=f"part{n}"))
    parts.sort(key=lambda one: one.start)
    assert "".join(text[one.start : one.end] for one in parts) == text[start:end]
    others = [
        Segment("s", start, end, "d", "ana", "o1"),
        Segment("s", start, end, "c", "ben", "o2"),
    ]
    for one in parts:
        joined = touching(one, [*others, *reversed(parts)], text)
        assert joined == parts
        assert (joined[0].start, joined[-1].end) == (start, end)


def test_psg05_words_between_keep_two_apart() -> None:
    text = "ab cd  ef gh"
    one, two, three = (Segment("s", a, b, "c", "ana", str(a)) for a, b in ((0, 2), (3, 5), (7, 9)))
    assert touching(two, [one, three, two], text) == [one, two, three]
    assert touching(three, [one, three], text) == [three]


@pytest.mark.parametrize("at", [0, 3, 9, 12])
def test_psg05_a_cut_lies_inside(at: int) -> None:
    with pytest.raises(SegmentError, match="between two of its words"):
        cut(Segment("s", 3, 9, "c", "ana"), at)


@pytest.mark.parametrize(
    ("start", "end", "people"),
    [
        (17, 20, ("P1",)),
        (17, 35, ("P1", "")),
        (4, 20, ("P1",)),
        (4, 9, ("P1",)),
        (32, 40, ("",)),
        (0, 2, ("P1",)),
    ],
)
def test_psg06_whose_words_a_passage_holds(start: int, end: int, people: tuple[str, ...]) -> None:
    assert people_in(TURNS, {1: "P1"}, {"Q"}, "", (start, end)) == people


def test_psg06_without_a_group_it_is_the_one_of_the_whole_text() -> None:
    assert people_in(TURNS, {}, {"Q"}, "P9", (0, 40)) == ("P9",)
    assert people_in(TURNS, {1: "P1"}, set(), "P9", (32, 40)) == ("P9",)
