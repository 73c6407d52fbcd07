"""The answers to one instrument as a CSV file, for those who may export them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from access.model import Account, Act
from access.web.permission import permitted
from storage.audit import record
from storage.database import open_database, open_vault
from storage.leaving import (
    answers_without_names,
    rows_without_names,
    why_answers_stay,
)
from storage.responses import count_responses, list_response_rows
from survey.export import csv_parts


async def answers_csv(request: Request) -> Response:
    """/survey/answers/<instrument>.csv: one row per submitted response, sent as it is read."""
    account = permitted(request, Act.EXPORT_ANSWERS)
    name = request.path_params["instrument"]
    await run_in_threadpool(_recorded, name, account)
    headers = {
        # A name may hold any letters: RFC 6266 wants them in UTF-8 and escaped.
        "content-disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.csv')}",
        "cache-control": "no-store",
    }
    return StreamingResponse(_parts(name), 200, headers, "text/csv; charset=utf-8")


def _recorded(name: str, account: Account) -> None:
    """Before anything leaves, the record knows."""
    with open_database() as db, open_vault() as vault:
        n = count_responses(db, name)
        if not n:
            raise HTTPException(404, f"Nobody has answered a questionnaire '{name}' yet.")
        if why := why_answers_stay(db, vault, name):
            raise HTTPException(409, why)
        record(db, account.id, "exported answers", name, {"responses": n, "format": "csv"})


def _parts(name: str) -> Iterator[bytes]:
    with open_database() as db:
        columns, rows = list_response_rows(db, name)
        clean = answers_without_names(db, name)
        yield from csv_parts(columns, rows_without_names(columns, rows, clean))
