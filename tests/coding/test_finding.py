"""FND01 a phrase is found in whatever case and over any blanks, as whole words; FND02 a pattern is
found as it stands, and one that cannot be read or takes too long is refused in words; FND03 a hit
is a sentence, a turn, or the words found, in code points of the source; FND04 for any text the
passage lies in its turn and holds what was found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import FindingPatternError
from coding.finding import Extent, ReadTurn, find_pattern, find_phrase, hits_of

TURN = ReadTurn("s", "T", "P", 10, "I waited 😀 long.  Then a warm\nHandover came. It was warm.")


def words(extent: Extent, found: object) -> list[str]:
    """The passages in words."""
    return [hit.words for hit in hits_of(found, extent)]  # type: ignore[arg-type]


def test_fnd01_a_phrase_in_whatever_case() -> None:
    assert words(Extent.FOUND, find_phrase([TURN], "Warm handover")) == ["warm\nHandover"]
    assert find_phrase([TURN], "war") == []
    assert find_phrase([TURN], "  ") == []
    assert words(Extent.FOUND, find_phrase([TURN], "long.")) == ["long."]


def test_fnd02_a_pattern_as_it_stands() -> None:
    assert words(Extent.FOUND, find_pattern([TURN], r"w\w+d")) == ["waited"]
    with pytest.raises(FindingPatternError, match=r"cannot be read.*backslash"):
        find_pattern([TURN], "(")
    slow = ReadTurn("s", "T", "P", 0, "a" * 60 + "!")
    with pytest.raises(FindingPatternError, match="takes too long"):
        find_pattern([slow], r"(a|a|aa)+$")


@pytest.mark.parametrize(
    ("extent", "passages"),
    [
        (Extent.FOUND, ["warm", "warm"]),
        (Extent.SENTENCE, ["Then a warm", "It was warm."]),
        (Extent.TURN, [TURN.words]),
    ],
)
def test_fnd03_how_much_is_coded(extent: Extent, passages: list[str]) -> None:
    hits = hits_of(find_phrase([TURN], "warm"), extent)
    assert [hit.words for hit in hits] == passages
    assert all(hit.start >= TURN.start for hit in hits)
    spans = [span for hit in hits for span in hit.found]
    assert [TURN.words[a - TURN.start : b - TURN.start] for a, b in spans] == ["warm", "warm"]


@given(st.text("aé😀 .\n", max_size=60), st.sampled_from(list(Extent)), st.integers(0, 9))
def test_fnd04_the_passage_holds_what_was_found(text: str, extent: Extent, start: int) -> None:
    turn = ReadTurn("s", "T", "P", start, text)
    for hit in hits_of(find_pattern([turn], "é[^.]?"), extent):
        assert start <= hit.start < hit.end <= start + len(text)
        assert hit.words.strip()
        for first, last in hit.found:
            found = text[first - start : last - start]
            assert found.startswith("é")
            assert hit.start <= first
            assert hit.words.find(found.strip()) >= 0
