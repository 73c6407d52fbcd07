"""EDI01 an edition is told apart from each earlier one by how many answered between them: few are a
notice, none and enough are not; EDI02 only instruments of which a table is printed count, and
editions that did not write it down; EDI03 answers that were taken back count as well; EDI04 all
waves in one edition and a single one in the other are told apart by who answered in the rest;
EDI05 an edition from before waves were written down is compared by its total."""

from __future__ import annotations

import pytest

from findings.editions import Counted, few_between
from findings.release import Outcome

EARLIER = {1: {("one", 0): {1: 20}, ("two", 0): {1: 7}}, 2: {("one", 0): {1: 26}}}


@pytest.mark.parametrize(
    ("rule", "n", "outcome"),
    [
        ("EDI01", 26, Outcome.PASS),
        ("EDI01", 27, Outcome.NOTICE),
        ("EDI01", 30, Outcome.NOTICE),
        ("EDI01", 31, Outcome.PASS),
        ("EDI03", 25, Outcome.NOTICE),
        ("EDI01", 21, Outcome.NOTICE),
    ],
)
def test_edi01_few_between_two_editions(rule: str, n: int, outcome: Outcome) -> None:
    assert few_between(EARLIER, {("one", 0): {1: n}}).outcome is outcome


def test_edi01_it_says_which_and_what_to_do() -> None:
    now = {("one", 0): {1: 26}, ("two", 0): {1: 8}}
    detail = few_between(EARLIER, now).detail
    assert detail.startswith("Responses: 1 between edition 1 and this one (two).")
    assert "Wait until at least 5 more have answered" in detail


def test_edi02_what_is_not_printed_or_not_known() -> None:
    assert few_between(EARLIER, {}).outcome is Outcome.PASS
    assert few_between({1: {}}, {("one", 0): {1: 1}}).outcome is Outcome.PASS
    assert few_between(EARLIER, {("three", 0): {1: 2}}).outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("then", "now", "outcome"),
    [
        ({("one", 0): {1: 20, 2: 3}}, {("one", 1): {1: 20}}, Outcome.NOTICE),
        ({("one", 1): {1: 20}}, {("one", 0): {1: 20, 2: 3}}, Outcome.NOTICE),
        ({("one", 1): {1: 20}}, {("one", 0): {1: 20, 2: 5}}, Outcome.PASS),
        ({("one", 1): {1: 20}}, {("one", 1): {1: 20}}, Outcome.PASS),
        ({("one", 1): {1: 20}}, {("one", 2): {2: 22}}, Outcome.PASS),
        ({("one", 0): {1: 20}}, {("one", 0): {1: 18, 2: 2}}, Outcome.NOTICE),
    ],
)
def test_edi04_waves_are_told_apart(then: Counted, now: Counted, outcome: Outcome) -> None:
    assert few_between({1: then}, now).outcome is outcome


def test_edi05_an_edition_that_knew_no_waves() -> None:
    assert few_between({1: {("one", 0): {0: 23}}}, {("one", 1): {1: 20}}).outcome is Outcome.NOTICE
    assert few_between({1: {("one", 0): {0: 23}}}, {("one", 0): {1: 20, 2: 3}}).outcome is (
        Outcome.PASS
    )
