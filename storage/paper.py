"""Answers that came on paper: sheets with a running number, each entered once by a researcher."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlite_utils import Database

from storage import intake
from storage.audit import record
from storage.database import sharing, today, writing
from storage.settings import load_setting, save_setting
from survey.model import Instrument, Response


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper whose answers are being entered, or have been: then it has `submitted_at`.

    `number` is written on the sheet by hand; nobody's name is kept with it.
    """

    number: int
    response: Response
    touched_on: str  # the day of the last change


def start_sheet(db: Database, instrument: Instrument, language: str, actor: str, id: str) -> Sheet:
    """Begin to enter a sheet and give it the next number; a second call with the same id is none.

    A number is never given twice, also if an entry is given up: a sheet bears it already.
    """
    with writing(db), sharing(db):
        known = load_sheet(db, id)
        if known:
            return known
        draft = intake.start_draft(instrument, language, id)
        number = last_number(db, instrument.name) + 1
        db.execute("update response set origin = 'paper', sheet = ? where id = ?", [number, id])
        save_setting(db, _setting(instrument.name), str(number))
        record(db, actor, "began to enter a sheet of paper", instrument.name, {"sheet": number})
    return Sheet(number, draft, today())


def last_number(db: Database, instrument: str) -> int:
    """The highest number that a sheet of this questionnaire has got; 0 before the first."""
    return int(load_setting(db, _setting(instrument), "0"))


def load_sheet(db: Database, id: str) -> Sheet | None:
    """A sheet by the id of its response; None for whatever did not come on paper."""
    row = db.execute(f"{_SHEETS} and id = ?", [id]).fetchone()
    return _sheet(row) if row else None


def list_sheets(db: Database, instrument: str) -> list[Sheet]:
    """Every sheet of a questionnaire that is under way or entered, the highest number first."""
    rows = db.execute(f"{_SHEETS} and instrument = ? order by sheet desc", [instrument])
    return [_sheet(row) for row in rows]


def give_up_sheet(db: Database, id: str, actor: str) -> None:
    """Forget what was entered so far; a sheet that was entered whole stays."""
    with writing(db):
        gone = db.execute(
            "delete from response where id = ? and origin = 'paper' and submitted_at is null"
            " returning instrument, sheet",
            [id],
        ).fetchone()
        if gone:
            record(db, actor, "gave up entering a sheet of paper", gone[0], {"sheet": gone[1]})


def submit_sheet(db: Database, id: str, actor: str) -> Sheet:
    """Count a sheet among the responses, once; later calls change nothing.

    Raises:
        LookupError: there is no such sheet.
    """
    with writing(db), sharing(db):
        sheet = load_sheet(db, id)
        if sheet is None:
            raise LookupError("There is no such sheet. It was given up; enter it anew.")
        if not sheet.response.submitted_at:
            intake.submit(id, {})
            detail = {"sheet": sheet.number, "version": sheet.response.version}
            record(db, actor, "entered a sheet of paper", sheet.response.instrument, detail)
        return load_sheet(db, id) or sheet


_SHEETS = """
    select sheet, updated_at, id, instrument, version, answers, language, page, receipt,
      coalesce(submitted_at, '')
    from response where origin = 'paper'
"""


def _sheet(row: tuple[object, ...]) -> Sheet:
    number, touched_on, id, instrument, version, answers, *rest = row
    response = Response(id, instrument, version, json.loads(str(answers)), *rest)  # type: ignore[arg-type]
    return Sheet(int(str(number)), response, str(touched_on)[:10])


def _setting(instrument: str) -> str:
    return f"sheets of {instrument}"
