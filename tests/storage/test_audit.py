"""REC01 each event hashes the one before; REC02 a change, a gap or a swap is found and named;
REC03 an event written with an act is lost with it if the act fails; REC04 what an event is about
can be called by the name that it has today."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from storage.audit import chain_problems, events_frame, record, titles
from storage.database import writing
from tests.storage.coded_study import coded_study


@pytest.fixture
def recorded(db: Database) -> Database:
    """A study with three events."""
    for n in range(3):
        record(db, "a1", "tried", f"thing {n}", {"n": n})
    return db


def test_rec01_an_untouched_record_has_no_problems(recorded: Database) -> None:
    assert chain_problems(recorded) == []
    assert list(events_frame(recorded).subject) == ["thing 2", "thing 1", "thing 0"]


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("update event set subject = 'other' where n = 2", "Event 2 was changed"),
        ("delete from event where n = 2", "Event 2 is missing"),
        ("update event set previous = 'x' where n = 3", "Event 3 does not follow"),
    ],
)
def test_rec02_tampering_is_found(recorded: Database, tampering: str, told: str) -> None:
    recorded.execute("drop trigger event_never_changes")
    recorded.execute("drop trigger event_never_goes")
    recorded.execute(tampering)
    assert any(told in problem for problem in chain_problems(recorded))


def test_rec03_an_event_shares_the_fate_of_its_act(recorded: Database) -> None:
    with pytest.raises(RuntimeError), writing(recorded):
        record(recorded, "a1", "failed")
        raise RuntimeError
    assert len(events_frame(recorded)) == 3
    assert chain_problems(recorded) == []


def test_rec04_what_an_event_is_about_has_its_name_of_today(db: Database) -> None:
    study = coded_study(db)
    called = titles(db)
    assert called[study.warm] == "Warm handover"
    assert called[study.source] == "P01 On Tuesdays"
    assert called[study.segment] == "a passage"
    known = {"calls", "P01", *called}
    assert set(events_frame(db).subject) <= known
