"""XLO01 headings as other tools write them mean the same; XLO02 choices that depend on choices are
read; XLO03 what is fetched from a file or another program is refused wherever it is written, all of
it at once; XLO04 a cell that failed is refused; XLO05 a language is known by its code or name;
XLO06 two cells for one text that differ are refused; XLO07 a group with nothing to ask is left out;
XLO08 numbers, dates and truth values of a spreadsheet are read as they are shown; XLO09 hidden and
merged cells, other sheets, charts and empty columns do no harm; XLO10 signs of markup stay signs;
XLO11 calculations may build on each other and on a repeat within a group; XLO12 a file of another
kind says so."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from survey.errors import InstrumentError
from survey.model import Instrument, ItemKind
from survey.relevance import asked_options, relevant_items, settled
from survey.xlsform import parse_xlsform, read_xlsform, render_xlsform
from tests.survey.test_xlsform import CHOICES, SIMPLE, excel, left_out, problems, read


def whole(markdown: str) -> Instrument:
    """The form, which is also read back equal from what is written of it."""
    form = read(markdown)
    assert parse_xlsform(render_xlsform(form), "form.xlsx") == form
    return form


def of_book(book: Workbook) -> Instrument:
    file = io.BytesIO()
    book.save(file)
    return parse_xlsform(file.getvalue(), "form.xlsx")


def test_xlo01_headings_of_other_tools() -> None:
    form = whole(
        """
        | survey |
        | | Type | NAME | Label::English (en) | label :: Français (fr) | bind::relevant | body::appearance | media::image::English (en) | Required Message::English (en) | bind::required | $kuid | kobo--score |
        | | select_one yn | a | Do you? | Et vous ? | | minimal | | Please | TRUE | x1 | |
        | | text | b | Why? | Pourquoi ? | ${a}='yes' | multiline | | | | x2 | |
        | choices |
        | | list name | Name | Label::English (en) | label::Français (fr) | media::image::English (en) |
        | | yn | yes | Yes | Oui | |
        | | yn | no | No | Non | |
        """  # noqa: E501
    )
    a, b = form.items
    assert form.languages == ("English (en)", "Français (fr)")
    assert (a.appearance, a.required, a.required_message) == (
        *("minimal", "true()"),
        {"English (en)": "Please"},
    )
    assert (b.relevance, b.appearance) == ("${a}='yes'", "multiline")
    assert a.options[0].label == {"English (en)": "Yes", "Français (fr)": "Oui"}


def test_xlo02_a_choice_narrows_the_next_one_twice() -> None:
    form = whole(
        """
        | survey |
        | | type | name | label | choice_filter |
        | | select_one region | region | Region | |
        | | select_one town | town | Town | region = ${region} |
        | | select_one part | part | Part | region = ${region} and town = ${town} |
        | choices |
        | | list_name | name | label | region | town |
        | | region | 1.0 | North | | |
        | | region | 2.0 | South | | |
        | | town | hill | Hill | 1.0 | |
        | | town | lake | Lake | 2.0 | |
        | | part | east | East | 1.0 | hill |
        | | part | west | West | 2.0 | lake |
        """
    )
    answers = {"region": "1.0", "town": "hill"}
    shown = [asked_options(form, form.item(name), answers) for name in ("town", "part")]
    assert [[option.name for option in options] for options in shown] == [["hill"], ["east"]]


def test_xlo03_whatever_comes_from_a_file_is_refused_at_once() -> None:
    found = problems(
        f"""
        | survey |
        | | type | name | label | appearance | calculation |
        | | select_one_from_file towns.csv | a | A | | |
        | | select_multiple_from_file towns.xml value=id label=title | b | B | | |
        | | select_one_external towns | c | C | | |
        | | select_one yn | d | D | minimal search('towns', 'matches', 'part', ${{f}}) | |
        | | calculate | e | | | pulldata('towns', 'size', 'name', ${{f}}) |
        | | text | f | F | ex:org.example.scanner(kind='a') | |
        | | csv-external | towns | | | |
        {CHOICES}
        """
    )
    assert [(p.sheet, p.row) for p in found] == [("survey", n) for n in range(4, 11)]
    assert all("file" in p.reason for p in found[:4])
    assert all(p.remedy for p in found)


def test_xlo03_an_appearance_that_is_a_hint_is_kept() -> None:
    form = whole(
        f"| survey |\n| | type | name | label | appearance |\n"
        f"| | select_one yn | a | A | quick columns-2 research |\n| | date | b | B | month-year |\n"
        f"{CHOICES}"
    )
    assert [item.appearance for item in form.items] == ["quick columns-2 research", "month-year"]


def test_xlo03_answers_of_another_response_are_refused() -> None:
    (found,) = problems(
        """
        | survey |
        | | type | name | label | default |
        | | text | a | Where? | ${last-saved#a} |
        """
    )
    assert found.reason == "default asks for an answer of another response, 'last-saved#a'."


def test_xlo04_a_cell_with_an_error_is_refused() -> None:
    data = excel(survey=[*SIMPLE, ["text", "where", "#REF!"]])
    with pytest.raises(
        InstrumentError, match=r"row 3: Cell C3 holds a formula that failed \(#REF!"
    ):
        parse_xlsform(data, "form.xlsx")


LANGUAGES = """
| survey |
| | type | name | label::English (en) | label::Français (fr) | hint |
| | text | a | Why? | Pourquoi ? | {hint} |
| settings |
| | default_language | form_title |
| | {default} | Our work |
"""


@pytest.mark.parametrize("default", ["fr", "Français", "français (fr)", "Français (fr)"])
def test_xlo05_the_default_language_is_known_by_code_or_name(default: str) -> None:
    form = whole(LANGUAGES.format(default=default, hint="Devinez"))
    assert form.default_language == "Français (fr)"
    assert form.title == {"Français (fr)": "Our work"}
    assert form.item("a").hint == {"Français (fr)": "Devinez"}


def test_xlo05_a_language_that_could_be_two_is_refused() -> None:
    (found,) = problems(
        "| survey |\n| | type | name | label::English (en) | label::Anglais (en) |\n"
        "| | text | a | Why? | Why so? |\n| settings |\n| | default_language |\n| | en |\n"
    )
    assert (found.sheet, "no column is in it" in found.reason) == ("settings", True)


def test_xlo06_two_cells_for_one_text() -> None:
    form = """
    | survey |
    | | type | name | label | label::English |
    | | text | a | Why? | Why? |
    | | text | b | | Where? |
    | | text | c | {plain} | When? |
    | settings |
    | | default_language |
    | | English |
    """
    assert whole(form.format(plain="")).item("b").label == {"English": "Where?"}
    (found,) = problems(form.format(plain="How?"))
    assert (found.sheet, found.row) == ("survey", 6)
    assert "'label' and 'label::English'" in found.reason


META = """
| survey |
| | type | name | label | relevant |
| | begin group | meta_data | About | |
| | start | start | | |
| | begin group | inner | | |
| | deviceid | device | | |
| | end group | | | |
| | end group | | | |
| | text | a | A | {relevant} |
"""


def test_xlo07_a_group_about_the_device_is_left_out() -> None:
    form = whole(META.format(relevant=""))
    assert (form.groups, [item.name for item in form.items]) == ((), ["a"])
    told = {left.what for left in left_out(META.format(relevant=""))}
    assert {"group meta_data", "group inner"} <= told


def test_xlo07_what_depends_on_such_a_group_is_refused() -> None:
    (found,) = problems(META.format(relevant="count(${meta_data}) > 0"))
    assert (found.row, "not collected" in found.reason) == (10, True)


def test_xlo08_cells_that_are_no_text() -> None:
    data = excel(
        survey=[
            ["type", "name", "label", "default", "required", "calculation"],
            ["date", "day", 2026, dt.date(2026, 1, 31), True, None],
            ["time", "hour", "Hour", dt.time(10, 30), 1, None],
            ["decimal", "share", "Share", 0.5, "Yes", None],
            ["select_multiple l", "some", True, None, False, None],
            ["calculate", "five", None, None, None, 5],
        ],
        choices=[["list_name", "name", "label"], ["l", 1.0, "One"], ["l", 2, 2], ["l", 1.5, "x"]],
    )
    form = parse_xlsform(data, "form.xlsx")
    assert [option.name for option in form.item("some").options] == ["1", "2", "1.5"]
    assert form.item("some").options[1].label == {"": "2"}
    assert form.item("day").label == {"": "2026"}
    defaults = [form.item(name).default for name in ("day", "hour", "share")]
    assert defaults == ["2026-01-31", "10:30:00", "0.5"]
    assert [item.required for item in form.items[:4]] == ["true()", "1", "true()", ""]
    assert settled(form, {}) == {"five": 5.0}


def test_xlo08_two_numbers_that_are_one_name_are_refused() -> None:
    data = excel(
        survey=[SIMPLE[0], ["select_one l", "a", "A"]],
        choices=[["list_name", "name", "label"], ["l", 1.0, "One"], ["l", "1", "Uno"]],
    )
    with pytest.raises(InstrumentError, match="List 'l' has '1' in row 2 too"):
        parse_xlsform(data, "form.xlsx")


def test_xlo08_a_form_that_allows_one_name_twice_is_read_if_it_has_none() -> None:
    text = (
        f"| survey |\n| | type | name | label |\n| | select_one yn | a | A |\n{CHOICES}"
        "| settings |\n| | allow_choice_duplicates |\n| | yes |\n"
    )
    assert whole(text).item("a").options
    again = text.replace("| settings |", "|  | yn | no | Nope |\n| settings |")
    assert [(p.sheet, p.row) for p in problems(again)] == [("choices", 9)]


def test_xlo09_what_a_spreadsheet_adds_does_no_harm() -> None:
    book = Workbook()
    plan = book.worksheets[0]
    plan.title = "Plan"
    plan.append(["ask Kim"])
    survey = book.create_sheet("SURVEY ")
    for row in ([None] * 5, [*SIMPLE[0], None, None], [None] * 5, [*SIMPLE[1], None, " "]):
        survey.append(row)
    survey.merge_cells("C4:E4")
    survey.row_dimensions[4].hidden = True
    survey.column_dimensions["XFD"].width = 9
    survey["XFD1048576"].number_format = "0.0"
    secret = book.create_sheet("hidden")
    secret.append(["none of it"])
    secret.sheet_state = "hidden"
    chart = BarChart()
    chart.add_data(Reference(plan, min_col=1, min_row=1, max_row=1))
    book.create_chartsheet("Chart").add_chart(chart)
    assert of_book(book).item("why").label == {"": "Why?"}


def test_xlo10_signs_stay_signs() -> None:
    label = "# Hello **you** [x](https://example.org) <b>5 % & $3</b> {{ a }} \\n"
    form = whole(f"| survey |\n| | type | name | label |\n| | note | n | {label} |\n")
    assert form.item("n").label == {"": label}


def test_xlo11_calculations_over_a_repeat_in_a_group() -> None:
    form = whole(
        """
        | survey |
        | | type | name | label | relevant | repeat_count | calculation |
        | | begin_group | visits | Visits | | | |
        | | integer | n | How many? | | | |
        | | begin_repeat | visit | Visit | ${n} > 0 | ${n} | |
        | | integer | hours | How long? | | | |
        | | calculate | place | | | | position(..) |
        | | end_repeat | | | | | |
        | | end_group | | | | | |
        | | calculate | total | | | | sum(${hours}) |
        | | calculate | twice | | | | ${total} * 2 |
        | | calculate | much | | | | if(${twice} > 9, 'yes', 'no') |
        | | note | told | That is ${twice}, the first ${first}. | ${much} = 'yes' | | |
        | | calculate | first | | | | indexed-repeat(${hours}, ${visit}, 1) |
        """
    )
    answers = {"n": 2, "visit": [{"hours": 2}, {"hours": 3}]}
    found = settled(form, answers)
    assert (found["total"], found["twice"], found["much"]) == (5.0, 10.0, "yes")
    assert form.item("told") in relevant_items(form, answers)
    assert form.item("told") not in relevant_items(form, {**answers, "n": 1})
    assert form.item("hours").kind is ItemKind.INTEGER


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 obj", "no table"),
        (b'{"survey": []}', "no table"),
        (b"<?xml version='1.0'?><h:html/>", "no table"),
        (b"type,name,label\ntext,why,Why?\n", "begins with 'type' instead of a sheet's name"),
        (b"list name,name,label\nyn,yes,Yes\n", "begins with 'list name'"),
    ],
)
def test_xlo12_a_file_of_another_kind(data: bytes, reason: str) -> None:
    with pytest.raises(InstrumentError) as caught:
        read_xlsform(data, "form.xlsx")
    (problem,) = caught.value.problems
    assert reason in problem.reason
    assert "xlsx" in problem.remedy
