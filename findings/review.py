"""How a finding moves: draft, in review, accepted by a second person, or set aside."""

from __future__ import annotations

from dataclasses import replace

from findings.errors import FindingError
from findings.model import EvidenceRole, Finding, FindingState

STEPS: dict[FindingState, tuple[FindingState, ...]] = {
    FindingState.DRAFT: (FindingState.IN_REVIEW, FindingState.SET_ASIDE),
    FindingState.IN_REVIEW: (FindingState.ACCEPTED, FindingState.DRAFT, FindingState.SET_ASIDE),
    FindingState.ACCEPTED: (FindingState.IN_REVIEW, FindingState.SET_ASIDE),
    FindingState.SET_ASIDE: (FindingState.DRAFT,),
}


def missing_for_review(finding: Finding) -> list[str]:
    """What a second person would miss, each with what to do; empty if it can be sent to review."""
    found: list[str] = []
    if not finding.statement.strip():
        found.append("It has no statement. Say in a few sentences what was found.")
    if not any(piece.role is EvidenceRole.SUPPORTS for piece in finding.evidence):
        found.append("Nothing supports it yet. Add a quote or a survey table.")
    if finding.confidence is None or not finding.confidence_reason.strip():
        found.append("Nobody has said how sure we are. Choose a level and give the reason.")
    return found


def moved(finding: Finding, state: FindingState, actor: str) -> Finding:
    """The finding in another state.

    Args:
        actor: Account.id of the person who moves it; only a second person may accept.

    Raises:
        FindingError: the step does not exist, something is missing, or whoever last wrote it
            would accept.
    """
    if state not in STEPS[finding.state]:
        raise FindingError(
            f"Finding '{finding.headline}' is {finding.state}; from there it cannot become "
            f"{state}. Possible: {', '.join(STEPS[finding.state])}."
        )
    if state in (FindingState.IN_REVIEW, FindingState.ACCEPTED):
        missing = missing_for_review(finding)
        if missing:
            raise FindingError(f"Finding '{finding.headline}': {' '.join(missing)}")
    if state is FindingState.ACCEPTED and actor == finding.last_writer:
        raise FindingError(
            f"Finding '{finding.headline}' was last written by you. "
            "Ask a second person to read and accept it."
        )
    accepted = state is FindingState.ACCEPTED
    return replace(
        finding,
        state=state,
        accepted_by=actor if accepted else "",
        review_reason="" if accepted else finding.review_reason,
    )


def revised(before: Finding, after: Finding, actor: str) -> Finding:
    """`after` with the state that follows from what was changed.

    Author and state stay as they were. Who changes the words, the evidence or the confidence is its
    last writer, whom somebody else has to read; an accepted finding comes back to review.
    """
    kept = replace(
        after,
        author=before.author,
        state=before.state,
        changed_by=before.changed_by,
        accepted_by=before.accepted_by,
        review_reason=before.review_reason,
    )
    if content(kept) == content(before):
        return kept
    again = before.state is FindingState.ACCEPTED
    state = FindingState.IN_REVIEW if again else before.state
    return replace(kept, changed_by=actor, state=state, accepted_by="")


def content(finding: Finding) -> tuple[object, ...]:
    """What a second person reads and accepts: everything but the state and its traces."""
    return (
        finding.headline,
        finding.statement,
        finding.theme,
        tuple((e.role, e.segment, *e.table) for e in finding.evidence),
        finding.confidence,
        finding.confidence_reason,
    )
