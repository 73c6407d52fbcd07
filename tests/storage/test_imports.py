"""IMP01 an import writes its responses once, marked as imported, and one event; IMP02 the same file
twice is refused, also at the last moment; IMP03 what is in the study already is not written again;
IMP04 an import is undone as one act, and the file can come again; IMP05 what was coded keeps an
import from being undone; IMP06 imported answers read back as those that were submitted here."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from sqlite_utils import Database

from coding.model import Code, Segment
from storage import intake
from storage.audit import chain_problems, events_frame
from storage.codebook import save_code
from storage.database import open_database, open_vault
from storage.imports import (
    ImportRefusedError,
    ImportRow,
    earlier_import,
    known_responses,
    list_imports,
    save_import,
    undo_import,
)
from storage.instruments import load_instrument
from storage.open_answers import save_open_answers
from storage.responses import count_responses, responses_frame
from storage.segments import save_segment
from storage.sources import sources_frame
from survey.export import render_csv
from survey.model import NOT_ASKED
from tests.storage.texts import keep_all_names
from tests.survey.imports.tables import csv_of, plan_of
from tests.survey.publishing import publish
from tests.survey.questionnaires import EN, WORKING_TOGETHER

NAME = WORKING_TOGETHER.name
FILE = csv_of(
    ["_uuid", "_submission_time", "role", "refers", "slowed"],
    ["u1", "2026-02-01T10:00:00", "None", "yes", ""],
    ["u2", "2026-02-02T10:00:00", "=1+1", "no", ""],
    ["u3", "2026-02-02T10:00:00", "", "perhaps", ""],
)


def bring(db: Database, data: bytes = FILE) -> ImportRow:
    instrument = load_instrument(db, NAME)
    plan = plan_of(data, instrument)
    return save_import(db, instrument, plan, hashlib.sha256(data).hexdigest(), "a-researcher")


@pytest.fixture
def link(data_folder: Path) -> str:
    """A published questionnaire with one response of its own."""
    link = publish(WORKING_TOGETHER)
    instrument = intake.open_link(link)
    assert instrument is not None
    intake.submit(intake.start_draft(instrument, EN).id, {"refers": "yes", "role": "nurse"})
    return link


def test_imp01_responses_are_written_and_marked(link: str) -> None:
    with open_database() as db:
        made = bring(db)
        frame = responses_frame(db, NAME).set_index("origin")
        event = events_frame(db).iloc[0]
        assert chain_problems(db) == []
    assert (made.n_imported, made.n_rejected) == (2, 1)
    assert sorted(frame.loc["import"]["role"]) == ["=1+1", "None"]
    assert sorted(frame.loc["import"]["submitted_at"]) == ["2026-02-01", "2026-02-02"]
    assert (event["act"], event["subject"]) == ("imported answers", made.id)
    assert "None" not in event["detail"], "no answer stands in the record"


def test_imp02_the_same_file_twice_is_refused(link: str) -> None:
    with open_database() as db:
        made = bring(db)
        assert earlier_import(db, NAME, hashlib.sha256(FILE).hexdigest()) == made
        with pytest.raises(ImportRefusedError, match="Undo that import first"):
            bring(db)
        assert count_responses(db, NAME) == 3
        assert list_imports(db) == [made]


def test_imp03_what_is_there_is_not_written_again(link: str) -> None:
    with open_database() as db:
        bring(db)
        more = FILE.replace(b"perhaps", b"no")
        again = bring(db, more)
        assert (again.n_imported, again.n_rejected) == (1, 2)
        with pytest.raises(ImportRefusedError, match="No row"):
            bring(db, more + b"\r\n")
        assert count_responses(db, NAME) == 4


def test_imp03_an_export_of_this_study_brings_nothing_twice(link: str) -> None:
    with open_database() as db:
        data = render_csv(responses_frame(db, NAME))
        with pytest.raises(ImportRefusedError, match="No row"):
            bring(db, data)


def test_imp04_an_import_is_undone_as_one_act(link: str) -> None:
    with open_database() as db, open_vault() as vault:
        made = bring(db)
        assert known_responses(db, responses_frame(db, NAME)["response"]) != set()
        save_open_answers(db, vault, NAME, "a")
        assert undo_import(db, made.id, "a-lead") == 2
        assert list(responses_frame(db, NAME)["origin"]) == ["web"]
        assert len(sources_frame(db)) == 1
        assert vault.execute("select count(*) from unredacted").fetchone() == (1,)
        assert undo_import(db, made.id, "a-lead") == 0
        assert list_imports(db)[0].undone_at
        assert bring(db).n_imported == 2
        acts = list(events_frame(db)["act"])
    assert acts.count("undid an import of answers") == 1


def test_imp04_an_import_that_is_not_there(link: str) -> None:
    with open_database() as db, pytest.raises(LookupError):
        undo_import(db, "nothing", "a")


def test_imp05_what_was_coded_keeps_the_import(link: str) -> None:
    with open_database() as db, open_vault() as vault:
        made = bring(db)
        save_open_answers(db, vault, NAME, "a")
        for source in sources_frame(db)["id"]:
            keep_all_names(db, vault, source)
        save_code(db, Code("c", "A code"), "a")
        table = sources_frame(db)
        (written,) = db.execute("select id from source where text = 'None'").fetchone()
        assert len(table) == 3
        save_segment(db, Segment(written, 0, 4, "c", "a", "s1"))
        with pytest.raises(ImportRefusedError, match="Remove the codes"):
            undo_import(db, made.id, "a-lead")
        assert count_responses(db, NAME) == 3
        assert len(sources_frame(db)) == 3, "all of it, or nothing"


def test_imp06_answers_read_back(link: str, tmp_path: Path) -> None:
    with open_database() as db:
        bring(db)
        before = responses_frame(db, NAME)
        data = render_csv(before)
        for made in list_imports(db):
            undo_import(db, made.id, "a")
        db.execute("delete from response")
        made = bring(db, data)
        after = responses_frame(db, NAME)
    assert made.n_rejected == 0
    kept = [name for name in before if name not in ("origin", "submitted_at")]
    order = ["response"]
    was = before[kept].sort_values(order).reset_index(drop=True)
    now = after[kept].sort_values(order).reset_index(drop=True)
    assert was.astype(object).equals(now.astype(object))
    assert NOT_ASKED in set(after["hours"])
