"""Queries of coded passages that the study keeps."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("queries")


@migrations()
def m001_saved_queries(db: Database) -> None:
    """A query with a name, as `coding.query_json` writes it; everybody who codes sees it."""
    db.executescript("""
    create table saved_query (
      id text primary key, name text not null unique collate nocase, body text not null,
      author text not null, saved_at text not null
    ) without rowid;
    """)
