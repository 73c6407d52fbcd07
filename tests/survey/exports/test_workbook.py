"""XLS01 the workbook reads back as what was answered, and has no formula; XLS02 any text survives;
XLS03 labels stand in the chosen language, and two alike are told apart; XLS04 the codebook sheet
has every item and option; XLS05 a text longer than a cell goes on in the next column."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.exports.workbook import excel_text, render_xlsx, text_of_excel
from survey.model import NOT_ASKED, Instrument, Item, ItemKind, ResponseOption
from tests.survey.exports.tables import BITING, OPEN, adversarial_texts, frame_of, texts_frame
from tests.survey.exports.test_variables import ROWS
from tests.survey.questionnaires import EN, FR, WORKING_TOGETHER


def sheet(data: bytes, name: str = "Answers") -> list[list[object]]:
    """The cells as a spreadsheet shows them."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [
        [text_of_excel(cell) if isinstance(cell, str) else cell for cell in row]
        for row in book[name].iter_rows(values_only=True)
    ]


def column(data: bytes, name: str) -> list[object]:
    head, *rows = sheet(data)
    return [row[head.index(name)] for row in rows]


def test_xls01_the_workbook_reads_back() -> None:
    rows = [*ROWS, {"last_night": "2026-02-28"}, {"last_night": "1850-01-01"}]
    data = render_xlsx(WORKING_TOGETHER, frame_of(WORKING_TOGETHER, rows), EN)
    assert column(data, "refers") == ["yes", "no", "__dont_know__", None, None]
    assert column(data, "slowed") == ["whom place", NOT_ASKED, None, None, None]
    assert column(data, "referred") == [3, NOT_ASKED, "__prefer_not__", None, None]
    assert column(data, "last_night")[-2:] == [dt.datetime(2026, 2, 28), "1850-01-01"]  # noqa: DTZ001


def test_xls01_there_is_no_formula() -> None:
    data = render_xlsx(OPEN, texts_frame(BITING))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets" in name]
    assert sheets
    assert not any(re.search(rb"<f[ >/]", one) for one in sheets)


def test_xls02_texts_that_bite_come_back() -> None:
    assert column(render_xlsx(OPEN, texts_frame(BITING)), "q1") == [t or None for t in BITING]


@pytest.mark.real_inputs
def test_xls02_rows_of_formula_injections_come_back() -> None:
    texts = adversarial_texts()
    assert column(render_xlsx(OPEN, texts_frame(texts)), "q1") == texts


ANY = st.text(st.characters(exclude_categories=["Cs"]))


@given(ANY)
def test_xls02_any_text_comes_back_from_its_escapes(text: str) -> None:
    assert text_of_excel(excel_text(text)) == text


@settings(max_examples=30, deadline=None)
@given(st.lists(ANY.filter(bool), min_size=1, max_size=5))
def test_xls02_any_text_survives_the_file(texts: list[str]) -> None:
    assert column(render_xlsx(OPEN, texts_frame(texts)), "q1") == texts


def test_xls03_labels_in_the_chosen_language() -> None:
    data = render_xlsx(WORKING_TOGETHER, frame_of(WORKING_TOGETHER, ROWS), FR, labels=True)
    assert column(data, "Dirigez-vous des personnes ailleurs? [refers]")[:2] == ["Oui", "Non"]
    slowed = column(data, "Qu’est-ce qui a ralenti la dernière? [slowed]")
    assert slowed[0] == "Nous ne savions qui appeler; Il n’y avait pas de place"


def test_xls03_labels_that_are_alike_are_told_apart() -> None:
    options = (ResponseOption("a", {"": "Other"}), ResponseOption("b", {"": "Other"}))
    form = Instrument("f", {"": "F"}, (Item("q", ItemKind.SELECT_ONE, options=options),))
    data = render_xlsx(form, frame_of(form, [{"q": "b"}]), labels=True)
    assert column(data, "q [q]") == ["Other (b)"]


def test_xls04_the_codebook_has_every_item_and_option() -> None:
    data = render_xlsx(WORKING_TOGETHER, frame_of(WORKING_TOGETHER, ROWS), EN)
    rows = sheet(data, "Codebook")
    assert [row[0] for row in rows[1:] if row[1]] == [
        item.name for item in WORKING_TOGETHER.items if item.kind is not ItemKind.NOTE
    ]
    assert ["slowed", None, None, None, "reply", 2, "Nobody replied"] in rows
    night = next(row for row in rows if row[0] == "last_night")
    assert night[3] == "${refers} = 'yes'"


def test_xls05_a_long_text_goes_on_in_the_next_column() -> None:
    text = "😀 long " * 10_000
    data = render_xlsx(OPEN, texts_frame([text]))
    head, row = sheet(data)
    parts = [str(cell) for name, cell in zip(head, row, strict=True) if str(name).startswith("q1")]
    assert "".join(parts) == text
    assert len(parts) == 3
