"""Answers for Excel, SPSS and Stata, and the codebook, for those who may export them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from access.model import Account, Act
from access.web.permission import permitted
from storage.audit import record
from storage.database import open_database, open_vault
from storage.instruments import list_versions, load_instrument, load_joined
from storage.leaving import (
    answers_without_names,
    frame_without_names,
    why_answers_stay,
)
from storage.responses import responses_frame
from storage.settings import study_name
from survey.exports.codebook import by_section, codebook, with_conditions
from survey.exports.codebook_docx import render_docx
from survey.exports.ddi import render_ddi
from survey.exports.statistics import render_dta, render_sav
from survey.exports.variables import REASONS, variables
from survey.exports.workbook import render_xlsx
from survey.languages import language_code
from survey.model import Instrument, words
from survey.versions import history
from survey.web.drawing import TEMPLATES

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Format:
    """A kind of file: its media type, and what the record says of it."""

    media: str
    said: str


ANSWERS = {
    "xlsx": Format(f"{_OFFICE}.spreadsheetml.sheet", "exported answers"),
    "sav": Format("application/x-spss-sav", "exported answers"),
    "dta": Format("application/x-stata-dta", "exported answers"),
}
CODEBOOKS = {
    "xml": Format("application/xml", "exported a codebook"),
    "html": Format("text/html; charset=utf-8", "exported a codebook"),
    "docx": Format(f"{_OFFICE}.wordprocessingml.document", "exported a codebook"),
}


async def answers_file(request: Request) -> Response:
    """/survey/exports/<instrument>.<xlsx, sav or dta>?language=…&cells=labels"""
    return await _file(request, ANSWERS, _answers)


async def codebook_file(request: Request) -> Response:
    """/survey/codebooks/<instrument>.<xml, html or docx>?language=…"""
    return await _file(request, CODEBOOKS, _codebook)


Write = Callable[[str, str, Request, Account], bytes]


async def _file(request: Request, formats: dict[str, Format], write: Write) -> Response:
    account = permitted(request, Act.EXPORT_ANSWERS)
    name, ending = request.path_params["instrument"], request.path_params["ending"]
    if ending not in formats:
        known = ", ".join(formats)
        raise HTTPException(404, f"There is no export as .{ending}; choose one of {known}.")
    body = await run_in_threadpool(write, name, ending, request, account)
    headers = {
        # A name may hold any letters: RFC 6266 wants them in UTF-8 and escaped.
        "content-disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.{ending}')}",
        "cache-control": "no-store",
    }
    return Response(body, 200, headers, formats[ending].media)


def _answers(name: str, ending: str, request: Request, account: Account) -> bytes:
    with open_database() as db, open_vault() as vault:
        frame = responses_frame(db, name)
        if frame.empty:
            raise HTTPException(404, f"Nobody has answered a questionnaire '{name}' yet.")
        if why := why_answers_stay(db, vault, name):
            raise HTTPException(409, why)
        frame = frame_without_names(frame, answers_without_names(db, name))
        instrument, versions = load_joined(db, name), list_versions(db, name)
        detail = {"responses": len(frame), "format": ending}
        record(db, account.id, ANSWERS[ending].said, name, detail)
    language = _language(request, instrument)
    if ending == "xlsx":
        labels = request.query_params.get("cells") == "labels"
        return render_xlsx(instrument, frame, language, labels=labels, versions=versions)
    given = variables(instrument, frame, language)
    title = words(instrument.title, language, instrument.default_language) or name
    return (render_sav if ending == "sav" else render_dta)(given, title)


def _codebook(name: str, ending: str, request: Request, account: Account) -> bytes:
    with open_database() as db:
        try:
            newest = load_instrument(db, name)
        except LookupError as missing:
            raise HTTPException(404, str(missing)) from missing
        instrument = with_conditions(load_joined(db, name), newest)
        frame, versions = responses_frame(db, name), list_versions(db, name)
        study = study_name(db)
        record(db, account.id, CODEBOOKS[ending].said, name, {"format": ending})
    language = _language(request, instrument)
    if ending == "xml":
        return render_ddi(instrument, frame, study)
    if ending == "docx":
        return render_docx(instrument, language)
    return render_html(instrument, language, versions)


def render_html(
    instrument: Instrument, language: str, versions: Sequence[Instrument] = ()
) -> bytes:
    """The codebook as a page that needs nothing else, with what each of the versions changed."""
    entries = codebook(instrument, language)
    title = words(instrument.title, language, instrument.default_language) or instrument.name
    page = TEMPLATES.get_template("codebook.html").render(
        title=f"Codebook: {title}",
        name=instrument.name,
        version=instrument.version,
        n=len(entries),
        sections=by_section(entries),
        reasons=REASONS,
        history=history(versions),
        lang=language_code(language) or "en",
    )
    return page.encode()


def _language(request: Request, instrument: Instrument) -> str:
    """The language that was asked for; the instrument's own if it has no such language."""
    asked = request.query_params.get("language", "")
    return asked if asked in instrument.languages else instrument.default_language
