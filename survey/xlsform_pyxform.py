"""The second opinion: what XLSForm's own converter says of a form that we would take.

So a questionnaire that is accepted here is one that other XLSForm tools accept.
"""

from __future__ import annotations

import re

from survey.xlsform_report import Report
from survey.xlsform_sheets import Sheet

_ROW = re.compile(r"\[row : (\d+)\] ?")
_SHEET = re.compile(r"the '(\w+)' sheet")
_FIRST = 2  # the row that pyxform gives to the first row under the headings


def second_opinion(sheets: dict[str, Sheet], name: str, report: Report) -> None:
    """Let pyxform convert the form; its objection, if it has one, becomes a problem."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    workbook: dict[str, object] = {"fallback_form_name": "form", "sheet_names": list(sheets)}
    for sheet in sheets.values():
        headings = [h for h in sheet.headings if not _is_title_in_a_language(sheet, h)]
        workbook[f"{sheet.name.strip().lower()}_header"] = [dict.fromkeys(headings)]
        workbook[sheet.name.strip().lower()] = [
            {h: row.cells[h] for h in headings if h in row.cells} for row in sheet.rows
        ]
    try:
        convert(workbook, form_name="data")
    except PyXFormError as error:
        report.refuse(*_place(str(error), sheets), _ROW.sub("", str(error)), _REMEDY)


_REMEDY = "Other XLSForm tools refuse this form too. Change what is named here."


def _is_title_in_a_language(sheet: Sheet, heading: str) -> bool:
    """Titles in several languages are our addition to XLSForm."""
    return sheet.name.strip().lower() == "settings" and "::" in heading


def _place(message: str, sheets: dict[str, Sheet]) -> tuple[str, int]:
    """Sheet and row of an objection, as far as it tells them."""
    named = _SHEET.search(message)
    sheet = sheets.get(named[1] if named else "survey", sheets["survey"])
    found = _ROW.search(message)
    place = int(found[1]) - _FIRST if found else -1
    return sheet.name, sheet.rows[place].number if 0 <= place < len(sheet.rows) else 0
