"""CRT01 a text is given to who may code, with an ETag that spares sending it twice; CRT02 acts are
stored for the account of the session, whatever the request says; CRT03 the same request twice
counts once; CRT04 without a session, from another site, or without the workbench's own header
nothing is stored; CRT05 what cannot be read is refused as a whole, what cannot be done one by one;
CRT06 the answer tells what others did since; CRT07 the codebook can be downloaded, and that is
recorded; CRT08 each coder's pinned codes and view are kept for them alone, and read strictly; CRT09
undo and redo go by the same route, and the answer says what each would do; CRT10 a memo on a
passage is an act: kept, removed, undone, one's own only."""

from __future__ import annotations

from pathlib import Path

import pytest

from access.model import Account, Role
from coding.model import Code, Segment
from storage.codebook import save_code
from storage.database import open_database
from storage.segments import list_segments, save_segment
from tests.coding.asking import FROM_THE_WORKBENCH, ask
from tests.pages.opening import new_account
from tests.storage.texts import put_source

TEXT = "It takes weeks. 👩‍👩‍👧 nobody calls."


@pytest.fixture
def account(data_folder: Path) -> Account:
    """A researcher of the study in the data folder."""
    return new_account(Role.RESEARCHER, data_folder)


@pytest.fixture
def source(account: Account) -> str:
    """A text to code, and the code 'waiting'."""
    with open_database() as db:
        save_code(db, Code("waiting", "Waiting"), account.id)
        return put_source(db, TEXT)


def acts(*acts: object, since: int = -1, codebook: str = "") -> dict[str, object]:
    return {"since": since, "codebook": codebook, "acts": list(acts)}


def apply(segment: str = "s1", start: int = 0, end: int = 8) -> dict[str, object]:
    return {"id": segment, "kind": "apply", "segment": segment, "start": start, "end": end} | {
        "code": "waiting",
        "coder": "somebody-else",
    }


def stored(source: str) -> list[Segment]:
    with open_database() as db:
        return list_segments(db, source)


def test_crt01_the_text_and_its_etag(account: Account, source: str) -> None:
    first = ask(f"/api/coding/sources/{source}", account)
    assert first.json == {"title": "P07", "turns": [["P07", 0, TEXT, False]]}
    assert first.headers["cache-control"] == "private, no-cache"
    known = {"if-none-match": first.headers["etag"]}
    again = ask(f"/api/coding/sources/{source}", account, headers=known)
    assert (again.status, again.body) == (304, b"")


def test_crt01_a_missing_text_is_404(account: Account) -> None:
    assert ask("/api/coding/sources/nothing", account).status == 404


def test_crt02_the_session_says_who_codes(account: Account, source: str) -> None:
    answer = ask(f"/api/coding/sources/{source}/acts", account, acts(apply()), FROM_THE_WORKBENCH)
    assert answer.status == 200
    assert [segment.coder for segment in stored(source)] == [account.id]
    assert answer.json["changes"] == [["s1", 0, 8, "waiting", account.id, False]]
    assert answer.json["coders"] == {account.id: [account.name, 0]}  # the only account there is
    assert answer.json["counts"] == {"waiting": 1}
    assert (answer.json["undo"], answer.json["redo"]) == (["code applied", "waiting"], None)


def test_crt03_twice_counts_once(account: Account, source: str) -> None:
    for _ in range(2):
        path = f"/api/coding/sources/{source}/acts"
        answer = ask(path, account, acts(apply()), FROM_THE_WORKBENCH)
    assert (answer.json["refused"], len(stored(source))) == ([], 1)


@pytest.mark.parametrize(
    ("headers", "signed_in", "status"),
    [
        (FROM_THE_WORKBENCH, False, 401),
        ({}, True, 403),
        ({"x-throughline": "workbench", "origin": "http://elsewhere.example"}, True, 403),
        ({"x-throughline": "workbench", "sec-fetch-site": "cross-site"}, True, 403),
    ],
)
def test_crt04_others_store_nothing(
    account: Account, source: str, headers: dict[str, str], signed_in: bool, status: int
) -> None:
    path = f"/api/coding/sources/{source}/acts"
    answer = ask(path, account if signed_in else None, acts(apply()), headers)
    assert answer.status == status
    assert stored(source) == []
    assert ask(f"/api/coding/sources/{source}", None).status == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"not json", 400),
        ([], 400),
        ({"since": 0}, 400),
        (acts({"id": "a", "kind": "erase"}), 400),
        (b"[" + b"1," * 600_000 + b"1]", 413),
    ],
    ids=["text", "list", "parts", "kind", "long"],
)
def test_crt05_what_cannot_be_read_stores_nothing(
    account: Account, source: str, body: object, status: int
) -> None:
    path = f"/api/coding/sources/{source}/acts"
    assert ask(path, account, body, FROM_THE_WORKBENCH).status == status
    assert stored(source) == []


