"""Plain text and Markdown: the words as they stand (rule T1); refuses what is no text."""

from __future__ import annotations

import re

from interviews.encodings import decoded, find_encoding
from interviews.errors import TranscriptError
from interviews.readers.reading import Reading

_OTHER_FORMATS = (
    (b"%PDF", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a Word document or another packed file", ".docx or .odt"),
    (b"\xd0\xcf\x11\xe0", "an old Word document", ".docx"),
    (b"{\\rtf", "a Rich Text document", ".rtf"),
)
# A form feed is a page break and U+0085 a line break; both are kept as they are. The last range
# are halves of a letter that cannot be stored; they come from damaged JSON.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def read_text(data: bytes, filename: str) -> Reading:
    """A plain text file; TranscriptError if it is not text."""
    for magic, what, ending in _OTHER_FORMATS:
        if data.startswith(magic):
            raise TranscriptError(
                filename,
                f"this is {what}, not plain text.",
                f"Give the file its own ending ({ending}), then import it again.",
            )
    text, notices = decode(data, filename)
    return Reading(text, notices=notices)


def decode(data: bytes, filename: str) -> tuple[str, tuple[str, ...]]:
    """The text with line ends as LF, and a notice if its encoding had to be guessed."""
    encoding, guessed = find_encoding(data, filename)
    text = decoded(data, encoding)
    refuse_control_characters(text, filename)
    if not guessed:
        return text, ()
    return text, (f"The encoding was guessed as {encoding}: check the accented letters.",)


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
