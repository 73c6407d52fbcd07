"""The record as a file, for a lead."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from access.model import Act
from access.web.permission import permitted
from storage.audit import record
from storage.database import open_database, open_vault
from storage.export import record_csv


def download_record(request: Request) -> Response:
    """Every event with the names of the accounts, as CSV."""
    account = permitted(request, Act.READ_RECORD)
    with open_database() as db, open_vault() as vault:
        record(db, account.id, "exported the record")
        body = record_csv(db, vault, account.id)
    headers = {
        "content-disposition": 'attachment; filename="record.csv"',
        "cache-control": "no-store",
    }
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


routes: list[BaseRoute] = [Route("/record.csv", download_record)]
