"""Themes with their codes and chosen quotes, and the words left out of word clouds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import uuid4

from sqlite_utils import Database

from findings.model import Theme
from interviews.words import USUAL
from storage.audit import record
from storage.database import writing
from storage.quoting import refuse_unquotable
from storage.settings import load_setting, save_setting


def save_theme(db: Database, theme: Theme, actor: str) -> Theme:
    """Add a theme (its id is made if it has none) or replace it with its codes and quotes.

    Raises:
        NotQuotableError: consent does not cover a quote that it did not have before.
    """
    kept = replace(theme, id=theme.id or uuid4().hex)
    with writing(db):
        known = db.execute("select 1 from theme where id = ?", [kept.id]).fetchone()
        db.execute(
            "insert into theme (id, name, meaning, position)"
            " values (?, ?, ?, (select count(*) from theme))"
            " on conflict (id) do update set name = excluded.name, meaning = excluded.meaning",
            [kept.id, kept.name, kept.meaning],
        )
        before = db.execute("select segment from theme_quote where theme = ?", [kept.id])
        refuse_unquotable(db, set(kept.quotes) - {segment for (segment,) in before})
        db.execute("delete from theme_code where theme = ?", [kept.id])
        db.execute("delete from theme_quote where theme = ?", [kept.id])
        for code in kept.codes:
            db.execute("insert into theme_code (theme, code) values (?, ?)", [kept.id, code])
        for position, segment in enumerate(kept.quotes):
            db.execute("insert into theme_quote values (?, ?, ?)", [kept.id, segment, position])
        detail = {"codes": list(kept.codes), "quotes": list(kept.quotes)}
        record(db, actor, "changed a theme" if known else "made a theme", kept.id, detail)
    return kept


def list_themes(db: Database) -> list[Theme]:
    """Every theme in the order in which they were made; removed codes and segments left out."""
    codes = _grouped(
        db,
        "select theme, code from theme_code_now join code on code.id = theme_code_now.code"
        " where code.removed_at = '' order by code.position, code.name",
    )
    quotes = _grouped(
        db,
        "select theme, segment from theme_quote"
        " join live_segment on live_segment.id = theme_quote.segment order by position",
    )
    rows = db.query("select id, name, meaning from theme order by position, name")
    return [
        Theme(
            **row,
            codes=tuple(codes.get(row["id"], ())),
            quotes=tuple(quotes.get(row["id"], ())),
        )
        for row in rows
    ]


def delete_theme(db: Database, theme: str, actor: str) -> None:
    """Remove a theme; its codes, segments and findings stay."""
    with writing(db):
        db.execute("delete from theme where id = ?", [theme])
        record(db, actor, "deleted a theme", theme)


def list_stop_words(db: Database) -> frozenset[str]:
    """The words left out of word clouds: ours, until a researcher has changed the list."""
    if load_setting(db, "stop_words") != "edited":
        return USUAL
    return frozenset(row[0] for row in db.execute("select word from stop_word"))


def save_stop_words(db: Database, words: Iterable[str], actor: str) -> None:
    """Replace the whole list."""
    with writing(db):
        db.execute("delete from stop_word")
        for word in sorted({word.strip().lower() for word in words} - {""}):
            db.execute("insert into stop_word (word) values (?)", [word])
        save_setting(db, "stop_words", "edited")
        record(db, actor, "changed the words left out of word clouds")


def _grouped(db: Database, query: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for theme, member in db.execute(query):
        found.setdefault(theme, []).append(member)
    return found
