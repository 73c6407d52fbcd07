"""Taking names out of a source: decisions, sign-off, a second reader, the text that is coded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlite_utils import Database

from interviews.deciding import Decision, Review, replaced_words, review
from interviews.errors import NamesError
from interviews.identity import Entity, Identifiability, NamesState
from interviews.model import Source
from interviews.names import names_nobody
from interviews.pseudonyms import Redaction, Suggestion, redact, redacted_source, suggest
from interviews.roster import Known
from interviews.speakers import count_asked, count_words
from storage.audit import record
from storage.collection import load_collection
from storage.database import writing
from storage.decisions import list_decisions, save_decision, undo_decision
from storage.names_key import list_entities, save_roster
from storage.reading import forget_words
from storage.remapping import move_passages
from storage.settings import load_setting, save_setting
from storage.sources import load_source, load_unredacted, save_interviewers
from storage.unredacted import empty_log, keep_unredacted, save_pending, settle_pending, unredacted
from storage.waiting import apply_waiting

_ONE_READER = "one_reader"


def load_review(db: Database, vault: Database, id: str) -> tuple[Source, Review]:
    """A source as it was brought in, with what is suggested and what was decided."""
    source = load_unredacted(db, vault, id)
    decisions = list_decisions(vault, id)
    found = suggest_names(vault, source, decisions)
    return source, review(source, found, decisions)


def suggest_names(vault: Database, source: Source, decisions: list[Decision]) -> list[Suggestion]:
    """What could identify somebody in a source, with all that the vault knows."""
    entities = list_entities(vault)
    speakers = [
        Known(label, why="speaks in this transcript")
        for label in source.speakers
        if not names_nobody(label)
    ]
    decided = [Known(words, kind, "replaced before") for words, kind in replaced_words(decisions)]
    roster = [one for one in entities if one.on_roster]
    return suggest(source.text, [*roster, *decided, *speakers])


def decide(db: Database, vault: Database, id: str, decision: Decision, actor: str) -> Decision:
    """Store what somebody decided about a name of this source; who it stands for is found.

    Raises:
        NamesError: the source is signed off already.
    """
    with writing(db), writing(vault):
        _open(db, id)
        return save_decision(vault, decision, actor, made_in=id)


def undo(db: Database, vault: Database, id: str, actor: str) -> bool:
    """Take back this person's last decision that holds in the source; False if there is none.

    Raises:
        NamesError: the source is signed off already.
    """
    with writing(db), writing(vault):
        _open(db, id)
        return undo_decision(vault, id, actor)


def decide_in_study(db: Database, vault: Database, decision: Decision, actor: str) -> Decision:
    """Store what somebody decided about a name wherever it stands, now or later."""
    with writing(vault):
        return save_decision(vault, replace(decision, source="", start=None, end=None), actor)


def sign_off(db: Database, vault: Database, id: str, actor: str) -> Source:
    """The first reader has decided about every name; a second one confirms, where two are needed.

    Raises:
        NamesError: names are left to decide, or it is signed off already.
    """
    with writing(db), writing(vault):
        _open(db, id)
        source, found = load_review(db, vault, id)
        if found.n_open:
            raise NamesError.undecided(source.title, found.n_open)
        save_pending(vault, id, found.replacements())
        db.execute(
            "update source set names = ?, first_reader = ?, second_reader = '' where id = ?",
            [NamesState.SIGNED_OFF, actor, id],
        )
        counts = {what: sum(kinds.values()) for what, kinds in found.counts().items()}
        record(db, actor, "signed off the names of a source", id, counts)
        if one_reader_is_enough(db):
            _publish(db, vault, id, "", actor)
    _empty_log(db)
    return load_source(db, id)


def confirm(db: Database, vault: Database, id: str, actor: str) -> Source:
    """A second reader has read it too: the redacted text goes into the study, to be coded.

    Raises:
        NamesError: it is not signed off, or by this very reader.
    """
    with writing(db), writing(vault):
        source = load_source(db, id)
        if source.names is not NamesState.SIGNED_OFF:
            raise NamesError.not_signed(source.title)
        if first_reader(db, id) == actor:
            raise NamesError.same_reader(source.title)
        clean = _publish(db, vault, id, actor, actor)
    _empty_log(db)
    return clean


def take_as_clean(db: Database, vault: Database, id: str, actor: str) -> Source:
    """A lead says that the names of a text were taken out before it came here: it may be coded.

    Raises:
        NamesError: it is signed off already.
    """
    with writing(db), writing(vault):
        _open(db, id)
        save_pending(vault, id, [])
        db.execute("update source set first_reader = ? where id = ?", [actor, id])
        record(db, actor, "said that the names of a source were taken out elsewhere", id)
        return _publish(db, vault, id, "", actor)


def send_back(db: Database, id: str, actor: str) -> None:
    """The second reader has found something: it is in review again."""
    with writing(db):
        source = load_source(db, id)
        if source.names is not NamesState.SIGNED_OFF:
            raise NamesError.not_signed(source.title)
        _set_state(db, id, NamesState.IN_REVIEW)
        record(db, actor, "sent the names of a source back", id)


def reopen(db: Database, vault: Database, id: str, actor: str) -> None:
    """Take a source that has a text in the study through Names out, for the first time or again.

    It keeps its text and passages, and is not coded until it is confirmed.
    """
    with writing(db), writing(vault):
        source = load_source(db, id)
        if not source.is_codable:
            return
        if source.names is NamesState.BEFORE:
            keep_unredacted(vault, source)
        _set_state(db, id, NamesState.IN_REVIEW)
        record(db, actor, "opened the names of a source", id)


def first_reader(db: Database, id: str) -> str:
    """The account that signed it off; "" before."""
    row = db.execute("select first_reader from source where id = ?", [id]).fetchone()
    return str(row[0]) if row else ""


def one_reader_is_enough(db: Database) -> bool:
    """True if a lead has decided that no second reader is needed in this study."""
    return load_setting(db, _ONE_READER) == "yes"


def set_one_reader(db: Database, enough: bool, actor: str) -> None:
    """Decide for the study whether one reader is enough; it stands in the record."""
    with writing(db):
        save_setting(db, _ONE_READER, "yes" if enough else "")
        record(db, actor, f"names: {'one reader is' if enough else 'two readers are'} needed")


def change_roster(db: Database, vault: Database, roster: Sequence[Entity], actor: str) -> None:
    """Make these the roster; the record tells that it was changed, and nothing that is on it."""
    with writing(db), writing(vault):
        save_roster(vault, roster)
        record(db, actor, "changed the roster of names", "", {"names": len(roster)})


def list_unmapped(db: Database, id: str) -> list[str]:
    """The codes of passages of a source that did not survive a new version of its text."""
    rows = db.execute(
        "select code.name from unmapped join segment on segment.id = unmapped.segment"
        " join code on code.id = segment.code where unmapped.source = ? order by code.name",
        [id],
    )
    return [str(name) for (name,) in rows]


def _empty_log(db: Database) -> None:
    """A text that had names in leaves SQLite's log too."""
    if not db.conn.in_transaction:
        empty_log(db)


