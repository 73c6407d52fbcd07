"""The people of a project brought in: participants with what is known of them, and who coded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlite_utils import Database

from coding.exchange.guids import id_of
from coding.exchange.model import Project
from coding.exchange.people import Person
from coding.exchange.plan import Choices, coders_in
from interviews.identity import Entity, Kind
from interviews.model import Organisation
from storage.accounts import names_of
from storage.attributes import keep_type
from storage.foreign_things import keep_guid
from storage.names_key import save_entity
from storage.people import list_organisations, save_organisation, save_participant
from storage.project_matches import merged_people


def bring_people(
    db: Database, vault: Database, project: Project, choices: Choices, actor: str
) -> dict[str, str]:
    """Save the participants of a project: Case.id → Participant.id; their names go to the vault."""
    people = merged_people(db, project, choices)
    for type in people.types:
        keep_type(db, type)
    for one in people.people:
        _person(db, vault, one, actor)
    names = {type.name for type in people.types}
    for variable in project.variables:
        if variable.name in names:
            keep_guid(db, "attribute", variable.name, variable.id)
    return dict(people.ids)


def one_speaker(project: Project, participants: Mapping[str, str]) -> dict[str, str]:
    """TextSource.id → Participant.id, of the texts in which one alone speaks."""
    of_text: dict[str, set[str]] = {}
    for case in project.cases:
        for text in case.sources:
            of_text.setdefault(text, set()).add(participants[case.id])
    return {text: next(iter(who)) for text, who in of_text.items() if len(who) == 1}


def _person(db: Database, vault: Database, one: Person, actor: str) -> None:
    organisation = ""
    if one.organisation:
        known = {o.name.casefold(): o.id for o in list_organisations(db)}
        new = Organisation("", one.organisation, one.sector)
        organisation = (
            known.get(one.organisation.casefold()) or save_organisation(db, new, actor).id
        )
    save_participant(db, replace(one.participant, organisation=organisation), actor)
    keep_guid(db, "participant", one.participant.id, one.case)
    if one.name:
        named = Entity("", Kind.PARTICIPANT, (one.name,), "", True, one.participant.id)
        save_entity(vault, named)


def coders_here(vault: Database, project: Project, choices: Choices) -> dict[str, str]:
    """User.id → who that is here; who is nobody here is kept by name, in the vault."""
    found = {}
    there = names_of(vault)
    for user in coders_in(project):
        id = choices.coders.get(user.id, "") or id_of(user.id or user.name)
        if not choices.coders.get(user.id) and id not in there:
            vault.execute(
                "insert into coder_elsewhere (id, name) values (?, ?) on conflict (id) do nothing",
                [id, user.name or "Coder"],
            )
        found[user.id] = id
    return found
