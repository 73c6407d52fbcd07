"""EDI01 an edition is told apart from each earlier one by how many answered between them: few are a
notice, none and enough are not; EDI02 only instruments of which a table is printed count, and
editions that did not write it down; EDI03 answers that were taken back count as well."""

from __future__ import annotations

import pytest

from findings.editions import few_between
from findings.release import Outcome

EARLIER = {1: {"one": 20, "two": 7}, 2: {"one": 26}}


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
    assert few_between(EARLIER, {"one": n, "two": 8}, ["one"]).outcome is outcome


def test_edi01_it_says_which_and_what_to_do() -> None:
    detail = few_between(EARLIER, {"one": 26, "two": 8}, ["one", "two"]).detail
    assert detail.startswith("Responses: 1 between edition 1 and this one (two).")
    assert "Wait until at least 5 more have answered" in detail


def test_edi02_what_is_not_printed_or_not_known() -> None:
    assert few_between(EARLIER, {"one": 26, "two": 8}, []).outcome is Outcome.PASS
    assert few_between({}, {"one": 1}, ["one"]).outcome is Outcome.PASS
    assert few_between(EARLIER, {"three": 2}, ["three"]).outcome is Outcome.PASS
