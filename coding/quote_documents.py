"""Quotes as a document to read: Word and HTML, by code or by text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from coding.html_file import template
from coding.quote_rows import QuoteRow, below, sections
from survey.exports.xml_text import xml_text

_TEMPLATES = Path(__file__).parent / "web" / "templates"


def render_quotes_html(rows: Sequence[QuoteRow], title: str, by: str) -> bytes:
    """One page without script or request; everything typed is escaped."""
    groups = [
        (heading, [(row.words, below(row, by), bool(row.held)) for row in some])
        for heading, some in sections(rows, by)
    ]
    page = template(_TEMPLATES, "quotes.html")
    return page.render(title=title, by=by, groups=groups, n=len(rows)).encode()


def render_quotes_docx(rows: Sequence[QuoteRow], title: str, by: str) -> bytes:
    """A Word document; what XML cannot hold stands as �."""
    import docx

    document = docx.Document()
    document.core_properties.title = xml_text(title)
    document.core_properties.author = ""
    document.add_heading(xml_text(title), level=0)
    document.add_paragraph(_n_quotes(len(rows)))
    for heading, some in sections(rows, by):
        document.add_heading(f"{xml_text(heading)} ({len(some)})", level=1)
        for row in some:
            paragraph = document.add_paragraph(xml_text(row.words), style="Quote")
            paragraph.paragraph_format.keep_with_next = True
            document.add_paragraph(xml_text(below(row, by)), style="Caption")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _n_quotes(n: int) -> str:
    return "1 quote" if n == 1 else f"{n} quotes"
