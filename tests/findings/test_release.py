"""REL01 a story without title, opening or finding is stopped; REL02 a finding that is not accepted
stops it; REL03 a quote that changed, is gone or no longer coded stops it; REL04 a survey item that
is gone stops it; REL05 names still in a source are a notice that names the source; REL06 a headline
that says too much is a notice; REL07 with all in order nothing stops it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from findings.model import Confidence, Evidence, Finding, FindingState, Quote, Story
from findings.release import Outcome, release_checks, stops
from findings.survey_table import survey_table

STORY = Story("s", "Between doors", "Six organisations looked.", findings=("f",))
FINDING = Finding(
    id="f",
    headline="Calls go unanswered",
    statement="Many do.",
    author="ann",
    state=FindingState.ACCEPTED,
    evidence=(Evidence("e1", segment="g"), Evidence("e2", instrument="i", item="q")),
    confidence=Confidence.MODERATE,
    confidence_reason="Two sources agree.",
    accepted_by="bob",
)
QUOTE = Quote(
    *("g", "Q-000000", "Nobody answers.", "src", "Interview 3", "interview", "Waiting"),
    names_removed=True,
)
TABLES = {("i", "q", 0): survey_table("i", "q", "Which?", [("A", 30), ("B", 10)], 40, 0)}


def test_rel07_all_in_order_nothing_stops_it() -> None:
    checks = release_checks(STORY, [FINDING], {"g": QUOTE}, TABLES)
    assert {check.outcome for check in checks} == {Outcome.PASS}
    assert stops(checks) == []


@pytest.mark.parametrize(
    "story", [replace(STORY, title=" "), replace(STORY, lead="")], ids=["title", "lead"]
)
def test_rel01_a_story_needs_title_and_opening(story: Story) -> None:
    assert "Write a title" in stops(release_checks(story, [FINDING], {"g": QUOTE}, TABLES))[0]


def test_rel01_a_story_needs_a_finding() -> None:
    assert "No finding is chosen" in stops(release_checks(STORY, [], {}, {}))[0]


def test_rel02_a_finding_that_is_not_accepted_stops_it() -> None:
    open_one = replace(FINDING, state=FindingState.IN_REVIEW, accepted_by="")
    told = stops(release_checks(STORY, [FINDING, open_one], {"g": QUOTE}, TABLES))
    assert "“Calls go unanswered” is in review" in told[0]


@pytest.mark.parametrize("change", [{"intact": False}, {"still_coded": False}])
def test_rel03_a_quote_that_does_not_hold_stops_it(change: dict[str, bool]) -> None:
    broken = replace(QUOTE, **change)  # type: ignore[arg-type]
    assert "Q-000000" in stops(release_checks(STORY, [FINDING], {"g": broken}, TABLES))[0]


def test_rel03_a_quote_that_is_gone_stops_it() -> None:
    assert "gone" in stops(release_checks(STORY, [FINDING], {}, TABLES))[0]


def test_rel04_a_survey_item_that_is_gone_stops_it() -> None:
    assert "q: not in" in stops(release_checks(STORY, [FINDING], {"g": QUOTE}, {}))[0]


def test_rel05_names_in_a_source_are_a_notice() -> None:
    checks = release_checks(STORY, [FINDING], {"g": replace(QUOTE, names_removed=False)}, TABLES)
    (notice,) = [check for check in checks if check.outcome is Outcome.NOTICE]
    assert "Interview 3" in notice.detail
    assert stops(checks) == []


def test_rel06_a_headline_that_says_too_much_is_a_notice() -> None:
    low = replace(FINDING, confidence=Confidence.LOW)
    checks = release_checks(STORY, [low], {"g": QUOTE}, TABLES)
    assert ["may" in c.detail for c in checks if c.outcome is Outcome.NOTICE] == [True]
