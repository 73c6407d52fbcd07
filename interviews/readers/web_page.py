"""Web pages (.html): paragraphs and tables as a reader sees them; nothing is fetched or run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from interviews.encodings import decoded, find_encoding
from interviews.errors import TranscriptError
from interviews.readers.body import Body
from interviews.readers.plain_text import decode
from interviews.readers.reading import Reading

_BLOCK_WORDS = """
address article aside blockquote body caption center dd details dialog div dl dt fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section
summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_WORDS.split())
_LEFT_OUT = {"script", "style", "head", "template", "noscript", "svg", "math", "object", "select"}
_LEFT_OUT |= {"textarea", "button", "iframe", "audio", "video"}
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read_web_page(data: bytes, filename: str) -> Reading:
    """The words of the page, one line per block or table row."""
    text, notices = _decoded(data, filename)
    if "<" not in text:
        remedy = "If it is plain text, give it the ending .txt, then import it again."
        raise TranscriptError(filename, "there is no HTML in it.", remedy)
    return read_markup(text, notices)


def read_markup(text: str, notices: tuple[str, ...] = ()) -> Reading:
    """The words of a piece of HTML."""
    page = _Page()
    page.feed(text)
    page.close()
    return page.body.reading(notices)


def _decoded(data: bytes, filename: str) -> tuple[str, tuple[str, ...]]:
    """As the bytes say, else as the page says, else guessed."""
    _, guessed = find_encoding(data, filename)
    said = _CHARSET.search(data[:4096])
    if guessed and said:
        try:
            return decoded(data, said.group(1).decode()), ()
        except (LookupError, UnicodeDecodeError):
            pass  # what the page says about itself is wrong
    return decode(data, filename)


class _Page(HTMLParser):
    """Collects the lines of a page; tables are kept apart until they end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.body = Body()
        self._line: list[str] = []
        self._silent: list[str] = []
        self._tables: list[list[list[str]]] = []  # tables in tables: the innermost last
        self._open: list[bool] = []  # whether a cell of each of them is open
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a cell, or what is left out."""
        if tag == "body":
            self._silent.clear()  # a head that was never closed
        if self._silent or tag in _LEFT_OUT:
            if tag in _LEFT_OUT:
                self._silent.append(tag)
            return
        if tag in ("td", "th", "tr", "table"):
            self._begin_part(tag)
        elif tag == "br":
            self._line.append("\n")
        elif tag in _BLOCKS:
            self.end_line()
        if tag == "pre":
            self._pre += 1

    def handle_endtag(self, tag: str) -> None:
        """End a block, a cell or a table."""
        if self._silent:
            if tag in self._silent:
                del self._silent[self._silent.index(tag) :]
            return
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag in _BLOCKS:
            self.end_line()
        if tag == "pre":
            self._pre = max(0, self._pre - 1)

    def close(self) -> None:
        """The end of the page: tables and lines that were never closed end here."""
        super().close()
        while self._tables:
            self._end_table()
        self.end_line()

    def _begin_part(self, tag: str) -> None:
        """A table, a row or a cell; the ends of rows and cells may be left out."""
        if tag == "table":
            self.end_line()
            self._tables.append([])
            self._open.append(False)
        elif self._tables:
            self._end_cell()
            self._line.clear()  # white space between rows and cells
            if tag == "tr":
                self._tables[-1].append([])
            else:
                self._open[-1] = True

    def handle_data(self, data: str) -> None:
        """Words; runs of white space count as one space, but in preformatted text."""
        if not self._silent:
            self._line.append(data if self._pre else _SPACE.sub(" ", data))

    def end_line(self) -> None:
        """What was collected becomes a line; in a cell it becomes a line of the cell."""
        if any(self._open):
            if self._line and self._line[-1] != "\n":
                self._line.append("\n")
            return
        words = self._words()
        if words.strip():
            self.body.line(words)

    def _words(self) -> str:
        words = "".join(self._line)
        self._line.clear()
        return words.strip("\n") if self._pre else re.sub(r" *\n *", "\n", words).strip(" \n")

    def _end_cell(self) -> None:
        if not (self._tables and self._open[-1]):
            return
        self._open[-1] = False
        if not self._tables[-1]:
            self._tables[-1].append([])
        self._tables[-1][-1].append(self._words())

    def _end_table(self) -> None:
        self._end_cell()
        self._open.pop()
        rows = [row for row in self._tables.pop() if row]
        if any(self._open):  # a table in a cell is text of that cell
            self._line += ["\n".join("\t".join(row) for row in rows), "\n"]
        elif rows:
            self.body.table(rows)
