"""PRB01 a project of another program comes in from a file: a coder becomes an account, it is asked
first, and the page says what waits; PRB02 Undo on the codebook takes its codes back; PRB03 the
project comes down again as a file that reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from access.model import Role
from coding.refi_qda import parse_qdpx, render_qdpx
from storage.database import open_database, open_vault
from storage.sources import sources_frame
from storage.waiting import count_waiting
from tests.browser.app import App
from tests.browser.studio import open_studio, sign_in, wait_until_ready
from tests.storage.test_projects import ADA, foreign

pytestmark = pytest.mark.browser


def test_a_project_in_and_out(app: App, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in(page.context, app, Role.LEAD)

    # PRB01
    open_studio(page, app, "/exchange")
    file = {"name": "p.qdpx", "mimeType": "application/zip", "buffer": render_qdpx(foreign())}
    page.locator("input[type=file]").set_input_files(file)
    coder = page.locator(f".st-key-exchange-coder-{ADA} input")
    coder.click()
    coder.press("ArrowDown")
    coder.press("Enter")
    wait_until_ready(page)
    page.get_by_role("button", name="Bring this project in").click()
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_text("2 codes, 1 text and 0 codings came in.")).to_be_visible()
    expect(page.get_by_text("3 codings wait until")).to_be_visible()
    study = app.folder / "study.db"
    with open_database(study) as db, open_vault(app.folder / "vault.db") as vault:
        (id,) = sources_frame(db)["id"]
        assert count_waiting(db, id) == 3
        coders = {str(one) for (one,) in db.execute("select coder from waiting_segment")}
        (lead,) = vault.execute("select id from account").fetchone()
        assert lead in coders

    # PRB02
    open_studio(page, app, "/codebook")
    expect(page.get_by_text("Quotation without a code").first).to_be_visible()
    page.get_by_role("button", name="Undo").first.click()
    wait_until_ready(page)
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    with open_database(study) as db:
        left = db.execute("select count(*) from code where removed_at = ''").fetchone()[0]
    assert left == 0

    # PRB03
    open_studio(page, app, "/exchange")
    with page.expect_download() as download:
        page.get_by_role("link", name="Project (.qdpx)").click()
    assert parse_qdpx(Path(download.value.path()).read_bytes()).sources == ()
