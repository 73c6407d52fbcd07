"""How each coder likes to work, kept for every browser in which they sign in."""

from __future__ import annotations

import json

from sqlite_utils import Database

from coding.desk import Desk, read_desk

_DESK = "desk"


def load_desk(db: Database, coder: str) -> Desk:
    """The settings of a coder; as at first if nothing was changed yet."""
    row = db.execute(
        "select value from coder_setting where coder = ? and name = ?", [coder, _DESK]
    ).fetchone()
    return read_desk(json.loads(row[0])) if row else Desk()


def save_desk(db: Database, coder: str, desk: Desk) -> None:
    """Replace the settings of a coder. They are no research data, so the record stays silent."""
    db.execute(
        "insert or replace into coder_setting (coder, name, value) values (?, ?, ?)",
        [coder, _DESK, json.dumps(desk.listing())],
    )
