"""STA01 an SPSS and a Stata file read back as what was answered, with labels; STA02 don't know,
prefer not and not asked are user-missing, apart from each other and from what was left empty; STA03
no text is lost, however it begins and however long it is; STA04 names and labels fit the format,
stay apart, and every change is reported; STA05 real answers come back number for number."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.exports.limits import SPSS, STATA, Limits, fitted, n_bytes
from survey.exports.statistics import (
    render_dta,
    render_sav,
    spss_numbers,
    spss_plan,
    stata_plan,
)
from survey.exports.variables import Content, Variable, variables
from survey.model import DONT_KNOW, NOT_ASKED, PREFER_NOT, Instrument, Item, ItemKind
from tests.conftest import SHARED
from tests.survey.exports.tables import BITING, OPEN, adversarial_texts, frame_of, texts_frame
from tests.survey.exports.test_variables import ROWS
from tests.survey.imports.test_plan import EVERY_ANSWER, EVERY_KIND
from tests.survey.questionnaires import EN, WORKING_TOGETHER


def read_sav(data: bytes, folder: Path) -> tuple[pd.DataFrame, Any]:
    """The file as SPSS sees it."""
    path = folder / "a.sav"
    path.write_bytes(data)
    return pyreadstat.read_sav(path, user_missing=True)


def read_dta(data: bytes, folder: Path) -> tuple[pd.DataFrame, Any]:
    """The file as Stata sees it."""
    path = folder / "a.dta"
    path.write_bytes(data)
    return pyreadstat.read_dta(path, user_missing=True)


def example() -> list[Variable]:
    return variables(WORKING_TOGETHER, frame_of(WORKING_TOGETHER, ROWS), EN)


def test_sta01_sta02_an_spss_file_reads_back(tmp_path: Path) -> None:
    table, meta = read_sav(render_sav(example(), "Working together"), tmp_path)
    assert list(table["refers"]) == [1, 2, -97]
    assert list(table["referred"]) == [3, -99, -98]
    assert table["slowed_place"][0] == 1
    assert table["slowed_place"][1] == -99
    assert pd.isna(table["slowed_place"][2])
    assert meta.variable_value_labels["refers"] == {1: "Yes", 2: "No", -97: "Don't know"}
    assert meta.missing_ranges["referred"] == [{"lo": n, "hi": n} for n in (-98.0, -99.0)]
    labels = meta.column_names_to_labels
    assert labels["refers"] == "Do you refer people to a partner?"
    assert meta.variable_measure["hear_back"] == "ordinal"
    assert meta.file_label == "Working together"


def test_sta01_sta02_a_stata_file_reads_back(tmp_path: Path) -> None:
    table, meta = read_dta(render_dta(example(), "Working together"), tmp_path)
    assert list(table["refers"]) == [1, 2, "a"]
    assert list(table["referred"]) == [3, "c", "b"]
    assert pd.isna(table["slowed_place"][2])
    assert meta.variable_value_labels["refers"] == {1: "Yes", 2: "No", "a": "Don't know"}
    assert meta.variable_value_labels["referred"] == {
        **{"b": "Prefer not to answer", "c": "Not asked"}
    }


@pytest.mark.parametrize(("render", "read"), [(render_sav, read_sav), (render_dta, read_dta)])
def test_sta02_dates_and_texts_say_why_beside_them(render: Any, read: Any, tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"last_night": "2026-02-28", "role": PREFER_NOT},
        {"last_night": NOT_ASKED, "role": "nurse"},
        {"last_night": None},
    ]
    given = variables(WORKING_TOGETHER, frame_of(WORKING_TOGETHER, rows), EN)
    table, meta = read(render(given), tmp_path)
    assert list(table["role"]) == ["", "nurse", ""]
    assert table["last_night"][0] == dt.date(2026, 2, 28)
    assert pd.isna(table["last_night"][1])
    labels = meta.variable_value_labels
    assert labels["last_night_missing"][table["last_night_missing"][1]] == "Not asked"
    assert pd.isna(table["last_night_missing"][2])
    assert labels["role_missing"][table["role_missing"][0]] == "Prefer not to answer"


def test_sta02_a_number_that_somebody_answered_never_stands_for_a_reason() -> None:
    rows: list[dict[str, object]] = [{"referred": -98}, {"referred": DONT_KNOW}]
    given = variables(WORKING_TOGETHER, frame_of(WORKING_TOGETHER, rows))
    assert spss_numbers(given) == {DONT_KNOW: -997, PREFER_NOT: -998, NOT_ASKED: -999}


@pytest.mark.parametrize(("render", "read"), [(render_sav, read_sav), (render_dta, read_dta)])
def test_sta03_texts_that_bite_come_back(render: Any, read: Any, tmp_path: Path) -> None:
    table, _ = read(render(variables(OPEN, texts_frame(BITING))), tmp_path)
    assert list(table["q1"]) == BITING


@pytest.mark.real_inputs
@pytest.mark.parametrize(("render", "read"), [(render_sav, read_sav), (render_dta, read_dta)])
def test_sta03_rows_of_formula_injections_come_back(render: Any, read: Any, tmp_path: Path) -> None:
    texts = adversarial_texts()
    table, _ = read(render(variables(OPEN, texts_frame(texts))), tmp_path)
    assert list(table["q1"]) == texts
    assert len(texts) == 12


def test_sta03_a_text_longer_than_spss_takes_goes_on(tmp_path: Path) -> None:
    text = "é😀word     " * 9_000
    given = variables(OPEN, texts_frame([text.strip(), "short"]))
    plan, changes = spss_plan(given)
    table, meta = read_sav(render_sav(given), tmp_path)
    parts = [name for name in table if name.startswith("q1")]
    assert len(parts) > 2
    assert "".join(table[name][0] for name in parts) == text.strip()
    assert {change.what for change in changes} >= {"goes on in another variable"}
    assert [one.name for one in plan if one.item == "q1"] == parts
    whole, _ = read_dta(render_dta(given), tmp_path)
    assert whole["q1"][0] == text.strip()
    assert meta.column_names_to_labels["q1_part2"] == "Part 2 of: What would help?"


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=6),
    st.sampled_from([SPSS, STATA]),
)
def test_sta04_any_names_and_labels_fit_and_stay_apart(
    drawn: list[tuple[str, str, str]], limits: Limits
) -> None:
    given = [
        Variable(name, label, Content.CODE, codes={1.0: option}) for name, label, option in drawn
    ]
    plan, changes = fitted(given, limits)
    names = [one.name if limits.cases_differ else one.name.casefold() for one in plan]
    assert len(set(names)) == len(given)
    for one, before in zip(plan, given, strict=True):
        assert one.name[0].isalpha()
        assert one.name.isascii()
        assert one.name.upper() not in limits.reserved
        assert limits.size(one.name) <= limits.name
        assert limits.size(one.label) <= limits.label
        assert limits.size(one.codes[1.0]) <= limits.value_label
        reported = {(change.here, change.there) for change in changes}
        for here, there in [(before.name, one.name), (before.label, one.label)]:
            assert here == there or (here, there) in reported


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4))
def test_sta04_any_names_can_be_written(drawn: list[tuple[str, str]], tmp_path: Path) -> None:
    given = [Variable(name, label, Content.NUMBER, cells=[1.0, None]) for name, label in drawn]
    for render, read in ((render_sav, read_sav), (render_dta, read_dta)):
        table, _ = read(render(given), tmp_path)
        assert table.shape == (2, len(given))


@pytest.mark.parametrize(("render", "read"), [(render_sav, read_sav), (render_dta, read_dta)])
def test_sta01_every_kind_of_item(render: Any, read: Any, tmp_path: Path) -> None:
    frame = frame_of(EVERY_KIND, [{**EVERY_ANSWER, "twice": 10.0}, {"order": ["b"]}])
    table, _ = read(render(variables(EVERY_KIND, frame)), tmp_path)
    assert table["at"][0] == "09:30"
    assert table["moment"][0] == "2026-02-28T14:05"
    assert (table["scale"][0], table["twice"][0]) == (5, 10)
    assert list(table["order_c"]) == [1, 0]
    assert list(table["order_b"]) == [0, 1]
    assert table["which"][0] == 3
    assert table["which_other"][0] == "None"


def test_sta04_long_labels_are_cut_and_reported(tmp_path: Path) -> None:
    long = (
        "Combien de fois, à peu près, avez-vous été en contact avec un organisme partenaire? " * 4
    )
    form = Instrument("f", {"": "F"}, (Item("with", ItemKind.INTEGER, {"": long}),))
    given = variables(form, frame_of(form, [{"with": 1}]))
    _, meta = read_sav(render_sav(given), tmp_path)
    assert n_bytes(meta.column_labels[-1]) <= 256
    assert meta.column_names[-1] == "with_v"
    assert {change.what for change in spss_plan(given)[1]} == {
        *("has another name", "label shortened")
    }
    _, meta = read_dta(render_dta(given), tmp_path)
    assert len(meta.column_labels[-1]) == 80
    assert len(stata_plan(given)[1]) == 2


@pytest.mark.parametrize(("render", "read"), [(render_sav, read_sav), (render_dta, read_dta)])
def test_sta01_nobody_has_answered_yet(render: Any, read: Any, tmp_path: Path) -> None:
    given = variables(WORKING_TOGETHER, frame_of(WORKING_TOGETHER, []), EN)
    table, _ = read(render(given), tmp_path)
    assert table.empty
    assert "refers" in table


@pytest.mark.real_inputs
@pytest.mark.parametrize(("render", "read"), [(render_sav, read_sav), (render_dta, read_dta)])
def test_sta05_real_answers_come_back(render: Any, read: Any, tmp_path: Path) -> None:
    path = SHARED / "survey_responses" / "psych_bfi" / "bfi.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            {k: int(v) if v else None for k, v in row.items() if k} for row in csv.DictReader(file)
        ]
    names = list(rows[0])
    form = Instrument("bfi", {"": "BFI"}, tuple(Item(name, ItemKind.INTEGER) for name in names))
    table, _ = read(render(variables(form, frame_of(form, list(rows)))), tmp_path)  # type: ignore[arg-type]
    assert len(table) == 2800
    for name in names:
        back = [None if pd.isna(cell) else int(cell) for cell in table[name]]
        assert back == [row[name] for row in rows]
