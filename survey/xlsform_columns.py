"""Which column of a sheet means what: today's headings, older spellings, languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from survey.model import Texts
from survey.xlsform_report import Report
from survey.xlsform_sheets import Row, Sheet

TRANSLATED = {
    *("label", "hint", "guidance_hint", "constraint_message", "required_message"),
    *("content_note", "form_title"),
}
_ALIASES = {
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "relevance": "relevant",
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "readonly": "read_only",
    "repeat_count": "count",
    "jr:count": "count",
    "big-image": "image",
    "title": "form_title",
    "set_form_title": "form_title",
    "id_string": "form_id",
    "set_form_id": "form_id",
}
_OF_CHOICES = {
    *("list_name", "name", "value", "label", "caption", "image", "big-image", "audio", "video")
}
_WRAPPERS = {"bind", "control", "body", "media"}
_REMARK = re.compile(r"^[_#$]|\b(notes?|comments?|remarks?|todo|kuid|hxl)\b")
REMARK_RULE = "a remark of the author (a heading with _ or # first, or one such as notes)"


@dataclass(frozen=True)
class Column:
    """What a heading means; `language` is "" where none is named."""

    heading: str
    name: str
    language: str = ""

    @property
    def is_remark(self) -> bool:
        """Whether it only talks to the people who edit the sheet."""
        return bool(_REMARK.search(self.heading.lower().replace("_", " ").strip())) or (
            self.heading.startswith("_")
        )


def columns(sheet: Sheet, report: Report) -> list[Column]:
    """The columns in order; two headings with one meaning are refused."""
    double = any("::" in heading for heading in sheet.headings)
    found: list[Column] = []
    for heading in sheet.headings:
        column = _column(heading, double, sheet.name)
        same = next(
            (c for c in found if (c.name, c.language) == (column.name, column.language)), None
        )
        if same is not None and same.heading != heading:
            report.refuse(
                *(sheet.name, 1, f"'{same.heading}' and '{heading}' mean the same column."),
                "Keep one of them.",
            )
        else:
            found.append(column)
    return found


def _column(heading: str, double: bool, sheet: str) -> Column:
    """`bind::jr:constraintMsg::French` → constraint_message in French."""
    parts = [" ".join(part.split()) for part in heading.split("::" if double else ":")]
    if not double and "jr" in parts[:-1]:  # a single colon also stands in jr:constraintMsg
        at = parts.index("jr")
        parts[at : at + 2] = [f"jr:{parts[at + 1]}"]
    if len(parts) > 1 and parts[0].lower() in _WRAPPERS:
        parts = parts[1:]
    first = parts[0].lower().replace(" ", "_")
    name = _ALIASES.get(first, first)
    if sheet == "choices" and first not in _OF_CHOICES:
        return Column(heading, heading)  # something for choice filters, in its author's spelling
    if len(parts) == 1:
        return Column(heading, name)
    if len(parts) == 2 and name in TRANSLATED:
        return Column(heading, name, parts[1])
    if name in ("image", "audio", "video"):
        return Column(heading, name, "::".join(parts[1:]))
    return Column(heading, heading)


def texts(row: Row, cols: list[Column], name: str, plain_language: str) -> Texts:
    """The words of a translated column by language; an unmarked column is in `plain_language`."""
    return {
        column.language or plain_language: row.cells[column.heading]
        for column in cols
        if column.name == name and column.heading in row.cells
    }


def by_name(row: Row, cols: list[Column]) -> Mapping[str, str]:
    """The cells of the columns that have no languages."""
    return {
        column.name: row.cells[column.heading]
        for column in cols
        if column.heading in row.cells and column.name not in TRANSLATED
    }


def straight(text: str) -> str:
    """A cell that is not prose: typographic quotation marks and no-break spaces made plain."""
    return text.translate(str.maketrans("‘’“”\u00a0", "''\"\" "))
