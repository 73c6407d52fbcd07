"""CSV01 any codebook survives being written and read; CSV02 only `name` is needed, in any order of
columns; CSV03 every problem is named with its row; CSV04 no cell is a formula in a spreadsheet;
CSV05 parents may stand below their children in the file, or in the codebook already."""

from __future__ import annotations

import csv
import io
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.codebook import tree_order
from coding.codebook_csv import parse_codebook_csv, render_codebook_csv
from coding.errors import CodebookError
from coding.model import Code

TEXT = st.text(st.characters(exclude_categories=("C",)), max_size=30).map(str.strip)


def parse(text: str, known: tuple[Code, ...] = ()) -> list[Code]:
    numbers = count(1)
    return parse_codebook_csv(text.encode(), lambda: f"n{next(numbers)}", known)


@given(st.lists(st.tuples(TEXT.filter(bool), TEXT), unique_by=lambda c: c[0].casefold()), st.data())
def test_csv01_any_codebook_survives(rows: list[tuple[str, str]], data: st.DataObject) -> None:
    codes: list[Code] = []
    for n, (name, definition) in enumerate(rows):
        parent = data.draw(st.sampled_from(["", *(code.id for code in codes)]))
        codes.append(Code(f"c{n}", name, definition, parent, 1 + n % 12, n))
    names = {code.id: code.name for code in codes}
    back = parse_codebook_csv(render_codebook_csv(codes), map("n{}".format, count()).__next__)
    back_names = {code.id: code.name for code in back}
    assert [(c.name, c.definition, names.get(c.parent), c.colour) for c in tree_order(codes)] == [
        (c.name, c.definition, back_names.get(c.parent), c.colour) for c in tree_order(back)
    ]


def test_csv02_the_name_is_enough() -> None:
    found = parse("\ufeffDefinition,NAME\nDays without an answer,Waiting\n\n,Roles\n")
    assert [(c.name, c.definition, c.colour) for c in found] == [
        ("Waiting", "Days without an answer", 1),
        ("Roles", "", 2),
    ]


def test_csv03_every_problem_is_named_with_its_row() -> None:
    with pytest.raises(CodebookError) as caught:
        parse("name,parent\nWaiting,Time\nwaiting,\n,Waiting\n")
    assert [problem.split(":")[0].split(" has")[0] for problem in caught.value.problems] == [
        "Row 3",
        "Row 4",
        "Row 2",
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("code,meaning\nA,B\n", "no column 'name'"),
        ("", "no column 'name'"),
        ("name,parent\nA,B\nB,A\n", "in a circle"),
    ],
)
def test_csv03_what_is_no_codebook_is_refused(text: str, why: str) -> None:
    with pytest.raises(CodebookError, match=why):
        parse(text)


def test_csv03_a_file_that_is_not_text_is_refused() -> None:
    with pytest.raises(CodebookError, match="not a CSV in UTF-8"):
        parse_codebook_csv(b"name\n\xff\xfe", lambda: "n")


@pytest.mark.parametrize("name", ["=1+1", "+A", "-A", "@A", "'quoted'", "\tA"])
def test_csv04_no_cell_is_a_formula(name: str) -> None:
    sheet = render_codebook_csv([Code("c", name)]).decode("utf-8-sig")
    cell = list(csv.reader(io.StringIO(sheet)))[1][0]
    assert cell[0] == "'"
    assert parse(sheet)[0].name == name.strip()


def test_csv05_parents_may_come_later_or_be_there() -> None:
    roles = Code("roles", "Roles")
    found = parse("name,parent\nWaiting,Time\nTime,\nWho,roles\n", (roles,))
    by_name = {code.name: code for code in found}
    assert [code.name for code in found].index("Time") < [c.name for c in found].index("Waiting")
    assert by_name["Waiting"].parent == by_name["Time"].id
    assert by_name["Who"].parent == "roles"
