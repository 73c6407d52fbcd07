"""People, texts and coded passages of the study as parts of a project for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coding.exchange.guids import COLLECTED_ON, KIND, ORGANISATION, ROLE, SECTOR, guid_of
from coding.exchange.model import (
    Case,
    Coding,
    Project,
    Selection,
    TextSource,
    Variable,
    VariableKind,
)
from coding.exchange.people import OF_PEOPLE, variable_value
from coding.exchange.writing import quote_name
from coding.model import Segment
from interviews.attributes import AttributeType
from interviews.model import Organisation, Participant, Source


def coder_guid(id: str) -> str:
    """The GUID of an account, or of who coded elsewhere."""
    return guid_of("", "coder", id)


def our_variables() -> tuple[Variable, ...]:
    """What is known of every participant and every text."""
    people = [Variable(id, name) for id, name in OF_PEOPLE.items()]
    texts = [
        Variable(KIND, "Kind of text"),
        Variable(COLLECTED_ON, "Collected on", VariableKind.DATE),
    ]
    return (*people, *texts)


def case_of(
    one: Participant,
    guid: str,
    texts: Sequence[str],
    organisation: Organisation | None,
    attributes: Sequence[tuple[str, AttributeType]],
) -> Case:
    """A participant by label, with what is known about them.

    Args:
        texts: GUIDs of those in which they speak.
        attributes: each type with its GUID.
    """
    types = {type.name: (id, type) for id, type in attributes}
    known = {
        ORGANISATION: organisation.name if organisation else "",
        SECTOR: organisation.sector if organisation else "",
        ROLE: one.role,
    }
    values = [
        (types[name][0], variable_value(types[name][1], value))
        for name, value in sorted(one.attributes.items())
    ]
    return Case(
        id=guid,
        name=one.id,
        values=(*values, *((id, value) for id, value in known.items() if value)),
        sources=tuple(texts),
    )


def text_of(source: Source, guid: str, segments: Sequence[Segment]) -> TextSource:
    """A text with its coded passages."""
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
                    coder_guid(one.coder),
                    one.created_at,
                )
                for one in some
            ),
            name=quote_name(source.text[start:end]),
            coder=coder_guid(some[0].coder),
            created_at=some[0].created_at,
        )


def with_notes(project: Project, about: dict[str, tuple[str, ...]]) -> Project:
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


def words_in(project: Project) -> Iterable[tuple[str, str]]:
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
