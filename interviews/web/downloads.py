"""Participants with what is known about them as a file, for those who may edit them."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from access.model import Act
from access.web.permission import permitted
from interviews.leaks import LeakError
from storage.audit import record
from storage.database import open_database, open_vault
from storage.facesheets import people_csv, people_xlsx
from storage.leaks import refuse_leaks

_FORMATS = {
    "csv": ("text/csv; charset=utf-8", people_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", people_xlsx),
}


async def participants(request: Request) -> Response:
    """/interviews/participants.<csv or xlsx>: every participant with what is known about them."""
    account = permitted(request, Act.MANAGE_SOURCES)
    ending = request.path_params["ending"]
    if ending not in _FORMATS:
        raise HTTPException(404, "Participants are handed out as .csv or .xlsx.")
    media, _ = _FORMATS[ending]
    body = await run_in_threadpool(_rendered, ending, account.id)
    headers = {
        "content-disposition": f'attachment; filename="participants.{ending}"',
        "cache-control": "no-store",
    }
    return Response(body, headers=headers, media_type=media)


def _rendered(ending: str, actor: str) -> bytes:
    with open_database() as db, open_vault() as vault:
        try:
            texts = {"the table of participants": people_csv(db).decode("utf-8-sig")}
            refuse_leaks(vault, "The table", texts, people_only=True)
        except LeakError as leak:
            raise HTTPException(409, str(leak)) from leak
        record(db, actor, "exported the participants", "", {"format": ending})
        return _FORMATS[ending][1](db)


routes: list[BaseRoute] = [Route("/interviews/participants.{ending}", participants)]
