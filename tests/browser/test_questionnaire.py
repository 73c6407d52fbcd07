"""QUB01 a lead brings in a form, previews it in a frame, publishes it and can reach it by the link;
QUB02 a version comes back as the XLSForm that it was, and no visitor gets it;
QUB03 the mistakes of a form fit a phone without scrolling sideways."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from access.model import Role
from survey.xlsform import parse_xlsform
from tests.browser.app import App
from tests.browser.studio import open_studio, sign_in, wait_until_ready

pytestmark = pytest.mark.browser

FORM = """| survey |
| | type | name | label::English (en) | label::Français (fr) |
| | begin group | work | Your work | Votre travail |
| | select_one yn | joint | Do you work together? | Travaillez-vous ensemble ? |
| | end group | | | |
| choices |
| | list_name | name | label::English (en) | label::Français (fr) |
| | yn | yes | Yes | Oui |
| settings |
| | form_id | form_title | default_language |
| | together | Working together | English (en) |
"""
UPLOAD = [{"name": "form.md", "mimeType": "text/markdown", "buffer": FORM.encode()}]
BAD = [{**UPLOAD[0], "buffer": FORM.replace("select_one yn", "geopoint").encode()}]


def test_qub01_qub02_from_the_file_to_the_link_and_back(
    context: BrowserContext, page: Page, app: App
) -> None:
    sign_in(context, app, Role.LEAD)
    open_studio(page, app, "/questionnaire")
    page.get_by_role("button", name="Bring in a questionnaire").click()
    page.locator("input[type=file]").set_input_files(UPLOAD)
    page.get_by_role("button", name="Keep as a draft").click()
    page.get_by_text("Preview", exact=True).click()
    preview = page.frame_locator("iframe")
    expect(preview.get_by_text("This is a preview.")).to_be_visible()
    page.get_by_role("button", name="Publish version 1").click()
    page.get_by_role("dialog").get_by_role("button", name="Publish version 1").click()
    link = page.locator(".stCode code").inner_text().strip()
    assert link.startswith(f"{app.url}/s/")
    with urllib.request.urlopen(link) as answer:
        assert "Working together" in answer.read().decode()
    page.get_by_text("Versions", exact=True).click()
    wait_until_ready(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSForm").click()
    assert download.value.suggested_filename == "together-1.xlsx"
    file = Path(download.value.path()).read_bytes()
    assert parse_xlsform(file, "form.xlsx") == parse_xlsform(FORM.encode(), "form.md")


def test_qub02_a_visitor_gets_no_file(app: App) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{app.url}/survey/questionnaires/together/1.xlsx")
    with refused.value as answer:  # an unread answer keeps its socket open
        assert answer.code == 401


def test_qub03_mistakes_fit_a_phone(context: BrowserContext, page: Page, app: App) -> None:
    sign_in(context, app, Role.RESEARCHER)
    page.set_viewport_size({"width": 390, "height": 844})
    open_studio(page, app, "/questionnaire?view=bring-in")
    page.locator("input[type=file]").set_input_files(BAD)
    table = page.locator(".st-key-stacked_problems .tl-scroll")
    expect(table.locator("td").first).to_be_visible()
    assert table.evaluate("it => it.scrollWidth <= it.clientWidth")
