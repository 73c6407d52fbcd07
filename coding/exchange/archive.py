"""The ZIP that a project comes in, opened with care: size, ratio, names, passwords, damage."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from coding.errors import ExchangeError

MAX_PARTS = 20_000  # a project with some thousand texts has fewer
MAX_PART = 40 * 2**20  # bytes of one part, unpacked
MAX_TOTAL = 160 * 2**20  # bytes of all that is read
MAX_RATIO = 400  # unpacked to packed; text reaches about 20
_SMALL = 4 * 2**20  # below this the ratio does not matter
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError),
    *(ValueError, OSError, OverflowError, RuntimeError),
)


class Archive:
    """The parts of an opened ZIP by their names; nothing is ever written to the disk."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = MAX_TOTAL
        self.names = tuple(info.filename for info in archive.infolist() if not info.is_dir())
        self._folded = {name.casefold(): name for name in self.names}

    def find(self, name: str) -> str:
        """The part of this name, in whatever case; "" if there is none."""
        return self._folded.get(name.casefold(), "")

    def find_text(self, path: str) -> str:
        """The part that the path of a text means, as programs write it; "" if it is not there.

        internal://a.txt is sources/a.txt; others write no beginning, name the folder, or put the
        part beside the description. Nothing outside the file is meant by any path.
        """
        kind, sign, name = path.partition("://")
        if sign and kind not in ("internal", "relative"):
            return ""
        plain = (name if sign else path).replace("\\", "/").lstrip("/")
        if not plain or ".." in plain.split("/"):
            return ""
        return self.find(f"sources/{plain}") or self.find(plain)

    def read(self, name: str) -> bytes:
        """The bytes of one part.

        Raises:
            ExchangeError: it is too large, encrypted or damaged.
        """
        info = self._archive.getinfo(name)
        if info.flag_bits & 1:
            raise ExchangeError("The file is protected by a password. Export it again without one.")
        try:
            with self._archive.open(info) as part:
                body = part.read(MAX_PART + 1)  # what a file says about its size may be untrue
        except _DAMAGE as trouble:
            raise ExchangeError(
                "A part of the file is damaged. Export the project again, or copy it once more."
            ) from trouble
        self._left -= len(body)
        too_dense = len(body) > _SMALL and len(body) > MAX_RATIO * max(info.compress_size, 1)
        if len(body) > MAX_PART or self._left < 0 or too_dense:
            raise ExchangeError(
                "Unpacked, the file is far larger than texts are, as attacks make it. "
                "Export the project again without its recordings and pictures."
            )
        return body


@contextmanager
def open_archive(data: bytes) -> Iterator[Archive]:
    """The parts of a ZIP.

    Raises:
        ExchangeError: it is no ZIP, has too many parts, or a part's name leads out of it.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _DAMAGE as trouble:
        raise ExchangeError(
            "The file is not a project as coding programs export it, or it is damaged. "
            "Choose the file that ends in .qdpx."
        ) from trouble
    with archive:
        infos = archive.infolist()
        if len(infos) > MAX_PARTS:
            raise ExchangeError(f"The file has more than {MAX_PARTS:,} parts; no project has.")
        if any(_leads_out(info.filename) for info in infos):
            raise ExchangeError(
                "A part of the file has a name that leads outside of it, as attacks do. Nothing "
                "was read. Ask who sent it, and export the project again."
            )
        yield Archive(archive)


def _leads_out(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or plain[1:2] == ":" or ".." in plain.split("/")
