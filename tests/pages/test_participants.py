"""PPG01 an empty study says where participants come from; PPG02 the table shows everybody with
typed columns, and what was edited is saved; PPG03 attributes are added and changed, and what does
not fit is said; PPG04 a facesheet is shown row by row before it is written; PPG05 files are handed
out to who may edit, and to nobody else; PPG06 a group and the kind of a text are told at the
import."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.model import Role
from interviews.attributes import AttributeKind, AttributeType
from interviews.model import SourceKind
from interviews.web.downloads import routes
from storage.attributes import list_attribute_types
from storage.audit import events_frame
from storage.database import open_database
from storage.people import list_participants
from storage.sources import sources_frame
from tests.coding.asking import ask
from tests.pages.opening import new_account, open_page
from tests.pages.reading import words_on

PAGE = "interviews/pages/participants.py"
GROUP = b"Mod: Who?\nA: I do.\nB: And I.\nMod: Thanks, and?\nA: That is all."


def participants_page(folder: Path) -> AppTest:
    return open_page(PAGE, Role.RESEARCHER, folder)


def test_ppg01_an_empty_study(data_folder: Path) -> None:
    assert "No participant yet" in words_on(participants_page(data_folder))


def test_ppg02_everybody_stands_in_the_table(sample_folder: Path) -> None:
    at = participants_page(sample_folder)
    labels = list(at.dataframe[0].value["Participant"])
    assert labels == [f"P0{n}" for n in range(1, 9)]
    at.button("participants.save").click().run()
    assert "0 changed" in at.toast[0].value


def test_ppg03_attributes(sample_folder: Path) -> None:
    at = participants_page(sample_folder)
    at.text_input("participants.name.new").set_value("Rural")
    at.selectbox("participants.kind.new").set_value(AttributeKind.CHOICE)
    at.button("participants.type_save.new").click().run()
    assert "a choice needs options" in at.error[0].value.replace("\\", "")
    at.text_area("participants.options.new").set_value("yes\nno\nboth")
    at.button("participants.type_save.new").click().run()
    with open_database() as db:
        assert AttributeType("Rural", AttributeKind.CHOICE, ("yes", "no", "both")) in (
            list_attribute_types(db)
        )


def test_ppg04_a_facesheet_is_shown_before_it_is_written(sample_folder: Path) -> None:
    at = participants_page(sample_folder)
    data = b"Label,Role,Languages\nP01,Coordinator,3\nJane Roe,Nurse,1\nP20,Nurse,2\n"
    at.file_uploader[0].set_value([("people.csv", data, "text/csv")])
    at.run()
    page = words_on(at)
    assert "3 rows: 1 new, 1 changed, 1 not taken" in page
    assert "New attributes: Languages (number)." in page
    with open_database() as db:
        assert len(list_participants(db)) == 8
    at.button("participants.bring_in").click().run()
    with open_database() as db:
        people = {one.id: one for one in list_participants(db)}
    assert people["P20"].attributes == {"Languages": "2"}
    assert people["P01"].role == "Coordinator"
    assert people["P01"].attributes["area"] == "Town"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_ppg05_files_are_handed_out(sample_folder: Path, ending: str) -> None:
    account = new_account(Role.RESEARCHER, sample_folder)
    path = f"/interviews/participants.{ending}"
    answer = ask(path, account, mounted=routes)
    assert answer.status == 200
    assert answer.headers["content-disposition"].endswith(f'"participants.{ending}"')
    with open_database() as db:
        assert events_frame(db, 1).iloc[0]["act"] == "exported the participants"
    assert ask(path, None, mounted=routes).status == 401
    assert ask("/interviews/participants.doc", account, mounted=routes).status == 404


def test_ppg06_a_group_at_the_import(data_folder: Path) -> None:
    library = "interviews/pages/library.py"
    at = open_page(library, Role.RESEARCHER, data_folder, {"view": "import"})
    at.file_uploader[0].set_value([("group.txt", GROUP, "text/plain")])
    at.run()
    next(one for one in at.checkbox if "Several participants" in one.label).check()
    at.run()
    for label, who in (("A is", "P01"), ("B is", "P02")):
        box = next(one for one in at.selectbox if one.label == label)
        with open_database() as db:
            known = [one.id for one in list_participants(db)]
        assert known == []
        assert box.value == ""
        assert who not in box.options
    kind = next(one for one in at.selectbox if one.label == "Kind")
    kind.set_value(SourceKind.FIELD_NOTE)
    at.run()
    next(one for one in at.button if one.label == "Keep this transcript").click().run()
    with open_database() as db:
        frame = sources_frame(db)
    assert list(frame["kind"]) == ["field note"]
    assert list(frame["participant"]) == [""]
