"""A questionnaire while it is being built: one draft that changes in its place, act by act."""

from __future__ import annotations

from dataclasses import replace

from sqlite_utils import Database

from storage.audit import record
from storage.database import now, writing
from storage.instruments import newest_version
from survey.model import Instrument, to_json


class DraftChangedError(ValueError):
    """Somebody else has changed the questionnaire since it was read."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Somebody else has changed '{name}' in the meantime. Your last change was not kept: "
            "look at what is there now, and make it again."
        )


def change_draft(
    db: Database, before: Instrument, after: Instrument, actor: str, act: str
) -> Instrument:
    """Keep a change to the newest version: in its place while it is a draft, else as the next one.

    A version that is published, or that somebody has answered, is not a draft any more.

    Args:
        before: the version as it was read.
        after: the same with the change.
        act: the change in a few words that name nobody, for the record.

    Raises:
        DraftChangedError: `before` is not the newest version any more, or not what is stored.
    """
    with writing(db):
        newest = newest_version(db, before.name)
        sha256, is_fixed = db.execute(
            """
            select coalesce(max(sha256), ''), coalesce(max(published_at), '') != '' or exists (
              select 1 from response where response.instrument = ?1 and response.version = ?2)
            from instrument where name = ?1 and version = ?2
            """,
            [before.name, newest],
        ).fetchone()
        if (newest, sha256) != (before.version, before.sha256):
            raise DraftChangedError(before.name)
        if after.sha256 == sha256:
            return before
        saved = replace(after, version=newest + 1 if is_fixed else newest)
        _write(db, saved)
        detail = {"version": saved.version, "act": act}
        record(db, actor, "edited a questionnaire", saved.name, detail)
    return saved


def _write(db: Database, draft: Instrument) -> None:
    """The version as it is now, in the place of what it was."""
    db.execute(
        """
        insert into instrument (name, version, body, sha256, created_at) values (?, ?, ?, ?, ?)
        on conflict (name, version) do update
          set body = excluded.body, sha256 = excluded.sha256, created_at = excluded.created_at
        """,
        [draft.name, draft.version, to_json(draft), draft.sha256, now()],
    )
