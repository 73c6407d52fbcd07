"""The route that fills the grid of open answers."""

from __future__ import annotations

import json

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from access.model import Act
from access.web.permission import permitted
from coding.workbench import Codebook, codebook_listing
from storage.answer_grid import grid_marks, load_grid
from storage.codebook import list_codes
from storage.database import open_database

_PRIVATE = {"Cache-Control": "private, no-store"}


async def answers(request: Request) -> Response:
    """Answers to one item, values of the columns asked for, and what is coded."""
    account = permitted(request, Act.CODE)
    asked = request.query_params
    body = await run_in_threadpool(
        _answers,
        asked.get("instrument", ""),
        asked.get("item", ""),
        asked.getlist("column"),
        account.id,
    )
    return Response(body, headers=_PRIVATE, media_type="application/json")


def _answers(instrument: str, item: str, columns: list[str], viewer: str) -> bytes:
    with open_database() as db:
        try:
            found = load_grid(db, instrument, item, columns)
        except LookupError:
            found = []
        own, others = grid_marks(db, instrument, item, viewer)
        codes = codebook_listing(Codebook(list_codes(db), {}))
    rows = [[one.source, one.text, [one.values.get(name, "") for name in columns]] for one in found]
    shown = {"answers": rows, "own": own, "others": others, "codes": codes}
    return json.dumps(shown, ensure_ascii=False).encode()


routes: list[BaseRoute] = [Route("/api/coding/answers", answers)]
