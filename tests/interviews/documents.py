"""OpenDocument texts, PDFs and workbooks made for tests."""

from __future__ import annotations

import ctypes
import zipfile
from collections.abc import Sequence
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
from openpyxl import Workbook

_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)


def open_document(body: str, prologue: str = "", kind: str = "text", manifest: str = "") -> bytes:
    """An .odt whose text is this XML (prefixes text, table, office, draw)."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr(
            "content.xml",
            f"{prologue}<office:document-content {_SPACES}><office:body><office:{kind}>"
            f"{body}</office:{kind}></office:body></office:document-content>",
        )
    return stream.getvalue()


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    """An .xlsx with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def pdf(*pages: Sequence[tuple[float, float, str]]) -> bytes:
    """A PDF of letter-sized pages; each line is (points from the left, from the top, words)."""
    document = pypdfium2.PdfDocument.new()
    for lines in pages:
        page = document.new_page(612, 792)
        for left, down, words in lines:
            _write(document, page, left, 792 - down, words)
        pdfium.FPDFPage_GenerateContent(page)
        page.close()
    stream = BytesIO()
    document.save(stream)
    document.close()
    return stream.getvalue()


def _write(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, left: float, up: float, words: str
) -> None:
    line = pdfium.FPDFPageObj_NewTextObj(document, b"Helvetica", 11)
    letters = words.encode("utf-16-le") + b"\0\0"
    text = ctypes.cast(letters, ctypes.POINTER(ctypes.c_ushort))
    pdfium.FPDFText_SetText(line, text)
    pdfium.FPDFPageObj_Transform(line, 1, 0, 0, 1, left, up)
    pdfium.FPDFPage_InsertObject(page, line)
