"""NOP01 an empty study says what to do; NOP02 what waits comes first, and the screen is told only
which text; NOP03 the roster is saved from its table and from a file, and problems are named; NOP04
only a lead decides how many readers are needed; NOP05 open answers without a suggestion are signed
off in one act, and confirmed by somebody else in one."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from access.model import Role
from interviews.transcript import parse_transcript
from storage.database import open_database, open_vault
from storage.names_in_bulk import confirm_answers, sign_off_answers
from storage.names_key import list_entities
from storage.names_out import one_reader_is_enough
from storage.open_answers import save_open_answers
from storage.sources import save_source, sources_frame
from tests.pages.opening import new_account, open_page
from tests.storage.test_open_answers import put_form, put_response
from tests.storage.texts import keep_all_names

PAGE = "interviews/pages/names_out.py"


def put(name: str) -> str:
    with open_database() as db, open_vault() as vault:
        talk = f"INT: Who?\nP1: {name}, in Red Deer.\n".encode()
        return save_source(db, vault, parse_transcript(talk, f"{name}.txt"), "a1").id


def on_roster(data_folder: Path, role: Role) -> AppTest:
    at = open_page(PAGE, role, data_folder)
    at.segmented_control(key="names.view").set_value("Roster").run()
    return at


def words_on(at: AppTest) -> str:
    return " ".join(block.proto.body for block in at.get("html"))


def test_nop01_an_empty_study(data_folder: Path) -> None:
    at = open_page(PAGE, Role.RESEARCHER, data_folder)
    assert "No text to take names out of" in words_on(at)
    assert not at.exception


def test_nop02_what_waits_comes_first(data_folder: Path) -> None:
    done, waiting = put("Anna"), put("Bertha")
    with open_database() as db, open_vault() as vault:
        keep_all_names(db, vault, done)
    at = open_page(PAGE, Role.RESEARCHER, data_folder)
    (box,) = at.selectbox
    assert box.label == "Text: 1 to take out"
    assert box.value == waiting
    assert box.options == ["Bertha: to take out", "Anna: taken out"]
    assert "Red Deer" not in str(at)
    assert not at.exception


def test_nop03_the_roster_from_a_file(data_folder: Path) -> None:
    at = on_roster(data_folder, Role.RESEARCHER)
    data = b"name,kind,also called\nMarie Roe,participant,Mimi\n"
    at.file_uploader[0].set_value(("roster.csv", data, "text/csv")).run()
    at.button(key="names.roster_add").click().run()
    assert not at.exception
    with open_vault() as vault:
        (person,) = list_entities(vault)
    assert (person.names, person.on_roster) == (("Marie Roe", "Mimi"), True)
    at.file_uploader[0].set_value(("roster.csv", b"name\nMimi\n", "text/csv")).run()
    at.button(key="names.roster_add").click().run()
    assert "“Mimi” stands in row 1 too" in at.warning[0].value


def test_nop04_a_lead_decides_about_readers(data_folder: Path) -> None:
    assert not on_roster(data_folder, Role.RESEARCHER).checkbox
    at = on_roster(data_folder, Role.LEAD)
    at.checkbox(key="names.one_reader").check().run()
    with open_database() as db:
        assert one_reader_is_enough(db)


def test_nop05_open_answers_in_bulk(data_folder: Path) -> None:
    with open_database() as db, open_vault() as vault:
        put_form(db)
        for n, words in enumerate(["Nobody calls.", "Weeks of waiting.", "Ask Marie Roe."]):
            put_response(db, f"r{n}", words)
        save_open_answers(db, vault, "needs", "a1")
    first = new_account(Role.RESEARCHER, data_folder)
    at = open_page(PAGE, Role.RESEARCHER, data_folder, account=first)
    at.segmented_control(key="names.view").set_value("Open answers").run()
    assert "2 without a suggestion" in words_on(at)
    at.button(key="names.clean").click().run()
    assert "glance over them" in words_on(at)
    with open_database() as db, open_vault() as vault:  # a test cannot press a button of a dialog
        assert sign_off_answers(db, vault, first.id) == 2
        assert confirm_answers(db, vault, first.id) == 0
    second = open_page(PAGE, Role.LEAD, data_folder)
    second.segmented_control(key="names.view").set_value("Open answers").run()
    second.button(key="names.confirm_answers").click().run()
    assert not second.exception
    with open_database() as db:
        states = sorted(sources_frame(db)["names"])
    assert states == ["confirmed", "confirmed", "imported"]
