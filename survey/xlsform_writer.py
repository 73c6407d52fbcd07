"""Write an instrument as an XLSForm workbook."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from survey.model import Group, Instrument, Item, ItemKind, Texts

_CELLS = {
    "required": "required",
    "relevance": "relevant",
    "constraint": "constraint",
    "calculation": "calculation",
    "choice_filter": "choice_filter",
    "default": "default",
    "appearance": "appearance",
    "codebook_theme": "codebook_theme",
    "other": "other",
}
_FLAGS = ("sensitive", "pii")
_TEXTS = (
    *("label", "hint", "guidance_hint", "constraint_message", "required_message"),
    "content_note",
)
Cells = dict[str, str]


def workbook(instrument: Instrument) -> bytes:
    """The three sheets survey, choices and settings as an .xlsx file."""
    from openpyxl import Workbook

    labels = [_heading("label", language) for language in instrument.languages]
    settings = {
        "form_id": instrument.name,
        "version": str(instrument.version),
        "default_language": instrument.default_language,
        **{
            _heading("form_title", "" if language == instrument.default_language else language): t
            for language, t in instrument.title.items()
        },
    }
    book = Workbook()
    book.remove(book.active)
    _write(book, "survey", ["type", "name", *labels], _survey(instrument))
    _write(book, "choices", ["list_name", "name", *labels], _choices(instrument))
    _write(book, "settings", [], [settings])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _survey(instrument: Instrument) -> list[Cells]:
    """Rows of the items, with the begin and end of the groups around them."""
    rows: list[Cells] = []
    begun: set[str] = set()
    around: list[Group] = []
    for item in instrument.items:
        groups = instrument.ancestors(item)
        shared = next(
            (n for n, (a, b) in enumerate(zip(around, groups, strict=False)) if a != b),
            min(len(around), len(groups)),
        )
        rows += [_end(group) for group in reversed(around[shared:])]
        for group in groups[shared:]:
            if group.name in begun:
                raise ValueError(
                    f"Group '{group.name}' holds items in two places. XLSForm cannot say that: "
                    "let its items follow each other."
                )
            begun.add(group.name)
            rows.append(_group(group))
        around = groups
        rows.append(_item(item))
    return rows + [_end(group) for group in reversed(around)]


def _group(group: Group) -> Cells:
    return {
        "type": "begin repeat" if group.repeat else "begin group",
        "name": group.name,
        **_in_languages("label", group.label),
        **_in_languages("hint", group.hint),
        "relevant": group.relevance,
        "appearance": group.appearance,
        "repeat_count": group.count,
    }


def _end(group: Group) -> Cells:
    return {"type": "end repeat" if group.repeat else "end group"}


def _item(item: Item) -> Cells:
    cells = {"type": f"{item.kind} {item.list_name}".strip(), "name": item.name}
    for column in _TEXTS:
        cells |= _in_languages(column, getattr(item, column))
    cells |= {column: getattr(item, field) for field, column in _CELLS.items()}
    cells |= {column: "yes" for column in _FLAGS if getattr(item, column)}
    cells["parameters"] = " ".join(f"{name}={value}" for name, value in item.parameters.items())
    if item.calculation and item.kind not in (ItemKind.CALCULATE, ItemKind.HIDDEN):
        cells["read_only"] = "yes"
    return cells


def _choices(instrument: Instrument) -> list[Cells]:
    lists = {item.list_name: item.options for item in instrument.items if item.list_name}
    return [
        {
            "list_name": list_name,
            "name": option.name,
            **_in_languages("label", option.label),
            **option.attributes,
            **({"code": option.code} if option.code else {}),
        }
        for list_name, options in lists.items()
        for option in options
    ]


def _in_languages(column: str, texts: Texts) -> Cells:
    return {_heading(column, language): text for language, text in texts.items()}


def _heading(column: str, language: str) -> str:
    return f"{column}::{language}" if language else column


def _write(book: Any, name: str, first: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    """One sheet; columns that are empty everywhere are left away, all cells are text."""
    filled = [heading for row in rows for heading, text in row.items() if text]
    headings = list(dict.fromkeys([*first, *filled]))
    sheet = book.create_sheet(name)
    table = [dict(zip(headings, headings, strict=True)), *rows]
    for number, row in enumerate(table, start=1):
        for column, heading in enumerate(headings, start=1):
            if text := row.get(heading, ""):
                cell = sheet.cell(row=number, column=column, value=text)
                cell.data_type = "s"  # never a formula, whatever it begins with (rule T9)
                cell.quotePrefix = text[0] in "=+-@"
