"""PSG01 the words of a segment are checked against their fingerprint; PSG02 a passage must lie in
the text and hold a word; PSG03 the speaker is that of the turn in which a passage starts; PSG04
what a browser sends is read strictly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import ActError, SegmentError
from coding.model import Segment, quote_hash
from coding.segments import ActKind, CodingAct, passage, read_acts, speaker_at, words_of
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
