"""Answers and their codebook as an Excel workbook in which nothing is a formula (rule T9)."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from survey.export import listed
from survey.exports.codebook import Entry, codebook
from survey.exports.limits import EXCEL, Change, fitted
from survey.exports.variables import (
    REASONS,
    Content,
    Variable,
    is_reason,
    label_of,
    option_label,
)
from survey.heads import HEADS, head_columns
from survey.model import Instrument, Item, ItemKind
from survey.versions import answer_names, history

if TYPE_CHECKING:
    import pandas as pd

# What XML cannot hold, what its readers change, and what would read as an escape itself.
_ESCAPED = re.compile(r"[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FIRST_DAY = "1900-03-01"  # Excel miscounts the days before and has none before 1900
_LIKE_A_FORMULA = tuple("=+-@#'\t\n＝＋－＠")
_BETWEEN = "; "  # the labels of several choices


def excel_text(text: str) -> str:
    """The text with what XML cannot hold written as Excel writes it: _x0007_."""
    return _ESCAPED.sub(lambda found: f"_x{ord(found.group()):04X}_", text)


def text_of_excel(cell: str) -> str:
    """The text that `excel_text` was given; Excel writes such escapes as well."""
    return _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), cell)


def sheet_variables(
    instrument: Instrument, frame: pd.DataFrame, language: str = "", *, labels: bool = False
) -> list[Variable]:
    """One column per item, as in the CSV file; several choices stand in one cell.

    Args:
        labels: the words of questions and options instead of their names.
    """
    items = {item.name: item for item in instrument.items}
    columns = head_columns(answer_names(instrument))
    heads = {column: HEADS[head] for head, column in columns.items()}
    found = []
    for name in map(str, frame.columns):
        item = items.get(name)
        question = label_of(item, instrument, language) if item else heads.get(name, name)
        title = f"{question} [{name}]" if labels and item else name
        written = [_written(cell, item, instrument, language, labels) for cell in frame[name]]
        content = Content.DATE if item and item.kind is ItemKind.DATE else Content.TEXT
        found.append(Variable(title, question, content, item.name if item else "", cells=written))
    return found


def workbook_plan(given: Sequence[Variable]) -> tuple[list[Variable], list[Change]]:
    """The columns of the workbook, and what stands differently in it."""
    return fitted(given, EXCEL)


def render_xlsx(
    instrument: Instrument,
    frame: pd.DataFrame,
    language: str = "",
    *,
    labels: bool = False,
    versions: Sequence[Instrument] = (),
) -> bytes:
    """A workbook with the sheets Answers, Codebook and About.

    Args:
        versions: those that were joined; of several there is a sheet of what each changed.
    """
    import openpyxl

    plan, _ = workbook_plan(sheet_variables(instrument, frame, language, labels=labels))
    book = openpyxl.Workbook(write_only=True)
    answers = book.create_sheet("Answers")
    answers.freeze_panes = "B2"
    append_row(answers, [one.name for one in plan])
    for row in zip(*(one.cells for one in plan), strict=True):
        days = [one.content is Content.DATE for one in plan]
        append_row(
            answers, [_day(cell) if day else cell for cell, day in zip(row, days, strict=True)]
        )
    _fill(book.create_sheet("Codebook"), _codebook_rows(codebook(instrument, language)))
    _fill(book.create_sheet("About"), _about_rows(instrument, len(frame)))
    if len(versions) > 1:
        _fill(book.create_sheet("Versions"), _version_rows(versions))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def render_sheet(title: str, rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook of one sheet, its heading fixed, in which nothing is a formula."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    _fill(sheet, rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _version_rows(versions: Sequence[Instrument]) -> list[list[object]]:
    rows: list[list[object]] = [["Version", "Against", "What it changed"]]
    for number, before, told in history(versions):
        rows += [[number, before, one] for one in told]
    return rows


def _written(
    cell: object, item: Item | None, instrument: Instrument, language: str, labels: bool
) -> object:
    """One answer as it stands in a cell."""
    if cell is None or cell == [] or (isinstance(cell, float) and cell != cell):
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float | str | list):
        return str(cell)
    if isinstance(cell, int | float) or is_reason(cell):
        return cell
    if item is None or not item.options or not labels:
        return listed(cell) if isinstance(cell, list) else cell
    words_of = _distinct_labels(item, instrument, language)
    chosen = cell if isinstance(cell, list) else [cell]
    return _BETWEEN.join(words_of.get(name, name) for name in chosen)


def _distinct_labels(item: Item, instrument: Instrument, language: str) -> dict[str, str]:
    """Option name → its words; with the name where two options have the same words."""
    plain = {
        option.name: option_label(item, option.name, instrument, language)
        for option in item.options
    }
    said = list(plain.values())
    return {
        name: f"{label} ({name})" if said.count(label) > 1 else label
        for name, label in plain.items()
    }


def _day(cell: object) -> object:
    """A date that Excel can count with; a text where it cannot."""
    if not isinstance(cell, str) or is_reason(cell) or cell < _FIRST_DAY:
        return cell
    try:
        return dt.date.fromisoformat(cell)
    except ValueError:
        return cell


def _codebook_rows(entries: Iterable[Entry]) -> list[list[object]]:
    rows: list[list[object]] = [
        ["Item", "Kind", "Question", "Asked if", "Option", "Code", "Label of the option"]
    ]
    for entry in entries:
        own = [entry.name, entry.kind, entry.question, entry.asked_if]
        rows.append([*own, None, None, None])
        rows += [
            [entry.name, None, None, None, one.name, one.code, one.label] for one in entry.options
        ]
    return rows


def _about_rows(instrument: Instrument, n: int) -> list[list[object]]:
    reasons: list[list[object]] = [[constant, said] for constant, said in REASONS.items()]
    return [
        ["Questionnaire", instrument.name],
        ["Version", instrument.version],
        ["Responses", n],
        ["An empty cell", "Asked and left empty"],
        *reasons,
        ["Several choices", "Names are parted by a space, labels by a semicolon"],
    ]


def _fill(sheet: Any, rows: Iterable[Sequence[object]]) -> None:
    for row in rows:
        append_row(sheet, row)


def append_row(sheet: Any, row: Sequence[object]) -> None:
    """Write one row to a write-only sheet; a text is never a formula."""
    sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: object) -> object:
    """A text is marked as a text, so that neither this file nor an edit makes it a formula.

    Only one that begins like a formula or an error needs a cell of its own, which is slow.
    """
    if not isinstance(value, str):
        return value
    text = excel_text(value)
    if not text.startswith(_LIKE_A_FORMULA):
        return text
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
