"""EXS01 the export of a study holds one table for all versions, and says what each changed; EXS02
answers from paper are marked; EXS03 an export that would hold a name of the vault is not
written, and says where it stands; EXS04 answers whose names are out leave as coders see them;
EXS05 it says how identifying its texts are."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from interviews.deciding import Decision, Verdict
from interviews.identity import Entity, Kind
from interviews.leaks import LeakError
from storage import intake
from storage.database import open_database, open_vault
from storage.export import export_study
from storage.names_key import save_roster
from storage.names_out import confirm, decide, sign_off
from storage.open_answers import save_open_answers
from storage.paper import start_sheet, submit_sheet
from storage.sources import sources_frame
from survey.model import Instrument
from tests.survey.publishing import LEAD, publish
from tests.survey.questionnaires import EN, WORKING_TOGETHER

WITHOUT = tuple(item for item in WORKING_TOGETHER.items if item.name != "change")


def exported(folder: Path) -> dict[str, bytes]:
    """The files of the export by name."""
    with open_database() as db, open_vault() as vault:
        export_study(db, vault, folder / "study.zip", LEAD)
    with zipfile.ZipFile(folder / "study.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(link: str) -> Instrument:
    found = intake.open_link(link)
    assert found is not None
    return found


def test_exs01_versions_are_one_table_with_their_changes(data_folder: Path, tmp_path: Path) -> None:
    first = opened(publish(WORKING_TOGETHER))
    intake.submit(intake.start_draft(first, EN).id, {"change": "One number to call"})
    second = opened(publish(replace(WORKING_TOGETHER, items=WITHOUT)))
    intake.submit(intake.start_draft(second, EN).id, {"refers": "no"})
    files = exported(tmp_path)
    told = files["instruments/working_together-changes.txt"].decode()
    assert told.startswith("Version 2, against version 1\n- “What one change would help most?”")
    table = files["responses/working_together.csv"].decode("utf-8-sig")
    rows = {row["version"]: row for row in csv.DictReader(io.StringIO(table))}
    assert rows["1"]["change"] == "One number to call"
    assert rows["2"]["change"] == "__not_asked__"


def test_exs01_one_version_has_nothing_to_tell(data_folder: Path, tmp_path: Path) -> None:
    publish(WORKING_TOGETHER)
    assert "instruments/working_together-changes.txt" not in exported(tmp_path)


def test_exs02_answers_from_paper_are_marked(data_folder: Path, tmp_path: Path) -> None:
    instrument = opened(publish(WORKING_TOGETHER))
    with open_database() as db:
        start_sheet(db, instrument, EN, LEAD, "p1")
        submit_sheet(db, "p1", LEAD)
    table = exported(tmp_path)["responses/working_together.csv"].decode("utf-8-sig")
    assert [row["origin"] for row in csv.DictReader(io.StringIO(table))] == ["paper"]


def answered(words: str) -> None:
    instrument = opened(publish(WORKING_TOGETHER))
    intake.submit(intake.start_draft(instrument, EN).id, {"change": words})


def test_exs03_a_name_stops_the_export(data_folder: Path, tmp_path: Path) -> None:
    answered("Ask Wanda Crowchild at the door.")
    with open_vault() as vault:
        save_roster(vault, [Entity("", Kind.PERSON, ("Wanda Crowchild",))])
    with pytest.raises(LeakError, match="“Wanda Crowchild”") as refused:
        exported(tmp_path)
    assert {leak.where for leak in refused.value.leaks} == {"responses/working_together.csv"}
    assert not (tmp_path / "study.zip").exists()


def test_exs04_exs05_without_names_it_leaves(data_folder: Path, tmp_path: Path) -> None:
    answered("Ask Wanda Crowchild at the door.")
    with open_database() as db, open_vault() as vault:
        save_roster(vault, [Entity("", Kind.PERSON, ("Wanda Crowchild",))])
        save_open_answers(db, vault, WORKING_TOGETHER.name, LEAD)
        (source,) = sources_frame(db)["id"]
        name = Decision("Wanda Crowchild", Verdict.REPLACE, Kind.PERSON, source=source)
        decide(db, vault, source, name, LEAD)
        sign_off(db, vault, source, LEAD)
        confirm(db, vault, source, "second")
    files = exported(tmp_path)
    assert b"Ask [Person A] at the door." in files["responses/working_together.csv"]
    assert b"1 text is coded." in files["README.txt"]
    assert b'"confirmed","coded"' in files["tables/source.csv"]
    assert not [name for name, body in files.items() if b"Crowchild" in body]
