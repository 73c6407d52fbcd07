"""NRT01 a text with its names goes to an account that takes names out, and nowhere may it be kept;
NRT02 a decision is stored at once and the answer is the text as it stands; NRT03 another site or a
visitor changes nothing; NRT04 what the screen would not send is refused in words, also words that
do not stand at their place; NRT05 the whole way over the routes: decide, undo, sign off, send back,
confirm by a second person, open once more; NRT06 the text of an unconfirmed source does not go to
the workbench; NRT07 the codebook and the table of participants leave without names of people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.routing import BaseRoute

from access.model import Account, Role
from coding.model import Code
from coding.web.routes import routes as coding_routes
from interviews.identity import Entity, Kind
from interviews.model import Participant
from interviews.transcript import parse_transcript
from interviews.web.downloads import routes as downloads
from interviews.web.routes import routes
from storage.codebook import save_code
from storage.database import open_database, open_vault
from storage.names_key import save_roster
from storage.people import save_participant
from storage.sources import load_source, save_source
from tests.coding.asking import HOST, Answer, ask
from tests.pages.opening import new_account

OURS = {"origin": f"http://{HOST}", "x-throughline": "names-out"}
TALK = "INT: Who?\nJane Roe: 😀 It was Marie, in Red Deer. Marie!\n".encode()


@pytest.fixture
def source(data_folder: Path) -> str:
    with open_database() as db, open_vault() as vault:
        return save_source(db, vault, parse_transcript(TALK, "talk.txt"), "a1").id


@pytest.fixture
def ann(data_folder: Path) -> Account:
    return new_account(Role.RESEARCHER, data_folder)


def get(source: str, account: Account | None) -> Answer:
    return ask(f"/api/names/sources/{source}", account, mounted=routes)


def post(source: str, account: Account | None, path: str, body: object = None) -> Answer:
    address = f"/api/names/sources/{source}/{path}"
    return ask(address, account, body or {}, OURS, mounted=routes)


def decided(source: str, account: Account, words: str, **said: object) -> Any:
    body = {"words": words, "verdict": "replace", "kind": "person", **said}
    answer = post(source, account, "decision", body)
    assert answer.status == 200, answer.body
    return answer.json


def test_nrt01_nowhere_kept(source: str, ann: Account) -> None:
    answer = get(source, ann)
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    state: Any = answer.json
    assert [name["words"] for name in state["names"]] == ["Jane Roe", "Marie", "Red Deer"]
    assert state["open"] == 3
    said = ["".join(piece[1] for piece in turn[2]) for turn in state["turns"]]
    assert said == ["Who?", "😀 It was Marie, in Red Deer. Marie!"]
    assert get("gone", ann).status == 404


def test_nrt02_a_decision_is_stored(source: str, ann: Account) -> None:
    state = decided(source, ann, "Marie")
    marie = next(name for name in state["names"] if name["words"] == "Marie")
    assert (marie["verdict"], marie["standIn"], marie["n"]) == ("replace", "[Person A]", 2)
    at = TALK.decode().index("Red Deer")
    here = {"kind": "place", "scope": "here", "start": at, "end": at + 8}
    state = decided(source, ann, "Red Deer", **here)
    assert next(n for n in state["names"] if n["words"] == "Red Deer")["standIn"] == "[Place A]"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://elsewhere.example", "x-throughline": "names-out"},
        {"origin": f"http://{HOST}"},
    ],
)
def test_nrt03_others_change_nothing(source: str, ann: Account, headers: dict[str, str]) -> None:
    body = {"words": "Marie", "verdict": "replace", "kind": "person"}
    path = f"/api/names/sources/{source}/decision"
    assert ask(path, ann, body, headers, mounted=routes).status == 403
    assert post(source, None, "decision", body).status == 401
    assert get(source, None).status == 401
    state: Any = get(source, ann).json
    assert state["open"] == 3


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"words": "Marie"},
        {"words": "…", "verdict": "replace", "kind": "person"},
        {"words": "Marie", "verdict": "burn", "kind": "person"},
        {"words": "Marie", "verdict": "replace", "kind": "person", "start": 0, "end": 5},
    ],
)
def test_nrt04_refused(source: str, ann: Account, body: object) -> None:
    answer = post(source, ann, "decision", body or [0])
    assert answer.status == 400
    assert b"page" in answer.body or b"whole words" in answer.body
    assert post(source, ann, "burn").status == 404


def test_nrt05_the_whole_way(source: str, ann: Account, data_folder: Path) -> None:
    bob = new_account(Role.LEAD, data_folder)
    assert post(source, ann, "sign-off").status == 409
    decided(source, ann, "Jane Roe")
    decided(source, ann, "Marie")
    state: Any = post(source, ann, "undo").json
    assert state["open"] == 2
    decided(source, ann, "Marie", scope="study")
    decided(source, ann, "Red Deer", kind="place", verdict="keep")
    assert post(source, ann, "sign-off").status == 200
    assert post(source, ann, "decision", {"words": "x", "verdict": "keep", "kind": "age"}).status
    assert post(source, ann, "undo").status == 409
    assert post(source, ann, "confirm").status == 409
    assert post(source, bob, "send-back").status == 200
    assert post(source, ann, "sign-off").status == 200
    state = post(source, bob, "confirm").json
    assert state["state"] == "confirmed"
    with open_database() as db:
        text = load_source(db, source).text
    assert text == "INT: Who?\n[Person A]: 😀 It was [Person B], in Red Deer. [Person B]!\n"
    state = post(source, ann, "reopen").json
    assert state["state"] == "in review"


def test_nrt06_the_workbench_does_not_get_it(source: str, ann: Account) -> None:
    answer = ask(f"/api/coding/sources/{source}", ann)
    assert answer.status == 403
    assert b"Names out page" in answer.body
    assert b"Marie" not in answer.body


@pytest.mark.parametrize(
    ("path", "mounted"),
    [("/api/coding/codebook.csv", coding_routes), ("/interviews/participants.csv", downloads)],
)
def test_nrt07_other_files_are_searched_too(
    path: str, mounted: list[BaseRoute], ann: Account
) -> None:
    with open_database() as db, open_vault() as vault:
        save_code(db, Code("", "Handover", "As when Wanda Crowchild drives."), "a1")
        save_participant(db, Participant("P01", role="Wanda's helper"), "a1")
        assert ask(path, ann, mounted=mounted).status == 200
        save_roster(vault, [Entity("", Kind.PERSON, ("Wanda Crowchild",))])
    refused = ask(path, ann, mounted=mounted)
    assert refused.status == 409
    assert "Wanda" in refused.body.decode()
