"""LEA01 a name of the vault is found whole, whatever its case, accents and hyphens; LEA02 a first
or last name of a person is found by itself, a part of a place or an organisation is not; LEA03
only whole words count; LEA04 a name that is an everyday word counts with a capital and within a
sentence only; LEA05 a leak says where it stands, and a text held back names its places; LEA06 any
name put anywhere into any text is found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.identity import Kind, Surface
from interviews.leaks import LeakError, find_leaks

MARIE = Surface("Marie Tootoosis", Kind.PERSON, "[Person A]")
DEER = Surface("Red Deer", Kind.PLACE, "[Place A]")
TSUU = Surface("Tsuut'ina Nation", Kind.PLACE, "[Place B]")
HOPE = Surface("Hope Lavallée", Kind.PARTICIPANT, "[Participant A]")
KNOWN = (MARIE, DEER, TSUU, HOPE)


def found(text: str) -> list[str]:
    return [leak.words for leak in find_leaks({"text": text}, KNOWN)]


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [
        ("LEA01", "Then marie tootoosis came.", ["marie tootoosis"]),
        ("LEA01", "at TSUUT’INA  NATION, east", ["TSUUT’INA  NATION"]),
        ("LEA01", "Red\nDeer and red-deer", ["Red\nDeer", "red-deer"]),
        ("LEA01", "Hope Lavallee", ["Hope Lavallee"]),
        ("LEA02", "Ms. Tootoosis agreed, and Marie's sister", ["Tootoosis", "Marie"]),
        ("LEA02", "a deer on a red road, a nation", []),
        ("LEA03", "mariesville and tootoosison", []),
        ("LEA04", "I hope so. Hope is all we have.", []),
        ("LEA04", "We asked Hope about it.", ["Hope"]),
        ("LEA04", "she hopes; Lavallée hopes", ["Lavallée"]),
    ],
)
def test_what_is_found(rule: str, text: str, words: list[str]) -> None:
    assert found(text) == words, rule


def test_lea05_a_leak_says_where() -> None:
    (leak,) = find_leaks({"the title": "Clean", "finding 2": "In Red Deer."}, KNOWN)
    assert (leak.where, leak.start, leak.end) == ("finding 2", 3, 11)
    assert leak.stand_in == "[Place A]"
    error = LeakError("The story", [leak])
    assert "finding 2, character 4: “Red Deer”" in str(error)


def test_lea05_many_are_counted() -> None:
    leaks = find_leaks({"a": "Red Deer. " * 9}, KNOWN)
    assert "and 4 more" in str(LeakError("The file", leaks))


names = st.text(st.characters(categories=["Lu", "Ll"]), min_size=3, max_size=12)
around = st.text(max_size=40)


@given(first=names, last=names, before=around, after=around)
@settings(max_examples=150)
def test_lea06_any_name_anywhere(first: str, last: str, before: str, after: str) -> None:
    surface = Surface(f"{first} {last}", Kind.PERSON)
    leaks = find_leaks({"t": f"{before} {first} {last} {after}"}, [surface])
    assert any(leak.words == f"{first} {last}" for leak in leaks)
