"""What a lead sets for all pages of respondents: the support lines, and where leaving goes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from storage.audit import record
from storage.database import writing
from storage.settings import load_setting, save_setting
from survey.leaving import Away, parse_away, render_away
from survey.support import SupportLine, parse_support_lines, render_support_lines


def load_support_lines(db: Database) -> tuple[SupportLine, ...]:
    """The lines as every page offers them."""
    return parse_support_lines(load_setting(db, "support_lines"))


def save_support_lines(db: Database, lines: Sequence[SupportLine], actor: str) -> None:
    """Offer these lines from now on; ValueError if there is none."""
    if not lines:
        raise ValueError(
            "There is no support line left. Keep at least one, so that no page is without help."
        )
    with writing(db):
        save_setting(db, "support_lines", render_support_lines(lines))
        record(db, actor, "changed the support lines", "study", {"lines": len(lines)})


def load_away(db: Database) -> Away:
    """Where "Leave now" goes, by language."""
    return parse_away(load_setting(db, "leave_to"))


def save_away(db: Database, away: Away, actor: str) -> None:
    """Leave to these addresses from now on."""
    with writing(db):
        save_setting(db, "leave_to", render_away(away))
        record(db, actor, "changed where leaving goes", "study")
