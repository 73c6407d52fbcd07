"""EXP01 no cell of an exported table can start a formula; EXP02 any text comes back from its cell;
EXP03 numbers stay numbers, choices are parted by spaces, and a cell tells empty from not asked;
EXP04 a long table leaves in parts that are made one after the other, and together are the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.export import ROWS_IN_PART, csv_parts, protected, render_csv, unprotected
from survey.model import NOT_ASKED

STARTS = "=+-@\t\r\n＝＋－＠"


def cells(frame: pd.DataFrame) -> list[list[str]]:
    """The table as a spreadsheet reads it."""
    text = render_csv(frame).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("start", STARTS)
def test_exp01_what_could_be_a_formula_is_made_text(start: str) -> None:
    frame = pd.DataFrame({"change": [f"{start}HYPERLINK(1)"]})
    assert cells(frame)[1] == [f"'{start}HYPERLINK(1)"]


@given(st.text())
def test_exp01_no_cell_of_any_text_starts_a_formula(text: str) -> None:
    assert protected(text)[:1] not in set(STARTS)


@given(st.text())
def test_exp02_any_text_comes_back_from_its_cell(text: str) -> None:
    assert unprotected(protected(text)) == text


def test_exp03_numbers_choices_and_what_was_not_asked() -> None:
    frame = pd.DataFrame(
        [[-3, 2.5, ["whom", "place"], None, NOT_ASKED]], columns=list("abcde"), dtype=object
    )
    assert cells(frame)[1] == ["-3", "2.5", "whom place", "", NOT_ASKED]
    assert b'-3,2.5,"whom place","","__not_asked__"' in render_csv(frame)


def test_exp04_a_long_table_leaves_in_parts() -> None:
    read: list[int] = []

    def rows() -> Iterator[list[object]]:
        for n in range(2 * ROWS_IN_PART + 1):
            read.append(n)
            yield [n, "=1+1"]

    parts = csv_parts(["n", "words"], rows())
    first = next(parts)
    assert len(read) == ROWS_IN_PART
    whole = pd.DataFrame(rows(), columns=["n", "words"], dtype=object)
    assert first + b"".join(parts) == render_csv(whole)
    assert b"".join(csv_parts(["n"], [])) == render_csv(pd.DataFrame(columns=["n"]))
