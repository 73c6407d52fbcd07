"""A participant withdraws, in four levels: what it would do, and doing it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from sqlite_utils import Database

from findings.model import FindingState
from interviews.consent import ConsentEvent, Withdrawal
from interviews.model import Source
from interviews.speakers import count_asked, count_words
from interviews.withdrawing import (
    GONE,
    Consequences,
    spans_of,
    without_turns,
)
from storage.audit import record
from storage.consent import refuse_withdrawn, save_consent
from storage.database import now, writing
from storage.erasure import blank_words, delete_with_all, delete_within, empty_files
from storage.names_key import forget_participant, forget_unused
from storage.originals import delete_original
from storage.unredacted import forget_source, unredacted
from storage.withdrawal_reach import consequences, reach_of


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
    return consequences(db, participant, level, reach_of(db, vault, participant))


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
        reach = reach_of(db, vault, participant)
        done = consequences(db, participant, level, reach)
        save_consent(db, ConsentEvent(participant, day, level), actor)
        if level.reaches(Withdrawal.QUOTES):
            _take_quotes_out(db, reach.segments, f"{participant} withdrew on {day} ({level}).")
        if level is Withdrawal.EVERYTHING:
            _recall(db, done.releases, day)
            names = _names_only_here(vault, [source.id for source in reach.sources])
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