def _open(db: Database, id: str) -> None:
    """Make sure that names of this source can be decided on."""
    source = load_source(db, id)
    if source.names is NamesState.IMPORTED:
        _set_state(db, id, NamesState.IN_REVIEW)
    elif source.names is not NamesState.IN_REVIEW:
        raise NamesError.closed(source.title, source.names)


def _set_state(db: Database, id: str, state: NamesState) -> None:
    db.execute(
        "update source set names = ?, names_removed = ? where id = ?",
        [state, state is NamesState.CONFIRMED, id],
    )


def _publish(db: Database, vault: Database, id: str, second: str, actor: str) -> Source:
    """Write the redacted text into the study as its next version, and carry its passages over."""
    before = load_source(db, id)
    whole = load_unredacted(db, vault, id)
    labels = review(whole, (), list_decisions(vault, id)).labels
    kept = unredacted(vault, id)
    if kept is None:
        raise KeyError(f"The vault has no text of '{id}'. Look for it in a backup of vault.db.")
    earlier, done = redact(kept.text, kept.replaced), redact(kept.text, kept.pending)
    if before.turns:  # who asks may have been changed in the study since
        whole = replace(whole, interviewers=_asking(before, whole))
    clean = redacted_source(whole, done, labels)
    clean = replace(clean, identifiability=_class_of(db, id, bool(kept.pending)))
    _write(db, clean, second)
    settle_pending(vault, id, whole.interviewers)
    apply_waiting(db, id, clean.text, _moves(done), actor)
    if before.text:

        def moved(start: int, end: int) -> tuple[int, int]:
            last = done.moved(earlier.original(end, is_end=True), is_end=True)
            return done.moved(earlier.original(start)), last

        counts = move_passages(db, id, before.text, clean.text, moved)
        record(db, actor, "moved the passages of a source", id, counts)
        forget_words(db)  # the index keeps deleted words in its pages
    detail = {"sha256": clean.sha256, "identifiability": clean.identifiability}
    record(db, actor, "confirmed the names of a source", id, detail)
    return load_source(db, id)


def _moves(done: Redaction) -> Callable[[int, int], tuple[int, int]]:
    """Start and end of a passage in the text as it was brought in → in the redacted one."""
    return lambda start, end: (done.moved(start), done.moved(end, is_end=True))


def _asking(before: Source, whole: Source) -> frozenset[str]:
    """The labels as they were brought in of those who ask by the text in the study."""
    return frozenset(
        turn.speaker
        for turn, now in zip(whole.turns, before.turns, strict=True)
        if now.speaker in before.interviewers
    )


def _class_of(db: Database, id: str, has_key: bool) -> Identifiability:
    """What a confirmed text is: an anonymous answer that named nobody never had identifiers."""
    row = db.execute(
        "select response.instrument from source join response on response.id = source.response"
        " where source.id = ?",
        [id],
    ).fetchone()
    if row and not has_key and load_collection(db, row[0]).is_anonymous:
        return Identifiability.ANONYMOUS
    return Identifiability.CODED


def _write(db: Database, clean: Source, second: str) -> None:
    db.execute(
        "update source set text = ?, sha256 = ?, text_version = text_version + 1, names = ?,"
        " names_removed = 1, second_reader = ?, identifiability = ?, n_words = ?,"
        " n_words_asked = ? where id = ?",
        [
            *(clean.text, clean.sha256, NamesState.CONFIRMED, second),
            *(clean.identifiability, count_words(clean), count_asked(clean), clean.id),
        ],
    )
    db.execute("delete from turn where source = ?", [clean.id])
    forget_words(db)
    db.conn.executemany(
        'insert into turn (source, n, speaker, start, "end", at_ms) values (?, ?, ?, ?, ?, ?)',
        [
            (clean.id, n, turn.speaker, turn.start, turn.end, turn.at_ms)
            for n, turn in enumerate(clean.turns)
        ],
    )
    save_interviewers(db, clean)
