"""DES01 what is typed becomes title, participant, organisation, attributes; DES02 a known name or
id is that organisation, another is new; DES03 what must be put right is named; DES04 the next
label is the first free one; DES05 attributes survive being shown and read again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.describing import (
    Described,
    described,
    description_problems,
    meant_organisation,
    meant_participant,
    next_label,
    read_attributes,
    write_attributes,
)
from interviews.model import Organisation, Participant, Source, Turn

TYPED = Described(
    " Advocate,  first talk ",
    "P07",
    "Harbour House",
    " Advocate ",
    "Region: north\n\nYears : 10",
    frozenset({"INT"}),
    "2026-04-02",
)
HOUSE = Organisation("o1", "Harbour House")


def test_des01_the_source_as_described() -> None:
    source = described(Source("file name", "a", (Turn("INT", 0, 1),)), TYPED, "o1")
    assert source.title == "Advocate, first talk"
    assert (source.participant, source.organisation) == ("P07", "o1")
    assert (source.interviewers, source.collected_on) == (frozenset({"INT"}), "2026-04-02")


def test_des01_the_participant_as_described() -> None:
    found = meant_participant(TYPED, "o1")
    assert found == Participant("P07", "o1", "Advocate", {"Region": "north", "Years": "10"})
    assert meant_participant(replace(TYPED, participant=" "), "o1") is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("o1", HOUSE),
        (" harbour  house", HOUSE),
        ("River Clinic", Organisation("", "River Clinic")),
        ("", None),
    ],
)
def test_des02_known_or_new(typed: str, meant: Organisation | None) -> None:
    assert meant_organisation(typed, [HOUSE]) == meant


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": " "}, "Give it a title"),
        ({"participant": "Jane Roe"}, "never a name"),
        ({"participant": "P" * 13}, "short one such as P07"),
        ({"attributes": "Region: north\nten years"}, "line 2: 'ten years' has no colon"),
        ({"attributes": "Region:"}, "line 1"),
    ],
)
def test_des03_problems_are_named(wrong: dict[str, str], told: str) -> None:
    assert description_problems(TYPED) == []
    (problem,) = description_problems(replace(TYPED, **wrong))  # type: ignore[arg-type]
    assert told in problem


def test_des04_the_first_free_label() -> None:
    assert next_label([]) == "P01"
    assert next_label([Participant("p01"), Participant("P03")]) == "P02"


word = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


@given(st.dictionaries(word, word, max_size=5))
def test_des05_any_attributes_survive(attributes: dict[str, str]) -> None:
    shown = write_attributes(Participant("P01", attributes=attributes))
    assert read_attributes(shown) == attributes
