"""Cases and variables of a project beside the participants and attributes of the study."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from coding.exchange.guids import OPTIONS, ORGANISATION, ROLE, SECTOR
from coding.exchange.model import Case, Project, Variable, VariableKind
from interviews.attributes import AttributeKind, AttributeType, value_problems
from interviews.describing import next_label
from interviews.model import Participant

_LABEL = re.compile(r"[A-Za-z]{1,4}[-_]?\d{1,4}[a-z]?")
OF_PEOPLE = {ORGANISATION: "Organisation", SECTOR: "Sector", ROLE: "Role"}
KINDS = {
    AttributeKind.TEXT: VariableKind.TEXT,
    AttributeKind.CHOICE: VariableKind.TEXT,
    AttributeKind.NUMBER: VariableKind.FLOAT,
    AttributeKind.YES_NO: VariableKind.BOOLEAN,
    AttributeKind.DATE: VariableKind.DATE,
}
_READ = {
    VariableKind.BOOLEAN: AttributeKind.YES_NO,
    VariableKind.INTEGER: AttributeKind.NUMBER,
    VariableKind.FLOAT: AttributeKind.NUMBER,
    VariableKind.DATE: AttributeKind.DATE,
}


@dataclass(frozen=True)
class Person:
    """A case as a participant; `name` is what the case was called if that may be a name."""

    case: str  # Case.id
    participant: Participant
    organisation: str = ""  # its name
    sector: str = ""
    name: str = ""


@dataclass(frozen=True)
class People:
    """The participants that come in."""

    people: tuple[Person, ...]
    ids: Mapping[str, str]  # Case.id → Participant.id, those already there too
    types: tuple[AttributeType, ...]  # attributes that the study lacks
    notices: tuple[str, ...]


def chosen_variables(project: Project) -> tuple[Variable, ...]:
    """The variables of cases that a person may choose to bring in."""
    used = {variable for case in project.cases for variable, _ in case.values}
    return tuple(one for one in project.variables if one.id in used and one.id not in OF_PEOPLE)


def merge_people(
    project: Project,
    known: Mapping[str, str],
    participants: Sequence[Participant],
    types: Sequence[AttributeType],
    wanted: Collection[str],
) -> People:
    """Cases as participants, each under a label that is no name (two people are never made one).

    Args:
        known: Case.id → Participant.id of those that came in before.
        wanted: Variable.id of the attributes that shall come in.
    """
    taken = list(participants)
    labels = {one.id.casefold() for one in participants}
    ids = {case.id: known[case.id] for case in project.cases if case.id in known}
    fitting, new_types = _types(project, types, wanted)
    found: list[Person] = []
    notices: list[str] = []
    for case in project.cases:
        if case.id in ids:
            continue
        is_label = bool(_LABEL.fullmatch(case.name))
        free = is_label and case.name.casefold() not in labels
        label = case.name if free else next_label(taken)
        if is_label and not free:
            notices.append(
                f"'{case.name}' comes in as {label}: there is one of that label already."
            )
        person = _person(case, label, fitting, "" if is_label else case.name)
        labels.add(label.casefold())
        taken.append(person.participant)
        ids[case.id] = label
        found.append(person)
    if named := sum(1 for one in found if one.name):
        what = "1 case gets a label" if named == 1 else f"{named} cases get labels"
        notices.append(f"{what} such as P07; what it was called goes to the roster in the vault.")
    return People(tuple(found), ids, tuple(new_types), tuple(notices))


def attribute_variables(
    types: Sequence[AttributeType], ids: Mapping[str, str]
) -> tuple[Variable, ...]:
    """The attributes of the study as variables; `ids` gives the Variable.id of each name."""
    return tuple(
        Variable(ids[type.name], type.name, KINDS[type.kind], OPTIONS + " | ".join(type.options))
        if type.options
        else Variable(ids[type.name], type.name, KINDS[type.kind])
        for type in types
    )


def variable_value(type: AttributeType, value: str) -> str:
    """A value as the standard writes it."""
    if type.kind is AttributeKind.YES_NO:
        return "true" if value == "yes" else "false"
    return value


def _types(
    project: Project, types: Sequence[AttributeType], wanted: Collection[str]
) -> tuple[dict[str, tuple[Variable, AttributeType]], list[AttributeType]]:
    """Variable.id → the variable and the attribute it becomes; and those that are new."""
    known = {type.name.casefold(): type for type in types}
    fitting: dict[str, tuple[Variable, AttributeType]] = {}
    new: list[AttributeType] = []
    for variable in chosen_variables(project):
        if variable.id not in wanted:
            continue
        values = _values(project, variable)
        type = _as_type(variable, values)
        same = known.get(type.name.casefold())
        if same and not any(value_problems([same], {same.name: value}) for value in values):
            fitting[variable.id] = (variable, same)
            continue
        name, n = type.name, 2
        while name.casefold() in known:
            name, n = f"{type.name} ({n})", n + 1
        type = AttributeType(name, type.kind, type.options)
        known[name.casefold()] = type
        fitting[variable.id] = (variable, type)
        new.append(type)
    return fitting, new


def _values(project: Project, variable: Variable) -> list[str]:
    return [
        said(variable, value)
        for case in project.cases
        for one, value in case.values
        if one == variable.id
    ]


def said(variable: Variable, value: str) -> str:
    """A value as this study writes it."""
    if variable.kind is VariableKind.BOOLEAN:
        return "yes" if value.strip().lower() in ("true", "1") else "no"
    return value.strip()


def _as_type(variable: Variable, values: Sequence[str]) -> AttributeType:
    """The kind that the variable says, or text where values do not fit it."""
    name = " ".join(variable.name.split()) or "Variable"
    options: tuple[str, ...] = ()
    if variable.comment.startswith(OPTIONS):
        options = tuple(variable.comment.removeprefix(OPTIONS).split(" | "))
    kind = AttributeKind.CHOICE if options else _READ.get(variable.kind, AttributeKind.TEXT)
    type = AttributeType(name, kind, options)
    fits = not any(value_problems([type], {name: value}) for value in values)
    return type if fits else AttributeType(name)


def _person(
    case: Case, label: str, fitting: Mapping[str, tuple[Variable, AttributeType]], name: str
) -> Person:
    values = dict(case.values)
    attributes = {
        fitting[id][1].name: said(fitting[id][0], value)
        for id, value in case.values
        if id in fitting
    }
    participant = Participant(label, "", values.get(ROLE, ""), attributes)
    return Person(case.id, participant, values.get(ORGANISATION, ""), values.get(SECTOR, ""), name)
