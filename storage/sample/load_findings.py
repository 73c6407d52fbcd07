"""What the sample study says: its themes, and findings that have come further or less far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from findings.model import Confidence, Evidence, EvidenceRole, Finding, FindingState, Theme
from storage.findings import save_finding, set_finding_state
from storage.sample.content import read
from storage.sample.load_coding import Marked, Team, segment_of
from storage.themes import save_theme


def load_themes(
    db: Database, codes: Mapping[str, str], marked: Marked, actor: str
) -> dict[str, str]:
    """Save every theme; Theme.id by name."""
    ids = {}
    for row in read("findings.toml")["theme"]:
        theme = Theme(
            "",
            row["name"],
            row["meaning"],
            codes=tuple(codes[name] for name in row["codes"]),
            quotes=tuple(segment_of(marked, quote) for quote in row["quotes"]),
        )
        ids[theme.name] = save_theme(db, theme, actor).id
    return ids


def load_findings(
    db: Database, themes: Mapping[str, str], marked: Marked, team: Team, instrument: str
) -> tuple[str, ...]:
    """Write every finding and move it as far as it has come; Finding.id of the accepted ones."""
    accepted = []
    for row in read("findings.toml")["finding"]:
        author = team[row["author"]]
        second = next(person for person in team.values() if person != author)
        finding = Finding(
            "",
            row["headline"],
            row["statement"],
            author,
            theme=themes[row["theme"]],
            evidence=_evidence(row, marked, instrument),
            confidence=Confidence(row["confidence"]) if "confidence" in row else None,
            confidence_reason=row.get("confidence_reason", ""),
        )
        saved = save_finding(db, finding, author)
        state = FindingState(row["state"])
        if state is not FindingState.DRAFT:
            set_finding_state(db, saved.id, FindingState.IN_REVIEW, author)
        if state is FindingState.ACCEPTED:
            set_finding_state(db, saved.id, FindingState.ACCEPTED, second)
            accepted.append(saved.id)
    return tuple(accepted)


def _evidence(row: Mapping[str, Any], marked: Marked, instrument: str) -> tuple[Evidence, ...]:
    quotes = [
        Evidence("", role, segment=segment_of(marked, quote))
        for role in EvidenceRole
        for quote in row.get(role, ())
    ]
    tables = [
        Evidence("", EvidenceRole(role), instrument=instrument, item=item)
        for role, items in row.get("tables", {}).items()
        for item in items
    ]
    return (*quotes, *tables)
