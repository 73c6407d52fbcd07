"""The routes of the codebook: a code is moved in the tree, the codebook leaves as a file."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from access.model import Act
from access.web.permission import permitted, require_same_origin
from coding.codebook_csv import render_codebook_csv
from coding.errors import CodebookError
from interviews.leaks import LeakError
from storage.audit import record
from storage.codebook import list_codes
from storage.codebook_acts import place_code
from storage.database import open_database, open_vault
from storage.leaks import refuse_leaks

MOST_BYTES = 10_000


async def move(request: Request) -> Response:
    """Put a code under another one, or elsewhere among its siblings; 409 says why not."""
    account = permitted(request, Act.EDIT_CODEBOOK)
    require_same_origin(request)
    if request.headers.get("x-throughline") != "codebook":
        raise HTTPException(403, "Only the codebook of this app may move codes.")
    code, parent, before = _read(await request.body())
    await run_in_threadpool(_move, code, parent, before, account.id)
    return Response(status_code=204, headers={"Cache-Control": "private, no-store"})


async def codebook_csv(request: Request) -> Response:
    """The codebook as a CSV file to download."""
    account = permitted(request, Act.SEE_STUDY)
    body = await run_in_threadpool(_codebook, account.id)
    name = f"codebook-{datetime.now(UTC):%Y-%m-%d}.csv"
    headers = {
        "Cache-Control": "private, no-cache",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Response(body, headers=headers, media_type="text/csv; charset=utf-8")


def _move(code: str, parent: str, before: str, actor: str) -> None:
    try:
        with open_database() as db:
            place_code(db, code, parent, before, actor)
    except CodebookError as error:
        raise HTTPException(409, str(error)) from error


def _codebook(actor: str) -> bytes:
    with open_database() as db, open_vault() as vault:
        codes = list_codes(db)
        texts = {f"the code “{code.name}”": f"{code.name}\n{code.definition}" for code in codes}
        try:
            refuse_leaks(vault, "The codebook", texts)
        except LeakError as leak:
            raise HTTPException(409, str(leak)) from leak
        record(db, actor, "codebook: exported")
        return render_codebook_csv(codes)


def _read(body: bytes) -> tuple[str, str, str]:
    """Ids of the code, its new parent, and the sibling that shall follow it.

    Raises:
        HTTPException: 400 if it cannot be read, 413 if it is too long.
    """
    if len(body) > MOST_BYTES:
        raise HTTPException(413, "This is too long for a move.")
    try:
        raw = json.loads(body)
        code, parent, before = (raw[name] for name in ("code", "parent", "before"))
    except (ValueError, TypeError, KeyError) as error:
        raise HTTPException(400, "This is not what the codebook sends.") from error
    if not all(isinstance(one, str) for one in (code, parent, before)):
        raise HTTPException(400, "This is not what the codebook sends.")
    return code, parent, before


routes: list[BaseRoute] = [
    Route("/api/coding/codebook.csv", codebook_csv),
    Route("/api/coding/codebook/moves", move, methods=["POST"]),
]
