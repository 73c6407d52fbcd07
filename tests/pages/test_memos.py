"""MPG01 an empty study offers to write the first memo; MPG02 a memo of each kind is written with
what it is about; MPG03 words and kind narrow the list; MPG04 one's own is changed, removed and
brought back, others' are only read; MPG05 typed text stays text."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from access.model import Role
from coding.memos import Memo, MemoKind
from coding.model import Code
from storage.codebook import save_code
from storage.database import open_database
from storage.memos import list_memos, save_memo
from tests.pages.opening import new_account, open_page

PAGE = "coding/pages/memos.py"


def html(at: AppTest) -> str:
    return " ".join(block.proto.body for block in at.get("html"))


def stored(viewer: str = "") -> list[tuple[str, str, str]]:
    with open_database() as db:
        return [(memo.kind.value, memo.subject, memo.text) for memo in list_memos(db, viewer)]


def put(*memos: Memo, author: str = "ana") -> None:
    with open_database() as db:
        for memo in memos:
            save_memo(db, memo, author)


def test_mpg01_the_first_memo(data_folder: Path) -> None:
    at = open_page(PAGE, Role.RESEARCHER, data_folder)
    assert "No memos yet" in html(at)
    at.button(key="memos.empty.action").click().run()
    at.text_area(key="memos.text.new").input("I used to work there.").run()
    at.button(key="memos.save.new").click().run()
    assert not at.exception
    assert stored() == [("reflexive", "", "I used to work there.")]
    assert "I used to work there." in html(at)


def test_mpg02_about_a_code(data_folder: Path) -> None:
    with open_database() as db:
        save_code(db, Code("a", "Waiting"), "ana")
    at = open_page(PAGE, Role.RESEARCHER, data_folder)
    at.button(key="memos.empty.action").click().run()
    at.selectbox(key="memos.about").set_value("code").run()
    at.text_area(key="memos.text.new").input("Two things in one?").run()
    at.button(key="memos.save.new").click().run()
    assert "Choose the code" in at.error[0].value
    at.selectbox(key="memos.subject.code").set_value("a").run()
    at.button(key="memos.save.new").click().run()
    assert not at.exception
    assert stored() == [("code", "a", "Two things in one?")]
    assert "Code: Waiting" in html(at)


def test_mpg03_found_by_words_and_kind(data_folder: Path) -> None:
    put(Memo(MemoKind.METHOD, "We chose Tuesdays."), Memo(MemoKind.REFLEXIVE, "Tuesdays tire me."))
    at = open_page(PAGE, Role.RESEARCHER, data_folder)
    at.text_input(key="memos.words").input("TUESDAYS chose").run()
    assert ("We chose" in html(at), "tire me" in html(at)) == (True, False)
    at.text_input(key="memos.words").input("").run()
    at.selectbox(key="memos.kind").set_value("reflexive").run()
    assert ("We chose" in html(at), "tire me" in html(at)) == (False, True)
    assert "1 of 2 memos." in html(at)


def test_mpg04_ones_own(data_folder: Path) -> None:
    account = new_account(Role.RESEARCHER, data_folder)
    put(Memo(MemoKind.METHOD, "Mine", id="m"), author=account.id)
    put(Memo(MemoKind.METHOD, "Theirs", id="t"))
    at = open_page(PAGE, Role.RESEARCHER, data_folder, account=account)
    assert "memos.change.t" not in [button.key for button in at.button]
    at.button(key="memos.change.m").click().run()
    at.text_area(key="memos.text.m").input("Mine, changed").run()
    at.button(key="memos.save.m").click().run()
    assert ("method", "", "Mine, changed") in stored()
    at.button(key="memos.remove.m").click().run()
    assert stored() == [("method", "", "Theirs")]
    at.button(key="memos.undo").click().run()
    assert not at.exception
    assert ("method", "", "Mine, changed") in stored()


def test_mpg05_typed_text_stays_text(data_folder: Path) -> None:
    put(Memo(MemoKind.METHOD, "<img src=x> [a](b)"))
    at = open_page(PAGE, Role.RESEARCHER, data_folder)
    assert "&lt;img src=x&gt; [a](b)" in html(at)
