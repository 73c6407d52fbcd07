"""Whether as many have answered in the wave under way as were asked for: of all, or of one kind."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from survey.collection import Collection, Quota


class EnoughError(Exception):
    """A quota of these answers was full before they were sent, and they are deleted."""


def has_enough(db: Database, collection: Collection) -> bool:
    """True if as many have answered as were asked for."""
    if not collection.most:
        return False
    (n,) = db.execute(
        "select count(*) from response"
        " where instrument = ? and wave = ? and submitted_at is not null",
        [collection.instrument, collection.wave],
    ).fetchone()
    return int(n) >= collection.most


def filled_quota(
    db: Database, collection: Collection, answers: Mapping[str, object]
) -> Quota | None:
    """The first quota that these answers fall under and that others have filled."""
    for quota in collection.quotas_of(answers):
        (n,) = db.execute(
            """
            select count(distinct response.id)
            from response join answer on answer.response = response.id, json_each(answer.value)
            where response.instrument = ? and response.wave = ?
              and response.submitted_at is not null and answer.item = ? and json_each.value = ?
            """,
            [collection.instrument, collection.wave, quota.item, quota.option],
        ).fetchone()
        if n >= quota.most:
            return quota
    return None
