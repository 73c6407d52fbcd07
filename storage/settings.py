"""What is set once for the whole study: its name, whether it is the sample, and what
stands around the pages of respondents."""

from __future__ import annotations

import json

from sqlite_utils import Database

UNTITLED = "Untitled study"


def load_setting(db: Database, name: str, default: str = "") -> str:
    """The value of a setting, or the default."""
    row = db.execute("select value from setting where name = ?", [name]).fetchone()
    return str(row[0]) if row else default


def save_setting(db: Database, name: str, value: str) -> None:
    """Set or replace a setting."""
    db.execute("insert or replace into setting (name, value) values (?, ?)", [name, value])


def study_name(db: Database) -> str:
    """The name of the study as every page header and the story give it."""
    return load_setting(db, "study_name", UNTITLED)


def is_sample(db: Database) -> bool:
    """True if the study in this folder is the fictional sample."""
    return load_setting(db, "sample") == "yes"


def load_settings(db: Database, *names: str) -> dict[str, str]:
    """Several settings in one question; one that was never set is ""."""
    rows = db.execute(
        "select name, value from setting where name in (select value from json_each(?))",
        [json.dumps(names)],
    )
    return {**dict.fromkeys(names, ""), **{name: str(value) for name, value in rows}}
