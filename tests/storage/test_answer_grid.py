"""GRD01 the grid has the answers whose names are out, in the order in which they were sent; GRD02
what else was answered stands beside them in words; GRD03 what may name a person, and what is
written in words, is no column, and an item that may name a person has no grid; GRD04 own marks and
the number of others are told, and in an open blind round no others; GRD05 rows are kept and
sorted by a column, numbers by size; GRD06 the route gives the same to who may code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlite_utils import Database

from access.model import Account, Role
from coding.answer_grid import GridAnswer, columns_beside, filtered, shown, sorted_by
from coding.model import Segment
from coding.rounds import Round, assigned
from storage.answer_grid import grid_marks, list_grid_columns, list_grid_questions, load_grid
from storage.codebook import list_codes
from storage.database import open_database
from storage.instruments import save_instrument
from storage.rounds import open_round
from storage.segments import save_segment
from survey.model import NOT_ASKED, Instrument, Item, ItemKind, ResponseOption
from tests.coding.asking import ask
from tests.pages.opening import new_account
from tests.storage.texts import put_source


@pytest.fixture
def study(sample_folder: Path) -> Path:
    return sample_folder


def first(db: Database) -> tuple[str, str]:
    question = max(list_grid_questions(db), key=lambda one: one.n)
    return question.instrument, question.item


def test_grd01_the_answers(study: Path) -> None:
    with open_database() as db:
        found = list_grid_questions(db)
        assert found
        for question in found:
            rows = load_grid(db, question.instrument, question.item, [])
            assert len(rows) == question.n
            assert all(row.text for row in rows)
        db.execute("update source set names = 'imported' where id = ?", [rows[0].source])
        assert len(load_grid(db, question.instrument, question.item, [])) == question.n - 1


def test_grd02_beside(study: Path) -> None:
    with open_database() as db:
        instrument, item = first(db)
        columns = list(list_grid_columns(db, instrument))
        rows = load_grid(db, instrument, item, [*columns, "no such item"])
        assert set(rows[0].values) == set(columns)
        assert any(value for row in rows for value in row.values.values())


OPTIONS = (ResponseOption("n", {"en": "North"}), ResponseOption("s", {"en": "South"}))


def instrument() -> Instrument:
    items = (
        Item("region", ItemKind.SELECT_ONE, {"en": "Region"}, options=OPTIONS),
        Item("town", ItemKind.SELECT_ONE, {"en": "Town"}, options=OPTIONS, pii=True),
        Item("why", ItemKind.TEXT, {"en": "Why?"}),
        Item("age", ItemKind.INTEGER, {"en": "Age"}),
        Item("note", ItemKind.NOTE, {"en": "Thanks"}),
    )
    return Instrument("calls", {"en": "Calls"}, items, languages=("en",), default_language="en")


def test_grd02_in_words() -> None:
    region, *_ = instrument().items
    assert shown("n", region, "en") == "North"
    assert shown(["n", "s"], region, "en") == "North, South"
    assert shown(None, region, "en") == shown(NOT_ASKED, region, "en") == ""


def test_grd03_what_stays_out() -> None:
    assert columns_beside(instrument()) == {"region": "Region", "age": "Age"}


@pytest.mark.parametrize("pii", [False, True])
def test_grd03_an_item_that_may_name_a_person(db: Database, pii: bool) -> None:
    items = tuple(replace(one, pii=pii and one.name == "why") for one in instrument().items)
    saved = save_instrument(db, replace(instrument(), items=items), "ann")
    db.execute(
        "insert into response (id, instrument, version, receipt, updated_at, submitted_at)"
        " values ('r', 'calls', ?, 'r', 'now', '2026-11-22T09:00:00+00:00')",
        [saved.version],
    )
    source = put_source(db, "Because.")
    db.execute(
        "update source set kind = 'open answer', response = 'r', item = 'why', names = 'confirmed'"
        " where id = ?",
        [source],
    )
    assert [one.source for one in load_grid(db, "calls", "why", [])] == ([] if pii else [source])
    assert [one.item for one in list_grid_questions(db)] == ([] if pii else ["why"])


def test_grd04_marks(study: Path) -> None:
    with open_database() as db:
        name, item = first(db)
        row, code = load_grid(db, name, item, [])[0], list_codes(db)[1].id
        save_segment(db, Segment(row.source, 0, len(row.text), code, "ann", id="whole"))
        own, _ = grid_marks(db, name, item, "ann")
        assert own == [["whole", row.source, 0, len(row.text), code]]
        others = grid_marks(db, name, item, "bob")[1]
        assert [row.source, code] in [one[:2] for one in others]
        open_round(db, assigned(Round("First", ()), (row.source,), ("ann", "bob")), "ann")
        others = grid_marks(db, name, item, "bob")[1]
        assert row.source not in [one[0] for one in others]
        assert grid_marks(db, name, item, "ann")[0] == own


ROWS = [
    GridAnswer("a", "", {"age": "10", "region": "South"}),
    GridAnswer("b", "", {"age": "9", "region": "north"}),
    GridAnswer("c", "", {"age": "", "region": "North"}),
]


@pytest.mark.parametrize(
    ("column", "order"), [("", "abc"), ("age", "bac"), ("region", "bca"), ("gone", "abc")]
)
def test_grd05_sorted(column: str, order: str) -> None:
    assert "".join(one.source for one in sorted_by(ROWS, column)) == order


def test_grd05_kept() -> None:
    assert filtered(ROWS, "region", ["North", "north"]) == ROWS[1:]
    assert filtered(ROWS, "age", [""]) == ROWS[2:]
    assert filtered(ROWS, "", ["x"]) == filtered(ROWS, "age", []) == ROWS


def test_grd06_the_route(study: Path) -> None:
    account: Account = new_account(Role.RESEARCHER, study)
    with open_database() as db:
        name, item = first(db)
        columns = list(list_grid_columns(db, name))[:2]
        n = len(load_grid(db, name, item, []))
    query = urlencode([("instrument", name), ("item", item), *(("column", one) for one in columns)])
    answer = ask(f"/api/coding/answers?{query}", account)
    assert answer.headers["cache-control"] == "private, no-store"
    rows = answer.json["answers"]
    assert isinstance(rows, list)
    assert len(rows) == n
    assert {len(values) for _, _, values in rows} == {2}
    assert ask(f"/api/coding/answers?{query}", None).status in (401, 403)
    assert ask("/api/coding/answers?instrument=none&item=x", account).json["answers"] == []
