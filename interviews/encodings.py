"""Bytes to text: which encoding a file is in, and which ones it may be in if it does not say."""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass

from interviews.errors import TranscriptError

_MARKED = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LIKELY = ["cp1252", "mac_roman"]  # what Windows and older Macs write in English and French
_USUAL = frozenset(  # what stands in English, French and other western texts beyond a–z
    "àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸáíóúñÁÍÓÚÑãõÃÕåøÅØß¿¡ªº"
    "’‘“”„‚–—…«»‹›•€£°§©®™½¼¾\u00a0\u202f"
)
_GOOD = 0.05  # share of oddities up to which a likely encoding is believed
WORDS = {  # encoding: what the researcher calls it
    "cp1252": "Western European, Windows",
    "mac_roman": "Western European, older Macs",
    "cp850": "Western European, DOS",
    "cp1250": "Central European, Windows",
    "cp1251": "Cyrillic, Windows",
    "cp1254": "Turkish, Windows",
    "cp1256": "Arabic, Windows",
    "gb18030": "Chinese, simplified",
    "big5": "Chinese, traditional",
    "shift_jis": "Japanese",
}
_MOST = 5  # candidates offered
_LINES = 6  # lines shown of each
_WIDTH = 110  # characters of a line


@dataclass(frozen=True)
class Candidate:
    """An encoding that fits, and how the lines with letters beyond a–z read in it."""

    encoding: str
    lines: tuple[str, ...]

    @property
    def words(self) -> str:
        """ "Western European, Windows (cp1252)"."""
        known = WORDS.get(self.encoding)
        return f"{known} ({self.encoding})" if known else self.encoding


def find_encoding(data: bytes, filename: str) -> tuple[str, bool]:
    """The encoding, and whether it had to be guessed; the byte-order mark is part of the name.

    Raises:
        TranscriptError: nothing fits, or the file is damaged.
    """
    encoding, body = _given_away(data)
    try:
        body.decode(encoding)
    except UnicodeDecodeError as trouble:
        if encoding != "utf-8" or body is not data:
            raise TranscriptError(
                f"{filename}, byte {trouble.start}",
                f"the file says that it is {encoding.upper()}, but it is damaged here.",
                "Save it again as UTF-8, then import it.",
            ) from trouble
        return _guess(data, filename), True
    return encoding, False


def decoded(data: bytes, encoding: str) -> str:
    """The text in that encoding, without a byte-order mark, with line ends as LF."""
    _, body = _given_away(data)
    return body.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")


def candidates(data: bytes, filename: str) -> tuple[Candidate, ...]:
    """The encodings that a file may be in, best first; nothing if the file gives it away."""
    best, guessed = find_encoding(data, filename)
    if not guessed:
        return ()
    found: list[Candidate] = []
    seen: set[tuple[str, ...]] = set()
    for encoding in dict.fromkeys([best, *WORDS]):
        try:
            text = decoded(data, encoding)
        except UnicodeDecodeError:
            continue
        lines = _telling_lines(text)
        if lines in seen or any("\x7f" <= letter <= "\x9f" for letter in text):
            continue
        seen.add(lines)
        found.append(Candidate(encoding, lines))
    return tuple(found[:_MOST])


def _telling_lines(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text.split("\n") if not line.isascii())
    chosen = list(dict.fromkeys(map(_around, lines)))
    return tuple(chosen[:_LINES])


def _around(line: str) -> str:
    """The part of a long line that holds its first letter beyond a–z."""
    at = next(n for n, letter in enumerate(line) if not letter.isascii())
    start = max(0, min(at - _WIDTH // 2, len(line) - _WIDTH))
    end = start + _WIDTH
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")


def _given_away(data: bytes) -> tuple[str, bytes]:
    """The encoding that the bytes give away, else UTF-8; and the bytes without the mark."""
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return encoding, data[len(mark) :]
    return _unmarked_utf16(data) or "utf-8", data


def _unmarked_utf16(data: bytes) -> str:
    """ "utf-16-le" or "-be" if every second byte says so, "" if not.

    Spaces and line ends have a zero there, Latin letters too, and other alphabets one value of
    their own (Cyrillic 4, Arabic 6). Ideographs have many; then no UTF-8 fits instead.
    """
    if len(data) < 2 or len(data) % 2:
        return ""
    halves = {"utf-16-be": data[0::2], "utf-16-le": data[1::2]}
    zeros = {name: half.count(0) for name, half in halves.items()}
    name = max(zeros, key=lambda one: zeros[one])
    if zeros[name] == 0 or min(zeros.values()) > 0:
        return ""
    few = Counter(halves[name]).most_common(2)
    of_one_alphabet = sum(n for value, n in few if value < 0x20) > 0.6 * len(data) / 2
    try:
        data.decode(name)
        return name if of_one_alphabet or not _is_utf8(data) else ""
    except UnicodeDecodeError:
        return ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _guess(data: bytes, filename: str) -> str:
    odd = {name: share for name in _LIKELY if (share := _oddity(data, name)) <= _GOOD}
    if odd:
        return min(odd, key=lambda name: odd[name])
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise TranscriptError(
            filename,
            "its letters could not be made out: no known encoding fits.",
            "Open it in an editor, save it as UTF-8, then import it again.",
        )
    return str(best.encoding)


def _oddity(data: bytes, encoding: str) -> float:
    """Of the letters beyond a–z the share that western texts do not have, or not at that place."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return 1.0
    beyond = [at for at, letter in enumerate(text) if not letter.isascii()]
    if sum(map(str.isalpha, text)) < 2 * sum(text[at].isalpha() for at in beyond):
        return 1.0  # most letters are a–z in every western text
    odd = sum(
        text[at] not in _USUAL or (text[at].isupper() and text[at - 1 : at].islower())
        for at in beyond
    )
    return odd / (len(beyond) or 1)
