"""The study as a Project for other coding programs: what may leave, without names (rule T6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from coding.exchange.codes import project_codes
from coding.exchange.guids import COLLECTED_ON, KIND, ORGANISATION, ROLE, SECTOR, guid_of
from coding.exchange.model import (
    Case,
    CodeSet,
    Coding,
    Project,
    Selection,
    TextSource,
    User,
    Variable,
    VariableKind,
)
from coding.exchange.notes import notes_of
from coding.exchange.people import OF_PEOPLE, attribute_variables, variable_value
from coding.exchange.writing import quote_name
from coding.model import Segment
from coding.refi_qda import render_qdc, render_qdpx
from coding.rounds import AGREED, AGREED_NAME
from interviews.identity import NamesState
from interviews.model import Participant, Source
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
    refuse_leaks(vault, "The project", dict(_words(project)))
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
    refuse_leaks(vault, "The codebook", dict(_words(project)))
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
    cases = guids(db, "participant", [one.id for one in participants])
    texts = guids(db, "source", [one.id for one in sources])
    attributes = guids(db, "attribute", [one.name for one in types])
    coders = {one.coder for some in segments.values() for one in some}
    things = _things(db, segments, cases, texts)
    memos = [one for one in list_memos(db, viewer) if not one.subject or one.subject in things]
    writers = {one.written_by for one in memos}
    guids_of = things | {one: _coder(one) for one in writers}
    notes, about, links = notes_of(sorted(memos, key=lambda one: one.id), guids_of)
    project = Project(
        name=study_name(db),
        users=_users(vault, sorted(coders | writers)),
        codes=project_codes(list_codes(db)),
        variables=(*attribute_variables(types, attributes), *_our_variables()),
        cases=tuple(
            _case(db, one, cases[one.id], attributes, [texts[id] for id in sorted(people[one.id])])
            for one in participants
        ),
        sources=tuple(_source(one, texts[one.id], segments[one.id]) for one in sources),
        notes=notes,
        links=links,
        sets=_sets(db),
        about=about.get("", ()),
    )
    return _with_notes(project, about)


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


def _with_notes(project: Project, about: dict[str, tuple[str, ...]]) -> Project:
    """The project with each thing naming the notes about it."""
    return replace(
        project,
        codes=tuple(replace(one, notes=about.get(one.id, ())) for one in project.codes),
        sets=tuple(replace(one, notes=about.get(one.id, ())) for one in project.sets),
        sources=tuple(
            replace(
                source,
                notes=about.get(source.id, ()),
                selections=tuple(
                    replace(
                        one,
                        codings=tuple(
                            replace(coding, notes=about.get(coding.id, ()))
                            for coding in one.codings
                        ),
                    )
                    for one in source.selections
                ),
            )
            for source in project.sources
        ),
    )


def _users(vault: Database, coders: Sequence[str]) -> tuple[User, ...]:
    """Those who coded, by name; a name that is an e-mail address stays here."""
    names = {**names_of(vault), AGREED: AGREED_NAME}
    return tuple(
        User(_coder(one), name if name and "@" not in name else f"Coder {n}")
        for n, one in enumerate(coders, 1)
        for name in [names.get(one, "")]
    )


def _coder(id: str) -> str:
    return guid_of("", "coder", id)


def _our_variables() -> tuple[Variable, ...]:
    people = [Variable(id, name) for id, name in OF_PEOPLE.items()]
    texts = [
        Variable(KIND, "Kind of text"),
        Variable(COLLECTED_ON, "Collected on", VariableKind.DATE),
    ]
    return (*people, *texts)


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


def _case(
    db: Database,
    one: Participant,
    guid: str,
    attributes: dict[str, str],
    texts: Sequence[str],
) -> Case:
    types = {type.name: type for type in list_attribute_types(db)}
    organisation = next((o for o in list_organisations(db) if o.id == one.organisation), None)
    known = {
        ORGANISATION: organisation.name if organisation else "",
        SECTOR: organisation.sector if organisation else "",
        ROLE: one.role,
    }
    values = [
        (attributes[name], variable_value(types[name], value))
        for name, value in sorted(one.attributes.items())
    ]
    return Case(
        id=guid,
        name=one.id,
        values=(*values, *((id, value) for id, value in known.items() if value)),
        sources=tuple(texts),
    )


def _source(source: Source, guid: str, segments: Sequence[Segment]) -> TextSource:
    values = [(KIND, source.kind.value)]
    if source.collected_on:
        values.append((COLLECTED_ON, source.collected_on))
    return TextSource(
        id=guid,
        name=source.title,
        text=source.text,
        selections=tuple(_selections(source, guid, segments)),
        values=tuple(values),
    )


def _selections(source: Source, guid: str, segments: Sequence[Segment]) -> Iterable[Selection]:
    """One for each passage, with every code that stands on it."""
    by_place: dict[tuple[int, int], list[Segment]] = {}
    for one in sorted(segments, key=lambda one: (one.start, one.end, one.created_at, one.id)):
        by_place.setdefault((one.start, one.end), []).append(one)
    for (start, end), some in by_place.items():
        yield Selection(
            id=guid_of("", "selection", f"{guid} {start} {end}"),
            start=start,
            end=end,
            codings=tuple(
                Coding(
                    guid_of("", "coding", one.id),
                    guid_of("", "code", one.code),
                    _coder(one.coder),
                    one.created_at,
                )
                for one in some
            ),
            name=quote_name(source.text[start:end]),
            coder=_coder(some[0].coder),
            created_at=some[0].created_at,
        )


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


def _words(project: Project) -> Iterable[tuple[str, str]]:
    """Every text of a project, by the words that say where it stands."""
    for code in project.codes:
        yield f"Code '{code.name}'", f"{code.name}\n{code.definition}"
    for one in project.sets:
        yield f"Theme '{one.name}'", f"{one.name}\n{one.comment}"
    for source in project.sources:
        yield f"Text '{source.name}'", f"{source.name}\n{source.text}"
    for note in project.notes:
        yield f"Memo '{note.name}'", f"{note.name}\n{note.text}"
    organisations = {ORGANISATION, SECTOR}  # a member of the network is no secret of the study
    for case in project.cases:
        values = (value for id, value in case.values if id not in organisations)
        yield f"Participant {case.name}", "\n".join(values)
