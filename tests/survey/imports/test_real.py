"""IRE01 real files of four programs come in whole: every row is taken over, every cell is found
again; IRE02 their answers go out to SPSS and Stata and back with the same counts."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from survey.exports.statistics import render_dta, render_sav
from survey.exports.variables import variables
from survey.imports.matching import What, suggest
from survey.model import NOT_ASKED, Instrument, Item, ItemKind, ResponseOption
from tests.conftest import SHARED
from tests.survey.exports.tables import frame_of
from tests.survey.imports.tables import plan_of, table_of

pytestmark = pytest.mark.real_inputs

FOLDER = SHARED / "survey_responses"
COMMA = FOLDER / "fivethirtyeight" / "comma-survey__comma-survey.csv"
FLYING = FOLDER / "fivethirtyeight" / "flying-etiquette-survey__flying-etiquette.csv"
OSPO = FOLDER / "todogroup_ospo" / "2022_RawData.csv"
BFI = FOLDER / "psych_bfi" / "bfi.csv"


def rows_of(path: Path) -> list[list[str]]:
    """The file as Python's own reader sees it."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text("cp1252")
    return list(csv.reader(text.splitlines(keepends=True)))


def form_of(path: Path) -> Instrument:
    """A questionnaire that asks what the headings ask and offers what was answered."""
    head, *rows = rows_of(path)
    items = []
    for at, question in enumerate(head[1:], 1):
        given = sorted({row[at] for row in rows if row[at].strip()})
        options = tuple(ResponseOption(f"o{n}", {"": text}) for n, text in enumerate(given))
        items.append(Item(f"q{at}", ItemKind.SELECT_ONE, {"": question}, options=options))
    return Instrument("real", {"": "Real"}, tuple(items))


@pytest.mark.parametrize("path", [COMMA, FLYING], ids=lambda path: path.stem[:5])
def test_ire01_answers_in_words(path: Path) -> None:
    form, (_, *rows) = form_of(path), rows_of(path)
    plan = plan_of(path.read_bytes(), form)
    assert plan.rejected == ()
    assert len(plan.taken) == len(rows) > 1000
    for one, row in zip(plan.taken, rows, strict=True):
        said = [
            form.item(f"q{at}").option(str(one.answers[f"q{at}"]))
            if one.answers[f"q{at}"]
            else None
            for at in range(1, len(row))
        ]
        assert [option.label[""] if option else "" for option in said] == row[1:]


def test_ire01_numbers_that_stand_for_options() -> None:
    head, *rows = rows_of(BFI)
    steps = tuple(ResponseOption(str(n)) for n in range(1, 7))
    items = [
        Item(name, ItemKind.INTEGER)
        if name in ("gender", "education", "age")
        else Item(name, ItemKind.SELECT_ONE, options=steps)
        for name in head[1:]
    ]
    plan = plan_of(BFI.read_bytes(), Instrument("bfi", {"": "BFI"}, tuple(items)))
    assert (len(plan.taken), len(plan.rejected)) == (2800, 0)
    for at, name in enumerate(head[1:], 1):
        assert Counter(str(one.answers[name] or "") for one in plan.taken) == Counter(
            row[at] for row in rows
        )


def ospo() -> Instrument:
    """Three of the questions as the reference model of that survey has them."""
    activities = tuple(ResponseOption(str(n)) for n in range(7))
    return Instrument(
        "ospo",
        {"": "OSPO"},
        (
            Item("Q1", ItemKind.SELECT_MULTIPLE, options=activities),
            Item(
                "Q2", ItemKind.SELECT_ONE, options=tuple(ResponseOption(str(n)) for n in range(9))
            ),
            *(
                Item(f"Q4_{n}", ItemKind.SELECT_ONE, options=tuple(map(ResponseOption, "0123456")))
                for n in range(1, 8)
            ),
            Item("Q10_other", ItemKind.TEXT),
        ),
    )


def test_ire01_three_rows_of_headings_and_a_column_per_option() -> None:
    rows = rows_of(OSPO)
    names, answers = rows[0], rows[3:]
    table = table_of(OSPO.read_bytes(), n_headings=3)
    chosen = suggest(table, ospo())
    assert chosen[names.index("Q1_3")].option == "3"
    assert names[2] == ""
    assert chosen[2].what is What.ID, "Respondent ID stands in the second row of headings"
    plan = plan_of(OSPO.read_bytes(), ospo(), n_headings=3)
    filled = [row for row in answers if any(cell.strip() for cell in row)]
    empty = [one for one in plan.rejected if one.reasons == ("The row is empty.",)]
    assert len(plan.rejected) == len(empty)
    assert plan.n_rows == len(plan.taken) + len(empty)
    assert len(plan.taken) == len(filled)
    for one, row in zip(plan.taken, filled, strict=True):
        marked = [str(n) for n in range(7) if row[names.index(f"Q1_{n}")].strip()]
        assert (one.answers["Q1"] or []) == marked
        assert (one.answers["Q10_other"] or "") == row[names.index("Q10_other")]


def test_ire02_out_to_spss_and_stata_and_back(tmp_path: Path) -> None:
    form = form_of(COMMA)
    answers = [dict(one.answers) for one in plan_of(COMMA.read_bytes(), form).taken]
    given = variables(form, frame_of(form, answers))
    (tmp_path / "a.sav").write_bytes(render_sav(given))
    (tmp_path / "a.dta").write_bytes(render_dta(given))
    for table, meta in (
        pyreadstat.read_sav(tmp_path / "a.sav", user_missing=True),
        pyreadstat.read_dta(tmp_path / "a.dta", user_missing=True),
    ):
        for item in form.items:
            labels = meta.variable_value_labels[item.name]
            counted = Counter(labels[cell] for cell in table[item.name] if not pd.isna(cell))
            assert counted == Counter(
                option.label[""]
                for one in answers
                if (option := item.option(str(one.get(item.name, NOT_ASKED))))
            )
