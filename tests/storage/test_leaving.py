"""LVG01 an answer whose names are out stands in the file as coders see it, in rows and in a frame
alike; LVG02 in a repeat only the time in which it was written changes, and answers that equal it
elsewhere stay; LVG03 in a study whose versions gave a name two types of answers it stands in the
column of its own version; LVG04 what a frame knows of its columns stays."""

from __future__ import annotations

import pandas as pd
import pytest
from sqlite_utils import Database

from interviews.identity import NamesState
from storage.leaving import answers_without_names, frame_without_names, rows_without_names
from storage.responses import list_response_rows, responses_frame
from survey.model import Group, Instrument, Item, ItemKind, to_json

FIRST = Instrument(
    "calls",
    {"": "Calls"},
    (Item("why", ItemKind.INTEGER), Item("who", ItemKind.TEXT, group="person")),
    (Group("person", repeat=True),),
)
SECOND = Instrument(
    "calls", {"": "Calls"}, (Item("why", ItemKind.TEXT), *FIRST.items[1:]), FIRST.groups, version=2
)
PEOPLE = '[{"who": "Wanda"}, {"who": "Wanda"}]'


@pytest.fixture
def study(db: Database) -> Database:
    for form in (FIRST, SECOND):
        db.execute(
            "insert into instrument (name, version, body, sha256, created_at, published_at)"
            " values ('calls', ?, ?, ?, 'now', 'now')",
            [form.version, to_json(form), form.sha256],
        )
    return db


def respond(db: Database, id: str, version: int, **answers: str) -> None:
    db.execute(
        "insert into response (id, instrument, version, receipt, updated_at, submitted_at)"
        " values (?, 'calls', ?, ?, 'now', ?)",
        [id, version, id, f"2026-11-2{version}"],
    )
    for item, value in answers.items():
        db.execute("insert into answer values (?, ?, ?)", [id, item, value])


def clean(db: Database, response: str, item: str, text: str) -> None:
    db.execute(
        "insert into source (id, title, text, sha256, imported_at, kind, response, item, names)"
        " values (?, ?, ?, '', 'now', 'open answer', ?, ?, ?)",
        [response + item, response + item, text, response, item, NamesState.CONFIRMED],
    )


def left(db: Database) -> dict[str, dict[str, object]]:
    """The cells of every response as they leave; rows and frame are the same."""
    known = answers_without_names(db, "calls")
    columns, rows = list_response_rows(db, "calls")
    told = [
        dict(zip(columns, row, strict=True)) for row in rows_without_names(columns, rows, known)
    ]
    frame = frame_without_names(responses_frame(db, "calls"), known)
    assert frame.to_dict("records") == told
    return {str(row["response"]): row for row in told}


def test_lvg01_an_answer_leaves_as_coders_see_it(study: Database) -> None:
    respond(study, "a", 2, why='"Wanda said so"')
    clean(study, "a", "why", "[Person A] said so")
    assert left(study)["a"]["why"] == "[Person A] said so"


def test_lvg02_in_a_repeat_one_time_changes(study: Database) -> None:
    respond(study, "a", 2, person=PEOPLE)
    respond(study, "b", 2, person=PEOPLE)
    clean(study, "a", "person/2/who", "[Person A]")
    found = left(study)
    assert found["a"]["person"] == [{"who": "Wanda"}, {"who": "[Person A]"}]
    assert found["b"]["person"] == [{"who": "Wanda"}, {"who": "Wanda"}]


def test_lvg03_in_the_column_of_its_version(db: Database) -> None:
    for number, form in ((1, SECOND), (2, FIRST)):  # a text first, then a number
        db.execute(
            "insert into instrument (name, version, body, sha256, created_at, published_at)"
            " values ('calls', ?, ?, ?, 'now', 'now')",
            [number, to_json(form), form.sha256],
        )
    respond(db, "a", 1, why='"Wanda"')
    respond(db, "b", 2, why="3")
    clean(db, "a", "why", "[Person A]")
    found = left(db)
    assert found["a"]["why_v1"] == "[Person A]"
    assert (found["a"]["why"], found["b"]["why"]) == ("__not_asked__", 3)


def test_lvg04_what_a_frame_knows_stays(study: Database) -> None:
    respond(study, "a", 1, why="3")
    clean(study, "a", "person/2/who", "nobody is there")
    before = responses_frame(study, "calls")
    pd.testing.assert_frame_equal(
        frame_without_names(before, answers_without_names(study, "calls")), before
    )
