"""Projects as other programs write them, built by hand for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import quoteattr

NAMESPACE = "urn:QDA-XML:project:1.0"


def number(n: int) -> str:
    """The n-th GUID."""
    return f"00000000-0000-4000-8000-{n:012d}"


USER, CODE, SOURCE = number(1), number(2), number(3)


def packed(parts: Iterable[tuple[str, bytes | str]]) -> bytes:
    """A ZIP of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts:
            archive.writestr(name, body)
    return out.getvalue()


def selection(n: int, start: int, end: int, name: str = "", code: str = CODE) -> str:
    """A passage with one coding."""
    return (
        f'<PlainTextSelection guid="{number(n)}" name={quoteattr(name)} startPosition="{start}" '
        f'endPosition="{end}" creatingUser="{USER}"><Coding guid="{number(n + 500_000)}" '
        f'creatingUser="{USER}"><CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
    )


def qde(inside: str = "", *, codes: str = "", origin: str = "test", more: str = "") -> str:
    """The description of a project with one user, one code and these selections in one text."""
    codes = codes or f'<Code guid="{CODE}" name="waiting" isCodable="true"/>'
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{NAMESPACE}" name="p" '
        f'origin="{origin}"><Users><User guid="{USER}" name="Ada"/></Users><CodeBook><Codes>'
        f'{codes}</Codes></CodeBook><Sources><TextSource guid="{SOURCE}" name="t" '
        f'plainTextPath="internal://t.txt">{inside}</TextSource></Sources>{more}</Project>'
    )


def qdpx(
    text: bytes | str, passages: Sequence[tuple[int, int, str]] = (), *, origin: str = "test"
) -> bytes:
    """A project with one text and these passages: start, end, name."""
    inside = "".join(selection(n, *one) for n, one in enumerate(passages, 100))
    return packed([("project.qde", qde(inside, origin=origin)), ("Sources/t.txt", text)])
