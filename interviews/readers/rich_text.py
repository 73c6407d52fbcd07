"""Rich Text (.rtf of WordPad, TextEdit, older Word): paragraphs and tables, the rest reported.

Read by hand rather than by striprtf, which puts hidden and deleted words into the text, spoils
links and knows tables only as bars. Source of the format: Rich Text Format Specification 1.9.1.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from interviews.errors import TranscriptError
from interviews.readers.body import Body
from interviews.readers.reading import Reading

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)"
)
_LEFT_OUT_WORDS = """
fonttbl colortbl stylesheet info header headerl headerr headerf footer footerl footerr footerf
pict object objdata datafield fldinst themedata colorschememapping latentstyles datastore xe tc
rsidtbl listtable listoverridetable revtbl generator pntext pn pntxta pntxtb template filetbl
bkmkstart bkmkend shppict nonshppict shpinst shp do dptxbxtext mmathpr xmlnstbl title author
operator company comment doccomm atrfstart atrfend atnid atnauthor atntime atndate atnref atnparent
"""
_LEFT_OUT = frozenset(_LEFT_OUT_WORDS.split())  # groups whose words are not said
_NOTES = {"footnote": "Footnotes", "annotation": "Comments", "shptxt": "Text boxes"}
_LETTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
}
_SIGNS = {"~": "\xa0", "_": "\u2011", "{": "{", "}": "}", "\\": "\\", "-": ""}
_CHARSETS = {77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253"}
_CHARSETS |= {162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257"}
_CHARSETS |= {204: "cp1251", 222: "cp874", 238: "cp1250"}
_ENDS = {"par", "sect", "page", "cell", "nestcell", "row", "nestrow"}
_MAX_DEPTH = 500  # groups in groups
_FONT = re.compile(rb"\\f(\d{1,5})[^{};]{0,200}?\\fcharset(\d{1,3})")


@dataclass(frozen=True)
class _State:
    """What holds inside a group."""

    silent: str = ""  # "" if the words are said, else which destination they belong to
    hidden: bool = False
    skip: int = 1  # letters that stand after \\u for programs that cannot read it
    font: str = ""
    in_table: bool = False


def read_rich_text(data: bytes, filename: str) -> Reading:
    """The words of the document, one line per paragraph or table row."""
    if not data.lstrip()[:5].startswith(b"{\\rtf"):
        raise TranscriptError(
            filename,
            "it is not Rich Text: it does not begin with {\\rtf.",
            "Open it in a word processor, save it as .docx or .rtf and import that file.",
        )
    page = _Page(_fonts(data), filename)
    page.walk(data.decode("latin-1"))
    return page.body.reading(tuple(page.notices()))


class _Page:
    """What has been read so far, group within group."""

    def __init__(self, fonts: Mapping[str, str], filename: str) -> None:
        self.body = Body()
        self._fonts, self._filename = fonts, filename
        self._codepage = "cp1252"
        self._state = _State()
        self._above: list[_State] = []
        self._skip = 0  # letters that stand for one given as \\u
        self._star = False
        self._bytes = bytearray()  # of letters in the encoding of their font
        self._line: list[str] = []
        self._cells: list[str] = []
        self._rows: list[list[str]] = []
        self._notes: Counter[str] = Counter()
        self._note_words: dict[str, list[str]] = {}
        self._deleted = False

    def walk(self, text: str) -> None:
        """Read every token; what stands after the last brace is not part of the document."""
        at = 0
        while found := _TOKEN.search(text, at):
            at = found.end()
            word, number, byte, sign, brace, plain = found.groups()
            if not byte:
                self._say_bytes()
            if brace:
                self._brace(brace)
                if not self._above:
                    break
            elif byte or plain:
                self._letters(byte, plain)
            elif word == "bin":
                at += max(0, int(number or 0))
            elif word:
                self._word(word, number)
            else:
                self._sign(sign)
        self._say_bytes()
        self._end_paragraph()
        self._end_table()

    def _brace(self, brace: str) -> None:
        self._skip, self._star = 0, False
        if brace == "}":
            self._state = self._above.pop() if self._above else self._state
            return
        if len(self._above) >= _MAX_DEPTH:
            remedy = "Save it again as .docx and import that."
            raise TranscriptError(self._filename, "it is nested deeper than any text.", remedy)
        self._above.append(self._state)

    def _letters(self, byte: str | None, plain: str | None) -> None:
        self._star = False
        if byte:
            if self._skip:
                self._skip -= 1
            else:
                self._bytes += bytes.fromhex(byte)
            return
        words = plain or ""
        dropped = min(self._skip, len(words))
        self._skip -= dropped
        self._say(words[dropped:])

    def _sign(self, sign: str) -> None:
        self._skip = 0
        self._star = sign == "*"
        if sign in "\r\n":
            self._end_paragraph()
        self._say(_SIGNS.get(sign, ""))

    def _word(self, word: str, number: str | None) -> None:
        star, self._star = self._star, False
        if word == "u" and number:
            self._say(chr(int(number) % 0x10000))
            self._skip = self._state.skip
            return
        self._skip = 0
        if word == "ansicpg" and number:
            self._codepage = _codepage(number)
        elif word in _NOTES:
            self._notes[word] += 1
            self._state = replace(self._state, silent=word)
        elif self._state.silent:
            return
        elif word in _LEFT_OUT or star:
            self._state = replace(self._state, silent=word)
        elif word in _LETTERS:
            self._say(_LETTERS[word])
        elif word in _ENDS:
            self._end(word)
        else:
            self._format(word, number)

    def _format(self, word: str, number: str | None) -> None:
        if word == "uc":
            self._state = replace(self._state, skip=min(int(number or 1), 10))
        elif word == "f":
            self._state = replace(self._state, font=number or "")
        elif word in ("v", "deleted"):
            self._deleted = self._deleted or word == "deleted"
            self._state = replace(self._state, hidden=number != "0")
        elif word == "plain":
            self._state = replace(self._state, hidden=False)
        elif word in ("pard", "intbl"):
            self._state = replace(self._state, in_table=word == "intbl")

    def _end(self, word: str) -> None:
        """The end of a paragraph, a cell or a row."""
        if word in ("cell", "nestcell"):
            self._cells.append(_whole("".join(self._line)).strip("\n"))
            self._line.clear()
        elif word in ("row", "nestrow"):
            self._rows.append(list(self._cells))
            self._cells.clear()
        else:
            self._end_paragraph()

    def _say(self, words: str) -> None:
        if self._state.silent in _NOTES:
            self._note_words.setdefault(self._state.silent, []).append(words)
        elif not self._state.silent and not self._state.hidden:
            self._line.append(words)

    def _say_bytes(self) -> None:
        if self._bytes:
            encoding = self._fonts.get(self._state.font, self._codepage)
            self._say(self._bytes.decode(encoding, "replace"))
            self._bytes.clear()

    def _end_paragraph(self) -> None:
        if self._state.silent or (not self._line and self._state.in_table):
            return
        if self._state.in_table:
            self._line.append("\n")
            return
        self._end_table()
        self.body.line(_whole("".join(self._line)))
        self._line.clear()

    def _end_table(self) -> None:
        if self._rows:
            self.body.table(self._rows)
            self._rows.clear()

    def notices(self) -> Iterator[str]:
        """What was left out."""
        for kind, what in _NOTES.items():
            words = "".join(self._note_words.get(kind, [])).split()
            if words:
                yield f"{what} were left out: {self._notes[kind]} with {len(words)} words."
        if self._deleted:
            yield "Tracked changes were read as accepted: deleted words were left out."


def _whole(text: str) -> str:
    """Letters beyond 16 bits come as two halves; here they are one."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _fonts(data: bytes) -> dict[str, str]:
    """Font number → encoding of the bytes written in it."""
    found = {number.decode(): int(charset) for number, charset in _FONT.findall(data[:200_000])}
    return {number: _CHARSETS[charset] for number, charset in found.items() if charset in _CHARSETS}


def _codepage(number: str) -> str:
    name = "mac_roman" if number == "10000" else f"cp{number}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
