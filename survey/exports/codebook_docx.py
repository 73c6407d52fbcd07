"""The codebook as a Word document to read and to print."""

from __future__ import annotations

import io
from typing import Any

from survey.exports.codebook import Entry, by_section, codebook
from survey.exports.variables import REASONS
from survey.exports.xml_text import xml_text
from survey.model import Instrument, words


def render_docx(instrument: Instrument, language: str = "") -> bytes:
    """Every item with its question, kind, condition, and its options with their codes."""
    from docx import Document

    document = Document()
    title = words(instrument.title, language, instrument.default_language) or instrument.name
    document.add_heading(xml_text(f"Codebook: {title}"), 0)
    document.add_paragraph(xml_text(f"{instrument.name}, version {instrument.version}"))
    said = ", ".join(f"{constant} ({text.lower()})" for constant, text in REASONS.items())
    document.add_paragraph(f"Instead of an answer there may stand: {said}.")
    for section, entries in by_section(codebook(instrument, language)):
        if section:
            document.add_heading(xml_text(section), 1)
        for entry in entries:
            _entry(document, entry)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _entry(document: Any, entry: Entry) -> None:
    document.add_heading(xml_text(entry.question), 2)
    document.add_paragraph(xml_text(f"{entry.name}: {entry.kind}"))
    if entry.hint:
        document.add_paragraph(xml_text(entry.hint))
    if entry.asked_if:
        document.add_paragraph(xml_text(f"Asked if {entry.asked_if}"))
    if entry.marks:
        document.add_paragraph(xml_text(f"Marked: {'; '.join(entry.marks)}"))
    if not entry.options:
        return
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("Code", "Name", "Label"), strict=True):
        cell.text = text
    for option in entry.options:
        row = (f"{option.code:g}", option.name, option.label)
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = xml_text(text)
