"""MFL01 memos leave as CSV, Word and HTML with what they are about and who wrote them, and that is
recorded; MFL02 not while a name that the vault knows stands in one; MFL03 no cell is a formula, no
word is markup, any sign can be written; MFL04 only who may code takes them along."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import docx
import pytest

from access.model import Account, Role
from coding.memo_files import MemoBook, render_csv, render_docx, render_html
from coding.memos import Memo, MemoKind
from coding.model import Code
from interviews.identity import Entity, Kind
from storage.audit import events_frame
from storage.codebook import save_code
from storage.database import open_database, open_vault
from storage.memos import save_memo
from storage.names_key import save_roster
from tests.coding.asking import ask
from tests.pages.opening import new_account


@pytest.fixture
def account(data_folder: Path) -> Account:
    """A researcher who has written two memos."""
    account = new_account(Role.RESEARCHER, data_folder)
    with open_database() as db:
        save_code(db, Code("a", "Waiting"), account.id)
        save_memo(db, Memo(MemoKind.CODE, "Two things\nin one?", "a"), account.id)
        save_memo(db, Memo(MemoKind.METHOD, "=1+1"), account.id)
    return account


def words_of(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def test_mfl01_three_files(account: Account) -> None:
    rows = list(
        csv.reader(io.StringIO(ask("/api/coding/memos.csv", account).body.decode("utf-8-sig")))
    )
    assert rows[1][:4] == ["Code", "Waiting", "Two things\nin one?", "A researcher"]
    page = ask("/api/coding/memos.html", account)
    assert "attachment" in page.headers["content-disposition"]
    assert "<h3>Waiting</h3><p>Two things</p><p>in one?</p>" in page.body.decode()
    assert "Two things\nin one?" in words_of(ask("/api/coding/memos.docx", account).body)
    with open_database() as db:
        assert list(events_frame(db)["act"]).count("exported the memos") == 3


def test_mfl02_a_name_stops_them(account: Account) -> None:
    with open_vault() as vault:
        save_roster(vault, [Entity("", Kind.PERSON, ("Wanda Crowchild",))])
    with open_database() as db:
        save_memo(db, Memo(MemoKind.METHOD, "Wanda Crowchild was tired."), account.id)
    answer = ask("/api/coding/memos.docx", account)
    assert answer.status == 409
    assert "“Wanda Crowchild”" in answer.body.decode()
    with open_database() as db:
        assert "exported the memos" not in set(events_frame(db)["act"])


def test_mfl03_nothing_but_text() -> None:
    memo = Memo(MemoKind.METHOD, "=cmd <script>alert(1)</script> \x00\x0b\ufffe 😀", id="m")
    book = MemoBook([memo], {"m": "@about"}, {})
    row = next(iter(list(csv.reader(io.StringIO(render_csv(book).decode("utf-8-sig"))))[1:]))
    assert (row[1][0], row[2][0]) == ("'", "'")
    assert b"<script" not in render_html(book, "T", "")
    assert "😀" in words_of(render_docx(book, "T\x00"))


def test_mfl04_who_may(account: Account) -> None:
    assert ask("/api/coding/memos.csv", None).status == 401
    assert ask("/api/coding/memos.exe", account).status == 404
