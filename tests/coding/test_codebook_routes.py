"""CBR01 a code moves for who may edit the codebook; CBR02 without a session, from another site or
without the codebook's own header nothing moves; CBR03 what cannot be read is refused, what cannot
be done is refused with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from access.model import Account, Role
from coding.model import Code
from storage.codebook import list_codes, save_code
from storage.database import open_database
from tests.coding.asking import HOST, ask
from tests.pages.opening import new_account

MOVES = "/api/coding/codebook/moves"
FROM_THE_CODEBOOK = {"origin": f"http://{HOST}", "x-throughline": "codebook"}


@pytest.fixture
def account(data_folder: Path) -> Account:
    """A researcher, and the codes a and b."""
    with open_database() as db:
        for id in "ab":
            save_code(db, Code(id, id.upper()), "lea")
    return new_account(Role.RESEARCHER, data_folder)


def move(code: object, parent: object = "", before: object = "") -> dict[str, object]:
    return {"code": code, "parent": parent, "before": before}


def tree() -> list[tuple[str, str]]:
    with open_database() as db:
        return [(code.id, code.parent) for code in list_codes(db)]


def test_cbr01_a_code_moves(account: Account) -> None:
    assert ask(MOVES, account, move("b", before="a"), FROM_THE_CODEBOOK).status == 204
    assert tree() == [("b", ""), ("a", "")]
    ask(MOVES, account, move("a", "b"), FROM_THE_CODEBOOK)
    assert tree() == [("b", ""), ("a", "b")]


def test_cbr02_only_from_here(account: Account) -> None:
    wanted = move("b", before="a")
    assert ask(MOVES, None, wanted, FROM_THE_CODEBOOK).status == 401
    elsewhere = {**FROM_THE_CODEBOOK, "origin": "https://example.org"}
    assert ask(MOVES, account, wanted, elsewhere).status == 403
    assert ask(MOVES, account, wanted, {"origin": f"http://{HOST}"}).status == 403
    assert tree() == [("a", ""), ("b", "")]


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        (b"{", 400),
        ([], 400),
        ({"code": "a"}, 400),
        (move(1), 400),
        (b" " * 10_001, 413),
        (move("a", "a"), 409),
        (move("gone"), 409),
    ],
)
def test_cbr03_refused(account: Account, wanted: object, status: int) -> None:
    answer = ask(MOVES, account, wanted, FROM_THE_CODEBOOK)
    assert answer.status == status
    if status == 409:
        assert b"code" in answer.body.lower()
    assert tree() == [("a", ""), ("b", "")]
