"""WAY01 only pages with something to ask are shown, and calculations never; WAY02 Next stays for
new questions, then for problems, then goes on; WAY03 back goes to the page before and never beyond
the first; WAY04 what a page did not show keeps its answer, and fields of other pages are ignored;
WAY05 the place counts the pages that this respondent sees, the review included; WAY06 a first page
that asks to agree is the consent page; WAY07 any answers: the way onward ends at the review."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.answering import (
    Place,
    Step,
    agreement,
    back,
    consent_page,
    first_obstacle,
    merged,
    nearest,
    onward,
    page_of,
    place,
    read_page,
    shown_pages,
)
from tests.survey.questionnaires import PLAIN, WORKING_TOGETHER

WORK, NIGHT, END, REVIEW = 1, 2, 3, 4
SEEN = ["role", "refers", "hear_back", "know_whom"]


def test_way01_a_page_without_relevant_items_is_not_shown() -> None:
    assert list(shown_pages(WORKING_TOGETHER, {})) == [0, WORK, END]
    assert list(shown_pages(WORKING_TOGETHER, {"refers": "yes"})) == [0, WORK, NIGHT, END]


def test_way01_calculations_are_never_shown() -> None:
    night = shown_pages(WORKING_TOGETHER, {"refers": "yes"})[NIGHT]
    assert [item.name for item in night.items] == ["last_night", "hours"]


def test_way02_next_stays_for_a_new_question() -> None:
    step = onward(WORKING_TOGETHER, WORK, {"refers": "yes", "referred": 900}, SEEN)
    assert step == Step(WORK, appeared=("referred", "slowed"))


def test_way02_next_stays_for_a_problem() -> None:
    seen = [*SEEN, "referred", "slowed"]
    step = onward(WORKING_TOGETHER, WORK, {"refers": "yes", "referred": 900}, seen)
    assert [problem.item for problem in step.problems] == ["referred"]
    assert step.page == WORK


def test_way02_next_goes_to_the_next_page_that_is_shown() -> None:
    assert onward(WORKING_TOGETHER, WORK, {"refers": "no"}, SEEN) == Step(END)
    assert onward(WORKING_TOGETHER, END, {"refers": "no"}, ["change"]) == Step(REVIEW)


def test_way02_the_submit_is_held_back_by_the_first_problem() -> None:
    obstacle = first_obstacle(WORKING_TOGETHER, {"agreed": "OK", "refers": "yes", "referred": -1})
    assert obstacle is not None
    assert obstacle.page == WORK
    assert first_obstacle(WORKING_TOGETHER, {"agreed": "OK"}) is None


def test_way03_back_goes_to_the_page_before() -> None:
    assert back(WORKING_TOGETHER, REVIEW, {"refers": "no"}) == END
    assert back(WORKING_TOGETHER, END, {"refers": "no"}) == WORK
    assert back(WORKING_TOGETHER, 0, {}) == 0


def test_way03_a_page_that_is_not_shown_leads_to_the_next() -> None:
    assert nearest(WORKING_TOGETHER, NIGHT, {}) == END
    assert page_of(WORKING_TOGETHER, "hours") == NIGHT
    assert page_of(WORKING_TOGETHER, "nothing") is None


def test_way04_only_what_the_page_showed_is_read() -> None:
    posted = {"role": ["Outreach"], "refers": [], "referred": ["7"], "change": ["Time"]}
    assert read_page(WORKING_TOGETHER, WORK, ["role", "refers", "change"], posted) == {
        "role": "Outreach",
        "refers": None,
    }


def test_way04_an_emptied_answer_is_taken_away() -> None:
    assert merged({"role": "a", "hours": 1}, {"role": None}) == {"hours": 1}


def test_way05_the_place_counts_what_this_respondent_sees() -> None:
    assert place(WORKING_TOGETHER, END, {"refers": "no"}) == Place(3, 4, 1)
    assert place(WORKING_TOGETHER, END, {"refers": "yes"}).n == 4
    assert place(WORKING_TOGETHER, REVIEW, {}).n == place(WORKING_TOGETHER, REVIEW, {}).total


def test_way06_a_first_page_that_asks_to_agree_is_the_consent_page() -> None:
    page = consent_page(WORKING_TOGETHER)
    assert page is not None
    agreed = agreement(page)
    assert agreed is not None
    assert agreed.name == "agreed"
    assert consent_page(PLAIN) is None


@given(
    st.fixed_dictionaries(
        {"agreed": st.just("OK")},
        optional={
            "refers": st.sampled_from(["yes", "no"]),
            "referred": st.integers(0, 500),
            "slowed": st.lists(st.sampled_from(["whom", "reply", "place"]), unique=True),
            "hours": st.floats(0, 24),
        },
    )
)
def test_way07_any_answers_lead_to_the_review(answers: dict[str, object]) -> None:
    names = [item.name for item in WORKING_TOGETHER.items]
    at, steps = 0, 0
    while at < REVIEW:
        step = onward(WORKING_TOGETHER, at, answers, names)
        assert step.page > at
        at, steps = step.page, steps + 1
    assert steps == len(shown_pages(WORKING_TOGETHER, answers))


@pytest.mark.parametrize("page", [0, 1])
def test_way01_items_outside_groups_share_a_page(page: int) -> None:
    assert nearest(PLAIN, page, {}) == page
