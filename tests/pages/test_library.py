"""LIB01 an empty library says what to do; LIB02 every file gets a line, one that fails does not
stop the others; LIB03 what is kept has its people, its interviewer and its original; LIB04 the
same file is shown as kept; LIB05 a source is read turn by turn and its details change; LIB06 a
coded source cannot be deleted; LIB07 what was typed is text; LIB08 an address of nothing says
so; LIB09 spellings that are put together, and labels that are none, reach what is kept; LIB10 the
files of a ZIP get a line each; LIB11 where the encoding is guessed one is chosen by eye; LIB12
the study can count interviewers in, and everybody sees how it is; LIB13 a file's
name that looks like somebody's gives no title, and a title with a name that the vault knows is
refused, when it is kept and when it is changed."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access.model import Role
from coding.model import Code, Segment
from interviews.identity import Entity, Kind
from interviews.model import Organisation, Participant, Source
from interviews.transcript import parse_transcript
from storage.codebook import save_code
from storage.database import open_database, open_vault
from storage.names_out import change_roster
from storage.originals import keep_original, load_original
from storage.people import list_participants, save_organisation, save_participant
from storage.segments import save_segment
from storage.sources import load_source, load_unredacted, save_source, sources_frame
from tests.pages.opening import open_page
from tests.pages.reading import html_on
from tests.storage.texts import keep_all_names

PAGE = "interviews/pages/library.py"
TALK = b"INT: How are you?\nP1: Fine, thank you.\nINT: And the others?\n"
OTHER = b"Interviewer: And?\nJane <b>*Roe*</b>: No.\nInterviewer: Oh?\nJane: Yes.\n"
BROKEN = b"P1: a\x00b"


@pytest.fixture
def talk(data_folder: Path) -> Source:
    """One interview in the library, with its original in the vault."""
    with open_database() as db, open_vault() as vault:
        keep_original(vault, "talk.txt", TALK)
        return save_source(db, vault, parse_transcript(TALK, "talk.txt"), "a1")


def import_page(data_folder: Path, *files: tuple[str, bytes]) -> AppTest:
    """The import with these files handed in."""
    at = open_page(PAGE, Role.RESEARCHER, data_folder, {"view": "import"})
    at.file_uploader[0].set_value([(name, data, "text/plain") for name, data in files])
    return at.run()


def widget(at: AppTest, kind: str, label: str) -> Any:
    """The one widget of that kind and label."""
    (found,) = [one for one in at.get(kind) if one.label == label]
    return found


def test_lib01_an_empty_library_offers_the_import(data_folder: Path) -> None:
    at = open_page(PAGE, Role.RESEARCHER, data_folder)
    assert "No interviews yet" in html_on(at)
    at.button("library.empty.action").click().run()
    assert at.query_params["view"] == "import"
    assert at.file_uploader[0].accept_multiple_files
    at.button("library.import.secondary").click().run()
    assert "view" not in at.query_params


def test_lib02_one_file_that_fails_does_not_stop_the_others(data_folder: Path) -> None:
    at = import_page(data_folder, ("talk.txt", TALK), ("broken.txt", BROKEN), ("other.txt", OTHER))
    page = html_on(at)
    assert "2 of 3 read" in page
    assert "Line 1, character 6: the control character U+0000" in page
    assert "9 words in 3 turns by 2 speakers" in page
    assert not at.exception


def test_lib03_kept_with_people_interviewer_and_original(data_folder: Path) -> None:
    with open_database() as db:
        house = save_organisation(db, Organisation("", "Harbour House"), "a1")
    at = import_page(data_folder, ("talk.txt", TALK))
    assert widget(at, "multiselect", "Interviewer").value == ["INT"]
    assert widget(at, "selectbox", "Participant").value == "P01"
    at.text_input[0].set_value("Advocate, first talk")
    widget(at, "selectbox", "Organisation").set_value(house.id)
    widget(at, "text_input", "Role").set_value("Advocate")
    at.text_area[0].set_value("Region: north")
    next(one for one in at.button if one.label == "Keep this transcript").click().run()
    assert not at.exception
    with open_database() as db, open_vault() as vault:
        (row,) = sources_frame(db).to_dict("records")
        source = load_unredacted(db, vault, row["id"])
        assert load_source(db, row["id"]).text == ""
        (person,) = list_participants(db)
    assert (row["title"], row["organisation_name"]) == ("Advocate, first talk", "Harbour House")
    assert (person.id, person.organisation, person.role) == ("P01", house.id, "Advocate")
    assert person.attributes == {"Region": "north"}
    assert source.interviewers == {"INT"}
    with open_vault() as vault:
        kept = load_original(vault, source.original_sha256)
    assert (kept.name, kept.body) == ("talk.txt", TALK)
    assert "in the library" in html_on(at)


def test_lib03_what_must_be_put_right_is_not_kept(data_folder: Path) -> None:
    at = import_page(data_folder, ("talk.txt", TALK))
    at.text_area[0].set_value("no colon here")
    next(one for one in at.button if one.label == "Keep this transcript").click().run()
    assert "has no colon" in at.warning[0].value
    with open_database() as db:
        assert sources_frame(db).empty


def test_lib03_a_label_taken_in_the_meantime_is_not_shared(data_folder: Path) -> None:
    at = import_page(data_folder, ("talk.txt", TALK))
    widget(at, "text_input", "Role").set_value("Advocate")
    with open_database() as db:
        save_participant(db, Participant("P01", role="Nurse"), "a2")
    next(one for one in at.button if one.label == "Keep this transcript").click().run()
    assert "as P02" in at.toast[0].value
    with open_database() as db:
        roles = {one.id: one.role for one in list_participants(db)}
    assert roles == {"P01": "Nurse", "P02": "Advocate"}


def test_lib04_a_file_kept_before_is_shown_as_such(data_folder: Path, talk: Source) -> None:
    at = import_page(data_folder, ("again.txt", TALK))
    assert "in the library" in html_on(at)
    assert not [one for one in at.button if one.label == "Keep this transcript"]
    at.button("library.done").click().run()
    assert "view" not in at.query_params


def test_lib05_read_and_described(data_folder: Path, talk: Source) -> None:
    with open_database() as db:
        save_participant(db, Participant("P09", role="Nurse"), "a1")
    at = open_page(PAGE, Role.RESEARCHER, data_folder, {"source": talk.id})
    page = html_on(at)
    assert "Fine, thank you." in page
    assert "Names: to take out" in page
    assert "3 turns" in page
    at.text_input[0].set_value("Advocate")
    widget(at, "selectbox", "Participant").set_value("P09")
    at.run()
    assert widget(at, "text_input", "Role").value == "Nurse"
    widget(at, "multiselect", "Interviewer").set_value(["P1"])
    at.button(f"library.{talk.id}.save").click().run()
    with open_database() as db, open_vault() as vault:
        changed = load_unredacted(db, vault, talk.id)
    assert (changed.title, changed.participant) == ("Advocate", "P09")
    assert changed.interviewers == {"P1"}
    assert changed.text == talk.text


def test_lib06_a_coded_source_stays(data_folder: Path, talk: Source) -> None:
    with open_database() as db, open_vault() as vault:
        keep_all_names(db, vault, talk.id)
        code = save_code(db, Code("", "Wellbeing"), "a1")
        save_segment(db, Segment(talk.id, 22, 26, code.id, "a1"))
    at = open_page(PAGE, Role.RESEARCHER, data_folder, {"source": talk.id})
    assert "1 coded passage" in html_on(at)
    assert "cannot be deleted while it has coded passages" in html_on(at)
    assert not [one for one in at.button if one.key == "library.delete"]


def test_lib07_what_was_typed_is_text(data_folder: Path) -> None:
    name = "x*y* [a](http://b.c) <script>.txt"
    at = import_page(data_folder, (name, OTHER))
    page = html_on(at)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "Jane &lt;b&gt;*Roe*&lt;/b&gt;" in page


def test_lib08_an_address_of_nothing(data_folder: Path) -> None:
    at = open_page(PAGE, Role.RESEARCHER, data_folder, {"source": "nothing"})
    assert "This text is not here" in html_on(at)
    at.button("library.gone.action").click().run()
    assert "No interviews yet" in html_on(at)


NAMES = (
    b"Jane Smith: So?\n\nMary Carter: I began.\n\nJane: And?\n\nCarter: I went.\n\nCalgary: far."
    b"\n\nJane: Ok?\n\nCarter: Yes, so.\n"
)


def the_one_kept() -> Source:
    """The only source, names and all."""
    with open_database() as db, open_vault() as vault:
        return load_unredacted(db, vault, sources_frame(db)["id"][0])


def test_lib09_put_right_before_it_is_kept(data_folder: Path) -> None:
    at = import_page(data_folder, ("talk.txt", NAMES))
    next(one for one in at.button if one.label == "Put them together").click().run()
    widget(at, "selectbox", "Calgary, 1 turn").set_value("").run()
    assert not at.exception
    assert widget(at, "multiselect", "Interviewer").options == ["Jane Smith", "Mary Carter"]
    assert widget(at, "multiselect", "Interviewer").value == ["Jane Smith"]
    next(one for one in at.button if one.label == "Keep this transcript").click().run()
    assert not at.exception
    source = the_one_kept()
    assert source.text == NAMES.decode()
    assert [turn.speaker for turn in source.turns] == ["Jane Smith", "Mary Carter"] * 3
    assert source.said(source.turns[3]) == "I went.\n\nCalgary: far."
    assert source.interviewers == {"Jane Smith"}


def test_lib10_a_zip_is_its_files(data_folder: Path) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("all/talk.txt", TALK)
        archive.writestr("all/broken.txt", BROKEN)
    at = import_page(data_folder, ("all.zip", stream.getvalue()), ("other.txt", OTHER))
    page = html_on(at)
    assert "2 of 3 read" in page
    assert "Line 1, character 6" in page
    assert "9 words in 3 turns by 2 speakers" in page
    at = import_page(data_folder, ("all.zip", b"hello"))
    assert "It is not a ZIP, or it is damaged" in html_on(at)


def test_lib11_the_letters_are_chosen(data_folder: Path) -> None:
    text = "INT: Où ?\nP1: Là-bas, au café.\n"
    at = import_page(data_folder, ("talk.txt", text.encode("mac_roman")))
    letters = widget(at, "radio", "Which of these reads right?")
    assert len(letters.options) > 1
    chosen = next(n for n, words in enumerate(letters.options) if "older Macs" in words)
    letters.set_value(chosen).run()
    next(one for one in at.button if one.label == "Keep this transcript").click().run()
    source = the_one_kept()
    assert source.text == text
    assert source.notices == ("Its letters were read as mac_roman, as chosen at import.",)


def test_lib12_interviewers_count_if_the_study_says_so(talk: Source, data_folder: Path) -> None:
    at = open_page(PAGE, Role.RESEARCHER, data_folder)
    assert at.dataframe[0].value["Words"].tolist() == [3]
    widget(at, "checkbox", "Leave interviewers out of counts").uncheck().run()
    assert at.dataframe[0].value["Words"].tolist() == [9]
    again = open_page(PAGE, Role.LEAD, data_folder)
    assert not widget(again, "checkbox", "Leave interviewers out of counts").value


def test_lib13_a_title_names_nobody(data_folder: Path) -> None:
    with open_database() as db, open_vault() as vault:
        marie = Entity("", Kind.PARTICIPANT, ("Marie Tremblay",), on_roster=True)
        change_roster(db, vault, [marie], "a1")
        save_participant(db, Participant("P07"), "a1")
    at = import_page(data_folder, ("marie_tremblay.txt", TALK))
    assert widget(at, "text_input", "Title").value == "P01 interview"
    widget(at, "selectbox", "Participant").set_value("P07").run()
    assert widget(at, "text_input", "Title").value == "P07 interview"
    widget(at, "text_input", "Title").set_value("A talk with Tremblay").run()
    press(at, "Keep this transcript")
    assert "“Tremblay”" in at.warning[0].value
    assert "“P07 interview”" in at.warning[0].value
    with open_database() as db:
        assert sources_frame(db).empty
    widget(at, "text_input", "Title").set_value("First talk").run()
    press(at, "Keep this transcript")
    with open_database() as db:
        (row,) = sources_frame(db).to_dict("records")
    assert row["title"] == "First talk"
    at = open_page(PAGE, Role.RESEARCHER, data_folder, {"source": row["id"]})
    widget(at, "text_input", "Title").set_value("Marie").run()
    press(at, "Save details")
    assert "“Marie”" in at.warning[0].value
    with open_database() as db:
        assert load_source(db, row["id"]).title == "First talk"


def press(at: AppTest, label: str) -> None:
    """Press the button of that label."""
    next(one for one in at.button if one.label == label).click().run()
