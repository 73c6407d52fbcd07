"""CBP01 an empty codebook offers to write the first code; CBP02 a code is added, changed and moved
with the form; CBP03 a name that is taken is refused in words; CBP04 a removed code is brought back
with one click; CBP05 a CSV is looked at before it is added, and its problems are named; CBP06 undo
and redo say what they would do, and do it, or why not."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from access.model import Role
from coding.model import Code
from storage.codebook import delete_code, list_codes, save_code
from storage.database import open_database
from tests.pages.opening import open_page

PAGE = "coding/pages/codebook.py"


def names() -> list[str]:
    with open_database() as db:
        return [code.name for code in list_codes(db)]


def put_codes(*codes: Code) -> None:
    with open_database() as db:
        for code in codes:
            save_code(db, code, "ana")


def html(at: AppTest) -> str:
    return " ".join(block.proto.body for block in at.get("html"))


def test_cbp01_the_first_code(data_folder: Path) -> None:
    at = open_page(PAGE, Role.RESEARCHER, data_folder)
    assert "No codes yet" in html(at)
    at.button(key="codebook.empty.action").click().run()
    at.text_input(key="codebook.name.new0").input("Waiting").run()
    at.text_area(key="codebook.definition.new0").input("Days without an answer.").run()
    at.button(key="codebook.save.").click().run()
    assert not at.exception
    assert names() == ["Waiting"]
    assert "Days without an answer." in html(at)


def test_cbp02_changed_and_moved(data_folder: Path) -> None:
    put_codes(Code("a", "A"), Code("b", "B"), Code("c", "C"))
    at = open_page(PAGE, Role.LEAD, data_folder)
    at.selectbox(key="codebook.code").set_value("c").run()
    at.button(key="codebook.move-1.c").click().run()
    assert names() == ["A", "C", "B"]
    at.selectbox(key="codebook.parent.c").set_value("a").run()
    at.selectbox(key="codebook.colour.c").set_value(7).run()
    at.button(key="codebook.save.c").click().run()
    assert not at.exception
    with open_database() as db:
        assert [(c.name, c.parent, c.colour) for c in list_codes(db)] == [
            ("A", "", 1),
            ("C", "a", 7),
            ("B", "", 1),
        ]


def test_cbp03_a_taken_name_is_refused(data_folder: Path) -> None:
    put_codes(Code("a", "Waiting"))
    at = open_page(PAGE, Role.LEAD, data_folder)
    at.text_input(key="codebook.name.new1").input("waiting").run()
    at.button(key="codebook.save.").click().run()
    assert "already" in at.error[0].value
    assert names() == ["Waiting"]


def test_cbp04_a_removed_code_comes_back(data_folder: Path) -> None:
    put_codes(Code("a", "Waiting"))
    with open_database() as db:
        delete_code(db, "a", "ana")
    at = open_page(PAGE, Role.LEAD, data_folder)
    at.button(key="codebook.restore.a").click().run()
    assert names() == ["Waiting"]


def test_cbp05_a_csv_is_looked_at_first(data_folder: Path) -> None:
    put_codes(Code("a", "Waiting"))
    at = open_page(PAGE, Role.LEAD, data_folder)
    at.file_uploader(key="codebook.file.0").upload("b.csv", b"name\nWaiting\n,\n").run()
    assert "already" in at.error[0].value
    file = b"name,definition,parent\nTime,,\nWeeks,Long,Waiting\n"
    at.file_uploader(key="codebook.file.0").upload("b.csv", file).run()
    assert "Long" in html(at)
    assert names() == ["Waiting"]
    at.button(key="codebook.import").click().run()
    assert not at.exception
    assert names() == ["Waiting", "Weeks", "Time"]


def test_cbp06_undo_and_redo_say_what_they_would_do(data_folder: Path) -> None:
    put_codes(Code("a", "A"))
    at = open_page(PAGE, Role.LEAD, data_folder)
    assert "codebook.undo" not in [button.key for button in at.button]  # another coder's step
    at.selectbox(key="codebook.code").set_value("a").run()
    at.text_input(key="codebook.name.a").input("Waiting [x](y)").run()
    at.button(key="codebook.save.a").click().run()
    assert at.button(key="codebook.undo").label.startswith("Undo: code changed, Waiting \\[x")
    at.button(key="codebook.undo").click().run()
    assert names() == ["A"]
    at.button(key="codebook.redo").click().run()
    assert names() == ["Waiting [x](y)"]
    with open_database() as db:
        save_code(db, Code("a", "Theirs"), "ben")
    at.run().button(key="codebook.undo").click().run()
    assert "Somebody has changed it meanwhile" in at.toast[0].value
    assert names() == ["Theirs"]
