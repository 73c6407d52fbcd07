"""The story, what it rests on, and the very files that were released."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from sqlite_utils import Database

from findings.editions import Counted, few_between
from findings.errors import StoryError
from findings.model import Finding, FindingState, Quote, Release, Story
from findings.release import Check, Tables, no_names, release_checks, stops
from findings.story import Reach, StoryView, render_html, story_texts, story_view
from findings.survey_waves import ALL
from storage.audit import record
from storage.database import now, writing
from storage.evidence import list_quotes, list_survey_tables
from storage.findings import list_findings
from storage.leaks import text_leaks
from storage.responses import count_waves
from storage.settings import is_sample, load_setting, study_name
from survey.model import words
from survey.support import parse_support_lines


@dataclass(frozen=True)
class Evidenced:
    """Findings with everything that stands behind them."""

    findings: tuple[Finding, ...]
    quotes: dict[str, Quote]  # by Segment.id
    tables: Tables  # by instrument and item


def save_story(db: Database, story: Story, actor: str) -> Story:
    """Add a story (its id is made if it has none) or replace it with its findings in order."""
    kept = replace(story, id=story.id or uuid4().hex)
    with writing(db):
        db.execute(
            "insert into story (id, title, lead, method, note) values (?, ?, ?, ?, ?)"
            " on conflict (id) do update set title = excluded.title, lead = excluded.lead,"
            " method = excluded.method, note = excluded.note",
            [kept.id, kept.title, kept.lead, kept.method, kept.note],
        )
        db.execute("delete from story_finding where story = ?", [kept.id])
        for position, finding in enumerate(kept.findings):
            db.execute("insert into story_finding values (?, ?, ?)", [kept.id, finding, position])
        record(db, actor, "changed the story", kept.id, {"findings": list(kept.findings)})
    return kept


def load_story(db: Database, story: str = "") -> Story | None:
    """The story of this id, or the first one; None if there is none."""
    return next((one for one in list_stories(db) if story in ("", one.id)), None)


def list_stories(db: Database) -> list[Story]:
    """Every story with its findings in order."""
    found = []
    for row in list(db.query("select id, title, lead, method, note from story order by title, id")):
        chosen = db.execute(
            "select finding from story_finding where story = ? order by position", [row["id"]]
        )
        found.append(Story(**row, findings=tuple(finding for (finding,) in chosen)))
    return found


def load_evidence(db: Database, findings: Sequence[str]) -> Evidenced:
    """These findings in this order, with their quotes and survey tables."""
    known = {finding.id: finding for finding in list_findings(db)}
    chosen = tuple(known[finding] for finding in findings if finding in known)
    pieces = [piece for finding in chosen for piece in finding.evidence]
    return Evidenced(
        findings=chosen,
        quotes=list_quotes(db, [piece.segment for piece in pieces if piece.segment]),
        tables=list_survey_tables(db, [piece.table for piece in pieces if piece.item]),
    )


def load_release_checks(db: Database, vault: Database, story: Story) -> list[Check]:
    """The check list of a story as it stands now, the leak scan included."""
    behind = load_evidence(db, story.findings)
    return [
        *release_checks(story, behind.findings, behind.quotes, behind.tables),
        no_names(text_leaks(vault, story_texts(load_story_view(db, story)))),
        few_between(_counted_before(db), _counted(db, behind.tables)),
    ]


def load_story_view(db: Database, story: Story, edition: int | None = None) -> StoryView:
    """What the public would see now: accepted findings only."""
    behind = load_evidence(db, story.findings)
    accepted = [one for one in behind.findings if one.state is FindingState.ACCEPTED]
    support = parse_support_lines(load_setting(db, "support_lines"))
    return story_view(
        story,
        accepted,
        behind.quotes,
        behind.tables,
        load_reach(db),
        study=study_name(db),
        support=[(line.number, line.address, words(line.words, "en")) for line in support],
        edition=edition or next_edition(db),
        published_on=now()[:10],
        is_sample=is_sample(db),
    )


def load_reach(db: Database) -> Reach:
    """Organisations interviewed, interviews whose names are out, responses that were sent."""
    query = """
    with speaking as (
      select source.id, coalesce(source.organisation, participant.organisation) as organisation
      from source left join participant on participant.id = source.participant
      where source.kind = 'interview'
      union select source.id, participant.organisation
      from speaker join source on source.id = speaker.source
        join participant on participant.id = speaker.participant
      where source.kind = 'interview')
    select
      (select count(distinct organisation) from speaking),
      (select count(*) from source where kind = 'interview'
        and names in ('confirmed', 'from before')),
      (select count(*) from response where submitted_at is not null)
    """
    return Reach(*db.execute(query).fetchone())


def next_edition(db: Database) -> int:
    """The number that the next release gets."""
    return int(db.execute("select coalesce(max(number), 0) + 1 from release").fetchone()[0])


def release_story(db: Database, vault: Database, story_id: str, actor: str) -> Release:
    """Render the story, number it and keep the file; StoryError if a check stops it."""
    with writing(db):
        story = load_story(db, story_id)
        if story is None:
            raise StoryError(["It is not there any more. Reload the page."])
        reasons = stops(load_release_checks(db, vault, story))
        if reasons:
            raise StoryError(reasons)
        return _save_release(db, story, render_html(load_story_view(db, story)), actor)


def _save_release(db: Database, story: Story, html: str, actor: str) -> Release:
    """Keep the very file that is handed out, with the next number and its sha256."""
    with writing(db):
        release = Release(
            number=next_edition(db),
            story=story.id,
            html=html,
            sha256=hashlib.sha256(html.encode()).hexdigest(),
            released_at=now(),
            released_by=actor,
        )
        db.execute(
            "insert into release (number, story, html, sha256, released_at, released_by)"
            " values (?, ?, ?, ?, ?, ?)",
            [
                *(release.number, story.id, html, release.sha256),
                *(release.released_at, release.released_by),
            ],
        )
        counted = _counted(db, load_evidence(db, story.findings).tables)
        told = [[name, wave, list(counts.items())] for (name, wave), counts in counted.items()]
        detail = {"number": release.number, "sha256": release.sha256, "counted": told}
        record(db, actor, "released the story", story.id, detail)
    return release


def _counted(db: Database, tables: Tables) -> Counted:
    """The responses that stand behind the tables that are printed, by wave."""
    printed = dict.fromkeys((name, wave) for (name, _, wave), one in tables.items() if one.rows)
    return {
        (name, wave): {
            n_wave: n for n_wave, n in count_waves(db, name).items() if wave in (ALL, n_wave)
        }
        for name, wave in printed
    }


def _counted_before(db: Database) -> dict[int, Counted]:
    """The same of each release that wrote it down, by its number."""
    rows = db.execute("select detail from event where act = 'released the story'").fetchall()
    details = [json.loads(detail) for (detail,) in rows]
    return {one["number"]: _read_counted(one) for one in details}


def _read_counted(detail: dict[str, Any]) -> Counted:
    before = detail.get("responses", {})  # once written without waves, of every instrument
    return {(name, ALL): {0: n} for name, n in before.items()} | {
        (name, wave): dict(counts) for name, wave, counts in detail.get("counted", [])
    }


def list_releases(db: Database) -> list[Release]:
    """The newest first."""
    return [Release(**row) for row in db.query("select * from release order by number desc")]


def load_release(db: Database, number: int) -> Release | None:
    """One release with its file."""
    return next((one for one in list_releases(db) if one.number == number), None)
