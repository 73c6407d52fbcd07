"""Quotes as a document to read: Word and HTML, by code or by text."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coding.quote_rows import QuoteRow, below, sections

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATES = Path(__file__).parent / "web" / "templates"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_quotes_html(rows: Sequence[QuoteRow], title: str, by: str) -> bytes:
    """One page without script or request; everything typed is escaped."""
    groups = [
        (heading, [(row.words, below(row, by), bool(row.held)) for row in some])
        for heading, some in sections(rows, by)
    ]
    html = _template().render(title=title, by=by, groups=groups, n=len(rows))
    return html.encode()


def render_quotes_docx(rows: Sequence[QuoteRow], title: str, by: str) -> bytes:
    """A Word document; what XML cannot hold stands as �."""
    import docx

    document = docx.Document()
    document.core_properties.title = _xml(title)
    document.core_properties.author = ""
    document.add_heading(_xml(title), level=0)
    document.add_paragraph(_n_quotes(len(rows)))
    for heading, some in sections(rows, by):
        document.add_heading(f"{_xml(heading)} ({len(some)})", level=1)
        for row in some:
            paragraph = document.add_paragraph(_xml(row.words), style="Quote")
            paragraph.paragraph_format.keep_with_next = True
            document.add_paragraph(_xml(below(row, by)), style="Caption")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _n_quotes(n: int) -> str:
    return "1 quote" if n == 1 else f"{n} quotes"


def _xml(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("quotes.html")
