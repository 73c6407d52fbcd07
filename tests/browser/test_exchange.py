"""XCH01 a file is imported in the browser and undone after asking; XCH02 the files of every format
come down from Results and read back; XCH03 axe-core finds nothing on both, at 1280 and at 390 px,
in light and in dark."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pyreadstat
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from access.model import Role
from storage.database import close_databases, open_database
from storage.instruments import publish_instrument, save_instrument
from storage.responses import count_responses
from tests.browser.app import App
from tests.browser.looking import objections
from tests.browser.studio import open_studio, sign_in, wait_until_ready
from tests.survey.imports.tables import csv_of
from tests.survey.questionnaires import WORKING_TOGETHER

pytestmark = pytest.mark.browser
NAME = WORKING_TOGETHER.name
FILE = csv_of(
    ["_uuid", "_id", "work/role", "work/refers", "night/hours"],
    ["u1", "1", "=HYPERLINK(1)", "yes", "2.5"],
    ["u2", "2", "None", "Non", ""],
    ["u3", "3", "nurse", "perhaps", ""],
)
UPLOAD = [{"name": "kobo.csv", "mimeType": "text/csv", "buffer": FILE}]
# The dropzone of Streamlit's own file field; nothing of ours.
NOT_OURS = "[data-testid=stFileUploaderDropzone]"


@pytest.fixture
def study(app: App) -> App:
    """The running app with a published questionnaire."""
    with open_database(app.folder / "study.db") as db:
        saved = save_instrument(db, WORKING_TOGETHER, "a-lead")
        publish_instrument(db, saved.name, saved.version, "a-lead")
    return app


def n_responses(app: App) -> int:
    with open_database(app.folder / "study.db") as db:
        n = count_responses(db, NAME)
    close_databases()
    return n


def choose_file(page: Page, app: App) -> None:
    """The import page with the file read."""
    open_studio(page, app, "/import_answers?view=file")
    page.locator("input[type=file]").set_input_files(UPLOAD)
    expect(page.get_by_role("heading", name="What does not come in")).to_be_visible()
    wait_until_ready(page)


def bring_in(page: Page, app: App) -> None:
    choose_file(page, app)
    page.get_by_role("button", name="Import 2 responses").click()
    expect(page.get_by_text("2 responses imported, 1 rows left out")).to_be_visible()


def test_xch01_imported_and_undone(context: BrowserContext, page: Page, study: App) -> None:
    sign_in(context, study, Role.RESEARCHER)
    bring_in(page, study)
    assert n_responses(study) == 2
    choose_file_again = f"{study.url}/import_answers?view=file"
    page.goto(choose_file_again)
    page.locator("input[type=file]").set_input_files(UPLOAD)
    expect(page.get_by_text("It is not counted twice")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("undone")).to_be_visible()
    assert n_responses(study) == 0


def test_xch02_every_format_comes_down(context: BrowserContext, page: Page, study: App) -> None:
    sign_in(context, study, Role.RESEARCHER)
    bring_in(page, study)
    open_studio(page, study, "/results")
    found: dict[str, Path] = {}
    for program, link in (
        ("Excel", "names of the options"),
        ("SPSS", "for SPSS"),
        ("Stata", "for Stata"),
        ("Codebook", "DDI"),
    ):
        page.get_by_test_id("stButtonGroup").get_by_text(program, exact=True).click()
        with page.expect_download() as download:
            page.get_by_role("link", name=link).click()
        name = download.value.suggested_filename
        found[name.rpartition(".")[2]] = Path(download.value.path())
    assert set(found) == {"xlsx", "sav", "dta", "xml"}
    sav, _ = pyreadstat.read_sav(found["sav"], user_missing=True)
    dta, _ = pyreadstat.read_dta(found["dta"], user_missing=True)
    book = openpyxl.load_workbook(io.BytesIO(found["xlsx"].read_bytes()))
    rows = book["Answers"].iter_rows(values_only=True)
    at = list(next(rows)).index("role")
    roles = ["=HYPERLINK(1)", "None"]
    assert sorted(sav["role"]) == sorted(dta["role"]) == sorted(row[at] for row in rows) == roles


def test_xch03_axe_finds_nothing(context: BrowserContext, page: Page, study: App) -> None:
    sign_in(context, study, Role.LEAD)
    choose_file(page, study)
    found = objections(page, "import", without=NOT_OURS)
    page.get_by_text("Left out", exact=True).click()
    wait_until_ready(page)
    found += objections(page, "left out", without=NOT_OURS)
    bring_in(page, study)
    open_studio(page, study, "/results")
    page.get_by_test_id("stButtonGroup").get_by_text("SPSS", exact=True).click()
    wait_until_ready(page)
    assert found + objections(page, "export") == []
