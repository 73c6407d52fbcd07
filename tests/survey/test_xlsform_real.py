"""XRF01 each form by others is read whole, or refused with all its problems; none is left out of
the table below; XRF02 every problem has a sheet, a reason and a remedy, and of a row or the sheet;
XRF03 reading takes less than two seconds; XRF04 the case-data form on trafficking is read whole;
XRF05 of a form that is read, every named row is an item or a group, or is listed as left out."""

from __future__ import annotations

import pytest

from survey.model import ItemKind
from survey.xlsform_report import Report
from survey.xlsform_sheets import read_sheets
from tests.conftest import real_inputs
from tests.survey.by_others import read

SLOW_MACHINE = 2  # processor time; other work makes it somewhat longer
FORMS = {
    f"{path.parent.name}/{path.name}": path
    for path in real_inputs("xlsforms", ".xlsx", ".xls", ".csv", ".md")
}

# How many items are read; or how many problems there are, and one of them.
READ = {
    "correlaid/all_types_survey.xlsx": 36,
    "correlaid/mitwirken_umfrage.xlsx": 42,
    "correlaid/testA.xlsx": 24,
    "correlaid/testB.xlsx": 48,
    "htcds/htcds_xlsform.xlsx": 32,
    "odk_webforms/socio-economic-survey-v20240515.xlsx": 17,
    "pyxform_bugs/badly_named_choices_sheet.xls": 3,
    "pyxform_bugs/blank_second_row.xls": 1,
    "pyxform_bugs/ict_survey_fails.xls": 1,
    "pyxform_bugs/xl_date_ambiguous_v1.xlsx": 5,
    "pyxform_examples/extra_sheet_names.xlsx": 1,
    "pyxform_examples/specify_other.md": 2,
    "pyxform_examples/style_settings.xls": 2,
    "pyxform_examples/tutorial.xls": 10,
    "pyxform_examples/utf_csv.csv": 1,
}
REFUSED: dict[str, tuple[int, str, int, str]] = {
    "liberia/liberiaCoverageVillageForm_r2.xlsx": (
        5,
        "survey",
        6,
        "calculation: pulldata() is not supported. (character 1)",
    ),
    "odk_webforms/all-question-types-v2024091201-3.xlsx": (
        37,
        "survey",
        30,
        "Items of type 'image' are not supported.",
    ),
    "pyxform_bugs/ODKValidateWarnings.xlsx": (
        5,
        "survey",
        2,
        "'relevant' stands in a column without a heading.",
    ),
    "pyxform_bugs/UCL_Biomass_Plot_Form.xlsx": (
        13,
        "survey",
        16,
        "Choices from another file are not supported.",
    ),
    "pyxform_bugs/bad_calc.xlsx": (
        1,
        "survey",
        2,
        "calculation: 'pyxform' cannot stand here. (character 9)",
    ),
    "pyxform_bugs/calculate_without_calculation.xls": (
        23,
        "survey",
        2,
        "Item 'some_text' has no label.",
    ),
    "pyxform_bugs/duplicate_columns.xlsx": (
        26,
        "survey",
        1,
        "The heading 'label' stands over more than one column.",
    ),
    "pyxform_bugs/group_name_test.xls": (2, "survey", 3, "This group has no name."),
    "pyxform_bugs/spaces_in_choices_header.xls": (
        2,
        "choices",
        3,
        "'missing header' stands in a column without a heading.",
    ),
    "pyxform_examples/allow_comment_rows_test.xls": (
        3,
        "survey",
        37,
        "'1200' stands in a column without a heading.",
    ),
    "pyxform_examples/case_insensitivity.md": (
        5,
        "ENTITIES",
        0,
        "Entities are not supported: they would carry answers into",
    ),
    "pyxform_examples/choice_filter_test.xlsx": (
        1,
        "choices",
        6,
        "List 'counties' has 'king' in row 4 too.",
    ),
    "pyxform_examples/flat_xlsform_test.xlsx": (
        30,
        "survey",
        10,
        "Item 'display_image_test' has no label.",
    ),
    "pyxform_examples/group.csv": (
        1,
        "survey",
        5,
        "Items of type 'phone number' are not supported.",
    ),
    "pyxform_examples/loop.md": (1, "survey", 4, "A loop over a list of choices is not supported."),
    "pyxform_examples/or_other.xlsx": (
        1,
        "survey",
        3,
        "choice_filter has the bare word 'yes', which is no item an",
    ),
    "pyxform_examples/table-list.xls": (8, "choices", 20, "Choice 'a' has no label."),
    "pyxform_examples/unknown_question_type.xls": (
        8,
        "survey",
        1,
        "'bind:relevant' and 'relevance' mean the same column.",
    ),
    "pyxform_examples/widgets.xls": (
        12,
        "choices",
        21,
        "Choice 'b' has image; only words are shown.",
    ),
    "pyxform_examples/xlsform_spec_test.xlsx": (
        29,
        "survey",
        43,
        "label mentions 'start', which is about the device or time",
    ),
    "pyxform_examples/xml_escaping.xls": (8, "choices", 23, "Choice 'happy' has no label."),
    "unhcr/KoBoXLSFormExamples.xlsx": (
        1,
        "survey",
        45,
        "The name 'fourteen' is used in row 42 too.",
    ),
    "unhcr/demo.xlsx": (
        14,
        "survey",
        11,
        "calculation has the bare word 'Ethopia', which is no item.",
    ),
    "unhcr/demo_adapt1.xlsx": (
        14,
        "survey",
        54,
        "'required' has no meaning for an item of type note.",
    ),
}


