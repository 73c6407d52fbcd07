"""May a passage be quoted, and what may stand beside it: by the consent in force (rule T6)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from coding.errors import SegmentError
from coding.model import Segment
from coding.segments import people_in
from interviews.attribution import Speaker, shown_beside
from interviews.consent import (
    Consent,
    Reviewer,
    Withdrawal,
    consent_in_force,
    quoting_problem,
    reviewed,
)
from interviews.errors import NotQuotableError
from interviews.model import SourceKind, Turn
from storage.consent import by_participant, consent_of_all, list_consent
from storage.database import today

_NOBODY = "nobody is named as its speaker"


@dataclass(frozen=True)
class Quoting:
    """What consent says of one passage."""

    problem: str = ""  # why it may not be quoted, in words; "" if it may
    beside: str = ""  # what the story may say about who speaks
    people: tuple[str, ...] = ()  # Participant.id of everybody whose words it holds


def list_quoting(
    db: Database, segments: Iterable[str] | None = None, day: str = ""
) -> dict[str, Quoting]:
    """What consent says of these passages, by Segment.id; of all for None; today or on that day."""
    on = day or today()
    events = by_participant(list_consent(db))
    force = {one: consent_in_force(said, on) for one, said in events.items()}
    answers = {one: reviewed(said, on) for one, said in events.items()}
    everybody = list_speakers(db)
    found: dict[str, Quoting] = {}
    for segment, people, kind, same in _passages(db, segments):
        problem = ""
        known = tuple(one for one in people if one)
        if kind.is_spoken and not (kind is SourceKind.FIELD_NOTE and not known):
            problem = _problem(people, force, answers, same)
        found[segment] = Quoting(problem, _beside(known, force, everybody), known)
    return found


def refuse_unquotable(db: Database, segments: Iterable[str]) -> None:
    """Asked before a passage becomes a quote.

    Raises:
        NotQuotableError: consent does not cover one of them.
    """
    chosen = list(segments)
    problems = [one.problem for one in list_quoting(db, chosen).values() if one.problem]
    if chosen and problems:
        raise NotQuotableError(problems)


def refuse_new_use(db: Database, segment: Segment) -> None:
    """Asked before a passage is coded; without any consent on record it may be coded.

    Raises:
        SegmentError: somebody whose words it holds has withdrawn from new use.
    """
    if not db.execute("select 1 from consent_event where kind = 'withdrawal'").fetchone():
        return
    consents = consent_of_all(db)
    for one in _people(db, segment):
        if one and consents[one].is_withdrawn(Withdrawal.NEW_USE):
            raise SegmentError(
                f"{one} has withdrawn ({consents[one].withdrawn}): nothing of theirs is coded anew."
            )


def list_speakers(db: Database) -> list[Speaker]:
    """Every participant who speaks in a source, with what could be shown beside a quote."""
    rows = db.query("""
      select participant.id as participant, participant.role,
        coalesce(organisation.name, '') as organisation,
        coalesce(organisation.sector, '') as sector
      from participant left join organisation on organisation.id = participant.organisation
      where participant.withdrawn_on = '' and participant.id in
        (select participant from source union select participant from speaker)
    """)
    return [Speaker(**row) for row in rows]


def list_to_review(db: Database, participant: str) -> list[tuple[str, str, Reviewer]]:
    """Quotes in themes and findings that somebody has to agree to, who has not answered yet.

    Each as (Segment.id, its words, who is asked).
    """
    said = list_consent(db, participant)
    consent, answers = consent_in_force(said, today()), reviewed(said, today())
    if not consent.reviewers:
        return []
    quoted = [
        str(segment)
        for (segment,) in db.execute(
            "select segment from evidence where segment is not null"
            " union select segment from theme_quote"
        )
    ]
    quoting = list_quoting(db, quoted)
    return [
        (segment, text, reviewer)
        for segment, text, same in _words(db, quoted)
        if participant in quoting[segment].people
        for reviewer in consent.reviewers
        if not any((one, reviewer) in answers for one in same)
    ]


def _problem(
    people: Iterable[str],
    force: Mapping[str, Consent],
    answers: Mapping[str, dict[tuple[str, Reviewer], bool]],
    same: list[str],
) -> str:
    for one in people:
        if not one:
            return _NOBODY
        problem = quoting_problem(force.get(one, Consent()), answers.get(one, {}), same)
        if problem:
            return f"{one} {problem}"
    return ""


def _beside(people: tuple[str, ...], force: Mapping[str, Consent], everybody: list[Speaker]) -> str:
    """What may stand beside the words of one speaker; nothing beside those of several."""
    if len(people) != 1:
        return ""
    speaker = next((one for one in everybody if one.participant == people[0]), None)
    agreed = force.get(people[0], Consent()).attribution
    return shown_beside(agreed, speaker, everybody) if speaker else ""


def _people(db: Database, segment: Segment) -> tuple[str, ...]:
    (whole,) = db.execute(
        "select coalesce(participant, '') from source where id = ?", [segment.source]
    ).fetchone()
    rows = db.execute("select turn, participant from speaker where source = ?", [segment.source])
    named = {int(turn): str(participant) for turn, participant in rows}
    asking = {
        str(label)
        for (label,) in db.execute(
            "select speaker from interviewer where source = ?", [segment.source]
        )
    }
    turns = _turns(db, segment.source) if named else []
    return people_in(turns, named, asking, str(whole), (segment.start, segment.end))


_PASSAGE = """
    select segment.id, segment.source, segment.start, segment."end", source.kind,
      coalesce(source.participant, '') as participant,
      (select json_group_array(same.id) from segment as same where same.source = segment.source
        and same.start = segment.start and same."end" = segment."end") as same
    from segment join source on source.id = segment.source
    where ?1 is null or segment.id in (select value from json_each(?1))
"""


def _passages(
    db: Database, segments: Iterable[str] | None
) -> Iterable[tuple[str, tuple[str, ...], SourceKind, list[str]]]:
    """Each passage with whose words it holds, its kind, and the ids of its very words."""
    chosen = None if segments is None else json.dumps(list(segments))
    named: dict[str, dict[int, str]] = {}
    for source, turn, participant in db.execute("select source, turn, participant from speaker"):
        named.setdefault(source, {})[turn] = participant
    turns = {source: _turns(db, source) for source in named}
    asking: dict[str, set[str]] = {}
    for source, label in db.execute("select source, speaker from interviewer"):
        asking.setdefault(source, set()).add(label)
    for row in list(db.query(_PASSAGE, [chosen])):
        source = row["source"]
        people = people_in(
            turns.get(source, []),
            named.get(source, {}),
            asking.get(source, ()),
            row["participant"],
            (row["start"], row["end"]),
        )
        yield row["id"], people, SourceKind(row["kind"]), json.loads(row["same"])


def _turns(db: Database, source: str) -> list[Turn]:
    rows = db.query('select speaker, start, "end" from turn where source = ? order by n', [source])
    return [Turn(**row) for row in rows]


def _words(db: Database, segments: list[str]) -> list[tuple[str, str, list[str]]]:
    rows = db.query(
        """
        select segment.id, substr(source.text, segment.start + 1, segment."end" - segment.start)
          as text,
          (select json_group_array(same.id) from segment as same where same.source = segment.source
            and same.start = segment.start and same."end" = segment."end") as same
        from segment join source on source.id = segment.source
        where segment.id in (select value from json_each(?)) order by segment.source, segment.start
        """,
        [json.dumps(segments)],
    )
    return [(row["id"], row["text"], json.loads(row["same"])) for row in rows]
