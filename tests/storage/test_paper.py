"""SHT01 a sheet gets the next number, and the same beginning is one sheet; SHT02 a number is never
given twice, also after an entry was given up; SHT03 a sheet counts once, marked as paper, and is
never touched again; SHT04 what did not come on paper is no sheet; SHT05 each act is in the record
with the number and no answer; SHT06 the database takes no number twice; SHT07 how many came from
where is counted; SHT08 a sheet that was begun waits, however long."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage import intake
from storage.audit import chain_problems, events_frame
from storage.database import open_database
from storage.paper import (
    Sheet,
    give_up_sheet,
    last_number,
    list_sheets,
    load_sheet,
    start_sheet,
    submit_sheet,
)
from storage.responses import count_drafts, count_origins, responses_frame
from survey.model import NOT_ASKED, Instrument
from tests.survey.publishing import publish
from tests.survey.questionnaires import EN, WORKING_TOGETHER

NAME = WORKING_TOGETHER.name
ACTOR = "a-researcher"


@pytest.fixture
def instrument(data_folder: Path) -> Instrument:
    """The published questionnaire."""
    found = intake.open_link(publish(WORKING_TOGETHER))
    assert found is not None
    return found


def begin(db: Database, instrument: Instrument, id: str) -> Sheet:
    return start_sheet(db, instrument, EN, ACTOR, id)


def test_sht01_sheets_are_numbered_and_the_same_beginning_is_one(instrument: Instrument) -> None:
    with open_database() as db:
        numbers = [begin(db, instrument, id).number for id in ("p1", "p2", "p1")]
        assert numbers == [1, 2, 1]
        assert [sheet.number for sheet in list_sheets(db, NAME)] == [2, 1]


def test_sht02_a_number_is_never_given_twice(instrument: Instrument) -> None:
    with open_database() as db:
        begin(db, instrument, "p1")
        give_up_sheet(db, "p1", ACTOR)
        assert load_sheet(db, "p1") is None
        assert last_number(db, NAME) == 1
        assert begin(db, instrument, "p2").number == 2


def test_sht03_a_sheet_counts_once_and_is_never_touched_again(instrument: Instrument) -> None:
    with open_database() as db:
        begin(db, instrument, "p1")
    intake.save_page("p1", 0, {"agreed": "OK", "refers": "no", "referred": 7}, EN)
    with open_database() as db:
        first = submit_sheet(db, "p1", ACTOR)
        again = submit_sheet(db, "p1", "somebody else")
        give_up_sheet(db, "p1", ACTOR)
        frame = responses_frame(db, NAME)
    assert first == again
    assert first.response.receipt
    assert list(frame["origin"]) == ["paper"]
    assert list(frame["refers"]) == ["no"]
    assert frame["referred"].iloc[0] == NOT_ASKED, "what was not to be answered is left out"


def test_sht04_what_did_not_come_on_paper_is_no_sheet(instrument: Instrument) -> None:
    draft = intake.start_draft(instrument, EN)
    with open_database() as db:
        assert load_sheet(db, draft.id) is None
        give_up_sheet(db, draft.id, ACTOR)
        with pytest.raises(LookupError, match="no such sheet"):
            submit_sheet(db, draft.id, ACTOR)
        assert count_drafts(db, NAME) == 1
        assert events_frame(db)["act"].isin(["entered a sheet of paper"]).sum() == 0


def test_sht05_the_record_has_the_number_and_no_answer(instrument: Instrument) -> None:
    with open_database() as db:
        begin(db, instrument, "p1")
        begin(db, instrument, "p2")
        give_up_sheet(db, "p2", ACTOR)
    intake.save_page("p1", 0, {"role": "A very particular word"}, EN)
    with open_database() as db:
        submit_sheet(db, "p1", ACTOR)
        events = events_frame(db)
        assert chain_problems(db) == []
    mine = events[events["actor"] == ACTOR][["act", "detail"]].values.tolist()
    assert mine == [
        ["entered a sheet of paper", '{"sheet": 1, "version": 1}'],
        ["gave up entering a sheet of paper", '{"sheet": 2}'],
        ["began to enter a sheet of paper", '{"sheet": 2}'],
        ["began to enter a sheet of paper", '{"sheet": 1}'],
    ]
    assert "particular" not in events.to_csv()


def test_sht06_the_database_takes_no_number_twice(instrument: Instrument) -> None:
    with open_database() as db:
        begin(db, instrument, "p1")
        begin(db, instrument, "p2")
        with pytest.raises(sqlite3.IntegrityError):
            db.execute("update response set sheet = 1 where id = 'p2'")


def test_sht07_how_many_came_from_where_is_counted(instrument: Instrument) -> None:
    intake.submit(intake.start_draft(instrument, EN).id, {"refers": "no"})
    with open_database() as db:
        assert count_origins(db, NAME) == {"web": 1}
        for id in ("p1", "p2", "p3"):
            begin(db, instrument, id)
        submit_sheet(db, "p1", ACTOR)
        submit_sheet(db, "p2", ACTOR)
        assert count_origins(db, NAME) == {"paper": 2, "web": 1}


def test_sht08_a_sheet_that_was_begun_waits(instrument: Instrument) -> None:
    with open_database() as db:
        begin(db, instrument, "p1")
        db.execute("update response set updated_at = '2020-01-01' where id = 'p1'")
        begin(db, instrument, "p2")
        sheet = load_sheet(db, "p1")
        assert sheet is not None
        assert sheet.touched_on == "2020-01-01"
        assert submit_sheet(db, "p1", ACTOR).response.submitted_at
