"""What a researcher says about a source, as typed, and what that means for the people in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from interviews.attributes import AttributeType, value_problems
from interviews.model import Organisation, Participant, Source, SourceKind

MAX_PARTICIPANT = 12


@dataclass(frozen=True)
class Described:
    """The fields of the form; participant and organisation are an id, a new name, or ""."""

    title: str
    participant: str
    organisation: str
    role: str
    attributes: str  # one "name: value" a line
    interviewers: frozenset[str]
    collected_on: str
    is_new_participant: bool = False  # nobody had this label when the form was drawn
    kind: SourceKind = SourceKind.INTERVIEW
    speakers: Mapping[str, str] = field(default_factory=dict)  # of a group: label → participant


def description_problems(typed: Described, types: Sequence[AttributeType] = ()) -> list[str]:
    """What must be put right before the source can be kept, in words.

    Args:
        types: of the attributes, which their values have to fit.
    """
    found: list[str] = []
    if not typed.title.strip():
        found.append("Give it a title.")
    labels = dict.fromkeys([typed.participant.strip(), *map(str.strip, typed.speakers.values())])
    found += [
        f"'{label}' is not a participant label. Use a short one such as P07, never a name."
        for label in labels
        if not is_label(label)
    ]
    found += [
        f"Attributes, line {n}: '{line.strip()}' has no colon. Write it as 'Region: north'."
        for n, line in enumerate(typed.attributes.split("\n"), 1)
        if line.strip() and not re.match(r"\s*[^:\s][^:]*:\s*\S", line)
    ]
    return found + value_problems(types, read_attributes(typed.attributes))


def is_label(typed: str) -> bool:
    """True for a short label without blanks, and for none at all."""
    return len(typed) <= MAX_PARTICIPANT and not re.search(r"\s", typed)


def read_attributes(text: str) -> dict[str, str]:
    """name → value of the lines that have both; the last one counts where a name comes twice."""
    pairs = (line.partition(":") for line in text.split("\n"))
    return {
        name.strip(): value.strip() for name, _, value in pairs if name.strip() and value.strip()
    }


def write_attributes(participant: Participant) -> str:
    """The attributes as the form shows them, one a line."""
    return "\n".join(f"{name}: {value}" for name, value in participant.attributes.items())


def next_label(participants: Sequence[Participant]) -> str:
    """The first free label: P01, P02 …"""
    taken = {participant.id.casefold() for participant in participants}
    return next(label for n in range(1, 10_000) if (label := f"P{n:02}").casefold() not in taken)


def meant_organisation(typed: str, known: Sequence[Organisation]) -> Organisation | None:
    """The organisation of that id or name, a new one without id, or None if nothing was typed."""
    name = " ".join(typed.split())
    for one in known:
        if typed == one.id or name.casefold() == one.name.casefold():
            return one
    return Organisation("", name) if name else None


def meant_participant(typed: Described, organisation: str) -> Participant | None:
    """The participant that the form describes; None if it names nobody."""
    if not typed.participant.strip():
        return None
    attributes = read_attributes(typed.attributes)
    return Participant(typed.participant.strip(), organisation, typed.role.strip(), attributes)


def described(source: Source, typed: Described, organisation: str) -> Source:
    """The source with what was typed; `organisation` is an Organisation.id."""
    return replace(
        source,
        title=" ".join(typed.title.split()),
        kind=typed.kind,
        participant=typed.participant.strip(),
        organisation=organisation,
        interviewers=typed.interviewers,
        collected_on=typed.collected_on,
    )
