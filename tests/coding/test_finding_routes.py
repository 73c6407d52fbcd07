"""QCS01 the quotes of a query are a CSV file, recorded, with the codes that stand there; QCS02 the
tables are too; QCS03 no cell is a formula; QCS04 a name that the vault knows holds the file back;
QCS05 what an open blind round hides is in none; QCS06 who may not code gets nothing, and what
cannot be read is refused; QCS07 a table asked for is JSON that reads back equal."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import quote as quoted

import pytest

from access.model import Account, Role
from coding.corpus import Only
from coding.errors import QueryError
from coding.model import Code, Segment
from coding.query_json import render_query
from coding.query_model import All, Coded, Query, Where
from coding.rounds import Round, assigned
from coding.table_model import Across, TableAsked, parse_asked, render_asked
from interviews.identity import Entity, Kind
from storage.codebook import save_code
from storage.database import open_database, open_vault
from storage.names_key import save_entity
from storage.rounds import open_round
from storage.segments import save_segment
from tests.coding.asking import Answer, ask
from tests.pages.opening import new_account
from tests.storage.texts import put_source

TEXT = "=We wait for weeks. Nobody calls Margarethe."
WAITING = render_query(Query(Coded("waiting")))
TABLE = TableAsked(Across.CODES, ("waiting", "calls"), Where.TURN)


@pytest.fixture
def account(data_folder: Path) -> Account:
    return new_account(Role.RESEARCHER, data_folder)


@pytest.fixture
def source(account: Account) -> str:
    """A text with two codes; one of them could be a formula."""
    with open_database() as db:
        save_code(db, Code("waiting", "Waiting"), account.id)
        save_code(db, Code("calls", "=Calls()", colour=2), account.id)
        source = put_source(db, TEXT)
        save_segment(db, Segment(source, 0, 18, "waiting", account.id))
        save_segment(db, Segment(source, 4, 32, "calls", account.id))
    return source


def get(file: str, asked: str, account: Account | None) -> Answer:
    return ask(f"/api/coding/{file}.csv?ask={quoted(asked)}", account)


def rows(answer: Answer) -> list[dict[str, str]]:
    assert answer.status == 200, answer.body
    return [*csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig")))]


def events() -> list[str]:
    with open_database() as db:
        return [str(what) for (what,) in db.execute("select act from event order by n")]


def test_qcs01_quotes(account: Account, source: str) -> None:
    answer = get("found", WAITING, account)
    (row,) = rows(answer)
    assert (row["source"], row["start"], row["end"]) == (source, "0", "18")
    assert row["codes"] == "Waiting; =Calls()"
    assert row["after"] == ". Nobody calls Margarethe."
    assert answer.headers["cache-control"] == "private, no-store"
    assert events()[-1] == "exported quotes"


def test_qcs02_tables(account: Account, source: str) -> None:
    found = rows(get("table", render_asked(TABLE), account))
    assert [(row["code"], row["places"]) for row in found[:2]] == [("Waiting", "1")] * 2
    often = rows(get("frequency", render_query(Query(All(()))), account))
    assert [(row["code"], row["characters"]) for row in often] == [
        *(("Waiting", "18"), ("'=Calls()", "28")),
    ]
    people = render_asked(TableAsked(Across.PARTICIPANTS, ("waiting",)))
    assert rows(get("table", people, account)) == []
    assert events()[-1] == "exported a table of codes"


def test_qcs03_no_formula(account: Account, source: str) -> None:
    (row,) = rows(get("found", WAITING, account))
    assert row["text"].startswith("'=We wait")
    found = rows(get("table", render_asked(TABLE), account))
    assert {row["across"] for row in found} == {"Waiting", "'=Calls()"}


def test_qcs04_a_name_holds_it_back(account: Account, source: str) -> None:
    with open_vault() as vault:
        save_entity(vault, Entity("", Kind.PERSON, ("Margarethe",), on_roster=True))
    asked = render_query(Query(Coded("calls"), Where.TURN))
    answer = get("found", asked, account)
    assert answer.status == 409
    assert b"did not leave" in answer.body
    assert "exported quotes" not in events()


def test_qcs05_blind(data_folder: Path, account: Account, source: str) -> None:
    other = new_account(Role.RESEARCHER, data_folder)
    with open_database() as db:
        round = assigned(Round("First", ()), (source,), (account.id, other.id))
        open_round(db, round, account.id)
    assert rows(get("found", WAITING, other)) == []
    often = rows(get("frequency", render_query(Query(All(()))), other))
    assert {row["passages"] for row in often} == {"0"}
    assert len(rows(get("found", WAITING, account))) == 1


@pytest.mark.parametrize("file", ["found", "table", "frequency"])
def test_qcs06_refused(account: Account, source: str, file: str) -> None:
    assert get(file, WAITING, None).status in (401, 403)
    assert get(file, "{}", account).status == 400
    assert get(file, "x" * 20_001, account).status == 413


def test_qcs06_a_code_that_is_gone(account: Account, source: str) -> None:
    gone = render_asked(TableAsked(Across.CODES, ("gone",)))
    assert get("table", gone, account).status == 404


def test_qcs07_json() -> None:
    full = TableAsked(Across.ATTRIBUTE, ("a",), Where.TURN, "region", Only(askers=False))
    assert parse_asked(render_asked(full)) == full
    for wrong in ("", "[]", '{"codes": "a", "attribute": "", "only": {}}'):
        with pytest.raises(QueryError, match="no table"):
            parse_asked(wrong)
