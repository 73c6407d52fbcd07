"""Participants as a file: a facesheet is read, written as one act, and handed out."""

from __future__ import annotations

import re

from sqlite_utils import Database

from interviews.attributes import AttributeKind, AttributeType
from interviews.facesheet import Facesheet
from interviews.model import Organisation, Participant
from storage.attributes import keep_type, list_attribute_types
from storage.audit import record
from storage.database import writing
from storage.people import (
    list_organisations,
    list_participants,
    save_organisation,
    save_participant,
)
from survey.export import csv_parts, unprotected
from survey.exports.workbook import render_sheet
from survey.imports.rows import read_rows

_PROTECTED = re.compile(r"^'[=+\-@\t\r\n'＝＋－＠]")


def read_facesheet(data: bytes, filename: str) -> list[list[str]]:
    """The cells of a CSV or XLSX file as texts, all rows of the same width.

    Raises:
        ImportFileError: it is no table, or holds nothing; says what to do.
    """
    rows = read_rows(data, filename)
    return [[unprotected(one) if _PROTECTED.match(one) else one for one in row] for row in rows]


def save_facesheet(db: Database, plan: Facesheet, actor: str) -> int:
    """Write every row that was taken, new organisations and attributes with them; how many."""
    with writing(db):
        for type in plan.new_types:
            keep_type(db, type)
        for one in plan.taken:
            save_participant(db, _with_organisation(db, one, actor), actor)
        record(db, actor, "brought in a facesheet", "", {"participants": len(plan.taken)})
    return len(plan.taken)


def people_rows(db: Database) -> list[list[object]]:
    """The heading and a row for each participant: label, organisation, role, attributes.

    Numbers are numbers; who has withdrawn everything is left out.
    """
    types = list_attribute_types(db)
    names = {one.id: one.name for one in list_organisations(db)}
    head: list[object] = ["Participant", "Organisation", "Role", *(type.name for type in types)]
    rows: list[list[object]] = [
        [
            *(one.id, names.get(one.organisation, ""), one.role),
            *(_cell(type, one.attributes.get(type.name, "")) for type in types),
        ]
        for one in list_participants(db)
        if not one.withdrawn_on
    ]
    return [head, *rows]


def people_csv(db: Database) -> bytes:
    """A CSV in which no cell is a formula."""
    head, *rows = people_rows(db)
    return b"".join(csv_parts(head, rows))


def people_xlsx(db: Database) -> bytes:
    """A workbook in which no cell is a formula."""
    return render_sheet("Participants", people_rows(db))


def _with_organisation(db: Database, one: Participant, actor: str) -> Participant:
    known = {found.name.casefold(): found for found in list_organisations(db)}
    where = known.get(one.organisation.casefold())
    if one.organisation and where is None:
        where = save_organisation(db, Organisation("", one.organisation), actor)
    return Participant(one.id, where.id if where else "", one.role, one.attributes)


def _cell(type: AttributeType, value: str) -> object:
    if not value or type.kind is not AttributeKind.NUMBER:
        return value
    return int(value) if value.lstrip("-").isdigit() else float(value)
