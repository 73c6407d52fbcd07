"""What stands behind a finding: quotes read from their sources, and tables of survey items."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from coding.model import quote_hash
from findings.model import Quote
from findings.reference import read_reference, reference
from findings.release import Tables
from findings.survey_table import COUNTED, SurveyItem
from findings.survey_waves import tables_together
from storage.instruments import load_joined
from storage.quoting import Quoting, list_quoting
from storage.responses import count_waves, responses_frame
from survey.model import words


def list_quotes(db: Database, segments: Iterable[str]) -> dict[str, Quote]:
    """The quotes of these segments by Segment.id, removed ones too: evidence says so."""
    found: dict[str, Quote] = {}
    wanted = set(segments)
    quoting = list_quoting(db, wanted) if wanted else {}
    for segment in wanted:
        row = next(db.query(_QUOTE, [segment, segment]), None)
        if row is not None:
            found[segment] = _quote(row, quoting[segment])
    return found


def load_quote(db: Database, typed: str) -> Quote | None:
    """The quote that a reference leads to, however it was typed; None if there is none."""
    wanted = read_reference(typed)
    # Evidence first: should two segments ever share a reference, the published one is meant.
    ids = db.execute(
        "select segment.id from segment left join evidence on evidence.segment = segment.id"
        " group by segment.id order by max(evidence.id is null), segment.id"
    )
    segment = next((row[0] for row in ids if wanted and reference(row[0]) == wanted), None)
    return list_quotes(db, [segment])[segment] if segment else None


_QUOTE = """
    with who as (  -- in a group whoever speaks where the passage starts
      select (select speaker.participant from speaker
        where speaker.source = turn.source and speaker.turn = turn.n) as speaker
      from turn join segment on segment.source = turn.source
      where segment.id = ? and turn.start <= segment.start order by turn.n desc limit 1)
    select segment.id as segment, segment.quote_sha256,
      segment.removed_at = '' and code.removed_at = '' as still_coded,
      substr(source.text, segment.start + 1, segment."end" - segment.start) as text,
      exists (select 1 from turn where turn.source = source.id and turn.start < segment."end"
          and segment.start < turn."end")
        and not exists (select 1 from turn where turn.source = source.id
          and turn.start < segment."end" and segment.start < turn."end" and turn.speaker not in
            (select speaker from interviewer where interviewer.source = source.id)) as asks,
      source.id as source, source.title as source_title, source.kind, source.names_removed,
      code.name as code, coalesce(participant.id, '') as participant,
      coalesce(participant.role, '') as role, coalesce(organisation.name, '') as organisation,
      (select count(distinct other.coder) from person_segment as other
        where other.source = segment.source and other.code = segment.code
          and other.start < segment."end" and segment.start < other."end"
          and other.source not in (select source from blind_source)) as n_coders
    from segment
    join source on source.id = segment.source
    join code on code.id = segment.code
    left join who
    left join participant on participant.id = coalesce(who.speaker, source.participant)
    left join organisation on organisation.id = coalesce(
      iif(who.speaker is null, source.organisation, null), participant.organisation)
    where segment.id = ?
"""


def _quote(row: dict[str, Any], quoting: Quoting) -> Quote:
    expected = row.pop("quote_sha256")
    flags = {name: bool(row[name]) for name in ("names_removed", "still_coded", "asks")}
    return Quote(
        **{**row, **flags},
        reference=reference(row["segment"]),
        intact=quote_hash(row["text"]) == expected,
        beside="Interviewer" if flags["asks"] else quoting.beside,
        not_quotable=quoting.problem,
    )


def list_survey_items(db: Database) -> list[SurveyItem]:
    """Every item of a published questionnaire whose answers can be counted."""
    names = db.execute(
        "select distinct name from instrument where published_at != '' order by name"
    ).fetchall()
    found: list[SurveyItem] = []
    for (name,) in names:
        instrument = load_joined(db, name)
        language = instrument.default_language
        title = words(instrument.title, language) or name
        waves = tuple(count_waves(db, name))
        found += [
            SurveyItem(name, item.name, title, words(item.label, language) or item.name, waves)
            for item in instrument.items
            if item.kind in COUNTED
        ]
    return found


def list_survey_tables(db: Database, wanted: Iterable[tuple[str, str, int]]) -> Tables:
    """The tables of these items by (instrument, item, wave); those that do not exist are left out.

    They are taken to stand together: none of them shows what another one withholds.
    """
    asked: dict[str, list[tuple[str, int]]] = {}
    known = {name for (name,) in db.execute("select distinct name from instrument")}
    for name, item, wave in wanted:
        if name in known:
            asked.setdefault(name, []).append((item, wave))
    return {
        (name, item, wave): table
        for name, items in asked.items()
        for (item, wave), table in tables_together(
            responses_frame(db, name), load_joined(db, name), items
        ).items()
    }
