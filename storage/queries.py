"""What queries are asked of, and the queries that the study keeps."""

from __future__ import annotations

from uuid import uuid4

from sqlite_utils import Database

from coding.corpus import Corpus, Text
from coding.errors import QueryError
from coding.model import Segment
from coding.query_json import parse_query, render_query
from coding.query_model import Query, SavedQuery
from interviews.identity import NamesState
from interviews.model import Source, SourceKind, Turn
from storage.audit import record
from storage.database import now, writing
from storage.people import list_organisations, list_participants, speakers_in_groups
from storage.segments_frame import segments_frame

LONGEST_NAME = 80  # characters


def load_corpus(db: Database, viewer: str) -> Corpus:
    """Every text that may be coded, and the passages in it that `viewer` may see.

    Interviews come in the order in which they were held, then by title. In an open blind round
    only what the viewer marked is in it.

    Args:
        viewer: Account.id of the reader.
    """
    participants = {one.id: one for one in list_participants(db)}
    people: dict[str, dict[int, str]] = {}
    for (source, turn), who in speakers_in_groups(db).items():
        people.setdefault(source, {})[turn] = who["participant"]
    texts = tuple(
        Text(
            source,
            source.organisation
            or getattr(participants.get(source.participant), "organisation", ""),
            people.get(source.id, {}),
        )
        for source in _sources(db)
    )
    organisations = {one.id: one.name for one in list_organisations(db)}
    return Corpus(texts, _marks(db, viewer), participants, organisations)


def save_query(db: Database, name: str, query: Query, author: str) -> SavedQuery:
    """Keep a query under a name for everybody; one of that name by the same author is replaced.

    Raises:
        QueryError: there is no name, it is too long, or somebody else's query has it.
    """
    called = " ".join(name.split())
    if not 0 < len(called) <= LONGEST_NAME:
        raise QueryError(f"A query needs a name of up to {LONGEST_NAME} characters.")
    with writing(db):
        known = next(iter(db.query("select * from saved_query where name = ?", [called])), None)
        if known and known["author"] != author:
            raise QueryError(f"Somebody else's query is called “{called}”. Choose another name.")
        id = known["id"] if known else uuid4().hex
        kept = SavedQuery(id, called, query, author, now())
        db.execute(
            "insert or replace into saved_query (id, name, body, author, saved_at)"
            " values (?, ?, ?, ?, ?)",
            [kept.id, kept.name, render_query(query), kept.author, kept.saved_at],
        )
        record(db, author, "saved a query", kept.id)
    return kept


def list_queries(db: Database) -> list[SavedQuery]:
    """The saved queries by name; one whose content cannot be read is left out."""
    found = []
    for row in db.query("select * from saved_query order by name collate nocase"):
        try:
            query = parse_query(row["body"])
        except QueryError:
            continue
        found.append(SavedQuery(row["id"], row["name"], query, row["author"], row["saved_at"]))
    return found


def delete_query(db: Database, id: str, actor: str) -> None:
    """Delete a saved query; only its author may.

    Raises:
        QueryError: it is somebody else's.
    """
    with writing(db):
        row = db.execute("select author from saved_query where id = ?", [id]).fetchone()
        if row is None:
            return
        if row[0] != actor:
            raise QueryError("This query was saved by somebody else; only they can delete it.")
        db.execute("delete from saved_query where id = ?", [id])
        record(db, actor, "deleted a query", id)


def _marks(db: Database, viewer: str) -> tuple[Segment, ...]:
    frame = segments_frame(db, viewer)
    names = ("source", "start", "end", "code", "coder", "segment", "created_at")
    return tuple(
        Segment(source, int(start), int(end), code, coder, id=id, created_at=at)
        for source, start, end, code, coder, id, at in zip(*(frame[n] for n in names), strict=True)
    )


def _sources(db: Database) -> list[Source]:
    turns: dict[str, list[Turn]] = {}
    for row in db.query('select source, speaker, start, "end" from turn order by source, n'):
        turns.setdefault(row.pop("source"), []).append(Turn(**row))
    asking: dict[str, set[str]] = {}
    for source, speaker in db.execute("select source, speaker from interviewer"):
        asking.setdefault(str(source), set()).add(str(speaker))
    rows = db.query("""
      select * from source where names in ('confirmed', 'from before')
      order by kind = 'open answer', kind != 'interview', kind,
        coalesce(nullif(collected_on, ''), '9999'), title collate nocase, id
    """)
    return [
        Source(
            row["title"],
            row["text"],
            tuple(turns.get(row["id"], ())),
            SourceKind(row["kind"]),
            row["id"],
            row["participant"] or "",
            row["organisation"] or "",
            frozenset(asking.get(row["id"], ())),
            NamesState(row["names"]),
            collected_on=row["collected_on"] or "",
        )
        for row in rows
    ]
