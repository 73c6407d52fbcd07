"""Downloads for other programs: the project, the codebook, every quote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from access.model import Act
from access.web.permission import permitted
from interviews.leaks import LeakError
from storage.database import open_database, open_vault
from storage.project_out import export_codebook, export_project
from storage.quotes_out import FORMATS, export_quotes

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


async def project(request: Request) -> Response:
    """The study as a .qdpx."""
    account = permitted(request, Act.EXPORT_PROJECT)
    body = await run_in_threadpool(_made, lambda db, vault: export_project(db, vault, account.id))
    return _download(body, "project", "qdpx", "application/zip")


async def codebook(request: Request) -> Response:
    """The codebook as a .qdc."""
    account = permitted(request, Act.SEE_STUDY)
    body = await run_in_threadpool(_made, lambda db, vault: export_codebook(db, vault, account.id))
    return _download(body, "codebook", "qdc", "application/xml")


async def quotes(request: Request) -> Response:
    """Every quote as a table or a document; `by` orders a document, `attribute` names columns."""
    account = permitted(request, Act.EXPORT_QUOTES)
    format = request.path_params["format"]
    if format not in FORMATS:
        raise HTTPException(404, f"Quotes leave as {', '.join(FORMATS)}, not as {format}.")
    by = "source" if request.query_params.get("by") == "source" else "code"
    attributes = request.query_params.getlist("attribute")
    body = await run_in_threadpool(
        _made,
        lambda db, vault: export_quotes(
            db, vault, format, account.id, by=by, attributes=attributes
        ),
    )
    return _download(body, "quotes", format, _TYPES[format])


def _made(make: Callable[..., bytes]) -> bytes:
    with open_database() as db, open_vault() as vault:
        try:
            return make(db, vault)
        except LeakError as leak:
            raise HTTPException(409, str(leak)) from leak


def _download(body: bytes, name: str, ending: str, media_type: str) -> Response:
    file = f"{name}-{datetime.now(UTC):%Y-%m-%d}.{ending}"
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'attachment; filename="{file}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(body, headers=headers, media_type=media_type)


routes: list[BaseRoute] = [
    Route("/api/coding/project.qdpx", project),
    Route("/api/coding/codebook.qdc", codebook),
    Route("/api/coding/quotes.{format}", quotes),
]