def test_xrf01_the_table_names_every_form() -> None:
    assert not FORMS or FORMS.keys() == READ.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", [name for name in READ if name in FORMS])
def test_xrf01_a_form_that_is_read_whole(name: str) -> None:
    instrument = read(FORMS[name]).instrument
    assert instrument is not None
    assert len(instrument.items) == READ[name]


@pytest.mark.parametrize("name", [name for name in REFUSED if name in FORMS])
def test_xrf01_a_form_that_is_refused_with_every_problem(name: str) -> None:
    error = read(FORMS[name]).error
    assert error is not None
    n, sheet, row, reason = REFUSED[name]
    found = error.problems
    assert len(found) == n
    assert any((p.sheet, p.row) == (sheet, row) and p.reason.startswith(reason) for p in found)


@pytest.mark.parametrize("name", [name for name in REFUSED if name in FORMS])
def test_xrf02_a_problem_says_where_why_and_what_to_do(name: str) -> None:
    error = read(FORMS[name]).error
    assert error is not None
    for problem in error.problems:
        assert problem.sheet
        assert problem.reason.strip()
        assert problem.remedy.strip()
        assert problem.row >= 0


@pytest.mark.parametrize("name", FORMS)
def test_xrf03_reading_is_quick(name: str) -> None:
    assert read(FORMS[name]).seconds < 2 * SLOW_MACHINE


@pytest.mark.parametrize("name", [name for name in FORMS if name.startswith("htcds/")])
def test_xrf04_the_case_data_form_is_read_whole(name: str) -> None:
    found = read(FORMS[name])
    assert found.instrument is not None
    instrument, left_out = found.instrument, found.left_out
    kinds = [item.kind for item in instrument.items]
    assert (kinds.count(ItemKind.SELECT_ONE), kinds.count(ItemKind.SELECT_MULTIPLE)) == (6, 5)
    assert (kinds.count(ItemKind.TEXT), kinds.count(ItemKind.DATE)) == (18, 2)
    assert {left.what.split()[0] for left in left_out} == {"start", "end", "version"}


@pytest.mark.parametrize("name", [name for name in READ if name in FORMS])
def test_xrf05_no_row_is_lost(name: str) -> None:
    found = read(FORMS[name])
    assert found.instrument is not None
    survey = read_sheets(FORMS[name].read_bytes(), Report())["survey"]
    (heading,) = [one for one in survey.headings if one.lower() in ("name", "value")]
    named = {row.cells[heading] for row in survey.rows if heading in row.cells}
    kept = {one.name for one in (*found.instrument.items, *found.instrument.groups)}
    told = " ".join(left.what for left in found.left_out)
    assert [one for one in named - kept if one not in told] == []
