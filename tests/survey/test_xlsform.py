"""XLS01 all supported types and columns reach the instrument; XLS02 any number of languages;
XLS03 what is not supported is refused with sheet, row, reason and remedy; XLS04 all problems at
once; XLS05 expressions are read and names looked up; XLS06 what the bytes are decides, not the
file's name; XLS07 no cell is lost; XLS08 harmless things are left out and listed; XLS09 the name,
title and version come from settings, else from the file; XLS10 older spellings mean the same;
XLS11 what other XLSForm tools refuse is refused; XLS12 any bytes are read or refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from survey.errors import InstrumentError, SheetProblem
from survey.model import Instrument, ItemKind
from survey.xlsform import parse_xlsform, read_xlsform, render_xlsform
from survey.xlsform_report import LeftOut

ONE_ITEM = "| survey |\n| | type | name | label |\n| | text | a | A |\n"
CHOICES = """
| choices |
|  | list_name | name | label |
|  | yn | yes | Yes |
|  | yn | no  | No  |
"""


def read(markdown: str, filename: str = "form.md") -> Instrument:
    return parse_xlsform(markdown.encode(), filename)


def problems(markdown: str) -> list[SheetProblem]:
    with pytest.raises(InstrumentError) as caught:
        read(markdown)
    return list(caught.value.problems)


def left_out(markdown: str) -> list[LeftOut]:
    return read_xlsform(markdown.encode(), "form.md")[1]


def excel(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


ALL = """
| survey |
|  | type               | name  | label         | hint  | required | required_message | relevant       | constraint | constraint_message | calculation | choice_filter | default    | appearance |
|  | begin group        | work  | Your work     |       |          |                  |                |            |                    |             |               |            | field-list |
|  | select_one yn      | joint | Joint cases?  | Guess | yes      | Please choose    |                |            |                    |             | name != 'x'   | no         | likert     |
|  | integer            | cases | How many?     |       |          |                  | ${joint}='yes' | . >= 0     | Not below 0        |             |               | 3          |            |
|  | begin group        | inner | More          |       |          |                  | ${cases} > 2   |            |                    |             |               |            |            |
|  | decimal            | share | What share?   |       | no       |                  |                |            |                    |             |               | 0.5        |            |
|  | end group          |       |               |       |          |                  |                |            |                    |             |               |            |            |
|  | end group          |       |               |       |          |                  |                |            |                    |             |               |            |            |
|  | date               | since | Since when?   |       |          |                  |                |            |                    |             |               | 2026-01-31 |            |
|  | select_multiple yn | both  | Which?        |       |          |                  |                |            |                    |             |               | yes no     |            |
|  | text               | words | In your words |       | ${joint}='yes' |            |                |            |                    |             |               | a (b)      | multiline  |
|  | calculate          | twice |               |       |          |                  |                |            |                    | ${cases}*2  |               |            |            |
|  | note               |       | ${twice} cases |      |          |                  |                |            |                    |             |               |            |            |
|  | acknowledge        | seen  | I have read   |       |          |                  |                |            |                    |             |               |            |            |
"""  # noqa: E501


def test_xls01_every_type_and_column_arrives() -> None:
    form = read(ALL + CHOICES)
    assert {item.kind for item in form.items} == set(ItemKind) - {
        *(ItemKind.TIME, ItemKind.DATETIME, ItemKind.RANGE, ItemKind.RANK, ItemKind.HIDDEN)
    }  # of which tests/survey/test_xlsform_kinds.py tells
    joint, cases = form.item("joint"), form.item("cases")
    assert (joint.required, joint.required_message) == ("true()", {"": "Please choose"})
    assert (joint.hint, joint.default, joint.appearance) == ({"": "Guess"}, "no", "likert")
    assert [option.name for option in joint.options] == ["yes", "no"]
    assert joint.choice_filter == "name != 'x'"
    assert (cases.relevance, cases.constraint) == ("${joint}='yes'", ". >= 0")
    assert cases.constraint_message == {"": "Not below 0"}
    assert form.item("words").required == "${joint}='yes'"
    assert form.item("share").required == ""
    assert form.item("twice").calculation == "${cases}*2"


def test_xls01_groups_nest_and_the_outermost_is_a_page() -> None:
    form = read(ALL + CHOICES)
    assert [group.name for group in form.ancestors(form.item("share"))] == ["work", "inner"]
    assert form.group("inner").relevance == "${cases} > 2"
    assert form.group("work").appearance == "field-list"
    assert [len(page.items) for page in form.pages] == [3, 6]


def test_xls02_each_language_has_its_words() -> None:
    form = read(
        """
        | survey |
        | | type | name | label::English (en) | label::Français (fr) | hint::Français (fr) |
        | | select_one yn | a | Together? | Ensemble ? | Devinez |
        | choices |
        | | list_name | name | label::Français (fr) | label::English (en) |
        | | yn | yes | Oui | Yes |
        | settings |
        | | form_title::English (en) | form_title::Français (fr) | default_language |
        | | Working together | Travailler ensemble | Français (fr) |
        """
    )
    assert form.languages == ("English (en)", "Français (fr)")
    assert form.default_language == "Français (fr)"
    assert form.item("a").label == {"English (en)": "Together?", "Français (fr)": "Ensemble ?"}
    assert form.item("a").hint == {"Français (fr)": "Devinez"}
    assert form.item("a").options[0].label["English (en)"] == "Yes"
    assert form.title["English (en)"] == "Working together"


def test_xls02_plain_columns_are_in_the_default_language() -> None:
    form = read(
        "| survey |\n| | type | name | label | label::Français (fr) |\n"
        "| | text | a | Why? | Pourquoi ? |\n"
        "| settings |\n| | default_language |\n| | English (en) |\n"
    )
    assert form.languages == ("English (en)", "Français (fr)")
    assert form.item("a").label["English (en)"] == "Why?"


SUPPORTED = "text, integer, decimal, date or a select"


@pytest.mark.parametrize(
    ("rows", "row", "reason", "remedy"),
    [
        ("| geopoint | a | Where? |", 3, "type 'geopoint'", "Ask where in words"),
        ("| audio | a | Say |", 3, "type 'audio'", SUPPORTED),
        ("| teleport | a | Go |", 3, "type 'teleport'", SUPPORTED),
        ("| begin loop over yn | a | A |\n| | text | b | B |\n| | end loop |", 3, "loop", "repeat"),
        ("| select_one_from_file x.csv | a | A |", 3, "another file", "choices sheet"),
        ("| select_multiple_from_file x.csv | a | A |", 3, "another file", "choices sheet"),
        ("| select_one | a | A |", 3, "no list", "select_one and a list name"),
        ("| select_one nn | a | A |", 3, "no list 'nn'", "there is yn"),
        ("| text | | A |", 3, "no name", "without blanks"),
        ("| text | two words | A |", 3, "cannot be a name", "letters, digits"),
        ("| text | a | |", 3, "no label", "under label"),
        ("| text | a | A |\n| | text | a | B |", 4, "used in row 3 too", "of its own"),
        ("| | a | A |", 3, "no type", "Write its type"),
        ("| begin group | g | G |\n| | text | a | A |", 3, "never closed", "end group"),
        ("| text | a | A |\n| | end group |", 4, "did not begin", "begin group"),
        ("| begin group | g | G |\n| | end group |", 3, "no item", "Delete the group"),
        ("| calculate | a | A |", 3, "calculates nothing", "under calculation"),
    ],
)
def test_xls03_a_row_is_refused_with_place_reason_and_remedy(
    rows: str, row: int, reason: str, remedy: str
) -> None:
    found = problems(f"| survey |\n| | type | name | label |\n| {rows}\n{CHOICES}")
    assert [(p.sheet, p.row) for p in found] == [("survey", row)]
    assert reason in found[0].reason
    assert remedy in found[0].remedy


@pytest.mark.parametrize(
    ("heading", "kind", "cell"),
    [
        ("media::image", "text", "a.png"),
        ("parameters", "text", "rows=3"),
        ("read_only", "acknowledge", "yes"),
        ("repeat_count", "begin group", "3"),
        ("sensitive", "note", "yes"),
        ("other", "text", "b"),
        ("shoe_size", "text", "42"),
        ("relevant::French (fr)", "text", "true()"),
        ("calculation", "text", "1 + 1"),
        ("choice_filter", "text", "true()"),
        ("required", "note", "yes"),
        ("constraint", "note", "true()"),
        ("guidance_hint", "begin group", "Hint"),
    ],
)
def test_xls03_a_column_that_means_nothing_here_is_refused(
    heading: str, kind: str, cell: str
) -> None:
    end = "| | text | b | B | |\n| | end group | | | |\n" if "group" in kind else ""
    found = problems(
        f"| survey |\n| | type | name | label | {heading} |\n| | {kind} | a | A | {cell} |\n{end}"
    )
    assert [(p.sheet, p.row) for p in found] == [("survey", 3)]
    assert heading in found[0].reason
    assert found[0].remedy


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ("| | public_key |\n| | MIIB |", "Encryption"),
        ("| | submission_url |\n| | https://a.example/b |", "another address"),
        ("| | colour |\n| | red |", "'colour' is not supported"),
        ("| | default_language |\n| | Klingon |\n| | Elvish |", "one row only"),
    ],
)
def test_xls03_settings_that_would_be_broken_are_refused(settings: str, reason: str) -> None:
    found = problems(f"{ONE_ITEM}| settings |\n{settings}\n")
    assert any(reason in p.reason and p.sheet == "settings" for p in found)


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [("external_choices", "of their own"), ("entities", "Entities"), ("choises", "resembles")],
)
def test_xls03_sheets_that_would_change_the_form_are_refused(sheet: str, reason: str) -> None:
    found = problems(f"{ONE_ITEM}| {sheet} |\n| | x |\n| | 1 |\n")
    assert reason in found[0].reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("| | yn | yes | Encore |", "'yes' in row 8 too"),
        ("| | yn | perhaps | |", "no label"),
        ("| | | perhaps | Perhaps |", "no list_name"),
        ("| | yn | | Perhaps |", "no name"),
        ("| | yn | may be | Perhaps |", "blank"),
        ("| | yn | perhaps | ${nobody} |", "'nobody', which is no item"),
    ],
)
def test_xls03_choices_are_checked(row: str, reason: str) -> None:
    form = "| survey |\n| | type | name | label |\n| | select_multiple yn | a | A |\n\n"
    found = problems(f"{form}{CHOICES}{row}\n")
    assert [(p.sheet, p.row) for p in found] == [("choices", 10)]
    assert reason in found[0].reason


def test_xls03_a_column_of_choices_has_a_name_that_a_filter_can_say() -> None:
    text = CHOICES.replace("| label |", "| label | part::north |").replace("| Yes |", "| Yes | 1 |")
    (found,) = problems(ONE_ITEM + text)
    assert "part::north" in found.reason


def test_xls04_every_problem_is_told_at_once() -> None:
    found = problems(
        """| survey |
        | | type | name | label | relevant |
        | | text | a b | A | |
        | | geopoint | b | B | |
        | | text | c | | ${gone} = 1 |
        | | text | d | ${lost} | 1 + |
        | choices |
        | | list_name | name |
        | | l | x |
        | settings |
        | | public_key |
        | | k |
        """
    )
    assert [(p.sheet, p.row) for p in found] == [
        ("survey", 3),
        ("survey", 4),
        ("survey", 5),
        ("survey", 5),
        ("survey", 6),
        ("survey", 6),
        ("choices", 9),
        ("settings", 12),
    ]
    with pytest.raises(InstrumentError, match=r"(?s)row 3.*row 4.*row 12"):
        read("| survey |\n| | type | name | label |\n" + "| | nothing | a | A |\n" * 10)


@pytest.mark.parametrize(
    ("column", "text", "reason"),
    [
        ("relevant", "${b} = ", "ends too early"),
        ("relevant", "${nobody} = 1", "no item of that name"),
        ("relevant", "${b} = yes", "bare word 'yes'"),
        ("relevant", "${today} = ''", "not collected"),
        ("relevant", "nonsense(1)", "nonsense"),
        ("constraint", "${nobody} > .", "no item of that name"),
        ("required", "${nobody} = 1", "no item of that name"),
        ("label", "Dear ${nobody}", "no item of that name"),
        ("hint", "Dear ${nobody}", "no item of that name"),
        ("default", "${nobody}", "no item of that name"),
        ("default", "many", "is not an answer"),
        ("relevant", "${a} = 1", "'a'"),
    ],
)
def test_xls05_expressions_and_names(column: str, text: str, reason: str) -> None:
    cells = {"label": "A", column: text}
    headings, values = " | ".join(cells), " | ".join(cells.values())
    found = problems(
        f"| survey |\n| | type | name | {headings} |\n| | today | today | |\n"
        f"| | integer | a | {values} |\n| | text | b | B |\n"
    )
    assert [(p.sheet, p.row) for p in found] == [("survey", 4)]
    assert reason in found[0].reason
    assert found[0].remedy


def test_xls05_a_choice_filter_may_ask_the_columns_of_its_choices() -> None:
    form = """| survey |
        | | type | name | label | choice_filter |
        | | text | region | Region | |
        | | select_one city | town | Town | {} = ${{region}} |
        | choices |
        | | list_name | name | label | part |
        | | city | a | A | north |
        """
    assert read(form.format("part")).item("town").options[0].attributes == {"part": "north"}
    assert "no column of the choices" in problems(form.format("parts"))[0].reason


SIMPLE: list[list[object]] = [["type", "name", "label"], ["text", "why", "Why?"]]


@pytest.mark.parametrize("name", ["form.xlsx", "form.xls", "form.csv", "form", "form.md"])
def test_xls06_the_bytes_decide_what_a_file_is(name: str) -> None:
    markdown = "| survey |\n| | type | name | label |\n| | text | why | Why? |\n"
    comma = '"survey",,\n,"type","name","label"\n,"text","why","Why?"\n'
    for data in (excel(survey=SIMPLE), markdown.encode(), comma.encode()):
        assert parse_xlsform(data, name).item("why").label == {"": "Why?"}


@pytest.mark.parametrize(
    "data",
    [
        "survey;;\n;type;name;label\n;text;why;Why?\n".encode("utf-8-sig"),
        "survey\t\t\n\ttype\tname\tlabel\n\ttext\twhy\tWhy?\n".encode("utf-16"),
        b'survey,,\r\n,type,name,label\r\n,text,why,"Why?"\r\n',
    ],
)
def test_xls06_the_text_files_that_spreadsheets_write(data: bytes) -> None:
    assert parse_xlsform(data, "form.csv").item("why").label == {"": "Why?"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no sheet named survey"),
        (b"PK\x03\x04 broken", "cannot be read as a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "cannot be read as a workbook"),
        ("survey,,\n,type,name,label\n,text,why,Pourquoi é".encode("latin-1"), "UTF-8"),
        (b"type,name,label\ntext,why,Why?\n", "survey"),
        (b"<html><table></table></html>", "survey"),
    ],
)
def test_xls06_another_kind_of_file_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InstrumentError, match=reason):
        parse_xlsform(data, "form.xlsx")


def test_xls06_another_kind_of_archive_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(InstrumentError, match="cannot be read as a workbook"):
        parse_xlsform(file.getvalue(), "form.xlsx")


def test_xls07_a_cell_without_a_heading_is_refused() -> None:
    data = excel(survey=[[*SIMPLE[0], None], [*SIMPLE[1], "and this?"]])
    with pytest.raises(InstrumentError, match=r"row 2: 'and this\?' stands in a column without"):
        parse_xlsform(data, "form.xlsx")


def test_xls07_two_columns_of_one_heading_are_refused() -> None:
    data = excel(survey=[[*SIMPLE[0], "label"], [*SIMPLE[1], "Why not?"]])
    with pytest.raises(InstrumentError, match="more than one column"):
        parse_xlsform(data, "form.xlsx")


def test_xls07_a_row_far_below_the_others_is_read() -> None:
    far = [*SIMPLE, *([[None]] * 200), ["text", "far", "Far"]]
    assert parse_xlsform(excel(survey=far), "form.xlsx").item("far")


def test_xls07_a_formula_without_a_stored_result_is_refused() -> None:
    data = excel(survey=[SIMPLE[0], ["text", "why", '="Wh"&"y?"']])
    with pytest.raises(InstrumentError, match="row 2: Cell C2 holds a formula without a result"):
        parse_xlsform(data, "form.xlsx")


def test_xls07_line_breaks_and_french_spaces_stay() -> None:
    data = excel(survey=[SIMPLE[0], ["text", "why", "Pourquoi\u00a0?\n\nDites « tout »"]])
    label = parse_xlsform(data, "form.xlsx").item("why").label[""]
    assert label == "Pourquoi\u00a0?\n\nDites « tout »"


def test_xls07_quotation_marks_that_a_word_processor_bent_are_straightened_in_expressions() -> None:
    data = excel(
        survey=[
            [*SIMPLE[0], "relevant"],
            ["text", "a", "“A”", None],
            ["text", "b", "B", "${a} = ‘x’"],
        ]
    )
    form = parse_xlsform(data, "form.xlsx")
    assert form.item("b").relevance == "${a} = 'x'"
    assert form.item("a").label == {"": "“A”"}


def test_xls08_what_is_harmless_is_listed() -> None:
    found = left_out(
        """
        | survey |
        | | type | name | label | _remark | Notes | disabled |
        | | start | start | | | | |
        | | deviceid | device | | | | |
        | | text | a | A | to discuss | ask Kim | |
        | | text | b | B | | | yes |
        | | | | | only this | | |
        | choices |
        | | list_name | name | label |
        | | unused | x | X |
        | settings |
        | | form_title | style | version |
        | | Title | pages | 2026-v2 |
        | plan |
        | | what |
        | | nothing |
        """
    )
    assert {(left.sheet, left.what) for left in found} == {
        ("survey", "start (start)"),
        ("survey", "deviceid (device)"),
        ("survey", "column _remark"),
        ("survey", "column Notes"),
        ("survey", "b"),
        ("survey", "row without a type"),
        ("choices", "list unused"),
        ("settings", "style"),
        ("settings", "version 2026-v2"),
        ("plan", "sheet plan"),
    }
    assert all(left.why for left in found)


def test_xls09_settings_name_the_instrument() -> None:
    named = read(
        ONE_ITEM
        + "| settings |\n| | form_id | form_title | version |\n| | web/1 | Web & co | 12 |\n"
    )
    assert (named.name, named.title, named.version) == ("web_1", {"": "Web & co"}, 12)
    assert read(ONE_ITEM + "| settings |\n| | form_id |\n| | .. |\n").name == "questionnaire"
    assert read(ONE_ITEM + "| settings |\n| | form_id |\n| | été_ |\n").name == "été_"
    unnamed = read(ONE_ITEM, "Our form (final).md")
    assert (unnamed.name, unnamed.title, unnamed.version) == (
        "Our_form_final",
        {"": "Our form (final)"},
        1,
    )


def test_xls10_older_spellings() -> None:
    form = read(
        """
        | survey |
        | | type | name | caption:English (en) | bind:relevant | bind:jr:constraintMsg:English (en) | bind:constraint |
        | | select all that apply from yn | a | A | | | |
        | | select one from yn | b | B | ${a} = 'yes' | | |
        | | add integer prompt | c | C | | Too big | . < 9 |
        | choices |
        | | list name | value | label:English (en) |
        | | yn | yes | Yes |
        """  # noqa: E501
    )
    assert form.item("a").kind is ItemKind.SELECT_MULTIPLE
    assert form.item("b").kind is ItemKind.SELECT_ONE
    assert form.item("b").relevance == "${a} = 'yes'"
    assert form.item("c").kind is ItemKind.INTEGER
    assert form.item("c").constraint_message == {"English (en)": "Too big"}
    assert form.languages == ("English (en)",)


def test_xls11_other_tools_have_the_last_word() -> None:
    (problem,) = problems("| survey |\n| | type | name | label |\n| | text | meta | A |\n")
    assert "Other XLSForm tools" in problem.remedy


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"| "]))
def test_xls12_any_bytes(data: bytes, start: bytes) -> None:
    with pytest.raises(InstrumentError) as caught:
        parse_xlsform(start + data, "form.xlsx")
    assert caught.value.problems


WORKBOOK = excel(survey=SIMPLE)


def outcome(data: bytes) -> list[object]:
    """The items of a workbook, or the problems for which it is refused."""
    try:
        return [*parse_xlsform(data, "form.xlsx").items]
    except InstrumentError as refusal:
        return [*refusal.problems]


@settings(deadline=None)
@given(st.data())
def test_xls12_any_damage_to_a_workbook(data: st.DataObject) -> None:
    whole = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert outcome(bytes(whole)), "neither read nor refused with a reason"


CELLS = st.sampled_from(
    [
        *("", "a", "b", "${a}", "${b} = 'x'", "selected(${a}, 'x')", ". > 1", "${", "'", "=1"),
        *("true()", "name = ${a}", "2026-01-31", "position(..)", "../a", "%(a)s", "&<"),
    ]
)
TYPES = st.sampled_from(
    [
        *("text", "integer", "date", "select_one l", "select_multiple l", "note", "calculate"),
        *("start", "begin group", "end group", "begin repeat", "end repeat", "geopoint"),
        *("select_one", "rank l"),
    ]
)
HEADINGS = st.lists(
    st.sampled_from(
        [
            *("hint", "relevant", "constraint", "calculation", "choice_filter", "default"),
            *("required", "media::image", "bind::relevant", "label::Fr", "a::b::c", "::"),
            *("_x", "disabled", "bind"),
        ]
    ),
    unique=True,
    max_size=3,
)


@settings(deadline=None)
@given(HEADINGS, st.data())
def test_xls12_any_table_is_read_or_refused(headings: list[str], data: st.DataObject) -> None:
    def row(*cells: str) -> str:
        return f"| | {' | '.join(cells)} |\n"

    text = "| survey |\n" + row("type", "name", "label", *headings)
    for name in data.draw(st.lists(st.sampled_from(["a", "b", "c", ""]), min_size=1, max_size=4)):
        text += row(data.draw(TYPES), name, *(data.draw(CELLS) for _ in ["label", *headings]))
    extra = data.draw(st.sampled_from(["part", "p::q", "image", "label::Fr"]))
    text += "| choices |\n" + row("list_name", "name", "label", extra)
    text += row("l", data.draw(CELLS), data.draw(CELLS), data.draw(CELLS))
    try:
        form = read(text)
    except InstrumentError as refused:
        told = refused.problems
    else:
        assert parse_xlsform(render_xlsform(form), "form.xlsx") == form
        return
    assert told
    assert all(problem.reason and problem.remedy for problem in told)
