"""A version of a questionnaire as an XLSForm, to be changed elsewhere and brought back."""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from access.model import Act
from access.web.permission import permitted
from storage.database import open_database
from storage.instruments import load_instrument
from survey.xlsform import render_xlsform

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def questionnaire_file(request: Request) -> Response:
    """/survey/questionnaires/<name>/<version>.xlsx"""
    permitted(request, Act.DESIGN_SURVEY)
    name, version = request.path_params["instrument"], request.path_params["version"]
    body = await run_in_threadpool(_written, name, version)
    headers = {
        # A name may hold any letters: RFC 6266 wants them in UTF-8 and escaped.
        "content-disposition": f"attachment; filename*=UTF-8''{quote(f'{name}-{version}.xlsx')}",
        "cache-control": "no-store",
    }
    return Response(body, 200, headers, EXCEL)


def _written(name: str, version: int) -> bytes:
    with open_database() as db:
        try:
            return render_xlsform(load_instrument(db, name, version))
        except LookupError as missing:
            raise HTTPException(404, str(missing)) from missing
