"""A .docx file opened with care: size, entities, passwords and damage are dealt with here."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from interviews.errors import TranscriptError

MAX_PART = 40 * 1024 * 1024  # bytes of one part once unpacked; a long interview has one or two MB
_RESAVE = "Open it in Word, save it as 'Word document (.docx)' and import that file."
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_OFFICE = "/officeDocument"


@dataclass(frozen=True)
class WordFile:
    """An opened document: its body, and its other parts by kind."""

    name: str
    body: Any
    parts: dict[str, Any]

    def notes(self, kind: str) -> list[Any]:
        """The notes of a kind (footnote, endnote, comment) that somebody wrote."""
        root = self.parts.get(f"{kind}s")
        found = [] if root is None else [child for child in root if tag(child) == kind]
        return [note for note in found if not _attribute(note, "type")]


def tag(element: Any) -> str:
    """The name of an element without its namespace, which differs in strict documents."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def open_word(data: bytes, filename: str) -> WordFile:
    """The parts of a .docx that hold words; TranscriptError says what is the matter with it."""
    if data.startswith(_OLD_WORD):
        raise _old_or_locked(data, filename)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _opened(archive, filename)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as trouble:
        why = "it is not a Word document, or it is damaged."
        raise TranscriptError(filename, why, _RESAVE) from trouble


def _opened(archive: zipfile.ZipFile, filename: str) -> WordFile:
    main = _target(archive, "_rels/.rels", _OFFICE, filename)
    if not main:
        raise TranscriptError(filename, "it has no main text.", _RESAVE)
    document = _part(archive, main, filename)
    body = next((child for child in document if tag(child) == "body"), None)
    if tag(document) != "document" or body is None:
        raise TranscriptError(filename, "it is not a Word document.", _RESAVE)
    folder, name = posixpath.split(main)
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    parts = {
        kind: _part(archive, target, filename)
        for kind in ("footnotes", "endnotes", "comments")
        if (target := _target(archive, relations, f"/{kind}", filename, folder))
    }
    return WordFile(filename, body, parts)


def _target(
    archive: zipfile.ZipFile, relations: str, kind: str, filename: str, folder: str = ""
) -> str:
    """The part that a relationship of this kind leads to, "" if there is none in the file."""
    if relations not in archive.namelist():
        return ""
    for relation in _part(archive, relations, filename):
        target = relation.get("Target", "")
        if relation.get("Type", "").endswith(kind) and relation.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            path = posixpath.normpath(path).lstrip("/")
            return path if path in archive.namelist() else ""
    return ""


def _part(archive: zipfile.ZipFile, path: str, filename: str) -> Any:
    """The root element of a part."""
    from docx.oxml import parse_xml

    if archive.getinfo(path).flag_bits & 1:
        raise TranscriptError(filename, "it is protected by a password.", _RESAVE)
    with archive.open(path) as part:
        body = part.read(MAX_PART + 1)  # what the file says about its size may be untrue
    if len(body) > MAX_PART:
        why = f"unpacked, it is larger than {MAX_PART // 2**20} MB, far more than any interview."
        raise TranscriptError(filename, why, "Copy the words into a new document and import that.")
    try:
        root = parse_xml(body)
    except SyntaxError as trouble:  # that of lxml is one
        if b"<!DOCTYPE" in body:
            raise _with_entities(filename) from trouble
        raise TranscriptError(filename, "its content is damaged.", _RESAVE) from trouble
    if root.getroottree().docinfo.doctype:
        raise _with_entities(filename)
    return root


def _with_entities(filename: str) -> TranscriptError:
    why = "it declares entities of its own, which no Word document does and attacks do."
    return TranscriptError(filename, why, "Ask who sent it; import a file saved by Word itself.")


def _old_or_locked(data: bytes, filename: str) -> TranscriptError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        remedy = "Open it in Word, remove the password under File, Info, and import it again."
        return TranscriptError(filename, "it is protected by a password.", remedy)
    return TranscriptError(filename, "it is an old Word document (.doc).", _RESAVE)


def _attribute(element: Any, name: str) -> str:
    """An attribute by its name without namespace, "" if absent."""
    return next((str(value) for key, value in element.items() if key.endswith(f"}}{name}")), "")
