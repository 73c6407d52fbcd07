"""WBP01 without a text the workbench says what to do; WBP02 the address says which text is open and
the header how far it is; WBP03 the next text opens with one click; WBP04 open answers are brought
in with one click, listed by item, and only once; WBP05 titles are shown letter by letter."""

from __future__ import annotations

import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

from access.model import Role
from storage.database import open_database, open_vault
from storage.sources import sources_frame
from tests.pages.opening import open_page
from tests.storage.test_open_answers import put_form, put_response
from tests.storage.texts import keep_all_names, put_source

PAGE = "coding/pages/workbench.py"


def html(at: AppTest) -> str:
    return " ".join(block.proto.body for block in at.get("html"))


def marker_data(at: AppTest) -> dict[str, str]:
    """What the component was given."""
    found: dict[str, str] = json.loads(at.get("bidi_component")[0].proto.json)
    return found


def test_wbp01_an_empty_study_leads_to_the_library(data_folder: Path) -> None:
    at = open_page(PAGE, Role.RESEARCHER, data_folder)
    assert not at.exception
    assert "There is no text to code yet" in html(at)
    assert at.button(key="workbench.empty.action").label == "Open the library"


def test_wbp02_the_address_says_which_text(data_folder: Path) -> None:
    with open_database() as db:
        put_source(db, "They wait.", title="P01")
        second = put_source(db, "They call back.", title="P02")
    at = open_page(PAGE, Role.RESEARCHER, data_folder, {"source": second, "segment": "s1"})
    assert not at.exception
    assert "P02" in html(at)
    assert "Nothing coded yet. You are coding as A researcher." in html(at)
    assert "Names have not been taken out" in html(at)
    data = marker_data(at)
    assert (data["source"], data["segment"]) == (second, "s1")


def test_wbp03_the_next_text_is_one_click_away(data_folder: Path) -> None:
    with open_database() as db:
        first = put_source(db, "They wait.", title="P01")
        second = put_source(db, "They call back.", title="P02")
    at = open_page(PAGE, Role.LEAD, data_folder, {"source": first})
    at.button(key="workbench.secondary").click().run()
    assert marker_data(at)["source"] == second
    at.button(key=f"workbench.{first}").click().run()
    assert marker_data(at)["source"] == first


def test_wbp04_open_answers_come_in_once(data_folder: Path) -> None:
    with open_database() as db:
        put_form(db)
        put_response(db, "r1", "Nobody calls back.")
        put_response(db, "r2", "Weeks of waiting.")
    at = open_page(PAGE, Role.RESEARCHER, data_folder)
    assert at.button(key="workbench.bring_in").label == "Bring in open answers (2)"
    at.button(key="workbench.bring_in").click().run()
    assert not at.exception
    with open_database() as db, open_vault() as vault:
        for source in sources_frame(db)["id"]:
            keep_all_names(db, vault, source)
    at.run()
    assert [one.label for one in at.expander] == ["What is missing? :small[0 of 2 coded]"]
    assert "What is missing? 3 words. Nothing coded yet." in html(at)
    assert "workbench.bring_in" not in [button.key for button in at.button]


def test_wbp05_a_hostile_title_stays_text(data_folder: Path) -> None:
    with open_database() as db:
        put_source(db, "They wait.", title="<b>P01</b> [x](https://evil.example)")
    at = open_page(PAGE, Role.RESEARCHER, data_folder)
    assert "&lt;b&gt;P01" in html(at)
    labels = " ".join(button.label for button in at.button)
    assert "](https://" not in labels
