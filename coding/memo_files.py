"""Memos as files: a table for other programs, a document to read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from coding.codebook_csv import escaped
from coding.memos import Memo, MemoKind
from survey.exports.xml_text import xml_text

_COLUMNS = ("kind", "about", "memo", "written by", "written", "changed")


@dataclass(frozen=True)
class MemoBook:
    """Memos with all that a reader needs: what each is about, and who wrote it.

    `about` is by Memo.id, `people` by Account.id.
    """

    memos: Sequence[Memo]
    about: Mapping[str, str]
    people: Mapping[str, str]

    def by(self, memo: Memo) -> str:
        """The name of who wrote a memo."""
        return self.people.get(memo.written_by, "Somebody who left")

    def chapters(self) -> Iterator[tuple[MemoKind, list[Memo]]]:
        """The memos of each kind, oldest first; no kind without memos."""
        for kind in MemoKind:
            these = [memo for memo in self.memos if memo.kind is kind]
            if these:
                yield kind, sorted(these, key=lambda memo: memo.written_at)

    def texts(self) -> dict[str, str]:
        """All words that leave with the memos, by where they stand."""
        return {
            f"Memo “{memo.title}”": f"{self.about.get(memo.id, '')}\n{memo.text}"
            for memo in self.memos
        }


def render_csv(book: MemoBook) -> bytes:
    """One row per memo, grouped by kind."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(_COLUMNS)
    for kind, memos in book.chapters():
        for memo in memos:
            about = book.about.get(memo.id, "")
            cells = (kind.label, about, memo.text, book.by(memo), memo.written_at, memo.changed_at)
            writer.writerow([escaped(cell) for cell in cells])
    return sheet.getvalue().encode("utf-8-sig")


def render_html(book: MemoBook, title: str, style: str) -> bytes:
    """One page without scripts, a chapter per kind."""
    chapters = "".join(
        f"<h2>{escape(kind.label)}</h2>{''.join(_article(memo, book) for memo in memos)}"
        for kind, memos in book.chapters()
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{style}</style></head><body><main><h1>{escape(title)}</h1>{chapters}</main></body>"
        "</html>"
    ).encode()


def render_docx(book: MemoBook, title: str) -> bytes:
    """The same as a document for a word processor."""
    from docx import Document

    document = Document()
    document.add_heading(_clean(title), 0)
    for kind, memos in book.chapters():
        document.add_heading(kind.label, 1)
        for memo in memos:
            if about := book.about.get(memo.id, ""):
                document.add_paragraph().add_run(_clean(about)).bold = True
            for line in memo.text.splitlines():
                document.add_paragraph(_clean(line))
            document.add_paragraph().add_run(_clean(_signed(memo, book))).italic = True
    body = io.BytesIO()
    document.save(body)
    return body.getvalue()


def _article(memo: Memo, book: MemoBook) -> str:
    about = book.about.get(memo.id, "")
    head = f"<h3>{escape(about)}</h3>" if about else ""
    words = "".join(f"<p>{escape(line)}</p>" for line in memo.text.splitlines() if line.strip())
    return f"<article>{head}{words}<footer>{escape(_signed(memo, book))}</footer></article>"


def _signed(memo: Memo, book: MemoBook) -> str:
    changed = f", changed {memo.changed_at[:10]}" if memo.changed_at != memo.written_at else ""
    return f"{book.by(memo)}, {memo.written_at[:10]}{changed}"


def _clean(text: str) -> str:
    """Without the signs that no document can hold."""
    return xml_text(text, "")
