"""A .docx file opened with care: which of its parts hold words, and why it cannot be read."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from typing import Any

from interviews.errors import TranscriptError
from interviews.readers.archive import attribute, open_archive, parse_part, tag

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
        return [note for note in found if not attribute(note, "type")]


def open_word(data: bytes, filename: str) -> WordFile:
    """The parts of a .docx that hold words; TranscriptError says what is the matter with it."""
    if data.startswith(_OLD_WORD):
        raise _old_or_locked(data, filename)
    with open_archive(data, filename, "a Word document", _RESAVE) as archive:
        return _opened(archive, filename)


def _opened(archive: zipfile.ZipFile, filename: str) -> WordFile:
    main = _target(archive, "_rels/.rels", _OFFICE, filename)
    if not main:
        raise TranscriptError(filename, "it has no main text.", _RESAVE)
    document = parse_part(archive, main, filename, _RESAVE)
    body = next((child for child in document if tag(child) == "body"), None)
    if tag(document) != "document" or body is None:
        raise TranscriptError(filename, "it is not a Word document.", _RESAVE)
    folder, name = posixpath.split(main)
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    parts = {
        kind: parse_part(archive, target, filename, _RESAVE)
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
    for relation in parse_part(archive, relations, filename, _RESAVE):
        target = relation.get("Target", "")
        if relation.get("Type", "").endswith(kind) and relation.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            path = posixpath.normpath(path).lstrip("/")
            return path if path in archive.namelist() else ""
    return ""


def _old_or_locked(data: bytes, filename: str) -> TranscriptError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        remedy = "Open it in Word, remove the password under File, Info, and import it again."
        return TranscriptError(filename, "it is protected by a password.", remedy)
    return TranscriptError(filename, "it is an old Word document (.doc).", _RESAVE)
