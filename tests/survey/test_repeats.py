"""REP01 what stands in a repeat is judged each time it is asked; REP02 from outside, sums and
counts see all times; REP03 a count decides how often it is asked; REP04 a problem names the
time; REP05 a page keeps what it did not show, and nothing foreign comes in; REP06 one more, one
less, never less than one; REP07 any answers of a repeat reach a fixed point; REP08 a time in
view is numbered by position(..); REP09 Next stays for a question that came up in one of the
times; REP10 what was written in a repeat is an open answer of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.answering import onward, read_page
from survey.constraints import problems
from survey.model import Group, Instrument, Item, ItemKind
from survey.relevance import relevant_items, settled, shown
from survey.repeat_pages import holds_answers, names_on_page, one_less, one_more
from survey.repeats import MOST_TIMES, kept_under, times, written_answers

K = ItemKind
PEOPLE = Instrument(
    "people",
    {"": "People"},
    (
        Item("limit", K.INTEGER, {"": "Limit"}),
        Item("role", K.TEXT, {"": "Role"}, group="person", required="true()"),
        Item("hours", K.INTEGER, {"": "Hours"}, group="person", constraint=". <= ${limit}"),
        Item("why", K.TEXT, {"": "Why ${role}?"}, group="more", relevance="${hours} > 40"),
        Item("nth", K.CALCULATE, group="person", calculation="position(..)"),
        Item("share", K.CALCULATE, group="person", calculation="${hours} div ${all}"),
        Item("all", K.CALCULATE, calculation="sum(${hours})"),
        Item("n", K.CALCULATE, calculation="count(${person})"),
        Item("end", K.TEXT, {"": "End"}, relevance="${all} > 50"),
    ),
    (Group("person", {"": "Person"}, repeat=True), Group("more", parent="person")),
)
TWO = {"person": [{"role": "Nurse", "hours": 45}, {"role": "Clerk", "hours": 15}]}
COUNTED = Instrument(
    "counted",
    {"": "Counted"},
    (Item("n", K.INTEGER), Item("role", K.TEXT, group="person", required="true()")),
    (Group("person", repeat=True, count="${n}"),),
)


def test_rep01_each_time_has_its_own_relevance_and_calculations() -> None:
    found = settled(PEOPLE, {"limit": 60, **TWO})
    assert found["person"] == [
        {"role": "Nurse", "hours": 45, "nth": 1.0, "share": 0.75},
        {"role": "Clerk", "hours": 15, "nth": 2.0, "share": 0.25},
    ]
    hidden = {"person": [{"role": "Nurse", "hours": 10, "why": "Short"}]}
    assert "why" not in str(settled(PEOPLE, hidden))


def test_rep02_from_outside_all_times_are_seen() -> None:
    found = settled(PEOPLE, {**TWO, "end": "So it is"})
    assert (found["all"], found["n"], found["end"]) == (60.0, 2.0, "So it is")
    assert shown("First: ${role}", PEOPLE, TWO) == "First: Nurse"


def test_rep02_an_item_is_relevant_if_it_is_asked_once() -> None:
    assert "why" in [item.name for item in relevant_items(PEOPLE, TWO)]
    assert "why" not in [item.name for item in relevant_items(PEOPLE, {})]


@pytest.mark.parametrize(
    ("n", "wanted"), [(None, 0), (0, 0), (2, 2), (-1, 0), (10_000, MOST_TIMES)]
)
def test_rep03_a_count_decides_how_often(n: int | None, wanted: int) -> None:
    found = problems(COUNTED, {"n": n, "person": [{"role": "x"}] * 0})
    assert [problem.item for problem in found] == [
        f"person/{at}/role" for at in range(1, wanted + 1)
    ]


def test_rep03_what_is_beyond_the_count_is_left_out() -> None:
    given: dict[str, object] = {"n": 1, "person": [{"role": "a"}, {"role": "b"}]}
    assert settled(COUNTED, given)["person"] == [{"role": "a"}]


def test_rep04_a_problem_names_the_time() -> None:
    given = {"limit": 40, "person": [{"role": "Nurse", "hours": 45}, {"hours": "many"}]}
    assert [problem.item for problem in problems(PEOPLE, given)] == [
        *("person/1/hours", "person/2/role", "person/2/hours")
    ]


def test_rep05_a_page_keeps_what_it_did_not_show() -> None:
    before: dict[str, object] = {"person": [{"role": "Nurse", "why": "Nights"}, {"role": "Clerk"}]}
    shown = ["person/1/", "person/1/role", "person/2/", "person/2/role", "person/3/hours"]
    posted = {"person/1/role": ["Doctor"], "person/1/why": ["No"], "person/3/hours": ["7"]}
    assert read_page(PEOPLE, 1, shown, posted, before) == {
        "person": [{"role": "Doctor", "why": "Nights"}, {}]
    }


def test_rep05_a_page_that_showed_none_of_it_changes_none_of_it() -> None:
    assert read_page(PEOPLE, 1, [], {"person/1/role": ["Doctor"]}, TWO) == {}


def test_rep05_no_page_makes_more_times_than_there_may_be() -> None:
    shown = [f"person/{n}/" for n in range(1, 200)]
    found = read_page(PEOPLE, 1, shown, {}, {})["person"]
    assert isinstance(found, list)
    assert len(found) == MOST_TIMES


def test_rep06_one_more_and_one_less() -> None:
    assert one_more("person", {}) == [{}, {}]
    assert one_less("person", 1, TWO) == [{"role": "Clerk", "hours": 15}]
    assert one_less("person", 1, {"person": [{"role": "a"}]}) == [{}]
    assert len(one_more("person", {"person": [{}] * MOST_TIMES})) == MOST_TIMES
    assert holds_answers("person", 1, TWO)
    assert not holds_answers("person", 1, {"person": [{"role": ""}]})
    assert not holds_answers("person", 9, TWO)


def test_rep06_answers_are_kept_under_the_repeat() -> None:
    assert kept_under(PEOPLE, PEOPLE.item("why")) == "person"
    assert kept_under(PEOPLE, PEOPLE.item("end")) == "end"


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "role": st.sampled_from(["", "Nurse", "__prefer_not__"]),
                "hours": st.sampled_from([None, 0, 41, "x"]),
                "why": st.text(max_size=3),
            },
        ),
        max_size=4,
    )
)
def test_rep07_any_answers_reach_a_fixed_point(rows: list[dict[str, object]]) -> None:
    once = settled(PEOPLE, {"person": rows})
    assert settled(PEOPLE, once) == once


@pytest.mark.parametrize("given", [None, "text", 7, [], [1, "x"], [{}]])
def test_rep07_whatever_is_stored_there_are_times(given: object) -> None:
    assert all(isinstance(one, dict) for one in times("person", {"person": given}))


def test_rep09_next_stays_for_what_came_up_in_one_time() -> None:
    shown = ["person/1/role", "person/1/hours", "person/2/role", "person/2/hours"]
    step = onward(PEOPLE, 1, {**TWO, "limit": 60}, shown)
    assert step.appeared == ("person/1/why",)


def test_rep09_names_stand_in_the_order_of_times() -> None:
    names = [name for name, _ in names_on_page(PEOPLE, PEOPLE.pages[1].items, TWO)]
    assert names[:3] == ["person/1/role", "person/1/hours", "person/1/why"]
    assert names.index("person/2/role") > names.index("person/1/why")


def test_rep10_every_text_is_told_with_its_place() -> None:
    given = {"person": [{"role": "Nurse"}, {"role": "__prefer_not__"}], "end": "Done", "limit": 4}
    assert written_answers(PEOPLE, given) == [("person/1/role", "Nurse"), ("end", "Done")]
