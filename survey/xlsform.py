"""XLSForm, the spreadsheet in which questionnaires are written: read it, and write it again."""

from __future__ import annotations

from collections.abc import Iterable

from survey.errors import InstrumentError, SheetProblem
from survey.model import Instrument
from survey.xlsform_checks import check_choice_labels, check_expressions, check_order
from survey.xlsform_choices import read_choices
from survey.xlsform_columns import columns
from survey.xlsform_items import read_items
from survey.xlsform_pyxform import second_opinion
from survey.xlsform_report import LeftOut, Report
from survey.xlsform_settings import read_settings
from survey.xlsform_sheets import Sheet, read_sheets
from survey.xlsform_writer import workbook

_TEXTS = {
    *("label", "hint", "guidance_hint", "constraint_message", "required_message"),
    "content_note",
}


def parse_xlsform(data: bytes, filename: str) -> Instrument:
    """The instrument in an .xlsx, .xls, .csv or Markdown file.

    Args:
        data: the file; what it is, is told by its bytes.
        filename: gives the instrument its name if the settings do not.

    Raises:
        InstrumentError: its `problems` are all that is wrong or not supported, each with sheet,
            row, reason and remedy.
    """
    return read_xlsform(data, filename)[0]


def read_xlsform(data: bytes, filename: str) -> tuple[Instrument, list[LeftOut]]:
    """The same with what was harmless and left out, which an author should be shown."""
    report = Report()
    sheets = read_sheets(data, report)
    if "survey" not in sheets:
        raise InstrumentError(report.problems)
    none = Sheet("", (), ())
    survey, choices = sheets["survey"], sheets.get("choices", none)
    named = _named([survey, choices])
    settings = read_settings(sheets.get("settings", none), filename, named, report)
    lists = read_choices(choices, settings.default_language, report)
    languages = _languages([survey, choices], settings.default_language, report)
    for sheet in (survey, choices):
        _check_plain_columns(sheet, settings.default_language, report)
    reading = read_items(survey, lists, languages, settings.default_language, report)
    check_expressions(reading, settings.name, report)
    check_choice_labels(lists, {item.name for item in reading.items}, report)
    used = {item.list_name for item in reading.items}
    used |= {name for name in lists if f"{name}_or_other" in used}
    for unused in [name for name in lists if name not in used]:
        report.leave_out("choices", lists[unused][0][0], f"list {unused}", "no item uses it")
    if not reading.items and not report.problems:
        report.refuse("survey", 0, "There is no item in it.", "Add a row with type, name, label.")
    if report.problems:
        raise InstrumentError(_in_order(report))
    instrument = Instrument(
        settings.name,
        settings.title,
        tuple(reading.items),
        tuple(reading.groups),
        languages,
        settings.default_language,
        settings.version,
    )
    check_order(instrument, reading.rows, report)
    if not report.problems:
        second_opinion(sheets, settings.name, report)
    if report.problems:
        raise InstrumentError(_in_order(report))
    return instrument, report.left_out


def render_xlsform(instrument: Instrument) -> bytes:
    """An .xlsx that `parse_xlsform` reads back equal.

    Two things XLSForm cannot say: an option list that differs between two items of one list name,
    and words without a language beside a default language.
    """
    return workbook(instrument)


def _named(sheets: Iterable[Sheet]) -> list[str]:
    """The languages that the headings name."""
    cols = [column for sheet in sheets for column in columns(sheet, Report())]
    return list(dict.fromkeys(c.language for c in cols if c.name in _TEXTS and c.language))


def _check_plain_columns(sheet: Sheet, default: str, report: Report) -> None:
    """A column without a language is in the default one: it must not say otherwise than that."""
    cols = columns(sheet, Report())
    for plain in [c for c in cols if default and c.name in _TEXTS and not c.language]:
        same = next((c for c in cols if (c.name, c.language) == (plain.name, default)), None)
        said = [
            row for row in sheet.rows if same and {plain.heading, same.heading} <= set(row.cells)
        ]
        for row in said:
            if same and row.cells[plain.heading] != row.cells[same.heading]:
                report.refuse(
                    *(
                        sheet.name,
                        row.number,
                        f"'{plain.heading}' and '{same.heading}' say different words.",
                    ),
                    f"Both are in {default}: empty one of the cells.",
                )


def _languages(sheets: Iterable[Sheet], default: str, report: Report) -> tuple[str, ...]:
    """The languages of the texts, in the order of their columns."""
    found: dict[str, None] = {}
    for sheet in sheets:
        cols = [column for column in columns(sheet, Report()) if column.name in _TEXTS]
        for column in cols:
            if column.language or default:
                found[column.language or default] = None
    for sheet in sheets:
        plain = [c for c in columns(sheet, Report()) if (c.name, c.language) == ("label", "")]
        if found and not default and plain and any(plain[0].heading in r.cells for r in sheet.rows):
            report.refuse(
                *(sheet.name, 1, "The column label has no language, but other columns have."),
                "Name its language: label::English (en), or default_language in settings.",
            )
    if default and default not in found:
        report.refuse(
            *("settings", 2, f"default_language is '{default}', but no column is in it."),
            f"Write it as in the headings: {', '.join(found) or 'label::' + default}.",
        )
    return tuple(found) or ("",)


def _in_order(report: Report) -> list[SheetProblem]:
    return sorted(report.problems, key=lambda p: (p.sheet not in ("", "survey"), p.sheet, p.row))
