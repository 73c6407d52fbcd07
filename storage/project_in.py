"""A project of another coding program brought in: its codes, people, texts and codings.

A text comes in as every transcript does: with its names, into the vault. What was coded in it waits
until its names are out (decision 0020); unless a lead says that they were taken out elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from coding.errors import MemoError, SegmentError
from coding.exchange.guids import id_of
from coding.exchange.model import ORIGIN, Project, TextSource
from coding.exchange.notes import NoteFor, notes_in
from coding.exchange.plan import (
    Choices,
    has_words,
    kind_of,
    segments_of,
    source_of,
    themes_of,
    with_uncoded,
)
from coding.memos import Memo, MemoKind
from coding.model import Segment
from coding.steps import CODEBOOK
from findings.model import Theme
from interviews.errors import TranscriptError
from interviews.identity import Kind
from interviews.leaks import find_leaks
from interviews.model import Source
from interviews.patterns import recognise_patterns
from interviews.readers.plain_text import refuse_control_characters
from storage.audit import record
from storage.codebook import save_codes
from storage.coding_steps import one_step, record_step
from storage.database import now, writing
from storage.foreign_things import keep_guid
from storage.memos import bring_memo
from storage.names_key import load_surfaces
from storage.names_out import take_as_clean
from storage.originals import keep_original
from storage.project_matches import known_text, merged_codes
from storage.project_people import bring_people, coders_here, one_speaker
from storage.quoting import refuse_new_use
from storage.sources import save_source
from storage.themes import list_themes, save_theme
from storage.unredacted import empty_log
from storage.waiting import insert_segments, keep_waiting, keep_waiting_memo, moved_to_redacted

_IDENTIFIERS = (Kind.PHONE, Kind.EMAIL, Kind.HEALTH_NUMBER, Kind.INSURANCE_NUMBER, Kind.CARD)
_STEP = "codebook: project imported"


@dataclass(frozen=True)
class Brought:
    """What came in, and in words what did not or waits."""

    n_codes: int
    n_texts: int
    n_codings: int  # that stand on their text now
    n_waiting: int  # that wait until the names of their text are out
    n_memos: int
    remarks: tuple[str, ...]


def save_project(
    db: Database,
    vault: Database,
    project: Project,
    choices: Choices,
    actor: str,
    tell: Callable[[float], None] = lambda share: None,
) -> Brought:
    """Bring a project in, all of it or nothing; the same project again adds only what is new.

    Args:
        tell: is told the share that is done.

    Raises:
        ValueError: something of it cannot be stored; says what.
    """
    whole = with_uncoded(project)
    with writing(db), writing(vault), one_step(db, actor, _STEP, CODEBOOK):
        bringing = _Bringing(db, vault, whole, choices, actor)
        bringing.codes_and_themes()
        bringing.people()
        for n, found in enumerate(whole.sources, 1):
            bringing.text(found)
            tell(n / len(whole.sources))
        if choices.notes:
            bringing.memos()
        done = bringing.done()
        counts = {"codes": done.n_codes, "texts": done.n_texts, "codings": done.n_codings}
        record(db, actor, "imported a project", "", {**counts, "waiting": done.n_waiting})
    if not db.conn.in_transaction:
        empty_log(vault)
    return done


class _Bringing:
    """One import on its way, within its transaction."""

    def __init__(
        self, db: Database, vault: Database, project: Project, choices: Choices, actor: str
    ) -> None:
        self._db, self._vault, self._actor = db, vault, actor
        self._project, self._choices = project, choices
        self._codes = merged_codes(db, project)
        self._coders = coders_here(vault, project, choices)
        self._participants: dict[str, str] = {}  # TextSource.id → Participant.id
        self._at = now()
        self._n_texts = self._n_codings = self._n_waiting = self._n_memos = 0
        self._sources: dict[str, str] = {}  # TextSource.id → Source.id
        self._cases: dict[str, str] = {}  # Case.id → Participant.id
        self._remarks: list[str] = []

    def codes_and_themes(self) -> None:
        save_codes(self._db, self._codes.new, self._actor)
        there = {one.id: one for one in list_themes(self._db)}
        names = {one.name.casefold() for one in there.values()}
        for id, name, meaning, codes in themes_of(self._project)[0]:
            if id in there:
                continue
            free = next(
                one
                for one in [name, *(f"{name} ({n})" for n in range(2, len(names) + 3))]
                if one.casefold() not in names
            )
            names.add(free.casefold())
            ids = tuple(dict.fromkeys(self._codes.ids[c] for c in codes if c in self._codes.ids))
            save_theme(self._db, Theme(id, free, meaning, ids), self._actor)

    def people(self) -> None:
        self._cases = bring_people(self._db, self._vault, self._project, self._choices, self._actor)
        self._participants = one_speaker(self._project, self._cases)

    def text(self, found: TextSource) -> None:
        if not has_words(found):
            return
        source = known_text(self._db, self._vault, found) or self._new(found)
        if source is None:
            return
        self._sources[found.id] = source.id
        wanted = segments_of(found, source.id, self._codes.ids, self._coders, self._at)
        if source.is_codable:
            if source.text != found.text:
                wanted = moved_to_redacted(self._vault, source.id, wanted)
            self._apply(source, wanted)
        else:
            self._n_waiting += keep_waiting(self._db, wanted)

    def _new(self, found: TextSource) -> Source | None:
        try:
            refuse_control_characters(found.text or "", found.name)
        except TranscriptError as trouble:
            self._remarks.append(str(trouble))
            return None
        participant = self._participants.get(found.id, "")
        out, ours = self._choices.names_are_out, self._project.origin == ORIGIN
        kind = kind_of(found, self._choices.kind) if out and ours else self._choices.kind
        n = len(self._remarks) + self._n_texts + 1
        title = found.name if out else participant or f"Imported text {n}"
        source = source_of(found, kind, title, participant)
        body = source.text.encode()
        original = keep_original(self._vault, f"{found.name}.txt", body)
        saved = save_source(
            self._db, self._vault, replace(source, original_sha256=original), self._actor
        )
        keep_guid(self._db, "source", saved.id, found.id)
        self._n_texts += 1
        if out and self._has_names(saved):
            self._remarks.append(
                f"'{title}' goes through Names out first: a name of the roster, a number or an "
                "address stands in it."
            )
        elif out:
            return take_as_clean(self._db, self._vault, saved.id, self._actor)
        return saved

    def _has_names(self, source: Source) -> bool:
        if find_leaks({"": source.text}, load_surfaces(self._vault)):
            return True
        return any(one.kind in _IDENTIFIERS for one in recognise_patterns(source.text))

    def _apply(self, source: Source, wanted: Sequence[Segment]) -> None:
        there = {id for (id,) in self._db.execute("select id from segment").fetchall()}
        fresh = [one for one in wanted if one.id not in there]
        try:
            for one in fresh:
                refuse_new_use(self._db, one)
        except SegmentError as refused:
            self._remarks.append(f"'{source.title}': {refused}")
            return
        if fresh:
            changes = insert_segments(self._db, source.id, source.text, fresh)
            record_step(self._db, self._actor, _STEP, CODEBOOK, changes)
            self._n_codings += len(fresh)

    def memos(self) -> None:
        """Notes and comments; one in which a known name stands does not come in."""
        surfaces = load_surfaces(self._vault)
        n_named = 0
        for one in notes_in(self._project):
            subject = self._subject(one)
            if subject is None:
                continue
            if find_leaks({"": one.text}, surfaces):
                n_named += 1
                continue
            by = self._coders.get(one.coder) or self._actor
            memo = Memo(one.kind, one.text, subject, one.id, written_by=by)
            memo = replace(memo, written_at=one.created_at or self._at)
            self._memo(memo)
        if n_named:
            what = "1 note has" if n_named == 1 else f"{n_named} notes have"
            self._remarks.append(f"{what} a known name in the words, and did not come in.")

    def _memo(self, memo: Memo) -> None:
        if memo.kind is MemoKind.SEGMENT and keep_waiting_memo(self._db, memo):
            self._n_memos += 1
            return
        try:
            change = bring_memo(self._db, memo)
        except MemoError:  # the passage or code it is about is not here
            return
        record_step(self._db, self._actor, _STEP, CODEBOOK, [change])
        self._n_memos += change is not None

    def _subject(self, one: NoteFor) -> str | None:
        """The id of what a note is about, "" for the study; None if it did not come in."""
        found = {
            MemoKind.CODE: self._codes.ids.get(one.target),
            MemoKind.SEGMENT: id_of(one.target),
            MemoKind.SOURCE: self._sources.get(one.target),
            MemoKind.PARTICIPANT: self._cases.get(one.target),
            MemoKind.THEME: id_of(one.target),
        }
        return found.get(one.kind, "")

    def done(self) -> Brought:
        return Brought(
            len(self._codes.new),
            self._n_texts,
            self._n_codings,
            self._n_waiting,
            self._n_memos,
            tuple(self._remarks),
        )
