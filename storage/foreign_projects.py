"""A file of any coding program that is known here, to a Project."""

from __future__ import annotations

from collections.abc import Mapping

from coding.errors import ExchangeError
from coding.exchange.archive import open_archive
from coding.exchange.model import Project, Reading
from coding.refi_qda import parse_qdc, parse_qdpx
from storage.foreign_databases import is_sqlite, open_foreign
from storage.qualcoder import TABLES as QUALCODER
from storage.qualcoder import read_qualcoder
from storage.taguette import TABLES as TAGUETTE
from storage.taguette import read_taguette

FORMATS = ("qdpx", "qdc", "sqlite3", "sqlite", "db", "qda", "zip")


def read_project_file(data: bytes, readings: Mapping[str, Reading]) -> Project:
    """The project in a .qdpx or .qdc, a Taguette export, or a QualCoder folder in a ZIP, whatever
    the file is called.

    Args:
        readings: how a person says that positions of single texts are meant; in a .qdpx only.

    Raises:
        ExchangeError: it is none of them, cannot be read, or looks like an attack.
    """
    if is_sqlite(data):
        return _database(data)
    if _is_xml(data):
        return parse_qdc(data)
    with open_archive(data) as archive:
        inside = [one for one in archive.names if one.rpartition("/")[2] == "data.qda"]
        described = any(one.casefold().endswith(".qde") for one in archive.names)
        if len(inside) == 1 and not described:
            return _database(archive.read(inside[0]))
    return parse_qdpx(data, readings)


def _is_xml(data: bytes) -> bool:
    return data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def _database(data: bytes) -> Project:
    with open_foreign(data) as database:
        if database.has(*QUALCODER):
            return read_qualcoder(database)
        if database.has(*TAGUETTE):
            return read_taguette(database)
    raise ExchangeError(
        "The file is a database, but not one of Taguette or QualCoder. Export the project as "
        ".qdpx in the program it comes from."
    )
