"""The route of a coder's own settings: pinned codes and the view of the text."""

from __future__ import annotations

import json

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from access.model import Act
from access.web.permission import permitted, require_same_origin
from coding.desk import Desk, read_desk
from coding.errors import ActError
from storage.coder_settings import load_desk, save_desk
from storage.database import open_database

MOST_BYTES = 100_000
_PRIVATE = {"Cache-Control": "private, no-store"}


async def desk(request: Request) -> Response:
    """The settings of whoever is signed in."""
    account = permitted(request, Act.CODE)
    kept = await run_in_threadpool(_load, account.id)
    return JSONResponse(kept.listing(), headers=_PRIVATE)


async def keep_desk(request: Request) -> Response:
    """Keep the settings that the workbench sends."""
    account = permitted(request, Act.CODE)
    require_same_origin(request)
    if request.headers.get("x-throughline") != "workbench":
        raise HTTPException(403, "Only the workbench of this app may keep settings.")
    body = await request.body()
    if len(body) > MOST_BYTES:
        raise HTTPException(413, "These settings are too long.")
    try:
        wanted = read_desk(json.loads(body))
    except ActError as error:
        raise HTTPException(400, f"This cannot be kept: {error}") from error
    except ValueError as error:
        raise HTTPException(400, "This is not what the workbench sends.") from error
    await run_in_threadpool(_save, account.id, wanted)
    return Response(status_code=204, headers=_PRIVATE)


def _load(coder: str) -> Desk:
    with open_database() as db:
        return load_desk(db, coder)


def _save(coder: str, wanted: Desk) -> None:
    with open_database() as db:
        save_desk(db, coder, wanted)


routes: list[BaseRoute] = [
    Route("/api/coding/desk", desk),
    Route("/api/coding/desk", keep_desk, methods=["POST"]),
]
