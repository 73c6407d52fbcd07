"""BLR01 in an open blind round the workbench’s route tells a coder the own passages and counts,
and no name of another coder; BLR02 a lead and somebody outside the round are told nothing; BLR03
once it is closed a screen that asks for news is told everything; BLR04 the record that a lead
downloads keeps the secret as well."""

from __future__ import annotations

from pathlib import Path

import pytest

import access.web.downloads
from access.model import Account, Role
from coding.model import Code
from coding.rounds import Round, assigned
from storage.codebook import save_code
from storage.database import open_database
from storage.rounds import close_round, open_round
from tests.coding.asking import FROM_THE_WORKBENCH, ask
from tests.pages.opening import new_account
from tests.storage.texts import put_source


@pytest.fixture
def people(data_folder: Path) -> list[Account]:
    """Two coders of a blind round, and a lead."""
    roles = (Role.RESEARCHER, Role.RESEARCHER, Role.LEAD)
    return [new_account(role, data_folder) for role in roles]


@pytest.fixture
def blind(people: list[Account]) -> tuple[str, str]:
    """A text and the blind round on it; both coders have marked something."""
    ann, bob, lead = people
    with open_database() as db:
        save_code(db, Code("waiting", "Waiting"), ann.id)
        source = put_source(db, "It takes weeks. Nobody calls.")
        round = assigned(Round("One", ()), (source,), (ann.id, bob.id))
        id = open_round(db, round, lead.id).id
    for person, start in ((ann, 0), (bob, 3)):
        told(source, person, {"id": f"s{start}", "start": start})
    return source, id


def told(
    source: str, person: Account, *acts: dict[str, object], since: int = -1
) -> dict[str, object]:
    """What the route answers to these codings."""
    whole = [
        {"kind": "apply", "segment": act["id"], "end": 14, "code": "waiting", **act} for act in acts
    ]
    body = {"since": since, "codebook": "", "acts": whole}
    return ask(f"/api/coding/sources/{source}/acts", person, body, FROM_THE_WORKBENCH).json


def test_blr01_only_what_is_ones_own(people: list[Account], blind: tuple[str, str]) -> None:
    for person, segment in zip(people, ("s0", "s3"), strict=False):
        answer = told(blind[0], person)
        assert [change[0] for change in answer["changes"]] == [segment]  # type: ignore[attr-defined]
        assert answer["counts"] == {"waiting": 1}
        assert list(answer["coders"]) == [person.id]  # type: ignore[call-overload]


def test_blr02_nothing_for_others(people: list[Account], blind: tuple[str, str]) -> None:
    answer = told(blind[0], people[2])
    assert (answer["changes"], answer["counts"], answer["coders"]) == ([], {}, {})


def test_blr03_everything_once_it_is_closed(people: list[Account], blind: tuple[str, str]) -> None:
    source, round = blind
    known = told(source, people[0])["revision"]
    with open_database() as db:
        close_round(db, round, people[2].id)
    answer = told(source, people[0], since=int(str(known)))
    assert {change[0] for change in answer["changes"]} == {"s0", "s3"}  # type: ignore[attr-defined]
    assert (answer["full"], answer["counts"]) == (True, {"waiting": 2})


def test_blr04_the_record_keeps_the_secret(people: list[Account], blind: tuple[str, str]) -> None:
    routes = access.web.downloads.routes
    before = ask("/record.csv", people[2], mounted=routes).body.decode()
    assert "code applied" in before
    assert '""start""' not in before
    with open_database() as db:
        close_round(db, blind[1], people[2].id)
    assert '""start""' in ask("/record.csv", people[2], mounted=routes).body.decode()
