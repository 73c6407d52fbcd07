"""The routes of the workbench: texts and acts of coders, agreement as a file; of the codebook."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from access.model import Act
from access.web.permission import permitted, require_same_origin
from coding.agreement_units import Unit
from coding.agreement_words import render_agreement_csv
from coding.compared import report_of
from coding.errors import NOT_CODABLE, ActError, CodingError
from coding.rounds import AGREED, AGREED_NAME
from coding.segments import CodingAct, read_acts
from coding.steps import Step
from coding.web.answers import routes as answer_routes
from coding.web.codebook import routes as codebook_routes
from coding.web.desk import routes as desk_routes
from coding.web.exchange import routes as exchange_routes
from coding.web.finding import routes as finding_routes
from coding.web.memos import routes as memo_routes
from coding.workbench import Codebook, coding_state, source_text
from storage.accounts import names_of
from storage.audit import record
from storage.codebook import count_segments, list_codes
from storage.coding_acts import apply_acts
from storage.coding_steps import next_redo, next_undo
from storage.database import open_database, open_vault
from storage.memos import memos_since
from storage.rounds import round_coding, shared_coding
from storage.segments import changes_since
from storage.settings import is_reflexive
from storage.sources import load_source
from storage.themes import list_themes

MOST_BYTES = 1_000_000  # of one request: some thousand acts
_PRIVATE = {"Cache-Control": "private, no-cache"}


async def text(request: Request) -> Response:
    """The text of a source in turns; 304 if the browser has it already."""
    permitted(request, Act.CODE)
    body = await run_in_threadpool(_text, request.path_params["source"])
    headers = {**_PRIVATE, "ETag": f'"{sha256(body).hexdigest()[:32]}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


async def acts(request: Request) -> Response:
    """Store what a coder did; the answer says what changed since, by whomever.

    Sending the same acts again is harmless, so a browser repeats them until it hears an answer.
    """
    account = permitted(request, Act.CODE)
    require_same_origin(request)
    if request.headers.get("x-throughline") != "workbench":
        raise HTTPException(403, "Only the workbench of this app may send coding acts.")
    since, known, wanted = _read(await request.body())
    source = request.path_params["source"]
    state = await run_in_threadpool(_code, source, account.id, since, known, wanted)
    return JSONResponse(state, headers={"Cache-Control": "private, no-store"})


async def agreement_csv(request: Request) -> Response:
    """The table of agreement that the page shows, as a file; 404 where it may not be seen."""
    account = permitted(request, Act.CODE)
    asked = request.query_params
    try:
        unit = Unit(asked.get("unit", Unit.TURN))
    except ValueError as error:
        raise HTTPException(400, "There is no such unit. Open the page again.") from error
    uncoded = asked.get("uncoded", "yes") == "yes"
    coders = [coder for coder in asked.get("coders", "").split(",") if coder]
    body = await run_in_threadpool(
        _agreement, account.id, asked.get("round", ""), unit, uncoded, coders
    )
    name = f"agreement-{datetime.now(UTC):%Y-%m-%d}.csv"
    headers = {**_PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, headers=headers, media_type="text/csv; charset=utf-8")


def _agreement(actor: str, round: str, unit: Unit, uncoded: bool, coders: list[str]) -> bytes:
    with open_vault() as vault:
        names = names_of(vault)
    with open_database() as db:
        if is_reflexive(db):
            raise HTTPException(404, "This study shows no statistics of its coders.")
        try:
            compared = round_coding(db, round) if round else shared_coding(db)
        except CodingError as error:
            raise HTTPException(404, str(error)) from error
        report = report_of(compared, unit, uncoded=uncoded, coders=coders)
        record(db, actor, "exported the agreement of coders", round)
    return render_agreement_csv(report, {code.id: code for code in compared.codes}, names)


def _text(source: str) -> bytes:
    with open_database() as db:
        try:
            found = load_source(db, source)
        except KeyError as error:
            raise HTTPException(404, "This text is no longer in the study.") from error
    if not found.is_codable:
        raise HTTPException(403, NOT_CODABLE)
    shown = source_text(found)
    return json.dumps(shown, ensure_ascii=False).encode()


def _code(
    source: str, account: str, since: int, known: str, wanted: list[CodingAct]
) -> dict[str, object]:
    with open_vault() as vault:
        coders = {**names_of(vault), AGREED: AGREED_NAME}
    with open_database() as db:
        refused = apply_acts(db, source, wanted, account)
        try:
            changes = changes_since(db, source, since, account)
        except CodingError as error:
            raise HTTPException(404, str(error)) from error
        themes = [(theme.name, theme.codes) for theme in list_themes(db)]
        codebook = Codebook(list_codes(db), count_segments(db, account), themes)
        memos = memos_since(db, source, -1 if changes.full else since, account)
        state = coding_state(source, changes, codebook, coders, known, memos)
        steps = {
            "undo": _named(next_undo(db, account, source)),
            "redo": _named(next_redo(db, account, source)),
        }
        return {**state, **steps, "refused": refused}


def _named(step: Step | None) -> list[str] | None:
    """What a step did, and to which code: the screen says both."""
    return [step.kind.removeprefix("codebook: "), step.subject] if step else None


def _read(body: bytes) -> tuple[int, str, list[CodingAct]]:
    """Revision, codebook and acts of a request.

    Raises:
        HTTPException: 400 if it cannot be read, 413 if it is too long.
    """
    if len(body) > MOST_BYTES:
        raise HTTPException(413, "Too many acts at once. Send fewer.")
    try:
        raw = json.loads(body)
        return int(raw["since"]), str(raw["codebook"]), read_acts(raw["acts"])
    except ActError as error:
        raise HTTPException(400, f"This cannot be stored: {error}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise HTTPException(400, "This is not what the workbench sends.") from error


routes: list[BaseRoute] = [
    Route("/api/coding/agreement.csv", agreement_csv),
    Route("/api/coding/sources/{source}", text),
    Route("/api/coding/sources/{source}/acts", acts, methods=["POST"]),
    *desk_routes,
    *codebook_routes,
    *exchange_routes,
    *memo_routes,
    *finding_routes,
    *answer_routes,
]
