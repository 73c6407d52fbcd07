"""GRP01 responses can be told apart by answers to one choice, version, language, way and month,
where there are two groups at least; GRP02 all that is picked must hold; GRP03 what is picked is
told; GRP04 a filter keeps each response's number; GRP05 a title says what is most, or from where to
where; GRP06 small groups stand together, named, until they are large enough."""

from __future__ import annotations

import pandas as pd

from survey.asked import asked
from survey.cross_tab import TOTAL, cross_tab, protected
from survey.groups import Grouping, among, groupings, kept, together, told_filter
from survey.headlines import compared, most_chosen, quoted
from survey.results import Bar, picked, results_of
from tests.survey.questionnaires import WORKING_TOGETHER

FRAME = pd.DataFrame(
    {
        "version": [9, 10, 10],
        "language": ["English (en)"] * 3,
        "origin": ["web", "paper", "web"],
        "wave": [1, 2, 2],
        "submitted_at": ["2026-01-31T10:00:00Z", "2026-03-01", "2026-03-02"],
        "refers": ["yes", "no", "yes"],
        "hear_back": ["5", "5", None],
        "know_whom": ["1", "other", "5"],
    },
    dtype=object,
)
CHOICE = groupings(FRAME, asked(FRAME, WORKING_TOGETHER), WORKING_TOGETHER)


def grouping(key: str) -> Grouping:
    return next(one for one in CHOICE if one.key == key)


def test_grp01_what_has_two_groups_is_offered() -> None:
    keys = [one.key for one in CHOICE]
    assert keys == ["refers", "know_whom", "@wave", "@version", "@origin", "@month"]


def test_grp01_groups_are_in_order_and_in_words() -> None:
    assert grouping("@version").labels == {"9": "9", "10": "10"}
    assert list(grouping("@version").labels) == ["9", "10"]
    assert list(grouping("@month").labels.values()) == ["January 2026", "March 2026"]
    assert grouping("@wave").labels == {"1": "Wave 1", "2": "Wave 2"}
    assert grouping("@origin").labels["paper"] == "On paper"
    assert grouping("refers").labels == {"yes": "Yes", "no": "No"}
    assert list(grouping("know_whom").labels) == ["1", "5", "other"]


def test_grp02_all_that_is_picked_must_hold() -> None:
    assert kept({}, CHOICE) is None
    assert kept({"refers": []}, CHOICE) is None
    assert kept({"refers": ["yes"]}, CHOICE) == [True, False, True]
    assert kept({"refers": ["yes"], "@origin": ["web"], "@version": ["10"]}, CHOICE) == [
        *(False, False, True)
    ]


def test_grp03_what_is_picked_is_told() -> None:
    told = told_filter({"refers": ["yes", "no"], "@month": ["2026-03"], "know_whom": []}, CHOICE)
    assert told == "Do you refer people to a partner?: Yes or No; Month: March 2026"


def test_grp04_a_filter_keeps_each_number() -> None:
    some, weights = picked(FRAME, [True, False, True], [1.0, 2.0, 0.0])
    assert (list(some.index), weights) == ([0], [1.0])
    some, weights = picked(FRAME, [False, True, True], None)
    assert (results_of(some, WORKING_TOGETHER).numbers, weights) == ([2, 3], None)
    assert among(grouping("refers"), some).cells == ("no", "yes")


def test_grp05_the_most_frequent_answer() -> None:
    assert most_chosen([Bar("A", 3, 0.6), Bar("B", 2, 0.4)]) == "Most frequent answer: “A” (60%)"
    tie = [Bar("A", 2, 0.4), Bar("B", 2, 0.4), Bar("C", 1, 0.2)]
    assert most_chosen(tie) == "Most frequent answers: “A” and “B” (40% each)"
    weighted = [Bar("A", 3, 0.2, 1.0), Bar("B", 2, 0.8, 4.0)]
    assert most_chosen(weighted) == "Most frequent answer: “B” (80%)"
    assert most_chosen([]) == most_chosen([Bar("A", 0, 0.0)]) == ""
    assert len(quoted("x" * 100)) == 62


def test_grp05_from_where_to_where() -> None:
    groups = ["x"] * 40 + ["y"] * 40
    answers = ["a"] * 10 + ["b"] * 30 + ["a"] * 30 + ["b"] * 10
    tab = cross_tab(groups, answers, ["x", "y"], ["a", "b"])
    labels = {"x": "Agencies", "y": "Police", TOTAL: "All"}
    assert compared(tab, ["a"], labels, "“A”") == "“A”: from 25% (Agencies) to 75% (Police)"
    assert compared(tab, ["a", "b"], labels, "Any") == "Any: 100% in every group"
    assert compared(protected(cross_tab(["x"], ["a"], ["x"], ["a"])), ["a"], labels, "“A”") == ""


def joined(sizes: dict[str, int], least: int = 5) -> dict[str, int]:
    """The groups by their words, with their sizes, after small ones were put together."""
    cells = tuple(name for name, n in sizes.items() for _ in range(n))
    grouping = Grouping("kind", "Kind", {name: name.upper() for name in sizes}, cells)
    found = together(grouping, [True] * len(cells), least)
    return {label: found.cells.count(name) for name, label in found.labels.items()}


def test_grp06_small_groups_stand_together() -> None:
    assert joined({"a": 9, "b": 2, "c": 4, "d": 12}) == {"A": 9, "D": 12, "B, C": 6}
    assert joined({"a": 9, "b": 2, "d": 12}) == {"D": 12, "A, B": 11}


def test_grp06_large_groups_and_pairs_stay() -> None:
    assert joined({"a": 9, "b": 5}) == {"A": 9, "B": 5}
    assert joined({"a": 9, "b": 2}) == {"A": 9, "B": 2}
    assert joined({"a": 1, "b": 2}) == {"A": 1, "B": 2}


def test_grp06_only_who_answered_counts() -> None:
    grouping = Grouping("kind", "Kind", {"a": "A", "b": "B", "c": "C"}, ("a", "b", "c", None) * 5)
    answered = [cell != "a" for cell in grouping.cells]
    assert together(grouping, answered, 5) == grouping
    assert list(together(grouping, [True] * 4 + [False] * 16, 1).labels) == ["a", "b", "c"]
