"""The study as a Project for other coding programs: what may leave, without names (rule T6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from coding.exchange.codes import project_codes
from coding.exchange.guids import guid_of
from coding.exchange.model import (
    CodeSet,
    Project,
    User,
)
from coding.exchange.notes import notes_of
from coding.exchange.people import attribute_variables
from coding.exchange.study import (
    case_of,
    coder_guid,
    our_variables,
    text_of,
    with_notes,
    words_in,
)
from coding.model import Segment
from coding.refi_qda import render_qdc, render_qdpx
from coding.rounds import AGREED, AGREED_NAME
from interviews.identity import NamesState
from interviews.model import Source
from storage.accounts import names_of
from storage.attributes import list_attribute_types
from storage.audit import record
from storage.codebook import list_codes
from storage.consent import consent_of_all
from storage.foreign_things import guids
from storage.leaks import refuse_leaks
from storage.memos import list_memos
from storage.people import list_organisations, list_participants
from storage.segments import list_segments
from storage.settings import study_name
from storage.sources import load_source
from storage.themes import list_themes


@dataclass(frozen=True)
class Leaving:
    """A project that may leave, and in words which texts stay here, and why."""

    project: Project
    staying: tuple[str, ...]


def study_project(db: Database, vault: Database, viewer: str) -> Leaving:
    """Everything coded, as this account sees it: in an open blind round only their own passages.

    A text whose names are not out stays here, and one whose speakers have no consent to research
    in force.
    """
    staying: list[str] = []
    sources = list(_leaving(db, staying))
    segments = {one.id: _seen(db, one.id, viewer) for one in sources}
    return Leaving(_project(db, vault, sources, segments, viewer), tuple(staying))


def texts_staying(db: Database) -> tuple[str, ...]:
    """Which texts would not leave with a project, and why, in words."""
    staying: list[str] = []
    list(_leaving(db, staying))
    return tuple(staying)


def export_project(db: Database, vault: Database, actor: str) -> bytes:
    """The .qdpx of the study.

    Raises:
        LeakError: a text holds a name that the vault knows.
    """
    project = study_project(db, vault, actor).project
    refuse_leaks(vault, "The project", dict(words_in(project)))
    data = render_qdpx(project)
    counts = {"texts": len(project.sources), "codings": project.n_codings}
    record(db, actor, "exported a project", "", counts)
    return data


def export_codebook(db: Database, vault: Database, actor: str) -> bytes:
    """The .qdc of the codebook, with the themes as sets.

    Raises:
        LeakError: a definition holds a name that the vault knows.
    """
    project = Project(codes=project_codes(list_codes(db)), sets=_sets(db))
    refuse_leaks(vault, "The codebook", dict(words_in(project)))
    record(db, actor, "codebook: exported")
    return render_qdc(project)


def _leaving(db: Database, staying: list[str]) -> Iterable[Source]:
    consents = consent_of_all(db)
    named: dict[str, set[str]] = {}
    for source, participant in _speakers(db):
        named.setdefault(source, set()).add(participant)
    for (id,) in db.execute("select id from source order by title, id").fetchall():
        known = load_source(db, id)
        people = named.get(id) or ({known.participant} if known.participant else set())
        without = sorted(one for one in people if not consents[one].may_be_used)
        if known.names is not NamesState.CONFIRMED:
            staying.append(f"'{known.title}': its names are not out yet.")
        elif known.kind.is_spoken and without:
            who = ", ".join(without)
            staying.append(f"'{known.title}': no consent to research is in force for {who}.")
        else:
            yield known


def _seen(db: Database, source: str, viewer: str) -> list[Segment]:
    blind = db.execute("select 1 from blind_source where source = ?", [source]).fetchone()
    return [one for one in list_segments(db, source) if not blind or one.coder == viewer]


def _project(
    db: Database,
    vault: Database,
    sources: Sequence[Source],
    segments: dict[str, list[Segment]],
    viewer: str,
) -> Project:
    people = _people(db, sources)
    participants = [one for one in list_participants(db) if one.id in people]
    types = list_attribute_types(db)
    at = {one.id: one for one in list_organisations(db)}
    cases = guids(db, "participant", [one.id for one in participants])
    texts = guids(db, "source", [one.id for one in sources])
    attributes = guids(db, "attribute", [one.name for one in types])
    known = [(attributes[one.name], one) for one in types]
    texts_of = {who: [texts[id] for id in sorted(ids)] for who, ids in people.items()}
    coders = {one.coder for some in segments.values() for one in some}
    things = _things(db, segments, cases, texts)
    memos = [one for one in list_memos(db, viewer) if not one.subject or one.subject in things]
    writers = {one.written_by for one in memos}
    guids_of = things | {one: coder_guid(one) for one in writers}
    notes, about, links = notes_of(sorted(memos, key=lambda one: one.id), guids_of)
    project = Project(
        name=study_name(db),
        users=_users(vault, sorted(coders | writers)),
        codes=project_codes(list_codes(db)),
        variables=(*attribute_variables(types, attributes), *our_variables()),
        cases=tuple(
            case_of(one, cases[one.id], texts_of[one.id], at.get(one.organisation), known)
            for one in participants
        ),
        sources=tuple(text_of(one, texts[one.id], segments[one.id]) for one in sources),
        notes=notes,
        links=links,
        sets=_sets(db),
        about=about.get("", ()),
    )
    return with_notes(project, about)


def _things(
    db: Database,
    segments: dict[str, list[Segment]],
    cases: dict[str, str],
    texts: dict[str, str],
) -> dict[str, str]:
    """What a memo may be about: its id in the study → its GUID."""
    codes = {
        str(id): guid_of("", "code", str(now))
        for id, now in db.execute("select id, now from code_now")
    }
    marked = {one.id: guid_of("", "coding", one.id) for some in segments.values() for one in some}
    themes = {one.id: guid_of("", "theme", one.id) for one in list_themes(db)}
    return codes | marked | themes | cases | texts


def _users(vault: Database, coders: Sequence[str]) -> tuple[User, ...]:
    """Those who coded, by name; a name that is an e-mail address stays here."""
    names = {**names_of(vault), AGREED: AGREED_NAME}
    return tuple(
        User(coder_guid(one), name if name and "@" not in name else f"Coder {n}")
        for n, one in enumerate(coders, 1)
        for name in [names.get(one, "")]
    )


def _people(db: Database, sources: Sequence[Source]) -> dict[str, set[str]]:
    """Who goes out, with the texts in which they speak; who has no text needs a consent too."""
    consents = consent_of_all(db)
    found = {one: set[str]() for one, consent in consents.items() if consent.may_be_used}
    for source in sources:
        if source.participant:
            found.setdefault(source.participant, set()).add(source.id)
    leaving = {source.id for source in sources}
    for text, participant in _speakers(db):
        if text in leaving:
            found.setdefault(participant, set()).add(text)
    return found


def _speakers(db: Database) -> list[tuple[str, str]]:
    rows = db.execute("select distinct source, participant from speaker order by 1, 2")
    return [(str(source), str(participant)) for source, participant in rows]


def _sets(db: Database) -> tuple[CodeSet, ...]:
    return tuple(
        CodeSet(
            id=guid_of("", "theme", theme.id),
            name=theme.name,
            comment=theme.meaning,
            codes=tuple(guid_of("", "code", code) for code in theme.codes),
        )
        for theme in list_themes(db)
    )
