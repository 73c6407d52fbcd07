"""A participant withdraws, in four levels: what it would do, and doing it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlite_utils import Database

from findings.model import FindingState
from findings.reference import reference
from interviews.consent import ConsentEvent, Withdrawal
from interviews.model import Source
from interviews.speakers import count_asked, count_words
from interviews.withdrawing import (
    GONE,
    Consequences,
    Phrases,
    phrases_of,
    spans_of,
    without_turns,
)
from storage.audit import record
from storage.consent import refuse_withdrawn, save_consent
from storage.database import now, writing
from storage.erasure import blank_words, delete_with_all, delete_within, empty_files, find_words
from storage.names_key import forget_participant, forget_unused
from storage.originals import delete_original
from storage.quoting import list_quoting
from storage.sources import load_source
from storage.unredacted import forget_source, unredacted

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
class _Reach:
    """All that is somebody's: sources only theirs, their turns in shared ones, their passages."""

    own: tuple[Source, ...]
    shared: tuple[tuple[Source, frozenset[int]], ...]
    n_turns: int
    segments: tuple[str, ...]
    phrases: Phrases


def preview_withdrawal(
    db: Database, vault: Database, participant: str, level: Withdrawal
) -> Consequences:
    """What would happen, exactly; nothing is changed.

    Raises:
        WithdrawnError: they have withdrawn everything already.
        KeyError: there is no such participant.
    """
    _known(db, participant)
    refuse_withdrawn(db, participant)
    return _consequences(db, participant, level, _reach(db, vault, participant))


def withdraw_participant(
    db: Database, vault: Database, participant: str, level: Withdrawal, day: str, actor: str
) -> Consequences:
    """Record a withdrawal and do all that follows from it; what was done.

    After "everything" no byte of what they said is left in either file or its log. Asking again
    for less changes nothing.

    Raises:
        ValueError: the day lies in the future.
        WithdrawnError: they have withdrawn everything already.
        KeyError: there is no such participant.
    """
    # The study waits for the vault: whatever fails leaves a way to ask again.
    with writing(db), writing(vault):
        _known(db, participant)
        reach = _reach(db, vault, participant)
        done = _consequences(db, participant, level, reach)
        save_consent(db, ConsentEvent(participant, day, level), actor)
        if level.reaches(Withdrawal.QUOTES):
            _take_quotes_out(db, reach.segments, f"{participant} withdrew on {day} ({level}).")
        if level is Withdrawal.EVERYTHING:
            _recall(db, done.releases, day)
            names = _names_only_here(vault, [source.id for source in _all(reach)])
            for source in reach.own:
                delete_with_all(db, "source", [source.id])
                forget_source(vault, source.id, source.original_sha256)
            for source, turns in reach.shared:
                _blank_turns(db, vault, source, turns)
            forget_participant(vault, participant)
            _forget_names(vault, names)
            _empty_participant(db, participant, day)
            blank_words(db, reach.phrases)
        n = {"sources": len(done.sources), "passages": done.n_passages, "turns": done.n_turns}
        record(db, actor, f"withdrew: {level}", participant, n)
    if level is Withdrawal.EVERYTHING:
        finish_withdrawal(db, vault)
    return done


def finish_withdrawal(db: Database, vault: Database) -> bool:
    """Empty both files and their logs of what was deleted; False if somebody held one open."""
    return empty_files(db, vault)


def _known(db: Database, participant: str) -> None:
    if db.execute("select 1 from participant where id = ?", [participant]).fetchone() is None:
        raise KeyError(f"There is no participant '{participant}'. See the page Consent.")


def _reach(db: Database, vault: Database, participant: str) -> _Reach:
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
    return _Reach(
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


def _consequences(db: Database, participant: str, level: Withdrawal, reach: _Reach) -> Consequences:
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
        n_files=sum(bool(one.original_sha256) for one in _all(reach)),
        themes=tuple(name for (name,) in themes),
        findings=tuple(headline for headline, _ in findings),
        n_accepted=sum(state == FindingState.ACCEPTED for _, state in findings),
        releases=tuple(_releases_with(db, reach.segments)),
        texts=tuple(_named(places)),
    )


def _all(reach: _Reach) -> list[Source]:
    return [*reach.own, *(source for source, _ in reach.shared)]


