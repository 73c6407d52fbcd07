"""REAL01 a questionnaire by others is answered from the first page to the receipt, on a phone,
without a script, and every answer given arrives."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from playwright.sync_api import Browser, Page, expect

from survey.model import Instrument
from survey.xlsform import parse_xlsform
from tests.browser.app import App
from tests.browser.respondent import open_survey, phone, press, submitted
from tests.conftest import SHARED

pytestmark = pytest.mark.browser
FORMS = [
    *("htcds/htcds_xlsform.xlsx", "correlaid/testB.xlsx"),
    *("correlaid/all_types_survey.xlsx", "pyxform_examples/tutorial.xls"),
]
TYPED = {"date": "2026-01-15", "time": "07:30", "datetime-local": "2026-01-15T07:30"}
THERE = [name for name in FORMS if (SHARED / "xlsforms" / name).exists()]
MOST_STEPS = 40


def fill(page: Page) -> set[str]:
    """Answer everything on the page that has no answer yet; the names of what was answered."""
    done: set[str] = set()
    for field in page.locator("main :is(input, textarea, select)[name]").all():
        name = field.get_attribute("name") or ""
        kind = field.get_attribute("type") or field.evaluate("one => one.localName")
        if name.startswith(".") or name in done or not field.is_visible():
            continue
        if kind in ("radio", "checkbox"):
            field.check()
        elif kind == "select":
            field.select_option(index=1)
        elif kind in TYPED:
            field.fill(TYPED[kind])
        elif field.get_attribute("inputmode"):
            field.fill("20")
        else:
            field.fill("someone@example.org")  # some ask for an address, the others take any text
        done.add(name)
    return done


@pytest.mark.parametrize("name", THERE)
def test_real01_a_questionnaire_by_others_is_answered(
    name: str, running: App, browser: Browser
) -> None:
    parsed = parse_xlsform((SHARED / "xlsforms" / name).read_bytes(), name.rpartition("/")[2])
    instrument: Instrument = replace(parsed, name=f"real_{THERE.index(name)}")
    page = phone(browser, script=False)
    page.goto(open_survey(running, instrument))
    given = fill(page)
    press(page, "I agree, start")
    for _ in range(MOST_STEPS):
        if page.url.endswith("/review"):
            break
        given |= fill(page)
        expect(page.locator(".problems")).to_have_count(0)
        press(page, "Next")
    press(page, "Send my answers")
    expect(page.locator(".words li")).to_have_count(4)
    rows = submitted(running, instrument)
    assert len(rows) == 1
    assert given
    assert {item for item in given if arrived(rows[0], item) is None} == set()
    page.context.close()


def arrived(row: dict[str, object], name: str) -> object:
    """The answer in a stored response to what was posted under a name."""
    repeat, _, rest = name.partition("/")
    if not rest:
        return row[name]
    n, _, item = rest.partition("/")
    return cast("list[dict[str, object]]", row[repeat])[int(n) - 1].get(item)
