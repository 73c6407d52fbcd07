"""The history of the codebook as it is stored: read, never written by itself."""

from __future__ import annotations

import json

from sqlite_utils import Database

from coding.revisions import Revision


def list_revisions(db: Database, code: str = "") -> list[Revision]:
    """Every change of all codes, or those in acts on one code, oldest first."""
    rows = db.query(
        "select * from code_revision where :code in ('', code, subject) order by n, k",
        {"code": code},
    )
    names = ("n", "code", "by", "at", "act", "subject", "why")
    return [
        Revision(
            **{name: row[name] for name in names},
            before=json.loads(row["before"]),
            after=json.loads(row["after"]),
        )
        for row in rows
    ]


def names_of_codes(db: Database) -> dict[str, str]:
    """How every code is called, also those that were removed or merged."""
    return dict(db.execute("select id, name from code").fetchall())


def coded_by_month(db: Database, viewer: str) -> dict[str, int]:
    """How many passages were coded in each month ("2026-03"), those that this viewer may see."""
    rows = db.execute(
        "select substr(created_at, 1, 7), count(*) from live_segment where coder = ?"
        " or source not in (select source from blind_source) group by 1",
        [viewer],
    )
    return {str(month): int(n) for month, n in rows}
