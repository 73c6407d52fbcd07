"""CBT01 any codebook survives being written and read; CBT02 only names are needed, in any order of
columns, separator and encoding; CBT03 every problem is named with its row, and the other rows are
taken; CBT04 no cell is a formula in a spreadsheet; CBT05 parents may stand below their children in
the file, or in the codebook already; CBT06 tags of Taguette with their descriptions; CBT07 paths
with any separator make the codes above them; CBT08 a sheet of Excel; CBT09 what is no codebook is
refused; CBT10 a column of categories or themes makes the codes above."""

from __future__ import annotations

import csv
import io
from itertools import count

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coding.codebook import path, tree_order
from coding.codebook_csv import render_codebook_csv
from coding.codebook_table import CodebookTable, parse_codebook
from coding.errors import CodebookError
from coding.model import Code, Origin

TEXT = st.text(st.characters(exclude_categories=("C", "Z")), max_size=20)


def parse(text: str | bytes, known: tuple[Code, ...] = (), name: str = "b.csv") -> CodebookTable:
    numbers = count(1)
    data = text if isinstance(text, bytes) else text.encode()
    return parse_codebook(data, name, lambda: f"n{next(numbers)}", known)


def paths(found: CodebookTable, known: tuple[Code, ...] = ()) -> list[str]:
    codes = {code.id: code for code in (*known, *found.codes)}
    return sorted(path(code, codes) for code in found.codes)


def problems(found: CodebookTable) -> list[tuple[int, bool]]:
    return [(problem.row, problem.left_out) for problem in found.problems]


@settings(max_examples=60)
@given(st.lists(st.tuples(TEXT.filter(bool), TEXT), unique_by=lambda c: c[0].casefold()), st.data())
def test_cbt01_any_codebook_survives(rows: list[tuple[str, str]], data: st.DataObject) -> None:
    codes: list[Code] = []
    for n, (name, words) in enumerate(rows):
        parent = data.draw(st.sampled_from(["", *(code.id for code in codes)]))
        origin = data.draw(st.sampled_from(Origin))
        codes.append(Code(f"c{n}", name, words, parent, 1 + n % 12, n, words, words, words, origin))

    def told(codes: list[Code]) -> list[tuple[object, ...]]:
        names = {code.id: code.name for code in codes}
        return [
            (c.name, *c.meaning, c.example, c.origin, c.colour, names.get(c.parent))
            for c in tree_order(codes)
        ]

    found = parse(render_codebook_csv(codes)) if codes else CodebookTable(())
    assert found.problems == ()
    assert told(list(found.codes)) == told(codes)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_cbt02_the_name_is_enough(encoding: str) -> None:
    found = parse("Description;NAME\nDays without é;Waiting\n;\n;Roles\n".encode(encoding))
    assert [(c.name, c.definition, c.colour) for c in found.codes] == [
        ("Waiting", "Days without é", 1),
        ("Roles", "", 2),
    ]


def test_cbt03_every_problem_is_named_with_its_row() -> None:
    found = parse(
        "name,parent,origin,example\nWaiting,Time,,\nwaiting,,,\n,Weeks,,\nWeeks,,guessed,\n"
        f"{'x' * 81},,,\nDays,Waiting,,\nA,B,,\nB,A,,\n,,,only an example\n"
    )
    assert [code.name for code in found.codes] == ["Weeks"]
    assert problems(found) == [
        *((2, True), (3, True), (4, True), (5, False), (6, True), (7, True), (8, True), (9, True)),
        (10, True),
    ]
    why = {problem.row: problem.why for problem in found.problems}
    assert "“Time” is neither" in why[2]
    assert "under itself" in why[9]
    assert "“guessed”" in why[5]


@pytest.mark.parametrize("name", ["=1+1", "+A", "-A", "@A", "'quoted'", "\tA"])
def test_cbt04_no_cell_is_a_formula(name: str) -> None:
    sheet = render_codebook_csv([Code("c", name, example=name)]).decode("utf-8-sig")
    cells = list(csv.reader(io.StringIO(sheet)))[1]
    assert (cells[0][0], cells[6][0]) == ("'", "'")
    assert parse(sheet).codes[0].name == name.strip()


def test_cbt05_parents_may_come_later_or_be_there() -> None:
    roles = Code("roles", "Roles")
    found = parse("name,parent\nWaiting,Time\nTime,\nWho,roles\n", (roles,))
    assert [code.name for code in found.codes] == ["Time", "Who", "Waiting"]
    assert paths(found, (roles,)) == ["Roles / Who", "Time", "Time / Waiting"]


def test_cbt06_taguette() -> None:
    found = parse(
        "tag,description,number of highlights\ntime,All of it,3\ntime.waiting,Days,2\n"
        "v1.0,A version,0\n"
    )
    assert paths(found) == ["time", "time / waiting", "v1.0"]
    assert {code.name: code.definition for code in found.codes}["waiting"] == "Days"


@pytest.mark.parametrize("sign", [" / ", "/", " > ", "::", "\\", " → "])
def test_cbt07_paths(sign: str) -> None:
    rows = [["Time", "Waiting", "Weeks"], ["Time"], ["Roles", "Who"]]
    found = parse("path,definition\n" + "\n".join(f"{sign.join(row)},x" for row in rows))
    assert paths(found) == [
        *("Roles", "Roles / Who", "Time", "Time / Waiting", "Time / Waiting / Weeks"),
    ]
    assert {code.name for code in found.codes if not code.definition} == {"Waiting", "Roles"}
    assert found.problems == ()


def test_cbt07_a_path_beside_a_name_is_its_own_or_its_parents() -> None:
    found = parse("code,path\nWaiting,Time/Waiting\nWeeks,Time\n")
    assert paths(found) == ["Time", "Time / Waiting", "Time / Weeks"]


@pytest.mark.parametrize(
    "headings",
    ["Category,Code,Memo", "Theme,Codename,Code description", "Section,Code,Definition"],
)
def test_cbt10_a_category_becomes_the_code_above(headings: str) -> None:
    found = parse(f"{headings}\nTime,Waiting,Days\nTime,Weeks,More\n,Roles,Who\n")
    assert paths(found) == ["Roles", "Time", "Time / Waiting", "Time / Weeks"]
    assert {code.name: code.definition for code in found.codes} == {
        **{"Time": "", "Waiting": "Days", "Weeks": "More", "Roles": "Who"}
    }
    assert found.problems == ()


def test_cbt08_a_sheet_of_excel() -> None:
    book = openpyxl.Workbook()
    for row in (["Code", "Definition", "Inclusion criteria"], ["Waiting", "Days", "Any wait"]):
        book.active.append(row)
    body = io.BytesIO()
    book.save(body)
    (code,) = parse(body.getvalue(), name="b.xlsx").codes
    assert (code.name, *code.meaning) == ("Waiting", "Days", "Any wait", "")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"label,meaning\nA,B\n", "no column 'name'"),
        (b"", "holds no rows"),
        (b"PK\x03\x04 not a book", "cannot be opened"),
        (b"name\n" + b"A\n" * 5001, "more than 5,000 rows"),
    ],
)
def test_cbt09_what_is_no_codebook_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(CodebookError, match=why):
        parse(data, name="b.xlsx" if data[:2] == b"PK" else "b.csv")
