"""ANS01 without answers the page says what to do; ANS02 the grid is handed ids, codes and columns;
ANS03 a filter and an order by another answer change which rows it is handed."""

from __future__ import annotations

from pathlib import Path

from access.model import Role
from storage.answer_grid import list_grid_columns, list_grid_questions, load_grid
from storage.database import open_database
from tests.pages.opening import open_page
from tests.pages.reading import html_on

PAGE = "coding/pages/answers.py"


def test_ans01_nothing_yet(data_folder: Path) -> None:
    assert "There is no answer to code yet" in html_on(
        open_page(PAGE, Role.RESEARCHER, data_folder)
    )


def test_ans02_ans03_the_grid(sample_folder: Path) -> None:
    at = open_page(PAGE, Role.RESEARCHER, sample_folder)
    assert not at.exception
    with open_database() as db:
        asked = list_grid_questions(db)[0]
        beside_it = list(list_grid_columns(db, asked.instrument))
        rows = load_grid(db, asked.instrument, asked.item, beside_it)
    name = next(one for one in beside_it if len({row.values[one] for row in rows}) > 2)
    beside = next(one for one in at.multiselect if one.label == "Other answers beside it")
    at = beside.set_value([name]).run()
    only = next(one for one in at.selectbox if one.label == "Only answers with")
    at = only.set_value(name).run()
    values = next(one for one in at.multiselect if one.label == "that is")
    at = values.set_value([values.options[0]]).run()
    sort = next(one for one in at.selectbox if one.label == "Sort by")
    at = sort.set_value(name).run()
    assert not at.exception
    told = html_on(at).partition(" answers. Arrow")[0].rpartition(">")[2]
    kept, everything = told.split(" of ")
    assert 0 < int(kept) < int(everything)
