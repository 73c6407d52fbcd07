"""CBK01 every item but notes has an entry with its question, condition and options; CBK02 of all
versions joined, an item is asked under the conditions of the newest; CBK03 the page and the Word
document hold every entry in the chosen language; CBK04 what an author typed is text in them;
CBK05 what an author marked of the answers stands there."""

from __future__ import annotations

import io
from dataclasses import replace

from docx import Document

from survey.exports.codebook import by_section, codebook, with_conditions
from survey.exports.codebook_docx import render_docx
from survey.model import Instrument, Item, ItemKind, ResponseOption
from survey.versions import joined
from survey.web.exports import render_html
from tests.survey.questionnaires import EN, FR, WORKING_TOGETHER


def test_cbk01_every_item_has_an_entry() -> None:
    entries = {entry.name: entry for entry in codebook(WORKING_TOGETHER, EN)}
    assert "about" not in entries
    assert entries["slowed"].kind == "several choices"
    assert entries["slowed"].asked_if == "${referred} > 0"
    assert entries["calls"].asked_if == "${refers} = 'yes'"
    assert entries["hear_back"].options[0].code == 1.0
    assert [name for name, _ in by_section(entries.values())][:2] == [
        *("Before you start", "Working with others")
    ]


def test_cbk02_conditions_are_those_of_the_newest_version() -> None:
    newer = replace(
        WORKING_TOGETHER,
        version=2,
        items=tuple(one for one in WORKING_TOGETHER.items if one.name != "hours"),
    )
    everything = with_conditions(joined([WORKING_TOGETHER, newer]), newer)
    entries = {entry.name: entry for entry in codebook(everything, EN)}
    assert entries["referred"].asked_if == "${refers} = 'yes'"
    assert "hours" in entries


def document_text(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_cbk03_both_hold_every_entry() -> None:
    page = render_html(WORKING_TOGETHER, FR).decode()
    assert '<html lang="fr">' in page
    word = document_text(render_docx(WORKING_TOGETHER, FR))
    for entry in codebook(WORKING_TOGETHER, FR):
        assert entry.name in page
        assert entry.question in word
        for option in entry.options:
            assert option.label in word


def test_cbk04_what_was_typed_is_text() -> None:
    hostile = "<script>alert(1)</script> & \x07"
    options = (ResponseOption("<b>", {"": hostile}),)
    form = Instrument(
        "f", {"": hostile}, (Item("q", ItemKind.SELECT_ONE, {"": hostile}, options=options),)
    )
    assert "<script>" not in render_html(form, "").decode()
    assert "<script>alert(1)</script> &" in document_text(render_docx(form))


def test_cbk05_marks_of_the_answers_stand_there() -> None:
    item = Item("q", ItemKind.TEXT, {"": "Why?"}, pii=True, sensitive=True, codebook_theme="Fear")
    form = Instrument("f", {"": "F"}, (item,))
    for told in (render_html(form, "").decode(), document_text(render_docx(form))):
        assert "sensitive; may name or locate a person; its answers in words belong" in told
        assert "“Fear”" in told
