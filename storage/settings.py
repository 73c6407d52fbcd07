"""What is set once for the whole study: its name, whether it is the sample, and what
stands around the pages of respondents."""

from __future__ import annotations

import json

from sqlite_utils import Database

from storage.audit import record
from storage.database import writing

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


def is_reflexive(db: Database) -> bool:
    """True if this study shows no statistics of how far its coders agree."""
    return load_setting(db, "reflexive") == "yes"


def set_reflexive(db: Database, actor: str, *, reflexive: bool) -> None:
    """Say whether statistics of coders are shown; recorded if that changes anything."""
    if is_reflexive(db) == reflexive:
        return
    with writing(db):
        save_setting(db, "reflexive", "yes" if reflexive else "")
        act = "turned statistics of coders off" if reflexive else "turned statistics of coders on"
        record(db, actor, act)


def counts_interviewers(db: Database) -> bool:
    """True if words and passages of interviewers count like everybody's; they do not at first."""
    return load_setting(db, "count_interviewers") == "yes"


def set_count_interviewers(db: Database, actor: str, *, count: bool) -> None:
    """Count interviewers in or leave them out; recorded if that changes anything."""
    if counts_interviewers(db) == count:
        return
    with writing(db):
        save_setting(db, "count_interviewers", "yes" if count else "")
        record(db, actor, f"interviewers are {'in' if count else 'left out of'} the counts")


def load_settings(db: Database, *names: str) -> dict[str, str]:
    """Several settings in one question; one that was never set is ""."""
    rows = db.execute(
        "select name, value from setting where name in (select value from json_each(?))",
        [json.dumps(names)],
    )
    return {**dict.fromkeys(names, ""), **{name: str(value) for name, value in rows}}
