"""The style sheet and the scripts of the respondent's pages, under addresses with their hash."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from survey.web import drawing

KINDS = {
    "respondent.css": "text/css; charset=utf-8",
    "leave.js": "text/javascript; charset=utf-8",
    "live.js": "text/javascript; charset=utf-8",
    "paper.css": "text/css; charset=utf-8",
    "print.js": "text/javascript; charset=utf-8",
}


async def asset(request: Request) -> Response:
    """/s/assets/<hash>/<name>: may be kept for ever, since another body has another address."""
    name = request.path_params["name"]
    if name not in KINDS:
        raise HTTPException(404, "There is no such file.")
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(drawing.asset(name)[1], 200, headers, KINDS[name])
