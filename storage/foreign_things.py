"""Under which GUID a thing of the study goes out and comes in again."""

from __future__ import annotations

import secrets

from sqlite_utils import Database

from coding.exchange.guids import guid_of
from storage.settings import load_setting, save_setting

_STUDY = "exchange_id"


def study_id(db: Database) -> str:
    """What tells this study from others in a file; made when it is first asked for."""
    known = load_setting(db, _STUDY)
    if not known:
        known = secrets.token_hex(16)
        save_setting(db, _STUDY, known)
    return known


def guids(db: Database, kind: str, ids: list[str]) -> dict[str, str]:
    """The GUID of each of these things: the one under which it came in, else its own."""
    study = study_id(db)
    rows = db.execute("select id, guid from foreign_thing where kind = ? order by guid", [kind])
    foreign = {str(id): str(guid) for id, guid in rows}
    return {id: foreign.get(id) or guid_of(study, kind, id) for id in ids}


def ids_of_guids(db: Database, kind: str, ids: list[str]) -> dict[str, str]:
    """The other way round: GUID → id of everything of this kind, as it came in and by its own."""
    study = study_id(db)
    found = {guid_of(study, kind, id): id for id in ids}
    rows = db.execute("select guid, id from foreign_thing where kind = ?", [kind])
    return found | {str(guid): str(id) for guid, id in rows if str(id) in set(ids)}


def keep_guid(db: Database, kind: str, id: str, guid: str) -> None:
    """Within a transaction: remember under which GUID something came in."""
    db.execute(
        "insert into foreign_thing (guid, kind, id) values (?, ?, ?)"
        " on conflict (guid) do update set kind = excluded.kind, id = excluded.id",
        [guid, kind, id],
    )
