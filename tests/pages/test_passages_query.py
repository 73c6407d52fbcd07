"""PQY01 the menus find quotes with the way to their passage, and say what they ask; PQY02 passages
beside others are found; PQY03 a query is saved, opened again in its menus with its limits, and
deleted by its author; PQY04 limits narrow what is found; PQY05 a name that is taken is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.model import Role
from coding.query_menu import Menus
from coding.query_model import Query, Where
from storage.database import open_database
from storage.queries import list_queries, save_query
from tests.pages.opening import open_page
from tests.pages.reading import html_on

PAGE = "coding/pages/passages.py"
KEY = "passages.query"


def most_used() -> list[str]:
    with open_database() as db:
        rows = db.execute("select code from live_segment group by 1 order by count(*) desc, 1")
        return [str(code) for (code,) in rows]


@pytest.fixture
def page(sample_folder: Path) -> AppTest:
    """The view of queries with the sample study."""
    at = open_page(PAGE, Role.RESEARCHER, sample_folder)
    return at.segmented_control(key="passages.view").set_value("query").run()


def n_shown(at: AppTest) -> int:
    assert not at.exception
    return html_on(at).count("Open the passage</a>")


def test_pqy01_found(page: AppTest) -> None:
    assert "Choose the codes" in html_on(page)
    first = most_used()[0]
    at = page.multiselect(key=f"{KEY}.all_of").set_value([first]).run()
    one = n_shown(at)
    assert one > 0
    assert "segment=" in html_on(at)
    assert "/api/coding/found.csv?ask=" in html_on(at)
    at = at.multiselect(key=f"{KEY}.none_of").set_value([first]).run()
    assert n_shown(at) == 0
    assert "Nothing fits" in html_on(at)


def test_pqy02_beside(page: AppTest) -> None:
    first, second, *_ = most_used()
    page.selectbox(key=f"{KEY}.form").set_value("beside").run()
    page.multiselect(key=f"{KEY}.codes").set_value([first])
    page.multiselect(key=f"{KEY}.others").set_value([second])
    near = page.selectbox(key=f"{KEY}.relation").set_value("are near").run()
    far = near.number_input(key=f"{KEY}.distance").set_value(1000).run()
    assert n_shown(far) > 0
    assert "at most 1000 turns apart" in html_on(far)


def test_pqy03_saved_and_opened(page: AppTest) -> None:
    first = most_used()[0]
    page.multiselect(key=f"{KEY}.any_of").set_value([first])
    page.checkbox(key=f"{KEY}.only.no_askers").check()
    page.selectbox(key=f"{KEY}.where").set_value(Where.TURN.value)
    at = page.run()
    found = n_shown(at)
    at.text_input(key=f"{KEY}.name").set_value("Who waits").run()
    at = at.button(key=f"{KEY}.save").click().run()
    with open_database() as db:
        (kept,) = list_queries(db)
    assert kept.query.ask == Menus(any_of=(first,)).condition
    at.multiselect(key=f"{KEY}.any_of").set_value([])
    at.checkbox(key=f"{KEY}.only.no_askers").uncheck()
    assert "Choose the codes" in html_on(at.run())
    at = at.selectbox(key=f"{KEY}.saved").set_value(kept.id).run()
    assert n_shown(at) == found
    assert at.checkbox(key=f"{KEY}.only.no_askers").value
    at = at.button(key=f"{KEY}.delete").click().run()
    assert not at.exception
    with open_database() as db:
        assert list_queries(db) == []


def test_pqy04_limits(page: AppTest) -> None:
    at = page.multiselect(key=f"{KEY}.all_of").set_value([most_used()[0]]).run()
    everything = n_shown(at)
    one = at.multiselect(key=f"{KEY}.only.participants").options[0]
    at = at.multiselect(key=f"{KEY}.only.participants").set_value([one]).run()
    assert n_shown(at) < everything


def test_pqy05_a_name_that_is_taken(page: AppTest) -> None:
    with open_database() as db:
        save_query(db, "Taken", Query(Menus(("x",)).condition), "somebody")
    page.multiselect(key=f"{KEY}.all_of").set_value([most_used()[0]]).run()
    page.text_input(key=f"{KEY}.name").set_value("taken").run()
    at = page.button(key=f"{KEY}.save").click().run()
    assert "Somebody else" in at.error[0].value
