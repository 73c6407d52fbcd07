"""The research data as a ZIP of files that other programs read: CSV, JSON and plain text."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from sqlite_utils import Database

from storage.accounts import names_of
from storage.audit import events_frame, record
from storage.database import now
from storage.instruments import list_versions
from storage.responses import responses_frame
from storage.settings import study_name
from survey.export import render_csv
from survey.versions import render_history

# Answers go out as one table per questionnaire. Links let people answer, settings and stop words
# belong to this installation, and drafts are nobody's but the respondent's.
_NOT_AS_TABLES = {"response", "answer", "link", "setting", "event"}
_NOT_AS_TABLES |= {"coding_step", "coding_change", "coder_setting"}  # for undo, and how one works
_NOT_AS_TABLES |= {"resume_code", "withdrawal"}  # what respondents keep in words
_ABOUT = """The research data of "{name}", written {at}.

responses/    one table per questionnaire: a row per submitted response, a column per item
instruments/  every version of every questionnaire, and what each version changed
texts/        the text of every source; positions in tables/segment.csv count its characters from 0
tables/       every other table as it is stored; codes, segments, themes, findings, evidence
record.csv    what was done, when, by which account
contents.json the sha256 of every file

Names of accounts are in no file. Cells that a spreadsheet could take for a formula begin with an
apostrophe.
"""


def export_study(db: Database, target: Path, actor: str) -> int:
    """Write the ZIP; the number of files in it.

    Raises:
        FileExistsError: the target is there already.
    """
    record(db, actor, "exported the research data")
    hashes: dict[str, str] = {}
    target.touch(mode=0o600, exist_ok=False)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in _files(db):
            archive.writestr(name, body)
            hashes[name] = hashlib.sha256(body).hexdigest()
        archive.writestr("contents.json", json.dumps(hashes, indent=1))
    return len(hashes) + 1


def record_csv(db: Database, vault: Database, reader: str) -> bytes:
    """The whole record with the names of the accounts, as this lead may read it."""
    frame = events_frame(db, limit=-1, reader=reader)
    frame.insert(3, "name", frame["actor"].map(names_of(vault)).fillna(""))
    return render_csv(frame)


def _files(db: Database) -> Iterator[tuple[str, bytes]]:
    yield "README.txt", _ABOUT.format(name=study_name(db), at=now()).encode()
    for row in db.query("select name, version, body from instrument order by name, version"):
        yield f"instruments/{row['name']}-{row['version']}.json", row["body"].encode()
    for row in db.query("select distinct name from instrument order by name"):
        versions = list_versions(db, row["name"])
        if len(versions) > 1:
            yield f"instruments/{row['name']}-changes.txt", render_history(versions).encode()
        yield f"responses/{row['name']}.csv", render_csv(responses_frame(db, row["name"]))
    for row in db.query("select id, text from source order by id"):
        yield f"texts/{row['id']}.txt", row["text"].encode()
    for table in sorted(set(db.table_names()) - _NOT_AS_TABLES - {"instrument"}):
        if not table.startswith(("_", "sqlite_")):
            yield f"tables/{table}.csv", render_csv(_table(db, table))
    yield "record.csv", render_csv(events_frame(db, limit=-1))


def _table(db: Database, name: str) -> pd.DataFrame:
    table = db.table(name)
    long = {"text", "html"}  # texts stand in files of their own; a release is in the story's folder
    columns = [column.name for column in table.columns if column.name not in long]
    return pd.DataFrame(table.rows, columns=columns, dtype=object)
