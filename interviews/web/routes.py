"""The routes of the Names out screen: the only way by which a text with its names leaves the vault.

Each asks for the act "take names out", and no browser or proxy may keep what it answers. Beside
them the files of `downloads`.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from access.model import Act
from access.web.permission import permitted, require_same_origin
from interviews.desk import desk_state, read_decision, refuse_misplaced
from interviews.errors import NamesError
from interviews.web import downloads
from storage.database import open_database, open_vault
from storage.decisions import can_undo_decision
from storage.names_key import list_entities
from storage.names_out import (
    confirm,
    decide,
    first_reader,
    load_review,
    one_reader_is_enough,
    reopen,
    send_back,
    sign_off,
    undo,
)
from storage.sources import load_unredacted

_NO_STORE = {"Cache-Control": "no-store"}
_MOST_BYTES = 20_000
Step = Callable[..., object]  # of study, vault, Source.id and Account.id

STEPS: dict[str, Step] = {
    "sign-off": sign_off,
    "confirm": confirm,
    "reopen": reopen,
    "send-back": lambda db, vault, id, actor: send_back(db, id, actor),
    "undo": undo,
}


async def text(request: Request) -> Response:
    """The text of a source with its names, and what was decided about them."""
    account = permitted(request, Act.TAKE_NAMES_OUT)
    id = request.path_params["source"]
    state = await run_in_threadpool(_state, id, account.id)
    return JSONResponse(state, headers=_NO_STORE)


async def decision(request: Request) -> Response:
    """Store what somebody decided; the answer is the source as it stands now."""
    account = permitted(request, Act.TAKE_NAMES_OUT)
    _require_our_page(request)
    body = await request.body()
    if len(body) > _MOST_BYTES:
        raise HTTPException(413, "That is more than a decision holds.")
    id = request.path_params["source"]
    state = await run_in_threadpool(_decide, id, account.id, body)
    return JSONResponse(state, headers=_NO_STORE)


async def step(request: Request) -> Response:
    """Sign off, confirm, send back, open once more, or undo; the answer is the source then."""
    account = permitted(request, Act.TAKE_NAMES_OUT)
    _require_our_page(request)
    wanted = STEPS.get(request.path_params["step"])
    if wanted is None:
        raise HTTPException(404, "There is no such step.")
    id = request.path_params["source"]
    state = await run_in_threadpool(_take, wanted, id, account.id)
    return JSONResponse(state, headers=_NO_STORE)


def _state(id: str, account: str) -> dict[str, object]:
    with open_database() as db, open_vault() as vault:
        try:
            source, found = load_review(db, vault, id)
        except KeyError as error:
            raise HTTPException(404, str(error.args[0])) from error
        return desk_state(
            source,
            found,
            list_entities(vault),
            signed_by_me=first_reader(db, id) == account,
            can_undo=can_undo_decision(vault, id, account),
            one_reader=one_reader_is_enough(db),
        )


def _decide(id: str, account: str, body: bytes) -> dict[str, object]:
    try:
        wanted = read_decision(json.loads(body), id)
        with open_database() as db, open_vault() as vault:
            refuse_misplaced(wanted, load_unredacted(db, vault, id).text)
            decide(db, vault, id, wanted, account)
    except (NamesError, json.JSONDecodeError) as error:
        raise HTTPException(400, str(error)) from error
    except KeyError as error:
        raise HTTPException(404, str(error.args[0])) from error
    return _state(id, account)


def _take(wanted: Step, id: str, account: str) -> dict[str, object]:
    try:
        with open_database() as db, open_vault() as vault:
            wanted(db, vault, id, account)
    except NamesError as error:
        raise HTTPException(409, str(error)) from error
    except KeyError as error:
        raise HTTPException(404, str(error.args[0])) from error
    return _state(id, account)


def _require_our_page(request: Request) -> None:
    require_same_origin(request)
    if request.headers.get("x-throughline") != "names-out":
        raise HTTPException(403, "Only the Names out page of this app may decide about names.")


routes: list[BaseRoute] = [
    Route("/api/names/sources/{source}", text),
    Route("/api/names/sources/{source}/decision", decision, methods=["POST"]),
    Route("/api/names/sources/{source}/{step}", step, methods=["POST"]),
    *downloads.routes,
]
