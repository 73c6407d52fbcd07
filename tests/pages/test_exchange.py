"""EXP01 a project is looked at before it comes in, with what will not; EXP02 users become accounts,
and it is asked before it happens; EXP03 what cannot be read is said in words; EXP04 positions in
doubt are shown with their quotes, and a choice counts; EXP05 a researcher takes quotes but no
project, and cannot say that names are out."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from access.model import Role
from coding.refi_qda import render_qdpx
from storage.codebook import list_codes
from storage.database import open_database
from storage.sources import sources_frame
from tests.coding.projects import SOURCE, qdpx
from tests.pages.opening import new_account, open_page
from tests.storage.test_projects import ADA, foreign

PAGE = "coding/pages/exchange.py"
FILE = "exchange.file.0"


def upload(folder: Path, data: bytes, role: Role = Role.LEAD) -> AppTest:
    at = open_page(PAGE, role, folder)
    return at.file_uploader(key=FILE).upload("project.qdpx", data).run()


def html(at: AppTest) -> str:
    return " ".join(block.proto.body for block in at.get("html"))


def test_exp01_looked_at_first(data_folder: Path) -> None:
    at = upload(data_folder, render_qdpx(foreign()))
    assert not at.exception
    assert "Ada, Bea" in html(at)
    assert "goes to the roster in the vault" in html(at)
    with open_database() as db:
        assert list_codes(db) == []


def test_exp02_it_is_asked_first(data_folder: Path) -> None:
    account = new_account(Role.LEAD, data_folder)
    at = open_page(PAGE, Role.LEAD, data_folder, account=account)
    at.file_uploader(key=FILE).upload("project.qdpx", render_qdpx(foreign())).run()
    assert at.selectbox(key=f"exchange.coder.{ADA}").value == ""
    at.selectbox(key=f"exchange.coder.{ADA}").select(account.id).run()
    at.checkbox(key="exchange.names_out").check().run()
    at.button(key="exchange.bring").click().run()
    assert at.button("exchange.confirm.go").label == "Bring it in"
    assert "on your word that the names are out" in html(at)
    with open_database() as db:
        assert sources_frame(db).empty


def test_exp03_what_cannot_be_read_is_said(data_folder: Path) -> None:
    at = upload(data_folder, b"nothing")
    assert "not a project" in at.error[0].value
    assert not at.exception


def test_exp04_a_doubt_is_shown_and_a_choice_counts(data_folder: Path) -> None:
    at = upload(data_folder, qdpx("ab cd ef", [(0, 2, "")]))
    assert "<mark>ab</mark>" in html(at)
    at.radio(key=f"exchange.reading.{SOURCE}").set_value(1).run()
    assert "<mark>ab </mark>" in html(at)


def test_exp05_what_a_researcher_may(data_folder: Path) -> None:
    at = upload(data_folder, render_qdpx(foreign()), Role.RESEARCHER)
    assert not [box for box in at.checkbox if box.key == "exchange.names_out"]
    assert not at.exception
    links = [one.proto.url for one in at.get("link_button")]
    assert "/api/coding/project.qdpx" not in links
    assert "/api/coding/codebook.qdc" in links
