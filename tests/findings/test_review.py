"""REV01 a finding moves draft → in review → accepted, and back, by the listed steps only; REV02 the
author cannot accept, in the model neither; REV03 without statement, support, level and reason it
cannot be sent to review; REV04 a change to what was accepted brings it back to review; REV05 a
change keeps author and state, whatever the changed finding says; REV06 who changed it last cannot
accept it, and the author then can."""

from __future__ import annotations

from dataclasses import replace

import pytest

from findings.errors import FindingError
from findings.model import Confidence, Evidence, EvidenceRole, Finding, FindingState
from findings.review import STEPS, missing_for_review, moved, revised

READY = Finding(
    id="f",
    headline="Referrals stall",
    statement="Most of them do.",
    author="ann",
    evidence=(Evidence("e", segment="s"),),
    confidence=Confidence.LOW,
    confidence_reason="Few voices.",
)


@pytest.mark.parametrize("start", FindingState)
@pytest.mark.parametrize("goal", FindingState)
def test_rev01_only_listed_steps_are_possible(start: FindingState, goal: FindingState) -> None:
    finding = replace(READY, state=start)
    if goal in STEPS[start]:
        assert moved(finding, goal, "bob").state is goal
    else:
        with pytest.raises(FindingError, match="Possible: "):
            moved(finding, goal, "bob")


def test_rev02_only_a_second_person_accepts() -> None:
    waiting = moved(READY, FindingState.IN_REVIEW, "ann")
    with pytest.raises(FindingError, match="second person"):
        moved(waiting, FindingState.ACCEPTED, "ann")
    assert moved(waiting, FindingState.ACCEPTED, "bob").accepted_by == "bob"
    with pytest.raises(ValueError, match="same person"):
        replace(waiting, accepted_by="ann")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"statement": " "}, "no statement"),
        ({"evidence": ()}, "Nothing supports it"),
        (
            {"evidence": (Evidence("e", EvidenceRole.CONTRADICTS, segment="s"),)},
            "Nothing supports it",
        ),
        ({"confidence": None}, "how sure"),
        ({"confidence_reason": ""}, "how sure"),
    ],
)
def test_rev03_what_is_missing_is_named(change: dict[str, object], told: str) -> None:
    unready = replace(READY, **change)  # type: ignore[arg-type]
    assert told in " ".join(missing_for_review(unready))
    with pytest.raises(FindingError, match=told):
        moved(unready, FindingState.IN_REVIEW, "ann")


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Referrals may stall"},
        {"statement": "Some do."},
        {"evidence": ()},
        {"evidence": (Evidence("e", EvidenceRole.NUANCES, segment="s"),)},
        {"confidence": Confidence.HIGH},
        {"confidence_reason": "Many voices."},
        {"theme": "t"},
    ],
)
def test_rev04_a_change_of_an_accepted_finding_needs_a_second_look(
    change: dict[str, object],
) -> None:
    accepted = moved(moved(READY, FindingState.IN_REVIEW, "ann"), FindingState.ACCEPTED, "bob")
    again = revised(accepted, replace(accepted, **change), "ann")  # type: ignore[arg-type]
    assert (again.state, again.accepted_by) == (FindingState.IN_REVIEW, "")
    assert revised(accepted, accepted, "ann") == accepted


def test_rev05_a_change_cannot_move_a_finding_or_take_it_over() -> None:
    stolen = replace(READY, author="bob", state=FindingState.ACCEPTED, accepted_by="cat")
    assert revised(READY, stolen, "bob") == READY


def test_rev06_who_changed_it_last_cannot_accept_it() -> None:
    review = moved(READY, FindingState.IN_REVIEW, "ann")
    rewritten = revised(review, replace(review, statement="They call a friend."), "bob")
    assert rewritten.last_writer == "bob"
    with pytest.raises(FindingError, match="second person"):
        moved(rewritten, FindingState.ACCEPTED, "bob")
    assert moved(rewritten, FindingState.ACCEPTED, "ann").accepted_by == "ann"
