"""Every coded passage with its words, its code and who speaks, as a table."""

from __future__ import annotations

import pandas as pd
from sqlite_utils import Database

from coding.segments import is_asked, speaker_at, turn_at, words_of
from interviews.model import Turn
from storage.people import speakers_in_groups
from storage.segments import segment_of

FRAME_COLUMNS = [
    *("segment", "source", "source_title", "kind", "start", "end", "text"),
    *("code", "code_name", "colour", "coder"),
    *("participant", "organisation", "organisation_name", "speaker", "asks", "created_at"),
]
_QUERY = """
    select live_segment.*, source.title as source_title, source.kind, code.name as code_name,
      code.colour, coalesce(source.participant, '') as participant,
      coalesce(source.organisation, participant.organisation, '') as organisation,
      coalesce(organisation.name, '') as organisation_name
    from live_segment join source on source.id = live_segment.source
      join code on code.id = live_segment.code
      left join participant on participant.id = source.participant
      left join organisation
        on organisation.id = coalesce(source.organisation, participant.organisation)
    where live_segment.coder = ?
      or live_segment.source not in (select source from blind_source)
    order by source.title, source.id, live_segment.start, live_segment."end", live_segment.id
"""


def segments_frame(db: Database, viewer: str = "") -> pd.DataFrame:
    """One row per passage and code: where it stands, its words, who coded and who speaks.

    In open blind rounds only what `viewer` marked is in it; nothing if no Account.id is given.

    `start` and `end` count code points; `text` is the quote; `speaker` is the label of the turn in
    which it starts, in a group its participant is the one of that turn; missing people and
    organisations are "". `asks` (a bool) says that only interviewers speak in it; `created_at` is
    when it was marked.

    Raises:
        SegmentError: names the segment whose words are no longer those that were marked.
    """
    texts = {str(key): str(text) for key, text in db.execute("select id, text from source")}
    turns = _turns(db)
    named, asking = speakers_in_groups(db), _asking(db)
    rows = []
    for row in db.query(_QUERY, [viewer]):
        segment = segment_of(row)
        said = words_of(segment, texts[segment.source])
        there, asks = turns.get(segment.source, []), asking.get(segment.source, set())
        who: dict[str, object] = {
            "speaker": speaker_at(there, segment.start),
            "asks": bool(asks) and is_asked(there, asks, (segment.start, segment.end)),
            **named.get((segment.source, turn_at(there, segment.start)), {}),
        }
        rows.append({**row, "segment": segment.id, "text": said, **who})
    return pd.DataFrame(rows, columns=FRAME_COLUMNS).astype({"asks": bool})


def _asking(db: Database) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for source, speaker in db.execute("select source, speaker from interviewer"):
        found.setdefault(str(source), set()).add(str(speaker))
    return found


def _turns(db: Database) -> dict[str, list[Turn]]:
    found: dict[str, list[Turn]] = {}
    for source, speaker, start, end in db.execute(
        'select source, speaker, start, "end" from turn order by source, n'
    ):
        found.setdefault(str(source), []).append(Turn(speaker, start, end))
    return found
