"""K19 quotes go out as tables and documents: K19.4 one row per passage and code, with attributes,
the path of the code in columns, coder, positions and words; K19.5 nothing is a formula and no word
is lost; K19.6 Word and HTML by code or by text hold every quote; T6 attributes are shown as far as
three participants share them, and what is held back keeps its row."""

from __future__ import annotations

import csv
import io

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.quote_documents import render_quotes_docx, render_quotes_html
from coding.quote_rows import (
    LONGEST,
    QuoteRow,
    render_quotes_csv,
    render_quotes_xlsx,
    shared_attributes,
)
from survey.export import unprotected
from survey.exports.workbook import text_of_excel

ROWS = (
    QuoteRow("P01", ("Time", "Waiting"), "Ada", 3, 8, "weeks", "P01", "", {"Region": "North"}),
    QuoteRow("P02", ("Help",), "Bea", 0, 4, "=1+1", "P02"),
    QuoteRow("P03", (), "", 5, 9, "secret", held="P03 did not agree to be quoted"),
)
ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet(data: bytes) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(data)).active.values)


def test_k19_4_one_row_for_each_quote() -> None:
    head, *rows = cells(render_quotes_csv(ROWS))
    assert head == [
        *("source", "participant", "beside", "Region", "code 1", "code 2", "coder"),
        *("start", "end", "text", "held back"),
    ]
    assert rows == [
        ["P01", "P01", "", "North", "Time", "Waiting", "Ada", "3", "8", "weeks", ""],
        ["P02", "P02", "", "", "Help", "", "Bea", "0", "4", "'=1+1", ""],
        ["P03", "", "", "", "", "", "", "5", "9", "", "P03 did not agree to be quoted"],
    ]
    values = sheet(render_quotes_xlsx(ROWS))
    assert ["" if one is None else str(one) for one in values[2]] == [*rows[1][:9], "=1+1", ""]


@settings(max_examples=40)
@given(ANY)
def test_k19_5_no_word_is_lost_and_none_is_a_formula(text: str) -> None:
    rows = [QuoteRow("s", ("c",), "a", 0, 1, text)]
    cell = cells(render_quotes_csv(rows))[1][-2]
    assert not cell.startswith(("=", "+", "-", "@"))
    assert (unprotected(cell) if cell.startswith("'") else cell) == text
    book = openpyxl.load_workbook(io.BytesIO(render_quotes_xlsx(rows)))
    found = book.active.cell(2, 8)
    assert found.data_type != "f"
    assert text_of_excel(str(found.value or "")) == text


def test_k19_5_a_text_longer_than_a_cell_goes_on_beside_it() -> None:
    text = "word " * 20_000
    head, row = sheet(render_quotes_xlsx([QuoteRow("s", ("c",), "a", 0, 1, text)]))
    parts = [row[head.index("text")], *row[head.index("text, part 2") :]]
    assert "".join(map(str, parts)) == text
    assert max(len(str(part)) for part in parts) <= LONGEST


@pytest.mark.parametrize(
    ("by", "headings"),
    [("code", ["Help", "Time / Waiting", "Without a code"]), ("source", ["P01", "P02", "P03"])],
)
def test_k19_6_documents_hold_every_quote(by: str, headings: list[str]) -> None:
    document = docx.Document(io.BytesIO(render_quotes_docx(ROWS, "Study: quotes", by)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert [text for text in texts if text.endswith(" (1)")] == [f"{one} (1)" for one in headings]
    html = render_quotes_html(ROWS, "Study: quotes", by).decode()
    for words in ("weeks", "=1+1", "[Held back: P03 did not agree to be quoted]"):
        assert words in texts
        assert words in html
    assert "secret" not in html


def test_k19_6_what_was_typed_is_no_markup() -> None:
    row = QuoteRow("<b>P</b>", ("<i>c</i>",), "a", 0, 1, "<script>alert(1)</script>\x07")
    html = render_quotes_html([row], "<u>t</u>", "code").decode()
    for tag in ("<b>", "<i>", "<u>", "<script"):
        assert tag not in html
    document = docx.Document(io.BytesIO(render_quotes_docx([row], "t", "code")))
    assert "<script>alert(1)</script>\ufffd" in [one.text for one in document.paragraphs]


def test_t6_attributes_are_shown_as_far_as_three_share_them() -> None:
    of = {
        **{f"P{n}": {"Region": "North", "Role": "Nurse"} for n in range(3)},
        "P3": {"Region": "North", "Role": "Chief"},
        "P4": {"Region": "South", "Role": "Nurse"},
    }
    shown = shared_attributes(["Region", "Role"], of)
    assert shown["P0"] == {"Region": "North", "Role": "Nurse"}
    assert shown["P3"] == {"Region": "North"}
    assert shown["P4"] == {}
