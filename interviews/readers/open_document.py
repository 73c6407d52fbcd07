"""OpenDocument texts (.odt of LibreOffice): paragraphs and tables in order, the rest reported.

Read from the XML with the same care as Word documents, rather than by odfpy, which unpacks every
part of the file, pictures too, whatever their size. Source of the format: OpenDocument 1.3, part 3.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from typing import Any

from interviews.errors import TranscriptError
from interviews.readers.archive import attribute, open_archive, parse_part, read_part, tag
from interviews.readers.body import Body
from interviews.readers.reading import Reading

_RESAVE = "Open it in LibreOffice, save it as .odt or .docx without a password and import that."
_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_WITHIN = {"section", "list", "list-item", "list-header", "index-body", "numbered-paragraph"}
_LEFT_OUT = {"note", "annotation", "frame", "custom-shape", "tracked-changes", "ruby-text"}
_SPACE = re.compile(r"[ \t\r\n]+")
_MAX_REPEATED = 1_000  # cells and spaces that one element may stand for


def read_open_document(data: bytes, filename: str) -> Reading:
    """The words of the body, one line per paragraph or table row."""
    with open_archive(data, filename, "an OpenDocument text", _RESAVE) as archive:
        if _CONTENT not in archive.namelist():
            raise TranscriptError(filename, "it is not an OpenDocument text.", _RESAVE)
        if _is_locked(archive, filename):
            raise TranscriptError(filename, "it is protected by a password.", _RESAVE)
        root = parse_part(archive, _CONTENT, filename, _RESAVE)
    office = next((one for one in _all(root, "body")), None)
    texts = [] if office is None else [one for one in office if tag(one) == "text"]
    if not texts:
        remedy = "Save the transcript as a text document (.odt), then import that file."
        raise TranscriptError(filename, "it is no text, perhaps a table or a drawing.", remedy)
    body = Body()
    _add(body, texts[0])
    if not body.text.strip():
        why = " ".join(["there are no words in its body.", *_notices(texts[0])])
        remedy = "Put the transcript into ordinary paragraphs, then import it again."
        raise TranscriptError(filename, why, remedy)
    return body.reading(tuple(_notices(texts[0])))


def _is_locked(archive: zipfile.ZipFile, filename: str) -> bool:
    if _MANIFEST not in archive.namelist():
        return False
    return b"encryption-data" in read_part(archive, _MANIFEST, filename, _RESAVE)


def _add(body: Body, container: Any) -> None:
    for block in container:
        name = tag(block)
        if name in ("p", "h"):
            body.line("".join(_words(block)))
        elif name == "table":
            body.table([_row(row) for row in _rows(block)])
        elif name in _WITHIN or name.endswith("-index") or name == "table-of-content":
            _add(body, block)


def _rows(table: Any) -> Iterable[Any]:
    for child in table:
        if tag(child) == "table-row":
            yield child
        elif tag(child) in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(child)


def _row(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if tag(cell) in ("table-cell", "covered-table-cell"):
            inner = Body()
            _add(inner, cell)
            cells += [inner.text.strip("\n")] * _number(cell, "number-columns-repeated")
    return cells


def _words(element: Any) -> Iterable[str]:
    """The text of a paragraph without notes; runs of white space count as one space."""
    yield _collapsed(element.text)
    for child in element:
        name = tag(child)
        if name == "s":
            yield " " * _number(child, "c")
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name and name not in _LEFT_OUT:
            yield from _words(child)
        yield _collapsed(child.tail)


def _collapsed(text: str | None) -> str:
    """White space as the format means it: a run of it in the XML is one space."""
    return _SPACE.sub(" ", text or "")


def _number(element: Any, name: str) -> int:
    value = attribute(element, name)
    return min(int(value), _MAX_REPEATED) if value.isdecimal() else 1


def _notices(text: Any) -> Iterable[str]:
    notes = {"footnote": "Footnotes", "endnote": "Endnotes"}
    for kind, what in notes.items():
        found = [one for one in _all(text, "note") if attribute(one, "note-class") == kind]
        bodies = [_all_words(body) for one in found for body in one if tag(body) == "note-body"]
        if bodies:
            yield f"{what} were left out: {len(bodies)} with {sum(map(len, bodies))} words."
    comments = [_all_words(one) for one in _all(text, "annotation")]
    if comments:
        n_words = sum(map(len, comments))
        yield f"Comments were left out: {len(comments)} with {n_words} words."
    boxes = [words for one in _all(text, "text-box") if (words := _all_words(one))]
    if boxes:
        yield f"Text boxes were left out: {len(boxes)} with {sum(map(len, boxes))} words."
    if next(iter(_all(text, "tracked-changes")), None) is not None:
        yield "Tracked changes were read as accepted: deleted words were left out."


def _all(element: Any, name: str) -> Iterable[Any]:
    return (child for child in element.iter() if tag(child) == name)


def _all_words(element: Any) -> list[str]:
    paragraphs = (one for name in ("p", "h") for one in _all(element, name))
    return [word for one in paragraphs for word in "".join(one.itertext()).split()]
