"""XRT01 every export is for those who may, and is recorded; XRT02 a file comes back in the language
that was asked for; XRT03 what is not there says so; XRT04 versions stand joined in one file;
XRT05 files for people say what each version changed; XRT06 a name
that the vault knows stops a file of answers, which leaves once the name is out, also if it was
written in a repeat."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyreadstat
import pytest

from access.model import Account, Role
from interviews.deciding import Decision, Verdict
from interviews.identity import Entity, Kind
from storage import intake
from storage.audit import events_frame
from storage.database import open_database, open_vault
from storage.leaving import answers_without_names, rows_without_names
from storage.names_key import save_roster
from storage.names_out import confirm, decide, sign_off
from storage.open_answers import save_open_answers
from storage.responses import list_response_rows
from storage.sources import load_unredacted, sources_frame
from survey.export import csv_parts
from survey.web.routes import routes
from tests.coding.asking import Answer, ask
from tests.pages.opening import new_account
from tests.survey.kinds import EVERY_KIND
from tests.survey.publishing import publish
from tests.survey.questionnaires import EN, FR, WORKING_TOGETHER

NAME = WORKING_TOGETHER.name
FILES = [f"/survey/exports/{NAME}.{ending}" for ending in ("xlsx", "sav", "dta")]
BOOKS = [f"/survey/codebooks/{NAME}.{ending}" for ending in ("xml", "html", "docx")]


@pytest.fixture
def account(data_folder: Path) -> Account:
    """A researcher of a study with one response."""
    respond(publish(WORKING_TOGETHER), {"agreed": "OK", "refers": "yes", "hours": 2.5})
    return new_account(Role.RESEARCHER, data_folder)


def respond(link: str, answers: dict[str, object]) -> None:
    instrument = intake.open_link(link)
    assert instrument is not None
    intake.submit(intake.start_draft(instrument, EN).id, answers)


def get(path: str, account: Account | None) -> Answer:
    return ask(path, account, mounted=routes)


@pytest.mark.parametrize("path", [*FILES, *BOOKS])
def test_xrt01_a_visitor_is_refused_and_an_export_is_recorded(path: str, account: Account) -> None:
    assert get(path, None).status == 401
    got = get(path, account)
    assert got.status == 200
    assert len(got.body) > 500
    assert f"{NAME}.{path.rpartition('.')[2]}" in got.headers["content-disposition"]
    assert got.headers["cache-control"] == "no-store"
    with open_database() as db:
        newest = events_frame(db).iloc[0]
    assert newest["act"] == ("exported answers" if path in FILES else "exported a codebook")
    assert newest["actor"] == account.id


def test_xrt02_labels_are_in_the_language_that_was_asked_for(account: Account) -> None:
    got = get(f"{FILES[0]}?language={FR.replace(' ', '%20')}&cells=labels", account)
    sheet = openpyxl.load_workbook(io.BytesIO(got.body))["Answers"]
    head, row = sheet.iter_rows(values_only=True)
    at = head.index("Dirigez-vous des personnes ailleurs? [refers]")
    assert row[at] == "Oui"


def test_xrt03_what_is_not_there_says_so(account: Account) -> None:
    assert get("/survey/exports/nothing.sav", account).status == 404
    assert get("/survey/codebooks/nothing.xml", account).status == 404
    assert get(f"/survey/exports/{NAME}.exe", account).status == 404


def test_xrt04_versions_stand_joined(account: Account, tmp_path: Path) -> None:
    items = tuple(one for one in WORKING_TOGETHER.items if one.name != "hours")
    respond(publish(replace(WORKING_TOGETHER, items=items)), {"agreed": "OK", "role": "nurse"})
    path = tmp_path / "a.sav"
    path.write_bytes(get(FILES[1], account).body)
    table, _ = pyreadstat.read_sav(path, user_missing=True)
    assert sorted(table["version"]) == [1, 2]
    assert sorted(table["hours"]) == [-99, 2.5]


def test_xrt05_files_say_what_each_version_changed(account: Account) -> None:
    without = tuple(item for item in WORKING_TOGETHER.items if item.name != "change")
    assert b"What version" not in get(BOOKS[1], account).body
    publish(replace(WORKING_TOGETHER, items=without))
    told = "“What one change would help most?” (change) is not asked any more; its answers stay"
    rows = openpyxl.load_workbook(io.BytesIO(get(FILES[0], account).body))["Versions"]
    head, row = rows.iter_rows(values_only=True)
    assert head == ("Version", "Against", "What it changed")
    assert row[:2] == (2, 1)
    assert str(row[2]).startswith(told)
    assert told in get(BOOKS[1], account).body.decode()


@pytest.mark.parametrize("path", FILES)
def test_xrt06_a_name_of_the_vault_stops_a_file(
    path: str, account: Account, data_folder: Path
) -> None:
    respond(publish(WORKING_TOGETHER), {"change": "Ask Wanda Crowchild."})
    with open_database() as db, open_vault() as vault:
        save_roster(vault, [Entity("", Kind.PERSON, ("Wanda Crowchild",))])
        save_open_answers(db, vault, NAME, "a1")
        (source,) = (
            id for id in sources_frame(db)["id"] if "Wanda" in load_unredacted(db, vault, id).text
        )
    assert get(f"/survey/answers/{NAME}.csv", account).status == 409
    refused = get(path, account)
    assert refused.status == 409
    assert "“Wanda Crowchild”" in refused.body.decode()
    with open_database() as db, open_vault() as vault:
        name = Decision("Wanda Crowchild", Verdict.REPLACE, Kind.PERSON, source=source)
        decide(db, vault, source, name, "a1")
        sign_off(db, vault, source, "a1")
        confirm(db, vault, source, "a2")
    got = get(path, account)
    assert got.status == 200
    assert b"Crowchild" not in got.body
    with open_database() as db:  # the CSV is sent in parts
        clean = answers_without_names(db, NAME)
        columns, rows = list_response_rows(db, NAME)
        told = [cell for row in rows_without_names(columns, rows, clean) for cell in row]
    assert "Ask [Person A]." in told
    assert "Ask Wanda Crowchild." not in told


REPEATED = EVERY_KIND.name


@pytest.mark.parametrize("ending", ["xlsx", "sav", "dta"])
def test_xrt06_in_a_repeat_likewise(ending: str, data_folder: Path) -> None:
    account = new_account(Role.RESEARCHER, data_folder)
    told = [{"kind": "Shelter"}, {"kind": "Ask Wanda Crowchild."}]
    respond(publish(EVERY_KIND), {"partner": told})
    respond(publish(EVERY_KIND), {"partner": told[:1]})
    path = f"/survey/exports/{REPEATED}.{ending}"
    with open_database() as db, open_vault() as vault:
        save_roster(vault, [Entity("", Kind.PERSON, ("Wanda Crowchild",))])
        save_open_answers(db, vault, REPEATED, "a1")
        (source,) = (
            id for id in sources_frame(db)["id"] if "Wanda" in load_unredacted(db, vault, id).text
        )
    assert get(path, account).status == 409
    with open_database() as db, open_vault() as vault:
        name = Decision("Wanda Crowchild", Verdict.REPLACE, Kind.PERSON, source=source)
        decide(db, vault, source, name, "a1")
        sign_off(db, vault, source, "a1")
        confirm(db, vault, source, "a2")
    got = get(path, account)
    assert got.status == 200
    assert b"Crowchild" not in got.body
    with open_database() as db:  # the CSV is sent in parts
        clean = answers_without_names(db, REPEATED)
        columns, rows = list_response_rows(db, REPEATED)
        sent = b"".join(csv_parts(columns, rows_without_names(columns, rows, clean))).decode()
    assert "Ask [Person A]." in sent
    assert "Crowchild" not in sent
    assert sent.count('""kind"": ""Shelter""') == 2, "the other times stay as they were"
