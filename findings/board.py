"""What a card of the findings board says about the evidence of a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from findings.model import EvidenceRole, Finding, Quote

_WORDS = {
    EvidenceRole.SUPPORTS: "for",
    EvidenceRole.CONTRADICTS: "against",
    EvidenceRole.NUANCES: "nuance",
}


def evidence_counts(finding: Finding) -> str:
    """4 for, 1 against; "no evidence yet" if there is none."""
    counts = Counter(piece.role for piece in finding.evidence)
    said = [f"{counts[role]} {word}" for role, word in _WORDS.items() if counts[role]]
    return ", ".join(said) or "no evidence yet"


def rests_on_one(finding: Finding, quotes: Mapping[str, Quote]) -> bool:
    """True if two quotes or more support it, all of them from one organisation.

    What interviewers say is nobody's voice.
    """
    voices = [
        quotes[piece.segment].organisation
        for piece in finding.evidence
        if piece.role is EvidenceRole.SUPPORTS
        and piece.segment in quotes
        and not quotes[piece.segment].asks
    ]
    no_survey = not any(piece.item for piece in finding.evidence)
    return len(voices) > 1 and no_survey and len(set(voices)) == 1 and bool(voices[0])
