"""Bytes to text: finds the encoding, unifies line ends, refuses what is not text (rule T1)."""

from __future__ import annotations

import codecs
import re

from interviews.errors import TranscriptError
from interviews.readers.reading import Reading

_MARKED = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LIKELY = ["cp1252", "mac_roman"]  # what Windows and older Macs write in English and French
_GOOD = 0.05  # share of oddities up to which a likely encoding is believed
_OTHER_FORMATS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word document or another packed file"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a Rich Text document"),
)
# A form feed is a page break and U+0085 a line break; both are kept as they are.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")


def read_text(data: bytes, filename: str) -> Reading:
    """A plain text file; TranscriptError if it is not text."""
    for magic, what in _OTHER_FORMATS:
        if data.startswith(magic):
            raise TranscriptError(
                filename,
                f"this is {what}, not plain text.",
                "Save it as .docx or as plain text (.txt), then import that file.",
            )
    text, notices = decode(data, filename)
    return Reading(text, notices=notices)


def decode(data: bytes, filename: str) -> tuple[str, tuple[str, ...]]:
    """The text with line ends as LF, and a notice if its encoding had to be guessed."""
    text, guessed = _decoded(data, filename)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    refuse_control_characters(text, filename)
    if not guessed:
        return text, ()
    return text, (f"The encoding was guessed as {guessed}: check the accented letters.",)


def refuse_control_characters(text: str, filename: str) -> None:
    """TranscriptError with line and column of the first character that is no text."""
    found = _CONTROL.search(text)
    if found is None:
        return
    before = text[: found.start()]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    raise TranscriptError(
        f"{filename}, line {line}, character {column}",
        f"the control character U+{ord(found.group()):04X} stands here: the file is no plain text, "
        "or its letters were damaged when it was saved.",
        "Remove it or save the transcript again as UTF-8, then import that file.",
    )


def _decoded(data: bytes, filename: str) -> tuple[str, str]:
    encoding, body = _encoding_of(data)
    try:
        return body.decode(encoding), ""
    except UnicodeDecodeError as trouble:
        if encoding != "utf-8" or body is not data:
            raise TranscriptError(
                f"{filename}, byte {trouble.start}",
                f"the file says that it is {encoding.upper()}, but it is damaged here.",
                "Save it again as UTF-8, then import it.",
            ) from trouble
    return _guessed(data, filename)


def _encoding_of(data: bytes) -> tuple[str, bytes]:
    """The encoding that the first bytes give away, else UTF-8; and the bytes without the mark."""
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return encoding, data[len(mark) :]
    # Latin letters in UTF-16 have a zero as every second byte.
    if len(data) >= 2 and len(data) % 2 == 0:
        even, odd = data[0::2].count(0), data[1::2].count(0)
        if max(even, odd) > 0.6 * len(data) / 2 and min(even, odd) == 0:
            return ("utf-16-be" if even > odd else "utf-16-le"), data
    return "utf-8", data


def _guessed(data: bytes, filename: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    likely = [one for one in from_bytes(data, cp_isolation=_LIKELY) if one.chaos <= _GOOD]
    likely.sort(key=lambda one: (one.chaos, _LIKELY.index(one.encoding)))
    best = likely[0] if likely else from_bytes(data).best()
    if best is None:
        raise TranscriptError(
            filename,
            "its letters could not be made out: no known encoding fits.",
            "Open it in an editor, save it as UTF-8, then import it again.",
        )
    return data.decode(best.encoding), best.encoding
