"""IPG01 a file is matched, shown row by row and brought in on the page; IPG02 a suggestion can be
changed; IPG03 what does not come in stands there with its reason; IPG04 the same file is refused,
and undoing asks first; IPG05 what cannot be read says what to do; IPG06 what a file
holds is shown letter by letter; IPG07 results offer every format with what it cannot hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.model import Role
from storage.database import open_database
from storage.responses import responses_frame
from tests.pages.opening import open_page
from tests.pages.reading import html_on
from tests.survey.imports.tables import csv_of
from tests.survey.publishing import publish
from tests.survey.questionnaires import WORKING_TOGETHER

IMPORT, RESULTS = "survey/pages/import_answers.py", "survey/pages/results.py"
NAME = WORKING_TOGETHER.name
FILE = csv_of(
    ["_uuid", "work/role", "work/refers", "other"],
    ["u1", "None", "yes", "[a](http://example.org) **b**"],
    ["u2", "=1+1", "Non", ""],
    ["u3", "", "perhaps", ""],
)


def opened(data_folder: Path, data: bytes = FILE, name: str = "answers.csv") -> AppTest:
    """The page with a file chosen."""
    at = open_page(IMPORT, Role.RESEARCHER, data_folder, {"view": "file"})
    at.file_uploader[0].upload(name, data, "text/csv")
    return at.run()


@pytest.fixture
def link(data_folder: Path) -> str:
    """A published questionnaire without answers."""
    return publish(WORKING_TOGETHER)


def test_ipg01_a_file_is_brought_in(link: str, data_folder: Path) -> None:
    at = opened(data_folder)
    assert not at.exception
    assert "2 of 3 rows" in html_on(at)
    assert "in the wave that the file says, else in the one under way" in html_on(at)
    at.button(key="import.go").click().run()
    assert not at.exception
    assert "2 responses imported, 1 rows left out" in at.success[0].value
    with open_database() as db:
        frame = responses_frame(db, NAME)
    assert sorted(frame["role"]) == ["=1+1", "None"]
    assert sorted(frame["refers"]) == ["no", "yes"]


def test_ipg02_a_suggestion_can_be_changed(link: str, data_folder: Path) -> None:
    at = opened(data_folder)
    refers = next(box for box in at.selectbox if "refers" in str(box.label))
    refers.select("Leave out").run()
    assert not at.exception
    assert "3 of 3 rows" in html_on(at)
    at.segmented_control(key="import.view").set_value("Left out").run()
    other = next(box for box in at.selectbox if "other" in str(box.label))
    other.select("change: What one change would help most?").run()
    at.button(key="import.go").click().run()
    with open_database() as db:
        frame = responses_frame(db, NAME)
    assert sorted(filter(None, frame["change"])) == ["[a](http://example.org) **b**"]
    assert len(frame) == 3


def test_ipg03_reasons_stand_there(link: str, data_folder: Path) -> None:
    told = html_on(opened(data_folder))
    assert "What does not come in" in told
    assert "refers: “perhaps” is none of the options: yes, no." in told


def test_ipg04_twice_is_refused_and_undo_asks(link: str, data_folder: Path) -> None:
    at = opened(data_folder)
    at.button(key="import.go").click().run()
    assert "It is not counted twice" in opened(data_folder).error[0].value
    undo = next(button for button in at.button if str(button.key).startswith("import.undo."))
    undo.click().run()
    assert not at.exception
    assert "Its 2 responses are deleted from the study." in html_on(at)
    with open_database() as db:
        assert len(responses_frame(db, NAME)) == 2, "not before it was said once more"


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"PK\x03\x04 broken", "a.xlsx", "cannot be opened"),
        (b"", "a.csv", "no rows"),
        (b"x,y\n1,2\n", "a.csv", "No column is matched"),
    ],
)
def test_ipg05_what_cannot_be_read(
    data: bytes, name: str, told: str, link: str, data_folder: Path
) -> None:
    at = opened(data_folder, data, name)
    assert not at.exception
    assert told in " ".join(box.value for box in [*at.error, *at.warning]).replace("\\", "")
    assert not [button for button in at.button if button.key == "import.go"]


def test_ipg06_what_a_file_holds_is_text(link: str, data_folder: Path) -> None:
    data = csv_of(["<img src=x onerror=alert(1)>", "role"], ["<b>x</b>", "<script>1</script>"])
    at = opened(data_folder, data)
    at.segmented_control(key="import.view").set_value("Left out").run()
    told = html_on(at)
    assert "<script>" not in told
    assert "<b>x" not in told
    labels = [str(box.label).replace("\\<", "") for box in at.selectbox]
    assert not [label for label in labels if "<img" in label], "escaped for Markdown"


@pytest.mark.parametrize(
    ("program", "address"),
    [
        ("Excel", "/survey/exports/working_together.xlsx?"),
        ("SPSS", "/survey/exports/working_together.sav?"),
        ("Stata", "/survey/exports/working_together.dta?"),
        ("Codebook", "/survey/codebooks/working_together.xml"),
    ],
)
def test_ipg07_every_format_is_offered(
    program: str, address: str, link: str, data_folder: Path
) -> None:
    at = opened(data_folder)
    at.button(key="import.go").click().run()
    at = open_page(RESULTS, Role.RESEARCHER, data_folder)
    at.segmented_control(key="results.export.program").set_value(program).run()
    assert not at.exception
    assert f'href="{address}' in html_on(at)
