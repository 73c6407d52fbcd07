"""PAS01 without texts the page says what to do; PAS02 what is found can be ticked and coded, and
undone at once; PAS03 a pattern that cannot be read is refused on the page; PAS04 passages like
those of a code are offered with that code, and nothing is coded by itself; PAS05 a text is
offered the codes of what is like it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.model import Role
from storage.database import open_database
from tests.pages.opening import open_page
from tests.pages.reading import html_on

PAGE = "coding/pages/passages.py"


def n_segments() -> int:
    """How many passages the study has."""
    with open_database() as db:
        return int(db.execute("select count(*) from live_segment").fetchone()[0])


@pytest.fixture
def page(sample_folder: Path) -> AppTest:
    """The page with the sample study."""
    return open_page(PAGE, Role.RESEARCHER, sample_folder)


def test_pas01_without_texts(data_folder: Path) -> None:
    at = open_page(PAGE, Role.RESEARCHER, data_folder)
    assert "There is no text to look through yet" in html_on(at)


def test_pas02_found_ticked_coded_undone(page: AppTest) -> None:
    before = n_segments()
    at = page.text_input(key="passages.search.typed").set_value("night").run()
    boxes = [one for one in at.checkbox if one.key and one.key.startswith("passages.search.")]
    passages = [one for one in boxes if one.key.endswith(".False")]
    assert len(passages) >= 3
    assert at.button(key="passages.search.go").disabled
    passages[0].check()
    passages[1].check()
    code = at.selectbox(key="passages.search.code.")
    code.set_value(code.options[3])
    at.run()
    assert at.button(key="passages.search.go").label == "Code 2 ticked passages"
    at.button(key="passages.search.go").click().run()
    assert not at.exception
    assert n_segments() == before + 2
    at.button(key="passages.secondary").click().run()
    assert n_segments() == before


def test_pas03_a_pattern_that_cannot_be_read(page: AppTest) -> None:
    page.text_input(key="passages.search.typed").set_value("(")
    at = page.selectbox(key="passages.search.way").set_value("a pattern (regular expression)").run()
    assert "cannot be read" in at.error[0].value


def test_pas04_passages_like_those_of_a_code(page: AppTest) -> None:
    before = n_segments()
    at = page.segmented_control(key="passages.view").set_value("like").run()
    assert not at.exception
    assert "You decide about each one" in html_on(at)
    assert "likeness" in html_on(at)
    assert n_segments() == before


def test_pas05_codes_for_a_text(page: AppTest) -> None:
    before = n_segments()
    at = page.segmented_control(key="passages.view").set_value("suggested").run()
    assert not at.exception
    assert "From passages that are coded already" in html_on(at)
    assert n_segments() == before
