"""The research data as a ZIP of files that other programs read: CSV, JSON and plain text."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
from sqlite_utils import Database

from interviews.identity import PEOPLE
from interviews.leaks import LeakError, find_leaks
from storage.accounts import names_of
from storage.audit import events_frame, record
from storage.database import now
from storage.instruments import list_versions
from storage.leaving import answers_without_names, frame_without_names
from storage.names_key import has_key, load_surfaces
from storage.responses import responses_frame
from storage.settings import study_name
from survey.export import render_csv
from survey.versions import render_history

# Answers go out as one table per questionnaire. Links let people answer, settings and stop words
# belong to this installation, and drafts are nobody's but the respondent's.
_NOT_AS_TABLES = {"response", "answer", "link", "setting", "event"}
_NOT_AS_TABLES |= {"coding_step", "coding_change", "coder_setting"}  # for undo, and how one works
_NOT_AS_TABLES |= {"memo"}  # exported by their own page, after the leak scan
_NOT_AS_TABLES |= {"resume_code", "withdrawal"}  # what respondents keep in words
_NAME_ORGANISATIONS = ("instruments/", "tables/organisation", "tables/consent", "record")
_ABOUT = """The research data of "{name}", written {at}.

responses/    one table per questionnaire: a row per submitted response, a column per item
instruments/  every version of every questionnaire, and what each version changed
texts/        the text of every source; positions in tables/segment.csv count its characters from 0
tables/       every other table as it is stored; codes, segments, themes, findings, evidence
record.csv    what was done, when, by which account
contents.json the sha256 of every file

By the classes of the Tri-Council Policy Statement (TCPS 2): {classes}

Names of accounts are in no file. Cells that a spreadsheet could take for a formula begin with an
apostrophe.
"""


def export_study(db: Database, vault: Database, target: Path, actor: str) -> int:
    """Write the ZIP; the number of files in it.

    Raises:
        FileExistsError: the target is there already.
        LeakError: a file holds a name that the vault knows; nothing is written then.
    """
    files = dict(_files(db, vault))
    _refuse_names(vault, files)
    target.touch(mode=0o600, exist_ok=False)
    record(db, actor, "exported the research data")
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
            hashes[name] = hashlib.sha256(body).hexdigest()
        archive.writestr("contents.json", json.dumps(hashes, indent=1))
    return len(hashes) + 1


def record_csv(db: Database, vault: Database, reader: str) -> bytes:
    """The whole record with the names of the accounts, as this lead may read it."""
    frame = events_frame(db, limit=-1, reader=reader)
    frame.insert(3, "name", frame["actor"].map(names_of(vault)).fillna(""))
    return render_csv(frame)


def _refuse_names(vault: Database, files: Mapping[str, bytes]) -> None:
    """The leak scan over all that is about to leave.

    Organisations stand by name in their own table, in consents and in questionnaires: there only
    people are looked for.
    """
    surfaces = load_surfaces(vault)
    people = [surface for surface in surfaces if surface.kind in PEOPLE]
    texts = {name: _searched(name, body.decode("utf-8-sig")) for name, body in files.items()}
    named = {name for name in texts if name.startswith(_NAME_ORGANISATIONS)}
    leaks = find_leaks({name: texts[name] for name in texts if name not in named}, surfaces)
    leaks += find_leaks({name: texts[name] for name in named}, people)
    if leaks:
        raise LeakError("The export", leaks)


def _searched(name: str, text: str) -> str:
    """What of a file is searched: of a table not the ids of organisations, which may be names."""
    if not name.startswith("tables/"):
        return text
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    return render_csv(frame.drop(columns="organisation", errors="ignore")).decode("utf-8-sig")


def _answers(db: Database, instrument: str) -> pd.DataFrame:
    clean = answers_without_names(db, instrument)
    return frame_without_names(responses_frame(db, instrument), clean)


def _classes(db: Database, vault: Database) -> str:
    """How identifying the texts are, by the classes of TCPS 2."""
    rows = db.execute("select identifiability, count(*) from source group by 1 order by 1")
    counts = [f"{n} {'text is' if n == 1 else 'texts are'} {name}" for name, n in rows]
    key = "" if has_key(vault) else " The key is gone: coded texts may be judged anonymised."
    return f"{'; '.join(counts) or 'No texts'}.{key}"


def _files(db: Database, vault: Database) -> Iterator[tuple[str, bytes]]:
    about = _ABOUT.format(name=study_name(db), at=now(), classes=_classes(db, vault))
    yield "README.txt", about.encode()
    for row in db.query("select name, version, body from instrument order by name, version"):
        yield f"instruments/{row['name']}-{row['version']}.json", row["body"].encode()
    for row in db.query("select distinct name from instrument order by name"):
        versions = list_versions(db, row["name"])
        if len(versions) > 1:
            yield f"instruments/{row['name']}-changes.txt", render_history(versions).encode()
        yield f"responses/{row['name']}.csv", render_csv(_answers(db, row["name"]))
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
