"""Findings with their evidence, and how they move from draft to accepted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from sqlite_utils import Database

from findings.errors import FindingError
from findings.model import Confidence, Evidence, EvidenceRole, Finding, FindingState
from findings.review import moved, revised
from storage.audit import record
from storage.database import now, writing
from storage.quoting import refuse_unquotable


def save_finding(db: Database, finding: Finding, actor: str) -> Finding:
    """Add a finding or replace its words and evidence; ids are made where there are none.

    The state is not taken from the argument: a new finding is a draft, and a change to an accepted
    one brings it back to review. `set_finding_state` moves it.

    Raises:
        NotQuotableError: consent does not cover a quote that it did not have before.
    """
    with writing(db):
        before = load_finding(db, finding.id) if finding.id else None
        if before is None:
            draft = replace(finding, state=FindingState.DRAFT, changed_by="", accepted_by="")
            kept = replace(draft, id=finding.id or uuid4().hex)
        else:
            kept = revised(before, finding, actor)
        refuse_unquotable(db, _quoted(kept) - (_quoted(before) if before else set()))
        pieces = tuple(replace(piece, id=piece.id or uuid4().hex) for piece in kept.evidence)
        kept = replace(kept, evidence=pieces, changed_at=now())
        _write(db, kept)
        act = "changed a finding" if before else "wrote a finding"
        record(db, actor, act, kept.id, {"state": kept.state, "evidence": [p.id for p in pieces]})
    return kept


def change_finding(
    db: Database, finding: str, change: Callable[[Finding], Finding], actor: str
) -> Finding:
    """Apply a change to the finding as it is now, so that nobody's other change is lost.

    Raises:
        FindingError: the finding is not there any more.
    """
    with writing(db):
        before = load_finding(db, finding)
        if before is None:
            raise FindingError("This finding is not there any more. Reload the page.")
        return save_finding(db, change(before), actor)


def set_finding_state(db: Database, finding: str, state: FindingState, actor: str) -> Finding:
    """Move a finding; FindingError if the step is not allowed or a second person is needed."""
    with writing(db):
        before = load_finding(db, finding)
        if before is None:
            raise FindingError("This finding is not there any more. Reload the page.")
        kept = replace(moved(before, state, actor), changed_at=now())
        _write(db, kept)
        record(db, actor, f"moved a finding to {state}", finding, {"from": before.state})
    return kept


def load_finding(db: Database, finding: str) -> Finding | None:
    """The finding with its evidence."""
    return next((one for one in list_findings(db) if one.id == finding), None)


def list_findings(db: Database) -> list[Finding]:
    """Every finding, the longest unchanged last."""
    pieces: dict[str, list[Evidence]] = {}
    for row in db.query(
        "select finding, id, role, segment, instrument, item, wave from evidence order by position"
    ):
        pieces.setdefault(row.pop("finding"), []).append(
            Evidence(**{**row, "role": EvidenceRole(row["role"]), "segment": row["segment"] or ""})
        )
    rows = db.query(
        "select id, headline, statement, author, state, theme, confidence, confidence_reason,"
        " changed_by, accepted_by, changed_at, review_reason from finding"
        " order by changed_at desc, id"
    )
    return [_finding(row, tuple(pieces.get(row["id"], ()))) for row in rows]


def _quoted(finding: Finding) -> set[str]:
    return {piece.segment for piece in finding.evidence if piece.segment}


def _finding(row: dict[str, Any], evidence: tuple[Evidence, ...]) -> Finding:
    level = Confidence(row["confidence"]) if row["confidence"] else None
    return Finding(
        **{
            **row,
            "state": FindingState(row["state"]),
            "theme": row["theme"] or "",
            "confidence": level,
        },
        evidence=evidence,
    )


def _write(db: Database, finding: Finding) -> None:
    db.execute(
        "insert into finding (id, headline, statement, state, author, changed_by, accepted_by,"
        " theme, confidence, confidence_reason, changed_at, review_reason)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " on conflict (id) do update set headline = excluded.headline,"
        " statement = excluded.statement, state = excluded.state,"
        " changed_by = excluded.changed_by, accepted_by = excluded.accepted_by,"
        " theme = excluded.theme,"
        " confidence = excluded.confidence, confidence_reason = excluded.confidence_reason,"
        " changed_at = excluded.changed_at, review_reason = excluded.review_reason",
        [
            *(finding.id, finding.headline, finding.statement, finding.state, finding.author),
            *(finding.changed_by, finding.accepted_by, finding.theme or None),
            finding.confidence or "",
            *(finding.confidence_reason, finding.changed_at, finding.review_reason),
        ],
    )
    db.execute("delete from evidence where finding = ?", [finding.id])
    for position, piece in enumerate(finding.evidence):
        db.execute(
            "insert into evidence (id, finding, position, role, segment, instrument, item, wave)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(piece.id, finding.id, position, piece.role, piece.segment or None),
                *piece.table,
            ],
        )
