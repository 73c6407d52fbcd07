"""ATT01 nothing is shown without agreement; ATT02 no more is shown than was agreed; ATT03 what
fewer than three participants share becomes less; ATT04 two interviews of one participant count
once; ATT05 whatever is shown, at least three share it, and it is never a label."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.attribution import LEAST, Speaker, shown_beside
from interviews.consent import Attribution

CLINIC, HOUSE = "Lakeshore", "Harbour House"
NURSES = [Speaker(f"P0{n}", "Nurse", CLINIC, "Health") for n in range(1, 4)]
ALL = [*NURSES, Speaker("P04", "nurse ", HOUSE, "Health"), Speaker("P05", "Lawyer", HOUSE, "Law")]


@pytest.mark.parametrize(
    ("agreed", "words"),
    [
        (Attribution.NONE, ""),
        (Attribution.SECTOR, "Health"),
        (Attribution.ROLE, "Nurse"),
        (Attribution.ROLE_AND_ORGANISATION, "Nurse, Lakeshore"),
        (Attribution.NAMED, "Nurse, Lakeshore"),
    ],
)
def test_att01_att02_as_much_as_was_agreed(agreed: Attribution, words: str) -> None:
    assert shown_beside(agreed, NURSES[0], ALL) == words


def test_att03_what_few_share_becomes_less() -> None:
    assert shown_beside(Attribution.NAMED, ALL[3], ALL) == "nurse"
    assert shown_beside(Attribution.NAMED, ALL[4], ALL) == ""
    assert shown_beside(Attribution.ROLE, NURSES[0], NURSES[:2]) == ""


def test_att04_a_participant_counts_once() -> None:
    assert shown_beside(Attribution.ROLE, NURSES[0], [NURSES[0]] * 5) == ""


PEOPLE = st.lists(
    st.builds(
        Speaker,
        st.sampled_from([f"P{n}" for n in range(9)]),
        st.sampled_from(["", "Nurse", "Lawyer"]),
        st.sampled_from(["", CLINIC, HOUSE]),
        st.sampled_from(["", "Health", "Law"]),
    ),
    min_size=1,
    max_size=12,
)


@given(PEOPLE, st.sampled_from(list(Attribution)))
def test_att05_at_least_three_share_what_is_shown(
    people: list[Speaker], agreed: Attribution
) -> None:
    shown = shown_beside(agreed, people[0], people)
    ways = (
        lambda one: one.sector,
        lambda one: one.role,
        lambda one: f"{one.role}, {one.organisation}",
    )
    shared = max(len({one.participant for one in people if way(one) == shown}) for way in ways)
    assert shown == "" or shared >= LEAST
    assert "P" not in shown
