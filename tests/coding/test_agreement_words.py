"""AGW01 figures are written with two digits, and "n/a" where they are not defined; AGW02 what a
table rests on is one line; AGW03 the CSV has a row for each code, all together first, and says
unit, rule, coders and reasons; AGW04 no cell is a formula; AGW05 the file is for who may code, and
its export is recorded; AGW06 the file of an open blind round is refused; AGW07 every figure of the
table is explained in words; AGW08 passages are underlined without changing a word."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.model import Role
from coding.agreement import Measure
from coding.agreement_report import AgreementReport
from coding.agreement_units import Unit
from coding.agreement_words import (
    EXPLAINED,
    counted,
    number,
    percentage,
    render_agreement_csv,
    rests_on,
)
from coding.compared import Compared, report_of
from coding.model import Code, Segment
from coding.pages.parts.passage_html import around, underlined
from coding.rounds import Round, assigned
from interviews.model import Source, Turn
from storage.audit import events_frame
from storage.codebook import save_code
from storage.database import open_database
from storage.rounds import open_round
from storage.segments import save_segment
from tests.coding.asking import ask
from tests.coding.spans import TEXT, span
from tests.pages.opening import new_account
from tests.storage.texts import put_source

CODES = (Code("p", "=Waiting"), Code("q", "Calls"))
SOURCE = Source("P01", "a" * 40, (Turn("P", 0, 20), Turn("P", 20, 40)), id=TEXT)
MARKED = (span("x", "p", 0, 10), span("y", "p", 0, 9), span("x", "p", 12, 18))


def report(unit: Unit = Unit.CHARACTER) -> AgreementReport:
    compared = Compared((SOURCE,), {TEXT: frozenset("xy")}, MARKED, CODES)
    return report_of(compared, unit, uncoded=True, resamples=50)


@pytest.mark.parametrize(
    ("value", "words"), [(0.7964, "0.80"), (-0.123, "−0.12"), (-0.001, "0.00"), (None, "n/a")]
)
def test_agw01_two_digits(value: float | None, words: str) -> None:
    assert number(value) == words


def test_agw01_counts_and_shares() -> None:
    assert percentage(0.9958) == "99.6%"
    assert percentage(None) == "n/a"
    assert (counted(1, Unit.TURN), counted(1204, Unit.WHOLE)) == ("1 turn", "1,204 whole texts")


def test_agw02_one_line() -> None:
    expected = "1 text, 2 coders, 40 characters; text that nobody coded is counted"
    assert rests_on(report()) == expected


def test_agw03_the_csv() -> None:
    body = render_agreement_csv(
        report(), {code.id: code for code in CODES}, {"x": "Ann", "y": "-Bo"}
    )
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert [row["code"] for row in rows] == ["All codes together", "'=Waiting", "Calls"]
    assert (rows[1]["passages"], rows[1]["units_with_code"], rows[1]["units_that_differ"]) == (
        *("3", "16", "7"),
    )
    assert float(rows[1]["alpha"]) == 0.5978
    assert (rows[2]["alpha"], rows[2]["remark"]) == ("n/a", "nobody used this code")
    assert {row["unit"] for row in rows} == {"character"}
    assert {row["uncoded_text"] for row in rows} == {"counted"}
    assert {row["coders"] for row in rows} == {"Ann, -Bo"}


def test_agw04_no_cell_is_a_formula() -> None:
    body = render_agreement_csv(report(), {code.id: code for code in CODES}, {"x": "=x", "y": "y"})
    cells = [cell for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if re.match(r"[=+@\t]", cell)]


def test_agw05_the_route(data_folder: Path) -> None:
    account = new_account(Role.RESEARCHER, data_folder)
    answer = ask("/api/coding/agreement.csv?unit=sentence&uncoded=no", account)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert "attachment" in answer.headers["content-disposition"]
    with open_database() as db:
        assert events_frame(db, 1)["act"].tolist() == ["exported the agreement of coders"]
    assert ask("/api/coding/agreement.csv", None).status == 401
    assert ask("/api/coding/agreement.csv?unit=page", account).status == 400
    assert ask("/api/coding/agreement.csv?round=none", account).status == 404


def test_agw05_only_the_coders_that_are_asked_for(data_folder: Path) -> None:
    account = new_account(Role.RESEARCHER, data_folder)
    with open_database() as db:
        save_code(db, Code("p", "Waiting"), "x")
        source = put_source(db, "We wait for weeks.")
        for coder, end in (("x", 7), ("y", 7), ("z", 12)):
            save_segment(db, Segment(source, 0, end, "p", coder))
    alphas = {
        who: next(csv.DictReader(io.StringIO(ask(path, account).body.decode("utf-8-sig"))))["alpha"]
        for who in ("", "x,y", "x,z")
        if (path := f"/api/coding/agreement.csv?unit=character&coders={who}")
    }
    assert alphas["x,y"] == "1.0000"
    assert float(alphas["x,z"]) < float(alphas[""]) < 1


def test_agw06_not_while_it_is_blind(data_folder: Path) -> None:
    account = new_account(Role.LEAD, data_folder)
    with open_database() as db:
        round = assigned(Round("One", ()), (put_source(db, "We wait."),), ("x", "y"))
        id = open_round(db, round, account.id).id
    answer = ask(f"/api/coding/agreement.csv?round={id}", account)
    assert answer.status == 404
    assert b"blind until it is closed" in answer.body


def test_agw07_every_figure_is_explained() -> None:
    assert {measure.value for measure in Measure} < set(EXPLAINED)


@settings(max_examples=60)
@given(
    st.text(alphabet="ab <&\n", min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 10)), max_size=6),
)
def test_agw08_underlined_words_stay(text: str, spans: list[tuple[int, int]]) -> None:
    inside = [span("x", "p", a, min(a + n, len(text))) for a, n in spans if a < len(text)]
    shown = underlined(text, (0, len(text)), inside, {"p": 8}, (0, 1))
    assert unescape(re.sub(r"</?mark[^>]*>", "", shown)) == text


def test_agw08_what_is_shown_lies_within_the_turns() -> None:
    turns = [(0, 500), (510, 900)]
    assert around(turns, 520, 530, 900) == (510, 690)
    assert around(turns, 300, 310, 900) == (140, 470)
    assert around(turns, 490, 520, 900) == (330, 680)
