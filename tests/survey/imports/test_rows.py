"""IRO01 a CSV file is read in the usual encodings and separators; IRO02 every cell stays the text
that it is; IRO03 a workbook reads as it is typed; IRO04 what is no table is refused with a remedy;
IRO05 any table of texts comes back from CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.imports.errors import ImportFileError
from survey.imports.rows import read_rows
from tests.survey.imports.tables import csv_of

ROWS = [["id", "réponse"], ["1", "a,b"], ["2", "c;d\ne"], ["3", ""]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_iro01_encodings_and_separators(separator: str, encoding: str) -> None:
    data = csv_of(*ROWS, separator=separator).decode().encode(encoding)
    assert read_rows(data, "a.csv") == ROWS


def test_iro02_words_that_other_readers_take_for_nothing_stay() -> None:
    words = ["None", "NA", "nan", "NULL", "N/A", "#N/A", "0012", "1e5", " x ", "TRUE", "-", "="]
    assert read_rows(csv_of(["q"], *([word] for word in words)), "a.csv")[1:] == [
        [word] for word in words
    ]


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_iro03_a_workbook_reads_as_it_is_typed() -> None:
    day, moment = dt.date(2026, 2, 28), dt.datetime(2026, 2, 28, 9, 30)  # noqa: DTZ001
    data = workbook(
        ["a", "b"],
        [1, 2.5],
        [3.0, None],
        [day, moment],
        [True, "None"],
        [dt.time(9, 30), "_x000D_"],
    )
    assert read_rows(data, "a.xlsx") == [
        *(["a", "b"], ["1", "2.5"], ["3", ""], ["2026-02-28", "2026-02-28T09:30:00"]),
        *(["TRUE", "None"], ["09:30", "\r"]),
    ]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.csv"),
        (b"\n\n ,\n".replace(b" ", b""), "a.csv"),
        (b"PK\x03\x04 broken", "a.xlsx"),
        (b"\xd0\xcf\x11\xe0 old", "a.xls"),
        (workbook(), "a.xlsx"),
    ],
)
def test_iro04_what_is_no_table_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(ImportFileError, match=r"(Save|save|Choose)"):
        read_rows(data, name)


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@settings(deadline=None)
@given(st.lists(st.lists(WORDS, min_size=2, max_size=4), min_size=2, max_size=4))
def test_iro05_any_table_comes_back(rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    rows[0] = [f"q{n}" for n in range(width)]
    rows[-1][0] = "last"
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    assert read_rows(out.getvalue().encode(), "a.csv") == rows
