"""The answers to one instrument as a CSV file, for those who may export them."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from access.model import Account, Act
from access.web.permission import permitted
from storage.audit import record
from storage.database import open_database
from storage.responses import responses_frame
from survey.export import render_csv


async def answers_csv(request: Request) -> Response:
    """/survey/answers/<instrument>.csv: one row per submitted response."""
    account = permitted(request, Act.EXPORT_ANSWERS)
    name = request.path_params["instrument"]
    body = await run_in_threadpool(_exported, name, account)
    headers = {
        "content-disposition": f'attachment; filename="{name}.csv"',
        "cache-control": "no-store",
    }
    return Response(body, 200, headers, "text/csv; charset=utf-8")


def _exported(name: str, account: Account) -> bytes:
    with open_database() as db:
        frame = responses_frame(db, name)
        if frame.empty:
            raise HTTPException(404, f"Nobody has answered a questionnaire '{name}' yet.")
        record(db, account.id, "exported answers", name, {"responses": len(frame)})
    return render_csv(frame)
