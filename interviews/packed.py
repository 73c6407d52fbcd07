"""A ZIP of transcripts: its files, each with its bytes or with why it is left out.

Nothing is written to the disk, so no name in it can lead anywhere.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from interviews.errors import TranscriptError
from interviews.readers.archive import open_archive, read_part

MAX_FILES = 200
MAX_UNPACKED = 120 * 1024 * 1024  # bytes of all files together
_MAX_NAME = 120  # characters shown of a name
_RESAVE = "Pack the files again, without a password, and import that; or choose them one by one."
_BY_THE_SYSTEM = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Packed:
    """One file of a ZIP; `trouble` says why it has no bytes."""

    name: str
    data: bytes = b""
    trouble: str = ""


def unpack(data: bytes, filename: str) -> list[Packed]:
    """The files of a ZIP in the order of their names, without those that systems add.

    Raises:
        TranscriptError: it is no ZIP, is damaged, or has too many files.
    """
    with open_archive(data, filename, "a ZIP", _RESAVE) as archive:
        chosen = sorted(filter(_is_wanted, archive.infolist()), key=lambda info: info.filename)
        if len(chosen) > MAX_FILES:
            why = f"it has {len(chosen):,} files; at most {MAX_FILES} are read at a time."
            raise TranscriptError(filename, why, "Pack them into several ZIPs.")
        if not chosen:
            raise TranscriptError(filename, "there are no files in it.", "Check that it is whole.")
        return _unpacked(archive, chosen)


def _unpacked(archive: zipfile.ZipFile, chosen: list[zipfile.ZipInfo]) -> list[Packed]:
    found: list[Packed] = []
    total = 0
    for info in chosen:
        name = _shown(info.filename)
        try:
            body = read_part(archive, info.filename, name, _RESAVE)
        except TranscriptError as refused:
            found.append(Packed(name, trouble=f"{refused.why} {refused.remedy}"))
            continue
        total += len(body)
        if total > MAX_UNPACKED:
            why = f"the files before it fill {MAX_UNPACKED // 2**20} MB already."
            found.append(Packed(name, trouble=f"{why} Pack it into another ZIP."))
            total -= len(body)
        elif name.lower().endswith(".zip"):
            found.append(Packed(name, trouble="it is a ZIP in a ZIP. Unpack it first."))
        else:
            found.append(Packed(name, body))
    return found


def _is_wanted(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    by_the_system = path.name.lower() in _BY_THE_SYSTEM or "__MACOSX" in path.parts
    return not (info.is_dir() or path.name.startswith(".") or by_the_system)


def _shown(name: str) -> str:
    """The name without its folders."""
    return PurePosixPath(name.replace("\\", "/")).name[-_MAX_NAME:]
