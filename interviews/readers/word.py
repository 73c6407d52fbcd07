"""Word documents: paragraphs and tables in order; what else stands in the file is reported."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from interviews.errors import TranscriptError
from interviews.readers.archive import tag
from interviews.readers.body import Body
from interviews.readers.reading import Reading
from interviews.readers.word_file import WordFile, open_word

_BLOCKS_WITHIN = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}
_LEFT_OUT = {"del", "moveFrom", "txbxContent", "Fallback", "instrText", "delText", "rPr", "pPr"}
_AS_TEXT = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_word(data: bytes, filename: str) -> Reading:
    """The words of the body: text as in the latest version, one line per paragraph or table row."""
    file = open_word(data, filename)
    body = Body()
    _add(body, file.body)
    if not body.text.strip():
        raise _without_words(file)
    return body.reading(tuple(_notices(file)))


def _add(body: Body, container: Any) -> None:
    """Paragraphs and tables, also those inside content controls and tracked changes."""
    for block in container:
        name = tag(block)
        if name == "p":
            body.line(_words(block))
        elif name == "tbl":
            rows = _children(block, "tr")
            body.table([[_cell(cell) for cell in _children(row, "tc")] for row in rows])
        elif name in _BLOCKS_WITHIN:
            _add(body, block)


def _cell(cell: Any) -> str:
    inner = Body()
    _add(inner, cell)
    return inner.text.strip("\n")


def _children(element: Any, name: str) -> Iterable[Any]:
    """Children of that name, looking through content controls and tracked insertions."""
    for child in element:
        if tag(child) == name:
            yield child
        elif tag(child) in _BLOCKS_WITHIN:
            yield from _children(child, name)


def _words(element: Any) -> str:
    """The text of a paragraph or run, with insertions, without deletions and text boxes."""
    found: list[str] = []
    for child in element:
        name = tag(child)
        if name in _LEFT_OUT:
            continue
        if name == "t":
            found.append(child.text or "")
        elif name in _AS_TEXT:
            found.append(_AS_TEXT[name])
        elif name == "sym":
            found.append(_symbol(child))
        else:
            found.append(_words(child))
    return "".join(found)


def _symbol(element: Any) -> str:
    value = next((value for key, value in element.items() if key.endswith("}char")), "")
    return chr(int(value, 16)) if re.fullmatch(r"[0-9A-Fa-f]{4}", value) else ""


def _notices(file: WordFile) -> Iterable[str]:
    boxes = [box for box in _all(file.body, "txbxContent") if not _inside(box, "Fallback")]
    words = sum(len(_all_words(box)) for box in boxes)
    if words:
        yield f"Text boxes were left out: {len(boxes)} with {words} words."
    for part, what in (
        ("footnote", "Footnotes"),
        ("endnote", "Endnotes"),
        ("comment", "Comments"),
    ):
        notes = [said for note in file.notes(part) if (said := _all_words(note))]
        if notes:
            yield f"{what} were left out: {len(notes)} with {sum(map(len, notes))} words."
    if _count(file.body, "del") + _count(file.body, "moveFrom"):
        yield "Tracked changes were read as accepted: deleted words were left out."


def _all(element: Any, name: str) -> Iterable[Any]:
    return (child for child in element.iter() if tag(child) == name)


def _count(element: Any, name: str) -> int:
    return sum(1 for _ in _all(element, name))


def _all_words(element: Any) -> list[str]:
    return " ".join(child.text or "" for child in _all(element, "t")).split()


def _inside(element: Any, name: str) -> bool:
    return any(tag(above) == name for above in element.iterancestors())


def _without_words(file: WordFile) -> TranscriptError:
    pictures = _count(file.body, "blip")
    boxes = " ".join(_notices(file))
    if pictures:
        why = f"it holds pictures ({pictures}) but no words; perhaps it is a scan."
        return TranscriptError(file.name, why, "Type or recognise the text first, then import it.")
    why = "there are no words in its body." + (f" {boxes}" if boxes else "")
    remedy = "Put the transcript into ordinary paragraphs, then import it again."
    return TranscriptError(file.name, why, remedy)
