"""CBP01 an empty codebook offers to write the first code; CBP02 a code is added, changed and moved
with the form, and a field follows what was changed elsewhere; CBP03 a name that is taken is refused
in words; CBP04 a removed code is brought back with one click; CBP05 a file is looked at before it
is added, and its problems are named; CBP06 the starter codebook is offered on an empty codebook;
CBP07 merging says what hangs on a code, and does it; CBP08 a split shows the words of every passage
and divides them; CBP09 a changed meaning asks for another look, passages are kept or recoded; CBP10
the history of a code is told, and how the codebook changed; CBP11 a retired code is used again;
CBP12 undo and redo say what they would do, and do it, or why not, also in a codebook that is
empty again."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from access.model import Role
from coding.model import Code, Segment
from storage.codebook import delete_code, list_codes, save_code
from storage.codebook_acts import place_code
from storage.database import open_database
from storage.segments import list_segments, save_segment
from tests.pages.opening import new_account, open_page
from tests.storage.texts import put_source

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
    assert "1 code" in html(at)


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


def test_cbp05_a_file_is_looked_at_first(data_folder: Path) -> None:
    put_codes(Code("a", "Waiting"))
    at = open_page(PAGE, Role.LEAD, data_folder, {"view": "bring-in"})
    at.file_uploader(key="codebook.file.0").upload("b.csv", b"label\nWaiting\n").run()
    assert "no column" in at.error[0].value
    file = b"name,definition,parent\nTime,,\nWeeks,Long,Waiting\nwaiting,,\n"
    at.file_uploader(key="codebook.file.0").upload("b.csv", file).run()
    assert "Long" in html(at)
    assert "“waiting” already" in html(at)
    assert names() == ["Waiting"]
    at.button(key="codebook.import").click().run()
    assert not at.exception
    assert names() == ["Waiting", "Weeks", "Time"]


def test_cbp12_undo_and_redo_say_what_they_would_do(data_folder: Path) -> None:
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


def test_cbp12_the_first_code_is_redone(data_folder: Path) -> None:
    writer = new_account(Role.RESEARCHER, data_folder)
    with open_database() as db:
        save_code(db, Code("a", "Waiting"), writer.id)
    at = open_page(PAGE, Role.RESEARCHER, data_folder, account=writer)
    at.button(key="codebook.undo").click().run()
    assert "No codes yet" in html(at)
    assert at.button(key="codebook.redo").label == "Redo: code added, Waiting"
    at.button(key="codebook.redo").click().run()
    assert not at.exception
    assert names() == ["Waiting"]


def test_cbp06_the_starter_codebook(data_folder: Path) -> None:
    at = open_page(PAGE, Role.LEAD, data_folder)
    at.button(key="codebook.starter").click().run()
    assert not at.exception
    assert "Survivor-centred practice" in names()
    at.session_state["codebook.view"] = "Bring in"
    at.run()
    assert "codebook.starter" not in [button.key for button in at.button]


def coded(at_coder: str) -> str:
    """A text with two passages of 'a' by this coder; its id."""
    put_codes(Code("a", "Waiting", "Days."), Code("b", "Calling"))
    with open_database() as db:
        source = put_source(db, "They call a number, nobody answers, and they wait.")
        for n in range(2):
            save_segment(db, Segment(source, 10 * n, 10 * n + 9, "a", at_coder, f"s{n}"))
    return source


def codes_of(source: str) -> list[str]:
    with open_database() as db:
        return [segment.code for segment in list_segments(db, source)]


def test_cbp07_merging(data_folder: Path) -> None:
    account = new_account(Role.LEAD, data_folder)
    source = coded(account.id)
    at = open_page(PAGE, Role.LEAD, data_folder, account=account)
    at.selectbox(key="codebook.code").set_value("a").run()
    assert "2 passages in 1 text" in html(at)
    at.text_input(key="codebook.merge_why.a").input("The same.").run()
    at.button(key="codebook.merge.a").click().run()
    assert not at.exception
    assert (names(), codes_of(source)) == (["Calling"], ["b", "b"])
    assert "Why: The same." in html(at)


def test_cbp08_splitting(data_folder: Path) -> None:
    account = new_account(Role.LEAD, data_folder)
    source = coded(account.id)
    at = open_page(PAGE, Role.LEAD, data_folder, account=account)
    at.selectbox(key="codebook.code").set_value("a").run()
    at.button(key="codebook.split.a").click().run()
    assert "They call" in html(at)
    at.button(key="codebook.divide.primary").click().run()
    assert "at least one new code" in at.error[0].value
    at.text_input(key="codebook.part1.a").input("Days").run()
    at.selectbox(key="codebook.part.a.s1").set_value("1").run()
    at.button(key="codebook.divide.primary").click().run()
    assert not at.exception
    assert set(names()) == {"Waiting", "Calling", "Days"}
    assert codes_of(source)[0] == "a" != codes_of(source)[1]


def test_cbp08_a_choice_on_another_page_of_passages_is_kept(data_folder: Path) -> None:
    account = new_account(Role.LEAD, data_folder)
    source = coded(account.id)
    with open_database() as db:
        for n in range(60):
            save_segment(db, Segment(source, n % 40, n % 40 + 9, "a", account.id, f"m{n:02}"))
    at = open_page(PAGE, Role.LEAD, data_folder, account=account)
    at.selectbox(key="codebook.code").set_value("a").run()
    at.button(key="codebook.split.a").click().run()
    at.text_input(key="codebook.part1.a").input("Days").run()
    at.selectbox(key="codebook.part.a.s0").set_value("1").run()
    at.number_input(key="codebook.split_page").set_value(2).run()
    at.button(key="codebook.divide.primary").click().run()
    assert not at.exception
    assert codes_of(source).count("a") == 61


def test_cbp09_looking_again(data_folder: Path) -> None:
    account = new_account(Role.LEAD, data_folder)
    source = coded(account.id)
    at = open_page(PAGE, Role.LEAD, data_folder, account=account)
    at.selectbox(key="codebook.code").set_value("a").run()
    at.text_area(key="codebook.definition.a").input("Weeks.").run()
    assert at.checkbox(key="codebook.look.a").value
    at.button(key="codebook.save.a").click().run()
    at.segmented_control(key="codebook.view").set_value("Look again").run()
    assert "Definition: Weeks." in html(at)
    at.button(key="codebook.keep.s0").click().run()
    at.selectbox(key="codebook.recode.s1").set_value("b").run()
    assert not at.exception
    assert "Nothing to look at again" in html(at)
    assert codes_of(source) == ["a", "b"]


def test_cbp10_history_of_a_code_and_of_the_codebook(data_folder: Path) -> None:
    put_codes(Code("a", "A", "Old words."))
    at = open_page(PAGE, Role.LEAD, data_folder)
    at.selectbox(key="codebook.code").set_value("a").run()
    at.text_input(key="codebook.name.a").input("<b>Waiting</b>").run()
    at.text_input(key="codebook.why.a").input("Clearer.").run()
    at.button(key="codebook.save.a").click().run()
    assert "<del>A</del> <ins>&lt;b&gt;Waiting&lt;/b&gt;</ins>" in html(at)
    assert at.text_input(key="codebook.why.a").value == ""
    at.segmented_control(key="codebook.view").set_value("Changes").run()
    assert "A lead renamed “A” to “&lt;b&gt;Waiting&lt;/b&gt;”." in html(at)
    assert "Why: Clearer." in html(at)


def test_cbp11_retired_and_used_again(data_folder: Path) -> None:
    put_codes(Code("a", "A"))
    at = open_page(PAGE, Role.LEAD, data_folder)
    at.selectbox(key="codebook.code").set_value("a").run()
    for retired in (True, False):
        at.button(key="codebook.retire.a").click().run()
        with open_database() as db:
            assert list_codes(db)[0].is_retired is retired


def test_cbp02_a_field_follows_what_was_changed_elsewhere(data_folder: Path) -> None:
    put_codes(Code("a", "A"), Code("b", "B"))
    at = open_page(PAGE, Role.LEAD, data_folder)
    at.selectbox(key="codebook.code").set_value("b").run()
    at.text_area(key="codebook.definition.b").input("Half written").run()
    with open_database() as db:
        place_code(db, "b", "a", "", "ana")
    at.run()
    assert at.selectbox(key="codebook.parent.b").value == "a"
    assert at.text_area(key="codebook.definition.b").value == "Half written"
