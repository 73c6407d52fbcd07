"""Rounds of coding: opened, worked on, closed; and what stays hidden while one is open."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from uuid import uuid4

from sqlite_utils import Database

from coding.agreement_report import AgreementReport
from coding.agreement_units import Unit
from coding.compared import Compared, report_of
from coding.errors import RoundError
from coding.model import Segment
from coding.rounds import AGREED, Assignment, Round, check_round
from storage.audit import record
from storage.codebook import list_codes
from storage.coding_steps import next_revision
from storage.database import now, writing
from storage.sources import load_source


def open_round(db: Database, round: Round, actor: str) -> Round:
    """Store a new round; from now on it hides what it has to hide.

    Raises:
        RoundError: it cannot be opened so, a text is gone, or the reference has not coded them all.
    """
    check_round(round)
    opened = replace(round, id=uuid4().hex, created_by=actor, created_at=now())
    with writing(db):
        _check(db, opened)
        db.execute(
            "insert into round (id, name, blind, reference, created_by, created_at)"
            " values (?, ?, ?, ?, ?, ?)",
            [opened.id, opened.name.strip(), opened.blind, opened.reference, actor, now()],
        )
        for source in opened.sources:
            at = next_revision(db, source)
            db.execute("insert into round_source values (?, ?, ?)", [opened.id, source, at])
        db.conn.executemany(
            "insert into round_code values (?, ?)", [(opened.id, code) for code in opened.codes]
        )
        db.conn.executemany(
            "insert into assignment (round, source, coder) values (?, ?, ?)",
            [(opened.id, one.source, one.coder) for one in opened.assignments],
        )
        detail = {"texts": list(opened.sources), "coders": list(opened.coders)}
        record(db, actor, "opened a round of coding", opened.id, {**detail, "blind": opened.blind})
    return opened


def finish_text(db: Database, round: str, source: str, coder: str, *, done: bool = True) -> None:
    """The coder has finished a text of the round, or not yet after all.

    Raises:
        RoundError: the round is closed, or the text is not this coder's.
    """
    with writing(db):
        this = load_round(db, round)
        if not this.is_open:
            raise RoundError(f"Round '{this.name}' is closed; nothing in it changes any more.")
        if (source, coder) not in {(one.source, one.coder) for one in this.assignments}:
            raise RoundError("This text is for others in this round.")
        db.execute(
            "update assignment set done_at = ? where round = ? and source = ? and coder = ?",
            [now() if done else "", round, source, coder],
        )
        act = "finished a text" if done else "took up a text again"
        record(db, coder, act, round, {"source": source})


def close_round(db: Database, round: str, actor: str) -> None:
    """Close a round for good: everybody sees everything again. Twice counts once."""
    with writing(db):
        if not load_round(db, round).is_open:
            return
        db.execute("update round set closed_at = ? where id = ?", [now(), round])
        for source in load_round(db, round).sources:
            db.execute(
                "update round_source set changed_at = ? where round = ? and source = ?",
                [next_revision(db, source), round, source],
            )
        record(db, actor, "closed a round of coding", round)


def list_rounds(db: Database) -> list[Round]:
    """Every round, the newest first."""
    rows = db.execute("select id from round order by n desc").fetchall()
    return [load_round(db, str(id)) for (id,) in rows]


def load_round(db: Database, id: str) -> Round:
    """A round with its assignments.

    Raises:
        RoundError: there is none of that id.
    """
    row = next(iter(db.query("select * from round where id = ?", [id])), None)
    if row is None:
        raise RoundError(f"There is no round '{id}'. Choose one from the list.")
    assignments = db.execute(
        "select assignment.source, coder, done_at from assignment"
        " join source on source.id = assignment.source where round = ?"
        " order by source.kind, source.title, source.id, coder",
        [id],
    )
    codes = db.execute(
        "select now from round_code join code_now on code_now.id = code where round = ?", [id]
    )
    return Round(
        **{name: str(row[name]) for name in ("id", "name", "reference", "created_by")},
        **{name: str(row[name]) for name in ("created_at", "closed_at")},
        blind=bool(row["blind"]),
        assignments=tuple(Assignment(*one) for one in assignments),
        codes=frozenset(str(code) for (code,) in codes),
    )


def own_rounds(db: Database, source: str, coder: str) -> list[Round]:
    """The open rounds in which this text is for this coder."""
    ids = db.execute(
        "select round.id from round join assignment on assignment.round = round.id"
        " where closed_at = '' and source = ? and coder = ? order by n",
        [source, coder],
    )
    return [load_round(db, str(id)) for (id,) in ids.fetchall()]


def hidden_in(db: Database, source: str) -> bool:
    """True while a blind round hides what others marked in this text."""
    found = db.execute("select 1 from blind_source where source = ?", [source]).fetchone()
    return found is not None


def changed_at(db: Database, source: str) -> int:
    """The revision at which a round opened or closed last on this text; 0 if none did."""
    query = "select coalesce(max(changed_at), 0) from round_source where source = ?"
    return int(db.execute(query, [source]).fetchone()[0])


def round_coding(db: Database, round: str) -> Compared:
    """What the coders of a round marked, as it stands now, to be compared.

    A text that is in an open blind round meanwhile is left out.

    Raises:
        RoundError: the round is blind and still open: nobody sees it yet.
    """
    this = load_round(db, round)
    if this.is_hidden:
        raise RoundError(
            f"Round '{this.name}' is blind until it is closed. What was marked in it is shown then."
        )
    hidden = {str(source) for (source,) in db.execute("select source from blind_source")}
    return _coding(db, this, hidden)


def shared_coding(db: Database) -> Compared:
    """Everything that two people or more marked in the same text, outside open blind rounds."""
    rows = db.query(
        "select * from open_segment where source in (select source from open_segment"
        " where coder != ? group by source having count(distinct coder) > 1)",
        [AGREED],
    )
    segments = [_segment(row) for row in rows]
    return _compared(db, _marked(segments), segments, frozenset())


def reference_agreement(
    db: Database, round: str, coder: str, unit: Unit, *, uncoded: bool
) -> AgreementReport:
    """How far one coder of a training round agrees with its reference: figures, no passages.

    Raises:
        RoundError: it is no training round, or the coder has not finished all texts yet.
    """
    this = load_round(db, round)
    if not this.reference:
        raise RoundError(f"Round '{this.name}' has no reference coding.")
    if this.is_open and not this.is_finished_by(coder):
        raise RoundError("Finish all your texts first; then you see how far you agree.")
    pair = (this.reference, coder)
    return report_of(_coding(db, this, set()), unit, uncoded=uncoded, coders=pair)


def _coding(db: Database, round: Round, hidden: set[str]) -> Compared:
    rows = db.query(
        "select * from live_segment where source in (select source from round_source"
        " where round = ?)",
        [round.id],
    )
    segments = [_segment(row) for row in rows]
    judges = round.judges(_marked(segments))
    shown = {source: coders for source, coders in judges.items() if source not in hidden}
    return _compared(db, shown, segments, round.codes)


def _compared(
    db: Database,
    judges: Mapping[str, frozenset[str]],
    segments: list[Segment],
    codes: frozenset[str],
) -> Compared:
    loaded = (load_source(db, source) for source, coders in judges.items() if len(coders) > 1)
    texts = tuple(text for text in loaded if text.is_codable)
    twice = {text.id: judges[text.id] for text in texts}
    chosen = tuple(code for code in list_codes(db) if not codes or code.id in codes)
    known = {code.id for code in chosen}
    theirs = (s for s in segments if s.code in known and s.coder in twice.get(s.source, ()))
    return Compared(texts, twice, tuple(theirs), chosen)


def _marked(segments: list[Segment]) -> dict[str, frozenset[str]]:
    """By text the people who marked anything in it."""
    found: dict[str, set[str]] = {}
    for one in segments:
        if one.coder != AGREED:
            found.setdefault(one.source, set()).add(one.coder)
    return {source: frozenset(coders) for source, coders in found.items()}


def _segment(row: dict[str, object]) -> Segment:
    names = ("source", "code", "coder", "id", "quote_sha256", "created_at")
    return Segment(
        start=int(str(row["start"])),
        end=int(str(row["end"])),
        **{name: str(row[name]) for name in names},
    )


def _check(db: Database, round: Round) -> None:
    for source in round.sources:
        if db.execute("select 1 from source where id = ?", [source]).fetchone() is None:
            raise RoundError("One of these texts is no longer in the study. Load the page again.")
    if not round.reference:
        return
    coded = db.execute(
        "select count(distinct source) from live_segment where coder = ?"
        " and source in (select value from json_each(?))",
        [round.reference, json.dumps(round.sources)],
    ).fetchone()
    if int(coded[0]) < len(round.sources):
        raise RoundError(
            f"The reference has marked nothing in {len(round.sources) - int(coded[0])} of these "
            "texts. Choose texts that the reference has coded."
        )
