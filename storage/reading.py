"""The reading room: turns found by their words, and everything that was said, turn by turn."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from sqlite_utils import Database

from interviews.search import CLOSES, OPENS, Query, found_spans

TURN_COLUMNS = ["source", "title", "kind", "n", "speaker", "asks", "start", "words"]
TURN_COLUMNS += ["participant", "organisation"]


@dataclass(frozen=True)
class Hit:
    """A turn in which the words were found; `spans` say where they stand in `words`."""

    source: str  # Source.id
    title: str
    n: int  # of the turn, from 0
    speaker: str
    start: int  # of the turn, in code points of the source's text
    words: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Found:
    """The first hits, and how many turns and sources there are in all."""

    hits: tuple[Hit, ...]
    n_turns: int
    n_sources: int


def search_turns(
    db: Database, query: Query, *, kind: str = "", askers: bool = True, limit: int = 50
) -> Found:
    """The turns that fit, source by source in the order of their text.

    Args:
        kind: a SourceKind, "" for all.
        askers: False leaves out what interviewers say.
        limit: how many hits are handed over; all are counted.
    """
    if not query.match:
        return Found((), 0, 0)
    values = {"match": query.match, "kind": kind, "askers": askers, "limit": limit}
    counted = db.execute(f"select count(*), count(distinct turn.source) {_WHERE}", values)
    n_turns, n_sources = counted.fetchone()
    rows = db.execute(
        "select turn.source, source.title, turn.n, turn.speaker, turn.start,"
        f" highlight(turn_words, 0, '{OPENS}', '{CLOSES}') {_WHERE}"
        " order by source.kind, source.title collate nocase, source.id, turn.n limit :limit",
        values,
    )
    return Found(tuple(_hit(row) for row in rows), n_turns, n_sources)


_WHERE = """
    from turn_words join turn_place on turn_place.id = turn_words.rowid
      join turn on turn.source = turn_place.source and turn.n = turn_place.n
      join source on source.id = turn.source
    where turn_words match :match and (:kind = '' or source.kind = :kind)
      and (:askers or not exists (select 1 from interviewer
        where interviewer.source = turn.source and interviewer.speaker = turn.speaker))
"""


def turns_frame(db: Database) -> pd.DataFrame:
    """One row per turn of every text that may be read: the columns of `TURN_COLUMNS`.

    `asks` is a bool; participant and the name of the organisation are "" where nobody is named.
    In a group the participant is the one who speaks; interviewers are nobody.
    """
    rows = db.query("""
      with said as (
        select turn.source, source.title, source.kind, turn.n, turn.speaker,
          interviewer.speaker is not null as asks, turn.start,
          substr(source.text, turn.start + 1, turn."end" - turn.start) as words,
          coalesce(speaker.participant,
            iif(interviewer.speaker is null, source.participant, '')) as participant,
          source.organisation
        from turn join source on source.id = turn.source
          left join interviewer
            on interviewer.source = turn.source and interviewer.speaker = turn.speaker
          left join speaker on speaker.source = turn.source and speaker.turn = turn.n
      )
      select said.source, said.title, said.kind, said.n, said.speaker, said.asks, said.start,
        said.words,
        coalesce(said.participant, '') as participant,
        coalesce(organisation.name, '') as organisation
      from said left join participant on participant.id = said.participant
        left join organisation
          on organisation.id = coalesce(participant.organisation, said.organisation)
      order by said.kind, said.title collate nocase, said.source, said.n
    """)
    return pd.DataFrame(rows, columns=TURN_COLUMNS).astype({"asks": bool})


def forget_words(db: Database) -> None:
    """Write the index anew, so that its pages hold no word of a turn that was deleted."""
    db.execute("insert into turn_words (turn_words) values ('rebuild')")


def _hit(row: tuple[str, str, int, str, int, str]) -> Hit:
    source, title, n, speaker, start, marked = row
    words = marked.replace(OPENS, "").replace(CLOSES, "")
    return Hit(source, title, n, speaker, start, words, tuple(found_spans(marked)))
