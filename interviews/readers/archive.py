"""Packed documents (.docx, .odt, .xlsx) and XML opened with care: size, entities, damage."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from interviews.errors import TranscriptError

MAX_PART = 40 * 1024 * 1024  # bytes of one part once unpacked; a long interview has one or two MB
MAX_PARTS = 5_000  # a document with a thousand pictures has some more than a thousand
MAX_RATIO = 400  # unpacked to packed; zlib reaches 1,032, the XML of a document about 20
_SMALL = 4 * 1024 * 1024  # below this the ratio does not matter
_DAMAGE = (  # the last three: offsets that lead nowhere, names of no encoding
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError),
    *(ValueError, OSError, OverflowError),
)
_COPY_WORDS = "Copy the words into a new document and import that."


@contextmanager
def open_archive(data: bytes, filename: str, kind: str, remedy: str) -> Iterator[zipfile.ZipFile]:
    """The packed file; TranscriptError with `remedy` if it is no `kind` or is damaged."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _DAMAGE as trouble:
        why = f"it is not {kind}, or it is damaged."
        raise TranscriptError(filename, why, remedy) from trouble
    with archive:
        if len(archive.infolist()) > MAX_PARTS:
            why = f"it has more than {MAX_PARTS:,} parts, far more than any interview."
            raise TranscriptError(filename, why, _COPY_WORDS)
        yield archive


def read_part(archive: zipfile.ZipFile, path: str, filename: str, remedy: str) -> bytes:
    """The bytes of one part, never more than MAX_PART of them."""
    info = archive.getinfo(path)
    if info.flag_bits & 1:
        raise TranscriptError(filename, "it is protected by a password.", remedy)
    try:
        with archive.open(path) as part:
            body = part.read(MAX_PART + 1)  # what the file says about its size may be untrue
    except _DAMAGE as trouble:
        raise TranscriptError(filename, "a part of it is damaged.", remedy) from trouble
    if len(body) > MAX_PART:
        why = f"unpacked, it is larger than {MAX_PART // 2**20} MB, far more than any interview."
        raise TranscriptError(filename, why, _COPY_WORDS)
    if len(body) > _SMALL and len(body) > MAX_RATIO * max(info.compress_size, 1):
        why = f"it unpacks to more than {MAX_RATIO} times its size, as attacks do."
        raise TranscriptError(filename, why, _COPY_WORDS)
    return body


def parse_part(archive: zipfile.ZipFile, path: str, filename: str, remedy: str) -> Any:
    """The root element of one part; no entity is resolved, nothing is fetched."""
    return parse_xml(read_part(archive, path, filename, remedy), filename, remedy)


def parse_xml(body: bytes, filename: str, remedy: str) -> Any:
    """The root element; no entity is resolved, nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as trouble:
        if b"<!DOCTYPE" in body:
            raise _with_entities(filename) from trouble
        raise TranscriptError(filename, "its content is damaged.", remedy) from trouble
    if root.getroottree().docinfo.doctype:
        raise _with_entities(filename)
    return root


def tag(element: Any) -> str:
    """The name of an element without its namespace, which differs in strict documents."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its name without namespace, "" if absent."""
    found = (str(value) for key, value in element.items() if key.rpartition("}")[2] == name)
    return next(found, "")


def _with_entities(filename: str) -> TranscriptError:
    why = "it declares entities of its own, which no document of an office program does."
    return TranscriptError(
        filename, why, "Attacks do. Ask who sent it; import a file saved by the program itself."
    )