def test_crt05_one_impossible_act_does_not_stop_the_rest(account: Account, source: str) -> None:
    wanted = acts(apply("s1", 0, 999), apply("s2", 3, 3), apply("s3"))
    answer = ask(f"/api/coding/sources/{source}/acts", account, wanted, FROM_THE_WORKBENCH)
    assert [act for act, _ in answer.json["refused"]] == ["s1", "s2"]  # type: ignore[attr-defined]
    assert [segment.id for segment in stored(source)] == ["s3"]


def test_crt06_the_answer_tells_what_others_did(
    account: Account, source: str, data_folder: Path
) -> None:
    path = f"/api/coding/sources/{source}/acts"
    first = ask(path, account, acts(apply()), FROM_THE_WORKBENCH).json
    other = new_account(Role.LEAD, data_folder)
    with open_database() as db:
        save_segment(db, Segment(source, 3, 14, "waiting", other.id, id="theirs"))
    since, book = int(str(first["revision"])), str(first["codebook"])
    poll = ask(path, account, acts(since=since, codebook=book), FROM_THE_WORKBENCH).json
    assert poll["changes"] == [["theirs", 3, 14, "waiting", other.id, False]]
    assert (poll["codes"], list(poll["coders"])) == (None, [other.id])  # type: ignore[call-overload]


def test_crt07_the_codebook_as_a_file(account: Account, source: str) -> None:
    answer = ask("/api/coding/codebook.csv", account)
    assert answer.body.decode("utf-8-sig").splitlines() == [
        "name,definition,parent,colour,when to use,when not to use,example,origin",
        "Waiting,,,1,,,,",
    ]
    assert "attachment" in answer.headers["content-disposition"]
    with open_database() as db:
        last = db.execute("select actor, act from event order by n desc").fetchone()
    assert last == (account.id, "codebook: exported")
    assert ask("/api/coding/codebook.csv", None).status == 401


def test_crt08_the_desk_is_kept_for_its_coder(account: Account, data_folder: Path) -> None:
    wanted = {"pins": ["", "waiting"], "colours": "coder", "speakers": ["P07"], "stripes": True}
    assert ask("/api/coding/desk", account, wanted, FROM_THE_WORKBENCH).status == 204
    kept = ask("/api/coding/desk", account).json
    assert {name: kept[name] for name in wanted} == wanted
    other = new_account(Role.LEAD, data_folder)
    assert ask("/api/coding/desk", other).json["pins"] == []


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"not json", FROM_THE_WORKBENCH, 400),
        ([], FROM_THE_WORKBENCH, 400),
        ({"colours": "mood"}, FROM_THE_WORKBENCH, 400),
        ({"pins": ["a"] * 10}, FROM_THE_WORKBENCH, 400),
        ({"speakers": [1]}, FROM_THE_WORKBENCH, 400),
        (b"1" * 100_001, FROM_THE_WORKBENCH, 413),
        ({}, {}, 403),
    ],
    ids=["text", "list", "colours", "pins", "speakers", "long", "elsewhere"],
)
def test_crt08_anything_else_is_not_kept(
    account: Account, body: object, headers: dict[str, str], status: int
) -> None:
    assert ask("/api/coding/desk", account, body, headers).status == status
    assert ask("/api/coding/desk", account).json["colours"] == "code"


def test_crt09_undo_and_redo_go_the_same_way(account: Account, source: str) -> None:
    path = f"/api/coding/sources/{source}/acts"
    resize = {"id": "r1", "kind": "resize", "segment": "s1", "start": 0, "end": 14}
    ask(path, account, acts(apply(), resize), FROM_THE_WORKBENCH)
    undone = ask(path, account, acts({"id": "u1", "kind": "undo"}), FROM_THE_WORKBENCH).json
    assert [one.end for one in stored(source)] == [8]
    assert undone["undo"] == ["code applied", "waiting"]
    assert undone["redo"] == ["passage resized", "waiting"]
    ask(path, account, acts({"id": "d1", "kind": "redo"}), FROM_THE_WORKBENCH)
    assert [one.end for one in stored(source)] == [14]


def send(source: str, account: Account, *wanted: object) -> dict[str, object]:
    where = f"/api/coding/sources/{source}/acts"
    return ask(where, account, acts(*wanted), FROM_THE_WORKBENCH).json


def test_crt10_a_memo_is_an_act(account: Account, source: str, data_folder: Path) -> None:
    wanted = [
        {"id": "a1", "kind": "apply", "segment": "s", "start": 0, "end": 8, "code": "waiting"},
        {"id": "a2", "kind": "memo", "segment": "s", "memo": "m", "text": "Why weeks?"},
    ]
    answer = send(source, account, *wanted)
    assert answer["memos"] == [["m", "s", "Why weeks?", account.id]]
    assert account.id in answer["coders"]
    again = send(source, account, {"id": "a3", "kind": "memo", "segment": "s", "memo": "m"})
    assert again["memos"] == [["m", "s", "", account.id]]
    back = send(source, account, {"id": "a4", "kind": "undo"})
    assert back["memos"] == [["m", "s", "Why weeks?", account.id]]
    ben = new_account(Role.RESEARCHER, data_folder)
    refused = send(
        source, ben, {"id": "a5", "kind": "memo", "segment": "s", "memo": "m", "text": "x"}
    )
    assert "Somebody else wrote" in str(refused["refused"])
