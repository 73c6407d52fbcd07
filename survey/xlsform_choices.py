"""The choices sheet: lists of response options."""

from __future__ import annotations

import re
from dataclasses import replace

from survey.model import ResponseOption
from survey.xlsform_columns import Column, columns, straight, texts
from survey.xlsform_report import Report
from survey.xlsform_sheets import Row, Sheet

_WHOLE = re.compile(r"-?\d{1,9}")
_MEDIA = {"image", "audio", "video"}
Lists = dict[str, list[tuple[int, ResponseOption]]]  # list name → row and option


def read_choices(sheet: Sheet, plain_language: str, report: Report) -> Lists:
    """The options of each list in order; other columns are kept for choice filters."""
    cols = columns(sheet, report)
    codes = _code_column(sheet, cols)
    lists: Lists = {}
    for column in cols:
        if ":" in column.name and any(column.heading in row.cells for row in sheet.rows):
            report.refuse(
                *("choices", 1, f"The column '{column.heading}' is not supported."),
                "Delete it; a column for choice filters has a name without colons.",
            )
    for row in sheet.rows:
        cells = {c.name: row.cells[c.heading] for c in cols if c.heading in row.cells}
        list_name, name = cells.get("list_name", ""), straight(cells.get("name", ""))
        if missing := [what for what in ("list_name", "name") if what not in cells]:
            _row_without_choice(row, missing, cols, report)
            continue
        option = _option(row, cols, name, plain_language, report)
        if codes in row.cells:
            given = {key: text for key, text in option.attributes.items() if key != codes}
            option = replace(option, attributes=given, code=straight(row.cells[codes]))
        before = [number for number, known in lists.get(list_name, []) if known.name == name]
        if before:
            report.refuse(
                *(
                    "choices",
                    row.number,
                    f"List '{list_name}' has '{name}' in row {before[0]} too.",
                ),
                "Give every choice of a list a name of its own; results would count them as one.",
            )
        else:
            lists.setdefault(list_name, []).append((row.number, option))
    return lists


def _row_without_choice(row: Row, missing: list[str], cols: list[Column], report: Report) -> None:
    if all(column.is_remark for column in cols if column.heading in row.cells):
        report.leave_out("choices", row.number, "row without a choice", "only a remark")
    else:
        report.refuse(
            *("choices", row.number, f"This choice has no {' and no '.join(missing)}."),
            "Fill in the cell, or delete the row.",
        )


def _code_column(sheet: Sheet, cols: list[Column]) -> str:
    """The heading of the numeric codes for SPSS and Stata, "" if there is none.

    A column of that name with anything else in it, or with one number for several choices of a
    list, is one for choice filters.
    """
    heading = next((c.heading for c in cols if c.heading.strip().lower() == "code"), "")
    of_list = next((c.heading for c in cols if c.name == "list_name"), "")
    filled = [
        (row.cells.get(of_list), row.cells[heading]) for row in sheet.rows if heading in row.cells
    ]
    is_code = all(_WHOLE.fullmatch(text) for _, text in filled) and len(set(filled)) == len(filled)
    return heading if is_code else ""


def _option(
    row: Row, cols: list[Column], name: str, plain_language: str, report: Report
) -> ResponseOption:
    label = texts(row, cols, "label", plain_language)
    if not label:
        report.refuse(
            *("choices", row.number, f"Choice '{name}' has no label."),
            "Write under label what respondents read.",
        )
    attributes: dict[str, str] = {}
    for column in cols:
        if column.heading not in row.cells or column.name in ("list_name", "name", "label"):
            continue
        if column.name in _MEDIA:
            report.refuse(
                *(
                    "choices",
                    row.number,
                    f"Choice '{name}' has {column.name}; only words are shown.",
                ),
                f"Empty the cell under {column.heading} and describe it in the label.",
            )
        else:
            attributes[column.heading] = straight(row.cells[column.heading])
    return ResponseOption(name, label, attributes)
