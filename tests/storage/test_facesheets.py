"""FSH01 a facesheet is written as one act, with new organisations and attributes; FSH02 what is
handed out comes back as it is, as CSV and as XLSX; FSH03 no cell is a formula; FSH04 who has
withdrawn everything is in no file; FSH05 a file that is no table says what to do; FSH06 a type of
an attribute changes with all values or not at all."""

from __future__ import annotations

import io

import openpyxl
import pytest
from sqlite_utils import Database

from interviews.attributes import AttributeKind, AttributeType
from interviews.consent import ConsentEvent, Withdrawal
from interviews.facesheet import Outcome, plan_facesheet
from interviews.model import Organisation, Participant
from storage.attributes import delete_attribute_type, list_attribute_types, save_attribute_type
from storage.audit import events_frame
from storage.consent import save_consent
from storage.facesheets import people_csv, people_xlsx, read_facesheet, save_facesheet
from storage.people import (
    list_organisations,
    list_participants,
    save_organisation,
    save_participant,
)
from survey.imports.errors import ImportFileError

SHEET = "Label;Organisation;Role;Years;Note\nP01;Harbour House;Nurse;9;=1+1\nP02;;'tired;2.5;\n"


def bring_in(db: Database, data: bytes, name: str = "people.csv") -> list[Outcome]:
    plan = plan_facesheet(
        read_facesheet(data, name),
        list_participants(db),
        list_organisations(db),
        list_attribute_types(db),
    )
    save_facesheet(db, plan, "a1")
    return [one.outcome for one in plan.rows]


def test_fsh01_written_as_one_act(db: Database) -> None:
    assert bring_in(db, SHEET.encode()) == [Outcome.NEW, Outcome.NEW]
    (house,) = list_organisations(db)
    assert list_participants(db) == [
        Participant("P01", house.id, "Nurse", {"Years": "9", "Note": "=1+1"}),
        Participant("P02", "", "'tired", {"Years": "2.5"}),
    ]
    assert list_attribute_types(db) == [
        AttributeType("Years", AttributeKind.NUMBER),
        AttributeType("Note"),
    ]
    last = events_frame(db, 1).iloc[0]
    assert (last["act"], last["detail"]) == ("brought in a facesheet", '{"participants": 2}')


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_fsh02_what_is_handed_out_comes_back(db: Database, ending: str) -> None:
    bring_in(db, SHEET.encode())
    body = people_csv(db) if ending == "csv" else people_xlsx(db)
    before = list_participants(db)
    assert bring_in(db, body, f"people.{ending}") == [Outcome.SAME, Outcome.SAME]
    assert list_participants(db) == before


def test_fsh03_no_cell_is_a_formula(db: Database) -> None:
    bring_in(db, SHEET.encode())
    assert b'"\'=1+1"' in people_csv(db)
    book = openpyxl.load_workbook(io.BytesIO(people_xlsx(db)))
    kinds = {cell.data_type for row in book["Participants"].iter_rows() for cell in row}
    assert "f" not in kinds
    assert book["Participants"]["E2"].value == "=1+1"
    assert book["Participants"]["E2"].quotePrefix


def test_fsh04_who_has_withdrawn_is_in_no_file(db: Database) -> None:
    bring_in(db, SHEET.encode())
    save_consent(db, ConsentEvent("P01", "2026-01-01", Withdrawal.EVERYTHING), "a1")
    db.execute("update participant set withdrawn_on = '2026-01-01' where id = 'P01'")
    assert b"P01" not in people_csv(db)
    assert bring_in(db, SHEET.encode())[0] is Outcome.REFUSED


@pytest.mark.parametrize(("data", "name"), [(b"", "a.csv"), (b"PK\x03\x04nothing", "a.xlsx")])
def test_fsh05_no_table(data: bytes, name: str) -> None:
    with pytest.raises(ImportFileError):
        read_facesheet(data, name)


def test_fsh06_a_type_changes_with_all_values(db: Database) -> None:
    save_organisation(db, Organisation("", "Harbour House"), "a1")
    save_participant(db, Participant("P01", attributes={"Since": "2020", "Rural": "TRUE"}), "a1")
    with pytest.raises(ValueError, match="P01: Since: '2020' is not a date"):
        save_attribute_type(db, AttributeType("Since", AttributeKind.DATE), "a1", "Since")
    save_attribute_type(db, AttributeType("Country", AttributeKind.YES_NO), "a1", "Rural")
    assert list_participants(db)[0].attributes == {"Country": "yes", "Since": "2020"}
    with pytest.raises(ValueError, match="already"):
        save_attribute_type(db, AttributeType("since"), "a1", "Country")
    delete_attribute_type(db, "Since", "a1")
    assert list_participants(db)[0].attributes == {"Country": "yes"}
    assert [one.name for one in list_attribute_types(db)] == ["Country"]
