"""How far a withdrawal reaches: all that is somebody's, and what would become of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from findings.model import FindingState
from findings.reference import reference
from interviews.consent import Withdrawal
from interviews.model import Source
from interviews.withdrawing import Consequences, Phrases, phrases_of
from storage.erasure import find_words
from storage.quoting import list_quoting
from storage.sources import load_source
from storage.unredacted import unredacted

_NAMES = {
    ("finding", "headline"): "a finding",
    ("finding", "statement"): "a finding",
    ("finding", "confidence_reason"): "the confidence of a finding",
    ("theme", "name"): "a theme",
    ("theme", "meaning"): "a theme",
    ("code", "definition"): "a code",
    ("story", "lead"): "the story",
    ("story", "method"): "the story",
    ("discussion", "words"): "a discussion of coders",
    ("coding_change", "before"): "the steps of coders",
    ("coding_change", "after"): "the steps of coders",
}


@dataclass(frozen=True)
class Reach:
    """All that is somebody's: sources only theirs, their turns in shared ones, their passages."""

    own: tuple[Source, ...]
    shared: tuple[tuple[Source, frozenset[int]], ...]
    n_turns: int
    segments: tuple[str, ...]
    phrases: Phrases

    @property
    def sources(self) -> list[Source]:
        """All in which they speak."""
        return [*self.own, *(source for source, _ in self.shared)]


def reach_of(db: Database, vault: Database, participant: str) -> Reach:
    """What of the study is somebody's."""
    rows = db.execute(
        "select id from source where participant = ? union"
        " select source from speaker where participant = ? order by 1",
        [participant, participant],
    ).fetchall()
    own, shared, n_turns = [], [], 0
    for (id,) in rows:
        source = load_source(db, str(id))
        turns = db.execute("select turn, participant from speaker where source = ?", [id])
        named = {int(n): str(who) for n, who in turns}
        if named:
            shared.append((source, frozenset(n for n, who in named.items() if who == participant)))
            n_turns += len(shared[-1][1])
        else:
            own.append(source)
            whole = unredacted(vault, source.id)
            n_turns += len(source.turns or (whole.turns if whole else ()))
    quoting = list_quoting(db)
    inside = {
        str(segment)
        for source in own
        for (segment,) in db.execute("select id from segment where source = ?", [source.id])
    }
    segments = {one for one, found in quoting.items() if participant in found.people} | inside
    said = [text for source in own for text in _said(vault, source, None)]
    said += [text for source, turns in shared for text in _said(vault, source, turns)]
    return Reach(
        tuple(own),
        tuple(shared),
        n_turns,
        tuple(sorted(segments)),
        phrases_of(said, _passages(db, segments)),
    )


def _said(vault: Database, source: Source, turns: frozenset[int] | None) -> list[str]:
    """What they said in a source, as it is coded and as it was brought in; all of it for None.

    Where it is known who asks, the interviewer's words are nobody's to withdraw.
    """
    found = []
    whole = unredacted(vault, source.id)
    versions = [(source.text, source.turns, source.interviewers)]
    versions += [(whole.text, whole.turns, whole.asking)] if whole else []
    for text, all_turns, asking in versions:
        found += [
            text[turn.start : turn.end]
            for n, turn in enumerate(all_turns)
            if (n in turns if turns is not None else turn.speaker not in asking)
        ]
    return found


def _passages(db: Database, segments: Iterable[str]) -> list[str]:
    rows = db.execute(
        'select substr(text, start + 1, "end" - start) from segment'
        " join source on source.id = segment.source"
        " where segment.id in (select value from json_each(?))",
        [json.dumps(list(segments))],
    )
    return [str(text) for (text,) in rows]


def consequences(db: Database, participant: str, level: Withdrawal, reach: Reach) -> Consequences:
    """What a withdrawal of this level would do, exactly."""
    quoted = json.dumps(reach.segments)
    themes = db.execute(
        "select distinct name from theme join theme_quote on theme = theme.id"
        " where segment in (select value from json_each(?)) order by name",
        [quoted],
    ).fetchall()
    findings = db.execute(
        "select distinct headline, state from finding join evidence on finding = finding.id"
        " where segment in (select value from json_each(?)) order by headline",
        [quoted],
    ).fetchall()
    places = find_words(db, reach.phrases) if level is Withdrawal.EVERYTHING else []
    (n_live,) = db.execute(
        "select count(*) from live_segment where id in (select value from json_each(?))", [quoted]
    ).fetchone()
    return Consequences(
        participant=participant,
        level=level,
        sources=tuple(sorted(source.title for source in reach.own)),
        shared=tuple(sorted(source.title for source, _ in reach.shared)),
        n_turns=reach.n_turns,
        n_passages=int(n_live),
        n_files=sum(bool(one.original_sha256) for one in reach.sources),
        themes=tuple(name for (name,) in themes),
        findings=tuple(headline for headline, _ in findings),
        n_accepted=sum(state == FindingState.ACCEPTED for _, state in findings),
        releases=tuple(_releases_with(db, reach.segments)),
        texts=tuple(_named(places)),
    )


def _named(places: Iterable[tuple[str, str]]) -> list[str]:
    """Where words stand, as people say it; each kind of place once."""
    told = (_NAMES.get((table, column), f"{table} ({column})") for table, column in places)
    return list(dict.fromkeys(told))


def _releases_with(db: Database, segments: Iterable[str]) -> list[int]:
    """The releases in which a reference of these passages stands."""
    marks = [reference(one) for one in segments]
    rows = db.execute("select number, html from release order by number").fetchall()
    return [int(number) for number, html in rows if any(mark in html for mark in marks)]