def _named(places: Iterable[tuple[str, str]]) -> list[str]:
    """Where words stand, as people say it; each kind of place once."""
    told = (_NAMES.get((table, column), f"{table} ({column})") for table, column in places)
    return list(dict.fromkeys(told))


def _releases_with(db: Database, segments: Iterable[str]) -> list[int]:
    """The releases in which a reference of these passages stands."""
    marks = [reference(one) for one in segments]
    rows = db.execute("select number, html from release order by number").fetchall()
    return [int(number) for number, html in rows if any(mark in html for mark in marks)]


def _take_quotes_out(db: Database, segments: Iterable[str], reason: str) -> None:
    """Quotes leave themes and findings; every finding that had one needs review."""
    quoted = json.dumps(list(segments))
    db.execute(
        "update finding set review_reason = ?, changed_at = ?, accepted_by = '',"
        " state = iif(state = ?, ?, state) where id in (select finding from evidence"
        " where segment in (select value from json_each(?)))",
        [
            f"{reason} Their quotes were taken out: does the rest still carry it?",
            *(now(), FindingState.ACCEPTED, FindingState.IN_REVIEW, quoted),
        ],
    )
    for table in ("evidence", "theme_quote"):
        db.table(table).delete_where("segment in (select value from json_each(?))", [quoted])


def _recall(db: Database, releases: Iterable[int], day: str) -> None:
    for number in releases:
        db.execute("update release set html = '', recalled_on = ? where number = ?", [day, number])


def _blank_turns(db: Database, vault: Database, source: Source, gone: frozenset[int]) -> None:
    """In a group only what they said goes, in place, so that nobody else's passage moves."""
    whole = unredacted(vault, source.id)
    placed = source.turns or (whole.turns if whole else ())  # before it is coded only the vault's
    delete_within(db, source.id, spans_of(placed, gone) if placed else [])
    if source.turns:
        text = without_turns(source.text, source.turns, gone)
        clean = replace(source, text=text)
        # Taken out and put back, so that an index that follows the turns forgets their words.
        rows = db.execute(
            'select n, speaker, start, "end", at_ms from turn where source = ?', [source.id]
        )
        turns = [(source.id, n, GONE if n in gone else who, *rest) for n, who, *rest in rows]
        db.execute("delete from turn where source = ?", [source.id])
        db.execute(
            "update source set text = ?, sha256 = ?, n_words = ?, n_words_asked = ?,"
            " text_version = text_version + 1 where id = ?",
            [text, clean.sha256, count_words(clean), count_asked(clean), source.id],
        )
        db.conn.executemany(
            'insert into turn (source, n, speaker, start, "end", at_ms) values (?, ?, ?, ?, ?, ?)',
            turns,
        )
    if whole:
        text = without_turns(whole.text, whole.turns, gone)
        said = [
            [GONE if n in gone else turn.speaker, turn.start, turn.end, turn.at_ms]
            for n, turn in enumerate(whole.turns)
        ]
        vault.execute(
            "update unredacted set text = ?, sha256 = ?, turns = ? where source = ?",
            [text, Source("", text, ()).sha256, json.dumps(said), source.id],
        )
        vault.execute(
            "delete from decision where source = ? and instr(?, words) = 0", [source.id, text]
        )
    delete_original(vault, source.original_sha256)


def _names_only_here(vault: Database, sources: Iterable[str]) -> list[int]:
    """Decisions for the whole study about words that stand in these texts."""
    rows = vault.execute(
        "select distinct decision.n from decision join unredacted"
        " on instr(lower(unredacted.text), lower(decision.words)) > 0"
        " where decision.source = '' and unredacted.source in (select value from json_each(?))",
        [json.dumps(list(sources))],
    )
    return [int(n) for (n,) in rows]


def _forget_names(vault: Database, decisions: Iterable[int]) -> None:
    """Remove those of the decisions whose words now stand in no text any more."""
    vault.execute(
        "delete from decision where n in (select value from json_each(?)) and not exists"
        " (select 1 from unredacted where instr(lower(text), lower(decision.words)) > 0)",
        [json.dumps(list(decisions))],
    )
    forget_unused(vault)


def _empty_participant(db: Database, participant: str, day: str) -> None:
    db.execute("delete from attribute where participant = ?", [participant])
    db.execute(
        "update participant set organisation = null, role = '', withdrawn_on = ? where id = ?",
        [day, participant],
    )
    db.execute(
        "delete from consent_event where participant = ? and kind != 'withdrawal'", [participant]
    )
