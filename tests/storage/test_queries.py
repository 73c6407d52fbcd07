"""SVQ01 a query is kept under a name, recorded, and read back equal; SVQ02 its author replaces and
deletes it, nobody else does; SVQ03 a name that is none is refused; SVQ04 one that cannot be read is
left out; SVQ05 the corpus has every text that may be coded, with its people, interviews by their
day; SVQ06 in an open blind round only the reader's own passages are in it."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from coding.corpus import Only
from coding.errors import QueryError
from coding.query_model import Coded, Query, Where
from coding.rounds import Round, assigned
from storage.queries import delete_query, list_queries, load_corpus, save_query
from storage.rounds import open_round
from tests.storage.coded_study import ANN, BOB, TEXT, coded_study
from tests.storage.texts import put_source

QUERY = Query(Coded("waiting"), Where.TURN, Only(askers=False))


def acts(db: Database) -> list[str]:
    return [str(act) for (act,) in db.execute("select act from event order by n")]


def test_svq01_kept(db: Database) -> None:
    kept = save_query(db, "  Who   waits ", QUERY, ANN)
    assert (kept.name, kept.query, kept.author) == ("Who waits", QUERY, ANN)
    assert list_queries(db) == [kept]
    assert acts(db) == ["saved a query"]


def test_svq02_only_its_author(db: Database) -> None:
    kept = save_query(db, "Who waits", QUERY, ANN)
    again = save_query(db, "who waits", Query(Coded("calls")), ANN)
    assert [one.query for one in list_queries(db)] == [Query(Coded("calls"))]
    assert again.id == kept.id
    with pytest.raises(QueryError, match="Somebody else's query"):
        save_query(db, "WHO WAITS", QUERY, BOB)
    with pytest.raises(QueryError, match="only they can delete it"):
        delete_query(db, kept.id, BOB)
    delete_query(db, kept.id, ANN)
    delete_query(db, kept.id, ANN)
    assert list_queries(db) == []
    assert acts(db) == ["saved a query", "saved a query", "deleted a query"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_svq03_no_name(db: Database, name: str) -> None:
    with pytest.raises(QueryError, match="needs a name"):
        save_query(db, name, QUERY, ANN)


def test_svq04_not_readable(db: Database) -> None:
    save_query(db, "Who waits", QUERY, ANN)
    db.execute("update saved_query set body = '{}'")
    assert list_queries(db) == []


def test_svq05_the_corpus(db: Database) -> None:
    study = coded_study(db)
    early = put_source(db, "Nobody waits.", title="P02")
    waits = put_source(db, "Names are in.", title="P03")
    db.execute("update source set collected_on = '2020-01-01' where id = ?", [early])
    db.execute("update source set names = 'imported' where id = ?", [waits])
    corpus = load_corpus(db, ANN)
    assert [text.id for text in corpus.texts] == [early, study.source]
    text = corpus.by_id[study.source]
    assert (text.source.text, text.source.participant) == (TEXT, "P01")
    assert corpus.organisations[text.organisation] == "Lakeshore"
    assert text.source.interviewers == {"I"}
    assert {mark.coder for mark in corpus.marks} == {ANN, BOB}
    assert all(mark.created_at for mark in corpus.marks)


def test_svq06_blind(db: Database) -> None:
    study = coded_study(db)
    open_round(db, assigned(Round("First", ()), (study.source,), (ANN, BOB)), ANN)
    assert [mark.coder for mark in load_corpus(db, BOB).marks] == [BOB]
    assert load_corpus(db, "").marks == ()
