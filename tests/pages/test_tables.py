"""TBL01 without coding the page says what to do; TBL02 codes by codes, participants and an
attribute stand as numbers, in places, texts or shares; TBL03 a cell's quotes are as many as it
counts, each with the way to its passage; TBL04 coverage follows the limits; TBL05 saturation is a
sentence and follows its three numbers; TBL06 what an open blind round hides is not counted;
TBL07 interviewers are left out at first if the study leaves them out of counts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from access.model import Role
from coding.rounds import Round, assigned
from storage.database import open_database
from storage.rounds import open_round
from storage.settings import set_count_interviewers
from tests.pages.opening import new_account, open_page
from tests.pages.reading import html_on

PAGE = "coding/pages/tables.py"


@pytest.fixture
def page(sample_folder: Path) -> AppTest:
    """The page with the sample study."""
    return open_page(PAGE, Role.RESEARCHER, sample_folder)


def test_tbl01_nothing_coded(data_folder: Path) -> None:
    assert "Nothing to count yet" in html_on(open_page(PAGE, Role.RESEARCHER, data_folder))


def test_tbl02_every_table(page: AppTest) -> None:
    for across in page.selectbox(key="tables.matrix.across").options:
        at = page.selectbox(key="tables.matrix.across").set_value(across).run()
        assert not at.exception
        assert "counts once" in html_on(at)
        for counted in ("texts", "share", "places"):
            at = at.radio(key="tables.matrix.counted").set_value(counted).run()
            assert not at.exception
    at.multiselect(key="tables.matrix.codes").set_value([])
    assert "Choose at least one code" in html_on(at.run())


def test_tbl03_a_cell_and_its_quotes(page: AppTest) -> None:
    code = page.selectbox(key="tables.matrix.row").value
    at = page.selectbox(key="tables.matrix.column.Codes.").set_value(code).run()
    (n,) = re.findall(r'role="status">([\d,]+) place', html_on(at))
    assert int(n) == html_on(at).count("Open the passage</a>") > 0
    assert "/workbench?source=" in html_on(at)


def test_tbl04_coverage(page: AppTest) -> None:
    at = page.segmented_control(key="tables.view").set_value("frequency").run()
    assert not at.exception
    (without,) = re.findall(r"([\d,]+) characters of text, without interviewers", html_on(at))
    at = at.checkbox(key="tables.only.no_askers").uncheck().run()
    (with_all,) = re.findall(r"([\d,]+) characters of text", html_on(at))
    assert ", without interviewers" not in html_on(at)
    assert int(without.replace(",", "")) < int(with_all.replace(",", ""))


def test_tbl05_saturation(page: AppTest) -> None:
    at = page.segmented_control(key="tables.view").set_value("new").run()
    assert re.search("Saturation is (not )?reached|coded interviews are needed", html_on(at))
    at.number_input(key="tables.new.base").set_value(1)
    at.number_input(key="tables.new.run").set_value(1)
    at.number_input(key="tables.new.threshold").set_value(100)
    assert "Saturation is reached at interview 2" in html_on(at.run())


def test_tbl06_blind(sample_folder: Path) -> None:
    reader = new_account(Role.RESEARCHER, sample_folder)
    with open_database() as db:
        texts = tuple(str(id) for (id,) in db.execute("select id from source where text != ''"))
        open_round(db, assigned(Round("All", ()), texts, (reader.id, "other")), reader.id)
    at = open_page(PAGE, Role.RESEARCHER, sample_folder, account=reader)
    assert "Nothing to count yet" in html_on(at)


def test_tbl07_as_the_study_counts(page: AppTest, sample_folder: Path) -> None:
    assert page.checkbox(key="tables.only.no_askers").value
    with open_database() as db:
        set_count_interviewers(db, "a1", count=True)
    at = open_page(PAGE, Role.RESEARCHER, sample_folder)
    assert not at.checkbox(key="tables.only.no_askers").value
