"""The settings sheet: name, title, language and version of the instrument."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from survey.languages import language_code, language_name
from survey.model import Texts
from survey.xlsform_columns import REMARK_RULE, columns, texts
from survey.xlsform_report import Report
from survey.xlsform_sheets import Row, Sheet

_READ = {"form_title", "form_id", "default_language", "version"}
_HARMLESS = {
    "style": "pages look the same for every questionnaire",
    "instance_name": "a response is named by its receipt",
    "name": "it names a part of the file that other tools write",
    "xml_root": "it names a part of the file that other tools write",
    "auto_send": "answers are saved at every page",
    "auto_delete": "answers are kept",
    "client_editable": "respondents can change answers until they submit",
    "clean_text_values": "words are taken as they are written",
    "omit_instanceid": "a response is known by its receipt",
    "flat": "it changes the file that other tools write",
    "logging": "nothing about the device is logged",
    "environment": "it is for another tool",
    "allow_choice_duplicates": "every choice of a list has a name of its own here",
    "v": "it is for another tool",
}
_REFUSED = {
    "public_key": "Encryption by a key in the form is not supported.",
    "submission_url": "Answers are never sent to another address.",
    "sms_keyword": "Answers by text message are not supported.",
    "add_none_option": "A choice that is added by itself is not supported.",
}
_NO = {"no", "false", "0", "false()"}
_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Settings:
    """What the settings sheet and the file's name say."""

    name: str
    title: Texts
    default_language: str
    version: int


def read_settings(
    sheet: Sheet, filename: str, languages: Sequence[str], report: Report
) -> Settings:
    """The settings; what a form does not say is taken from the file's name.

    Args:
        languages: as the headings of the other sheets name them.
    """
    row = sheet.rows[0] if sheet.rows else Row(2, {})
    for extra in sheet.rows[1:]:
        report.refuse(
            *("settings", extra.number, "Settings have one row only."), "Delete this row."
        )
    cols = columns(sheet, report)
    cells = {
        column.name: row.cells[column.heading] for column in cols if column.heading in row.cells
    }
    for column in cols:
        if column.heading in row.cells and column.name not in _READ:
            _other(column.name, column.is_remark, cells[column.name], row.number, report)
    stem = PurePath(filename).stem or "questionnaire"
    name = cells.get("form_id") or stem
    safe = _NAME.sub("_", name).strip("_.") if _NAME.search(name) else name
    safe = safe if safe.strip(".") else "questionnaire"  # an address takes . and .. away
    if safe != name and "form_id" in cells:
        report.leave_out(
            *("settings", row.number, f"form_id {name}"),
            f"the questionnaire is called {safe}, because its name stands in addresses",
        )
    language = _meant(" ".join(cells.get("default_language", "").split()), languages)
    title = texts(row, cols, "form_title", language) or {language: name}
    return Settings(safe, title, language, _version(cells.get("version", ""), row.number, report))


def _meant(default: str, languages: Sequence[str]) -> str:
    """The language of the headings that is meant by en or English where they say English (en)."""
    if not default or default in languages:
        return default
    low = default.lower()
    alike = [
        one
        for one in languages
        if low in (one.lower(), language_name(one).lower(), language_code(one))
    ]
    return alike[0] if len(alike) == 1 else default


def _version(text: str, row: int, report: Report) -> int:
    if re.fullmatch(r"[1-9]\d{0,3}", text):
        return int(text)
    if text:
        report.leave_out("settings", row, f"version {text}", "versions are counted 1, 2, 3 … here")
    return 1


def _other(name: str, is_remark: bool, value: str, row: int, report: Report) -> None:
    if name in _HARMLESS or is_remark:
        report.leave_out("settings", row, name, _HARMLESS.get(name, REMARK_RULE))
    elif value.lower() not in _NO or name not in _REFUSED:
        report.refuse(
            *("settings", row, _REFUSED.get(name, f"The setting '{name}' is not supported.")),
            f"Empty the cell under {name}, or delete the column.",
        )
