"""A text kept as HTML whose positions count UTF-8 bytes of its words, as Taguette keeps them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from html.parser import HTMLParser
from itertools import accumulate

_BLOCK_WORDS = """
address article aside blockquote br caption div dd dl dt figcaption figure footer form h1 h2 h3 h4
h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_WORDS.split())
_SILENT = frozenset(["script", "style", "head", "title", "template"])


class MarkedUp:
    """The words of a piece of HTML as a text with a line for each block."""

    def __init__(self, markup: str) -> None:
        page = _Words()
        page.feed(markup)
        page.close()
        self.text = "".join(page.pieces)
        self._lines = page.added  # where a line end was added, in characters of the words alone
        sizes = (len(letter.encode()) for letter in page.words())
        self._bytes = [0, *accumulate(sizes)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Start and end of a passage, from bytes of the words to characters of the text.

        What does not lie in the words lies in no text: (-1, -1).
        """
        if not 0 <= start < end <= self._bytes[-1]:
            return -1, -1
        first = bisect_right(self._bytes, start) - 1  # within a letter: that letter
        last = bisect_left(self._bytes, end)
        return first + bisect_right(self._lines, first), last + bisect_left(self._lines, last)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.added: list[int] = []
        self._own: list[str] = []
        self._n = 0
        self._silent = 0

    def words(self) -> str:
        """The words without the line ends that were added."""
        return "".join(self._own)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins on a line of its own."""
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        """What follows a block begins on a new line."""
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Words, letter by letter; line ends are LF already where HTML is parsed."""
        data = data.replace("\r\n", "\n").replace("\r", "\n")
        if not self._own and not data.strip():
            return  # space before the first word is no part of a page
        if not self._silent:
            self.pieces.append(data)
            self._own.append(data)
            self._n += len(data)

    def _break(self) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")
            self.added.append(self._n)
